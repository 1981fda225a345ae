"""Protected identity: what leaves, and what she sees of it beforehand."""

from typing import Any

from consent.terms import Ending
from profile_service.actions.answering import Yes, give
from profile_service.actions.asking import Question, ask, make_connection_code
from profile_service.actions.enrolling import enrol
from profile_service.actions.own_profile import add_item
from profile_service.actions.protection import protect
from profile_service.actions.reading import Opening, disclose
from profile_service.demo.cast import NORRSKEN
from profile_service.domain.people import Grantee, StaffRole
from profile_service.portability.own_format import to_bytes
from profile_service.wire.access import render_disclosure
from tests.protected.petra import browser_of, canaries, clear_system, declared
from tests.sharing.links import act as act_on
from tests.sharing.links import following, make
from tests.stage import SKILLS, START, Stage

_EXPERIENCE = "profile:experience:read"
_PERSON = "profile:person:read?fields=name,phone"

_BARE: dict[str, dict[str, Any]] = {
    "experience": {"title": "Kock", "tasks": "Lagade mat.", "start": "2019"},
    "education": {"name": "Kockskola", "end": "2001"},
    "skills": {"skill": {"label": "Baka bröd"}, "level": 3},
}
_KEPT: dict[str, dict[str, Any]] = {
    "experience": {"employer": "Krogen", "country": "SO", "hide_employer": False},
    "education": {"school": "Åsö skola", "country": "SO"},
    "skills": {},
}


def test_what_stays_with_her_is_the_same_bytes_as_what_she_never_wrote(stage: Stage) -> None:
    scopes = (_EXPERIENCE, "profile:education:read", SKILLS, _PERSON)
    declaration = declared(stage)
    desk, told = stage.house.desk, []
    for kept in (True, False):

        def act(work: Any, *, kept: bool = kept) -> bytes:
            her = enrol(work, desk, "sv").id
            if kept:
                add_item(work, desk, her, "person", {"name": "Asli Warsame", "phone": "+46701111111"})
                protect(work, desk, her)
            for section, content in _BARE.items():
                add_item(work, desk, her, section, {**content, **(_KEPT[section] if kept else {})})
            code, _ = make_connection_code(work, desk, her)
            roles = frozenset({StaffRole.CASE_WORKER, StaffRole.PROTECTED_IDENTITY})
            grantee = Grantee(NORRSKEN.organisation(), "Etablering Nord", "Nils Berg", roles)
            asked = ask(
                work, desk, grantee, Question(code, declaration, scopes, None, "case", "", Ending.DATE)
            )
            grant = give(work, desk, her, asked.id, Yes(scopes))  # type: ignore[union-attr]
            found = disclose(work, desk, grantee, Opening(grant.terms.id, "case", "Nils Berg"))
            body = to_bytes(render_disclosure(found, START.date())).decode()  # type: ignore[arg-type]
            ids = [grant.terms.id, *(one.id for items in found.sections.values() for one in items)]  # type: ignore[union-attr]
            for at, one in enumerate(sorted(ids, key=body.index)):
                body = body.replace(str(one), f"id-{at}")
            return body.encode()

        told.append(stage.parts.database.writer.run(act))
    assert told[0] == told[1]
    assert b"Baka br" in told[0]


def test_a_yes_to_nothing_but_her_name_gives_the_answer_of_an_empty_profile(stage: Stage) -> None:
    clear_system(stage)
    scopes = ("profile:person:read?fields=name",)
    grant = stage.granted(scopes, "petra", declaration=declared(stage))
    read = stage.read(grant)
    assert read.status_code == 200
    assert read.json()["profile"] == {}
    assert read.json()["grant"]["scopes"] == list(scopes)


def test_she_sees_beforehand_exactly_what_they_will_see(stage: Stage) -> None:
    clear_system(stage)
    declaration, scopes = declared(stage), (_EXPERIENCE, _PERSON)
    question = stage.asked(scopes, "petra", declaration=declaration)
    hers = stage.individual("petra")
    preview = stage.http.get(f"/v1/me/access-requests/{question}/preview", headers=hers)
    assert preview.status_code == 200, preview.text
    browser, _ = browser_of(stage, "petra")
    page = browser.get(f"/my/requests/{question}").text
    assert page.count("data-own>") > 0
    assert ">skyddat<" in page
    assert "<title>" in page and "Norrsken" not in page.split("</title>")[0]
    grant = stage.answer_yes(question, scopes, "petra").json()["id"]
    assert stage.read(grant).content == preview.content
    shown = browser.get(f"/my/grants/{grant}").text
    assert canaries(shown.split("<main")[1]) == []
    seers = stage.http.get("/v1/me/readers?section=person&field=name", headers=hers).json()
    assert (seers["now"], seers["next"]) == ([], [])
    seers = stage.http.get("/v1/me/readers?section=experience&field=tasks", headers=hers).json()
    assert len(seers["now"]) == 1


def test_a_link_of_hers_never_shows_her_name_and_no_second_yes_gives_it(stage: Stage) -> None:
    link = make(stage, "petra")
    with following(stage) as viewer:
        viewer.open(link)
        viewer.ask(link)
        refused = act_on(stage, link, "contact", "petra", fields=["name"])
        assert refused.status_code == 422
        # A yes from before she was protected gives nothing either.
        own = make(stage, "bo")
        viewer.open(own)
        assert act_on(stage, own, "contact", "bo", fields=["name"]).status_code == 200
        assert viewer.open(own).text.count("Bo Ekström") == 1
        stage.http.put("/v1/me/protection", headers=stage.individual("bo"))
        assert "Bo Ekström" not in viewer.look(own).text
