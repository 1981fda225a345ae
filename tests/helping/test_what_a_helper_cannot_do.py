"""Hostile helpers: every route tried from within a help, other organisations, other sessions, races, and text that is code."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from profile_service.actions.asking import WrongCode
from profile_service.actions.drafting import Proposal, propose
from profile_service.actions.help_choice import HelpChoice
from profile_service.actions.helped_reading import read_as_helper
from profile_service.actions.helping import HelpingStaff, make_help_code, open_help
from profile_service.actions.ports import Work
from profile_service.demo.cast import NORRSKEN, TJUVHOLMEN, staff_id
from profile_service.domain.helping import Step
from profile_service.domain.people import Grantee, StaffRole
from profile_service.domain.session import SessionId
from tests.helping.beside import DRAFT, drafts, help_code, helped
from tests.hostile.everywhere import calls
from tests.stage import SKILLS, Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
_CANARY = "Kanariefågelsång"
_SEEN = "Hemlighetssång"


def _staff(
    stage: Stage,
    persona: str = "nils",
    session: str = "ses_1",
    unit: str = "Etablering Nord",
    more: tuple[StaffRole, ...] = (),
) -> HelpingStaff:
    company = NORRSKEN if persona in ("nils", "mona") else TJUVHOLMEN

    def find(work: Work) -> Grantee:
        organisation = work.accounts.organisation(company.id)
        assert organisation is not None
        return Grantee(organisation, unit, persona, frozenset({StaffRole.CASE_WORKER, *more}))

    return HelpingStaff(staff_id(persona), persona, stage.parts.database.reader.run(find), SessionId(session))


def test_within_a_help_no_other_route_shows_or_does_anything_of_hers(stage: Stage, visitor: Visitors) -> None:
    headers = stage.individual("astrid")
    for section, content in {
        "skills": {"skill": {"label": _SEEN}},
        "experience": {"title": _CANARY},
        "expectations": {"goal": "occupation", "obstacles": _CANARY},
    }.items():
        stage.http.post(f"/v1/me/profile/{section}", json=content, headers=headers)
    waiting = stage.asked((SKILLS,))
    her, mona = visitor("astrid"), visitor("terje")
    found = list(calls(stage))
    before = stage.http.get("/v1/me/profile", headers=headers).json()
    nils = visitor("nils")
    mine = drafts(her)
    helped(her, nils, "skills")
    by_role = {
        "/agency/grants/{grant_id}/protection"
    }  # Nils has the role for it, and a grant: no doing of a helper's
    for call in found:
        if call.pattern in by_role:
            continue
        if call.pattern in ("/sign-out", "/demo/sign-in", "/agency/help/end") or call.path.startswith(
            "/static"
        ):
            continue
        path = call.path
        form = {
            "form_token": nils.form_token,
            "answer": "yes",
            "scope": "0",
            "version": "1",
            "case_reference": "c",
        }
        kept = dict(nils.http.cookies)
        if call.method == "GET":
            answer = nils.http.get(path)
        elif call.method == "POST" and not path.startswith("/v1/"):
            answer = nils.http.post(path, data=form)
        else:
            answer = nils.http.request(call.method, path, headers={"If-Match": "*"})
        if dict(nils.http.cookies) != kept:  # whatever signed somebody out or in is no way further
            nils.http.cookies.clear()
            nils.http.cookies.update(kept)
        assert _CANARY not in answer.text, call
        if path.startswith("/my/"):
            assert answer.status_code in (303, 403), call
            assert answer.headers.get("location", "/sign-in").startswith("/sign-in"), call
        if _SEEN in answer.text:
            assert call.pattern.startswith("/agency/help/now/"), call
    after = stage.http.get("/v1/me/profile", headers=headers).json()
    assert after == before
    asked = stage.http.get(f"/v1/me/access-requests/{waiting}", headers=headers).json()
    assert asked["state"] in ("pending", "lapsed"), (
        "an administrator may take back a purpose; a helper answers nothing"
    )
    assert set(mine) <= set(drafts(her)), "a draft of another session is no helper's to drop"
    assert mona.get("/agency/help/now").status_code in (403, 404)


@pytest.mark.parametrize(
    "other",
    [
        {"session": "ses_2"},
        {"unit": "Vägledning Syd"},
        {"persona": "mona"},
        {"persona": "terje"},
    ],
)
def test_a_help_is_one_persons_in_one_unit_and_one_sign_in(stage: Stage, other: dict[str, str]) -> None:
    run, desk = stage.parts.database.writer.run, stage.house.desk
    helper = _staff(stage)
    choice = HelpChoice(("skills",), (), 30)
    code, _ = run(lambda work: make_help_code(work, desk, "ind_demo_astrid", choice))  # type: ignore[arg-type]
    opened = run(lambda work: open_help(work, desk, helper, code))
    assert not isinstance(opened, WrongCode)
    assert hasattr(run(lambda work: read_as_helper(work, desk, helper, "skills")), "items")
    stranger = _staff(stage, **other)  # type: ignore[arg-type]
    assert not hasattr(run(lambda work: read_as_helper(work, desk, stranger, "skills")), "items")
    wish = Proposal("skills", Step.ADD, None, 0, {"skill": {"label": "x"}})
    assert not hasattr(run(lambda work: propose(work, desk, stranger, wish)), "fields")
    assert hasattr(run(lambda work: propose(work, desk, helper, wish)), "fields")


def test_of_many_who_type_one_code_at_once_one_gets_in(stage: Stage, visitor: Visitors) -> None:
    code = help_code(visitor("astrid"), "skills")
    run, desk = stage.parts.database.writer.run, stage.house.desk
    crowd = [_staff(stage), _staff(stage, "mona", "ses_9", "Vägledning Syd")]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda one: run(lambda work: open_help(work, desk, one, code)), crowd))
    assert sorted(isinstance(one, WrongCode) for one in found) == [False, True]


def test_a_recruiter_and_an_administrator_help_nobody(visitor: Visitors) -> None:
    code = help_code(visitor("astrid"), "skills")
    assert visitor("terje").send("/agency/help", code=code).status_code == 403
    assert visitor("olle").send("/agency/help", code=code).status_code == 403
    assert visitor("bo").send("/agency/help", code=code).status_code == 403
    assert visitor("nils").send("/agency/help", code=code).status_code == 303


def test_what_a_helper_writes_is_text(stage: Stage, visitor: Visitors) -> None:
    her, nils = visitor("astrid"), visitor("nils")
    helped(her, nils, "skills", "experience")
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"
    for section, field in (("skills", "skill"), ("experience", "title")):
        sent = nils.http.post(
            f"/agency/help/now/{section}/add", data={"form_token": nils.form_token, field: evil}
        )
        assert sent.status_code == 303
    for page in (her.get("/my/drafts").text, nils.get("/agency/help/now").text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in page.split("{{7*7}}")[0][-40:]
    assert her.send("/my/drafts", draft=drafts(her), answer="approve").status_code == 303
    assert "<script>alert" not in her.get("/my/profile/skills").text


def test_her_answers_are_hers_alone(stage: Stage, visitor: Visitors) -> None:
    her, nils, bo = visitor("astrid"), visitor("nils"), visitor("bo")
    helped(her, nils, "skills")
    nils.http.post("/agency/help/now/skills/add", data={"form_token": nils.form_token, "skill": "Svetsning"})
    (draft,) = drafts(her)
    assert bo.send(f"/my/drafts/{draft}", answer="approve").status_code == 404
    assert bo.send("/my/drafts", draft=[draft], answer="approve").status_code == 303
    assert nils.send(f"/my/drafts/{draft}", answer="approve").status_code == 403
    api = stage.http.post(f"/v1/me/drafts/{draft}/approve", headers=stage.individual("bo"))
    assert api.status_code == 404
    assert DRAFT.findall(her.get("/my/drafts").text)
    assert (
        stage.http.post(f"/v1/me/drafts/{draft}/approve", headers=stage.individual("astrid")).status_code
        == 204
    )
    again = stage.http.post(f"/v1/me/drafts/{draft}/refuse", headers=stage.individual("astrid"))
    assert again.status_code == 409
    assert stage.http.get("/v1/me/drafts", headers=stage.individual("astrid")).json() == {"drafts": []}


def test_a_protected_person_is_helped_by_those_with_the_role_alone(stage: Stage, visitor: Visitors) -> None:
    headers = stage.individual("astrid")
    assert stage.http.put("/v1/me/protection", headers=headers).status_code < 300
    run, desk = stage.parts.database.writer.run, stage.house.desk
    choice = HelpChoice(("person", "experience", "skills"), (), 30)
    code, _ = run(lambda work: make_help_code(work, desk, "ind_demo_astrid", choice))  # type: ignore[arg-type]
    assert isinstance(run(lambda work: open_help(work, desk, _staff(stage), code)), WrongCode)
    cleared = _staff(stage, "mona", "ses_2", "Vägledning Syd", (StaffRole.PROTECTED_IDENTITY,))
    opened = run(lambda work: open_help(work, desk, cleared, code))
    assert not isinstance(opened, WrongCode), "the code was not spent by one who may not"
    person = run(lambda work: read_as_helper(work, desk, cleared, "person"))
    assert "Lindqvist" not in str(person)
    jobs = run(lambda work: read_as_helper(work, desk, cleared, "experience"))
    assert "employer" not in str([item.content for item in jobs.items])  # type: ignore[union-attr]
