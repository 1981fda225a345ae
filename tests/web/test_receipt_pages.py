"""Her receipts on the pages: listed, read beside the Swedish, and taken along."""

import re
from collections.abc import Callable

import pytest

from tests.stage import LANGUAGES, Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def _first(page: str) -> str:
    return str(re.findall(r'href="(/my/receipts/rcp_[^"]+)"', page)[0])


def test_receipts_are_found_from_the_log_the_grant_and_the_answer(stage: Stage, visitor: Visitors) -> None:
    grant_id = stage.granted((LANGUAGES,))
    her = visitor("astrid")
    assert 'href="/my/receipts"' in her.get("/my/log").text
    narrowed = f"/my/receipts?grant={grant_id}"
    assert f'href="{narrowed}"' in her.get(f"/my/grants/{grant_id}").text
    page = her.get(narrowed).text
    assert len(re.findall(r'href="/my/receipts/rcp_', page)) == 1
    assert "Du sa ja" in page
    assert "Norrsken AB" in page
    request = re.findall(r'href="(/my/requests/[^"]+)"', her.get("/my/requests").text)
    answered = next(one for one in map(her.get, request) if "/my/receipts?question=" in one.text)
    assert answered.status_code == 200


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Du sa ja"), ("en", "You said yes"), ("ar", "قلتِ نعم")]
)
def test_one_receipt_is_read_with_the_swedish_beside_it(
    stage: Stage, visitor: Visitors, language: str, words: str
) -> None:
    stage.granted((LANGUAGES,))
    her = visitor("astrid")
    her.http.cookies.set("language", language)
    page = her.get(_first(her.get("/my/receipts").text)).text
    assert words in page
    assert "Vad som hände" in page
    assert "GDPR art. 6.1 e" in page
    assert ('class="beside" lang="sv"' in page) == (language != "sv")


def test_a_receipt_begins_with_three_sentences_and_folds_the_rest(stage: Stage, visitor: Visitors) -> None:
    grant_id = stage.granted((LANGUAGES,))
    her = visitor("astrid")

    def newest() -> tuple[list[str], str]:
        page = her.get(_first(her.get(f"/my/receipts?grant={grant_id}").text)).text
        story, rest = page.split('<div class="story">')[1].split("</div>", 1)
        return re.findall(r"<p>(.*?)</p>", story), rest

    (happened, whom, until), rest = newest()
    assert happened.startswith("Du sa ja den ")
    assert whom.startswith("Det gäller \u2068Norrsken AB\u2069")
    assert until.startswith("Du lät dem läsa längst till och med ")
    assert rest.lstrip().startswith('<details class="whole"><summary>Allt som står i kvittot</summary>')
    assert "De behöver det för en uppgift som lagen har gett dem. Du kan invända." in rest
    folded = rest[: rest.rindex("</details>")]
    for part in ("Vad som hände", "SHA-256", "egenkarta-client verify-receipt"):
        assert part in folded
    stage.http.post(f"/v1/me/grants/{grant_id}/withdraw", json={}, headers=stage.individual("astrid"))
    (happened, _, until), _ = newest()
    assert happened.startswith("Du stoppade delningen den ")
    assert until == "Ditt ja öppnar ingenting mer för dem här."


def test_the_file_and_the_paper_are_sent_as_files_that_no_cache_keeps(
    stage: Stage, visitor: Visitors
) -> None:
    stage.granted((LANGUAGES,))
    her = visitor("astrid")
    receipt = _first(her.get("/my/receipts").text)
    for tail, kind in (("jws", "application/jose"), ("pdf", "application/pdf")):
        answer = her.http.get(f"{receipt}/{tail}")
        assert answer.headers["content-type"] == kind
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].startswith("attachment; filename=")


def test_the_text_that_she_had_before_her_stands_there_as_text(stage: Stage, visitor: Visitors) -> None:
    grant_id = stage.granted((LANGUAGES,))
    notice = {"text": "<script>alert(1)</script>", "language": "en", "screen": "phone"}
    stage.http.post(
        f"/v1/me/grants/{grant_id}/withdraw", json={"notice": notice}, headers=stage.individual("astrid")
    )
    her = visitor("astrid")
    page = her.get(_first(her.get("/my/receipts").text)).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_nobody_reads_another_ones_receipts(stage: Stage, visitor: Visitors) -> None:
    stage.granted((LANGUAGES,))
    hers = _first(visitor("astrid").get("/my/receipts").text)
    his = visitor("bo")
    assert hers not in his.get("/my/receipts").text
    never = his.get("/my/receipts/rcp_never")
    for tail in ("", "/jws", "/pdf"):
        answer = his.get(hers + tail)
        assert (answer.status_code, answer.content) == (404, never.content)
    assert visitor("").get("/my/receipts").headers["location"] == "/sign-in"
