"""She makes a link over the API: competences and nothing else, for a while, for one vacancy."""

import pytest

from consent.errors import TransitionError
from consent.scope import Scope
from consent.share import COMPETENCES, Share
from profile_service.domain.sections import CATALOGUE
from profile_service.domain.sharing import MOST_LIVE, make_word, normalise_word
from tests.invariants.rawfile import raw_bytes
from tests.sharing.links import EVERYTHING, SKILLS, act, following, make, seen
from tests.stage import BASE_URL, START, Stage


def test_a_link_is_listed_with_its_state_and_use(stage: Stage) -> None:
    link = make(stage, scopes=EVERYTHING, with_word=True)
    listed = stage.http.get("/v1/me/shares", headers=stage.individual("astrid")).json()["shares"]
    assert [one["id"] for one in listed] == [link.id]
    one = seen(stage, link)
    assert one == listed[0]
    assert (one["state"], one["views"], one["contact"], one["has_word"]) == ("open", 0, "none", True)
    assert one["until"] == "2026-12-21T23:00:00Z", "the end of the thirtieth day in Stockholm"
    assert link.secret not in str(one), "the id of a share is not its secret"
    assert link.id not in link.path
    assert link.word is not None
    assert link.word not in str(one)


def test_nothing_but_competences_can_be_in_a_link(stage: Stage) -> None:
    hers = stage.individual("astrid")
    for section, fields in CATALOGUE.items():
        for field in sorted(fields - COMPETENCES.get(section, frozenset())):
            scope = f"profile:{section}:read?fields={field}"
            body = {"vacancy": "Kock", "employer": "Krogen", "scopes": [scope]}
            answer = stage.http.post("/v1/me/shares", json=body, headers=hers)
            assert answer.status_code == 422, scope
            assert answer.json()["errors"][0]["field"] == "/scopes/0"
            with pytest.raises(TransitionError):
                Share("shr", "ind", "v", "e", (Scope(section, frozenset({field})),), (), START, START.max)  # type: ignore[arg-type]
    assert stage.http.get("/v1/me/shares", headers=hers).json() == {"shares": []}


def test_a_bare_section_means_its_competences_alone(stage: Stage) -> None:
    (scope,) = seen(stage, make(stage))["scopes"]
    assert scope.split("&")[0] == "profile:skills:read?fields=last_used,level,months,skill,wants_to_use"


def test_what_she_writes_later_is_in_no_link_that_she_made_before(stage: Stage) -> None:
    hers = stage.individual("astrid")
    link = make(stage)
    before = stage.http.get(f"/v1/me/shares/{link.id}/shown", headers=hers).json()
    later = {"skill": {"label": "Skriven senare"}, "level": 4}
    assert stage.http.post("/v1/me/profile/skills", json=later, headers=hers).status_code == 201
    assert stage.http.get(f"/v1/me/shares/{link.id}/shown", headers=hers).json() == before
    assert "Skriven senare" in str(
        stage.http.get(f"/v1/me/shares/{make(stage).id}/shown", headers=hers).json()
    )


def test_a_link_to_nothing_is_not_made(stage: Stage) -> None:
    body = {"vacancy": "Kock", "employer": "Krogen", "scopes": ["profile:transversal:read"]}
    his = stage.individual("bo")
    items = stage.http.get("/v1/me/profile/transversal", headers=his).json()["items"]
    for item in items:
        stage.http.delete(f"/v1/me/profile/transversal/{item['id']}", headers={**his, "If-Match": "*"})
    answer = stage.http.post("/v1/me/shares", json=body, headers=his)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["expected"] == "at least one entry to show"


