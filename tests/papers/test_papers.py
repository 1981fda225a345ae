"""A paper carries a word by which anybody can ask whether it holds; the answer says nothing about whose it is."""

import io
import re
from typing import Any

import pypdf
import pytest
from httpx import Response

from tests.invariants.rawfile import raw_bytes
from tests.stage import FROM_OWN_PAGE, Stage

_WORD = re.compile(r"((?:[a-z2-7]{4} ){6}[a-z2-7]{2})")
_YES = "gjort av Egenkarta"
_NO = "Vi känner inte till något sådant papper"


def take(stage: Stage, persona: str = "astrid", path: str = "/v1/me/profile.pdf") -> bytes:
    answer = stage.http.get(path, headers=stage.individual(persona))
    assert answer.status_code == 200, answer.text
    return answer.content


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def word_on(pdf: bytes) -> str:
    found = _WORD.search(text_of(pdf))
    assert found
    return found[1]


def papers(stage: Stage, persona: str = "astrid") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stage.http.get("/v1/me/papers", headers=stage.individual(persona)).json()[
        "papers"
    ]
    return found


def ask(stage: Stage, word: str) -> Response:
    return stage.http.post("/verify", data={"code": word}, files={})


def bring(stage: Stage, pdf: bytes) -> Response:
    return stage.http.post("/verify", files={"file": ("paper.pdf", pdf, "application/pdf")})


def plain(answer: Response) -> str:
    """A page without what differs from one request to the next."""
    return re.sub(r'nonce="[^"]*"|value="/verify[^"]*"', "", answer.text)


def test_whoever_holds_a_paper_is_told_that_it_holds_until_she_takes_it_back(stage: Stage) -> None:
    paper = take(stage, path="/v1/me/profile.pdf?form=page")
    word = word_on(paper)
    for answer in (
        stage.http.get(f"/verify/{word.replace(' ', '')}"),
        ask(stage, word),
        ask(stage, word.upper().replace(" ", "-")),
        ask(stage, f"http://127.0.0.1:8000/verify/{word.replace(' ', '')}"),
        bring(stage, paper),
    ):
        assert answer.status_code == 200
        assert _YES in answer.text
        assert "Kompetenspass, en sida" in answer.text
        assert "21 november 2026" in answer.text
        assert not re.search("Astrid|Lindqvist|ind_demo|omvårdnad", answer.text)
    (one,) = papers(stage)
    hers = stage.individual("astrid")
    assert (one["kind"], one["taken_back_at"]) == ("sheet", None)
    for _ in range(2):
        back = stage.http.post(f"/v1/me/papers/{one['id']}/take-back", headers=hers, json={})
        assert back.status_code == 204
    assert _NO in ask(stage, word).text
    assert _NO in bring(stage, paper).text
    assert papers(stage)[0]["taken_back_at"] is not None


def test_taken_back_erased_and_never_made_are_one_answer(stage: Stage) -> None:
    taken_back, of_bo = take(stage), take(stage, "bo")
    (one,) = papers(stage)
    stage.http.post(f"/v1/me/papers/{one['id']}/take-back", headers=stage.individual("astrid"), json={})
    stage.http.delete("/v1/me", headers=stage.individual("bo"))
    words = [word_on(taken_back), word_on(of_bo), "aaaa bbbb cccc dddd eeee ffff 22", "nonsense"]
    told = {plain(ask(stage, word)) for word in words}
    files = {plain(bring(stage, pdf)) for pdf in (taken_back, of_bo, b"%PDF-1.7 nothing of ours", b"")}
    assert len(told) == 1
    assert len(files) == 1
    assert _NO in told.pop()