@pytest.mark.parametrize("until", ["2026-11-20", "2027-02-20", "2036-01-01", "0001-01-01"])
def test_a_link_lasts_ninety_days_at_the_most(stage: Stage, until: str) -> None:
    body = {"vacancy": "Kock", "employer": "Krogen", "scopes": list(SKILLS), "until": until}
    answer = stage.http.post("/v1/me/shares", json=body, headers=stage.individual("astrid"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "/until"
    assert seen(stage, make(stage, until="2027-02-19"))["until"] == "2027-02-19T23:00:00Z"


def test_twenty_links_can_be_open_and_an_ended_one_makes_room(stage: Stage) -> None:
    links = [make(stage) for _ in range(MOST_LIVE)]
    body = {"vacancy": "Kock", "employer": "Krogen", "scopes": list(SKILLS)}
    one_more = stage.http.post("/v1/me/shares", json=body, headers=stage.individual("astrid"))
    assert one_more.status_code == 422
    assert one_more.json()["errors"][0]["expected"] == f"at most {MOST_LIVE}"
    act(stage, links[0], "withdraw")
    make(stage)
    make(stage, "bo")


def test_a_second_vacancy_is_a_second_link(stage: Stage) -> None:
    first, second = make(stage), make(stage, vacancy="Bagare")
    assert first.path != second.path
    act(stage, first, "withdraw")
    with following(stage) as viewer:
        assert viewer.look(first).status_code == 404
        page = viewer.open(second)
        assert "Bagare" in page.text
        assert "Kock" not in page.text


def test_a_retry_makes_no_second_link(stage: Stage) -> None:
    hers = {**stage.individual("astrid"), "Idempotency-Key": "once"}
    body = {"vacancy": "Kock", "employer": "Krogen", "scopes": list(SKILLS), "with_word": True}
    first, second = (stage.http.post("/v1/me/shares", json=body, headers=hers) for _ in range(2))
    assert first.content == second.content
    assert len(stage.http.get("/v1/me/shares", headers=hers).json()["shares"]) == 1


def test_nobody_else_reaches_a_share_by_its_id(stage: Stage) -> None:
    link = make(stage)
    his = stage.individual("bo")
    for path in ("", "/shown"):
        assert stage.http.get(f"/v1/me/shares/{link.id}{path}", headers=his).status_code == 404
    for what, body in (
        ("withdraw", {}),
        ("word", {}),
        ("contact", {"fields": ["name"]}),
        ("refuse-contact", {}),
    ):
        assert act(stage, link, what, "bo", **body).status_code == 404, what
    assert seen(stage, link)["state"] == "open"


def test_a_share_that_has_ended_does_not_change(stage: Stage) -> None:
    link = make(stage)
    assert act(stage, link, "withdraw").json()["state"] == "ended"
    for what, body in (
        ("withdraw", {}),
        ("word", {}),
        ("contact", {"fields": ["name"]}),
        ("refuse-contact", {}),
    ):
        answer = act(stage, link, what, **body)
        assert (answer.status_code, answer.json()["type"]) == (409, "urn:egenkarta:problem:share-ended"), what


def test_the_preview_is_what_a_viewer_gets_and_makes_nothing(stage: Stage) -> None:
    hers = stage.individual("astrid")
    body = {"vacancy": "Kock", "employer": "Krogen", "scopes": list(EVERYTHING)}
    preview = stage.http.post("/v1/me/shares/preview", json=body, headers=hers)
    assert stage.http.get("/v1/me/shares", headers=hers).json() == {"shares": []}
    link = make(stage, scopes=EVERYTHING)
    shown = stage.http.get(f"/v1/me/shares/{link.id}/shown", headers=hers)
    assert shown.content == preview.content
    assert seen(stage, link)["views"] == 0
    with following(stage) as viewer:
        page = viewer.open(link).text
    for skill in preview.json()["sections"]["skills"]:
        assert skill["skill"]["label"] in page


def test_the_word_can_be_said_on_the_phone() -> None:
    drawn = iter("BADU482")

    def draw(alphabet: str, length: int) -> str:
        signs = "".join(next(drawn) for _ in range(length))
        assert set(signs) <= set(alphabet)
        assert not set(alphabet) & set("01OEPVFWCKQGJZYH")
        return signs

    assert make_word(draw) == "BADU-482"
    assert normalise_word(" badu 482 ") == normalise_word("BADU-482") == "BADU482"


def test_the_link_and_the_word_are_kept_as_hashes_only(stage: Stage) -> None:
    link = make(stage, vacancy="KANARIE-jobb", employer="KANARIE-krog", with_word=True)
    assert link.word is not None
    kept = raw_bytes(stage)
    assert kept
    for secret in (link.secret, link.word, normalise_word(link.word), "KANARIE-jobb", "KANARIE-krog"):
        assert secret.encode() not in kept
    assert link.path.startswith("/shared/")
    assert BASE_URL not in link.path