def test_a_file_of_which_one_byte_is_another_is_not_ours(stage: Stage) -> None:
    paper = take(stage)
    assert _YES in bring(stage, paper).text
    for at in (100, len(paper) // 2, len(paper) - 3):
        assert _NO in bring(stage, paper[:at] + bytes([paper[at] ^ 1]) + paper[at + 1 :]).text


def test_nobody_takes_back_anothers_paper(stage: Stage) -> None:
    paper = take(stage)
    (one,) = papers(stage)
    for paper_id in (one["id"], "pap_none"):
        answer = stage.http.post(
            f"/v1/me/papers/{paper_id}/take-back", headers=stage.individual("bo"), json={}
        )
        assert answer.status_code == 404
    assert papers(stage, "bo") == []
    assert _YES in bring(stage, paper).text


def test_the_table_holds_neither_the_word_nor_the_hash_of_the_file(stage: Stage) -> None:
    from hashlib import sha256

    paper = take(stage)
    stored = raw_bytes(stage)
    for secret in (word_on(paper).replace(" ", ""), word_on(paper), sha256(paper).hexdigest()):
        assert secret.encode() not in stored
    assert sha256(paper).digest() not in stored


def test_under_protected_identity_there_is_nothing_to_scan(stage: Stage) -> None:
    paper = take(stage, "petra")
    assert not _WORD.search(text_of(paper))
    assert "/verify" not in text_of(paper)
    assert papers(stage, "petra") == []
    assert _NO in bring(stage, paper).text


def test_what_is_for_few_is_on_it_only_where_she_names_it(stage: Stage) -> None:
    ordinary = text_of(take(stage))
    named = text_of(take(stage, path="/v1/me/profile.pdf?sections=adaptations&sections=person"))
    assert "ländryggen" not in ordinary
    assert "ländryggen" in named
    assert "Ge omvårdnad" in ordinary
    assert "Ge omvårdnad" not in named
    unknown = stage.http.get("/v1/me/profile.pdf?sections=secrets", headers=stage.individual("astrid"))
    assert unknown.status_code == 422


def test_a_stranger_who_asks_for_what_there_is_not_waits_after_a_while(stage: Stage) -> None:
    for _ in range(60):
        stage.house.unknown_papers.count("testclient", stage.clock.now())
    held = stage.http.get("/verify/nonsense")
    assert (held.status_code, held.headers["retry-after"]) == (429, "60")
    stage.move(minutes=1)
    assert stage.http.get("/verify/nonsense").status_code == 200


def test_papers_have_an_end_in_a_day(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_service.actions.papers.MOST", 1)
    take(stage)
    hers = stage.individual("astrid")
    assert stage.http.get("/v1/me/profile.pdf", headers=hers).status_code == 429
    stage.move(hours=25)
    assert stage.http.get("/v1/me/profile.pdf", headers=stage.individual("astrid")).status_code == 200


def test_she_chooses_checks_takes_and_takes_back_in_the_portal(stage: Stage) -> None:
    sign_in(stage, "astrid")
    form = stage.http.get("/my/passport").text
    assert 'value="adaptations" checked' not in form
    assert 'value="skills" checked' in form
    chosen = "form=page&language=ar&sections=person&sections=skills&sections=obstacles"
    check = stage.http.get(f"/my/passport/check?{chosen}").text
    assert "العربية" in check
    assert "De här står också på det" in check
    link = re.search(r'href="(/my/profile\.pdf\?[^"]+)"', check)
    assert link
    paper = stage.http.get(link[1].replace("&amp;", "&"))
    assert paper.headers["content-type"] == "application/pdf"
    assert pypdf.PdfReader(io.BytesIO(paper.content)).trailer["/Root"]["/Lang"] == "ar"  # type: ignore[index]
    assert stage.http.get("/my/plan.pdf").content.startswith(b"%PDF")
    listed = stage.http.get("/my/papers").text
    action = re.search(r'action="(/my/papers/[^"]+)"', listed)
    token = re.search(r'name="form_token" value="([^"]+)"', listed)
    assert action
    assert token
    back = stage.http.post(
        action[1], data={"form_token": token[1]}, headers=FROM_OWN_PAGE, follow_redirects=False
    )
    assert back.status_code == 303
    assert "Återtagen" in stage.http.get("/my/papers").text
    assert stage.http.get("/my/passport/check?form=page", follow_redirects=False).status_code == 303


def test_the_certificate_of_the_seal_is_published(stage: Stage) -> None:
    answer = stage.http.get("/.well-known/egenkarta-seal-ca.pem")
    assert answer.content == stage.house.seal.authority
    assert answer.text.startswith("-----BEGIN CERTIFICATE-----")
    assert "PRIVATE" not in answer.text


def sign_in(stage: Stage, persona: str) -> None:
    done = stage.http.post("/demo/sign-in", data={"persona": persona}, headers=FROM_OWN_PAGE)
    assert done.status_code in (200, 303), done.text
