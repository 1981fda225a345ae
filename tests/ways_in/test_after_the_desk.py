"""After the desk: the second look, a lost way in, and how far the assurance of a desk reaches."""

import re
from datetime import datetime

import pytest
from httpx import Response

from consent.receipt import Indication
from profile_service.actions.answering import Yes, give
from profile_service.actions.asking import make_connection_code
from profile_service.actions.at_desk import _drawn
from profile_service.actions.desk_limits import may_attach_number, objections_to_opening
from profile_service.actions.errors import ExceedsRequestError
from profile_service.actions.manner import Manner
from profile_service.actions.own_profile import add_item
from profile_service.actions.protection import protect
from profile_service.domain.desk import ProofSeen, Seen
from profile_service.domain.people import StaffRole
from profile_service.domain.session import Arrival
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.identity.portal_sessions import open_session
from tests.stage import MAPPING, SKILLS, Stage
from tests.ways_in.at_the_portal import Browser, add_colleague, carry
from tests.ways_in.desks import SEEN, at_desk, draw, enrolled, enrolled_by_phone, log_of, whose
from tests.ways_in.test_sheets import Paper, sign_in

# --- The second look ---


def test_one_enrolment_in_ten_is_drawn(stage: Stage) -> None:

    seen = Seen(ProofSeen.PASSPORT)
    found = carry(
        stage, lambda work: [_drawn(stage.house.desk, seen, work, "ind_nobody", "stf_n") for _ in range(2000)]
    )
    assert 130 < sum(found) < 280


def test_a_colleague_objects_and_nothing_new_opens_until_she_was_seen_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(monkeypatch, drawn=True)
    helper = at_desk(stage)
    paper = enrolled(helper)
    individual = whose(stage)
    # Nils is an administrator too, and does not look at his own.
    assert "/agency/desk/looks/" not in helper.get("/agency/desk/looks").text
    add_colleague(stage, "ada", StaffRole.ADMINISTRATOR)
    enrolment = carry(stage, lambda work: work.enrolments.of_individual(individual))[0]
    path = f"/agency/desk/looks/{enrolment.id}"
    assert helper.post(path, {"answer": "confirm"}, on="/agency/desk").status_code == 404
    supervisor = _as(stage, "ada")
    assert "4X7" in supervisor.get("/agency/desk/looks").text
    assert supervisor.post(path, {"answer": "object"}, on="/agency/desk/looks").status_code == 303
    assert supervisor.post(path, {"answer": "confirm"}, on="/agency/desk/looks").status_code == 404
    assert ("enrolment", "refused") in [(kind, outcome) for kind, outcome, _ in log_of(stage, individual)]
    assert _objections(stage, individual) == ["the enrolment is locked"]
    her = Browser(stage)
    assert sign_in(her, paper).status_code == 303
    # Seen again, by another case worker and with the same proof.
    monkeypatch.undo()
    draw(monkeypatch, drawn=False)
    stage.move(minutes=1)
    mona = at_desk(stage, "mona")
    answer = _replaced(mona, reference=paper.recovery)
    assert answer.status_code == 200, answer.text
    stage.move(hours=25)
    assert _objections(stage, individual) == []


def test_a_colleague_confirms_and_that_is_all(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(monkeypatch, drawn=True)
    enrolled(at_desk(stage))
    add_colleague(stage, "ada", StaffRole.ADMINISTRATOR)
    individual = whose(stage)
    enrolment = carry(stage, lambda work: work.enrolments.of_individual(individual))[0]
    supervisor = _as(stage, "ada")
    path = f"/agency/desk/looks/{enrolment.id}"
    supervisor.post(path, {"answer": "perhaps"}, on="/agency/desk/looks")
    assert supervisor.post(path, {"answer": "confirm"}, on="/agency/desk/looks").status_code == 303
    assert _objections(stage, whose(stage)) == []


def test_the_queue_is_for_administrators(stage: Stage) -> None:
    assert at_desk(stage, "mona").get("/agency/desk/looks").status_code == 403


def _as(stage: Stage, name: str) -> Browser:
    """A browser with a session of a colleague who is no persona of the demo."""

    desk = stage.house.desk
    proof = Proof(Method.PASSKEY, Assurance.SUBSTANTIAL, desk.clock.now())
    arrival = Arrival(None, f"stf_demo_{name}", proof)
    secret = carry(stage, lambda work: open_session(work, desk, arrival))
    browser = Browser(stage)
    browser.http.cookies.set("egenkarta", secret, domain="127.0.0.1")
    return browser


def _objections(stage: Stage, individual: str) -> list[str]:

    desk = stage.house.desk
    return [one.problem for one in carry(stage, lambda work: objections_to_opening(work, desk, individual))]


# --- A lost way in ---


def _replaced(helper: Browser, **more: str) -> Response:
    return helper.post("/agency/desk/lost", {**SEEN, **more}, on="/agency/desk")


def test_a_lost_way_in_is_replaced_for_the_same_proof_and_the_old_one_is_dead(stage: Stage) -> None:
    paper = enrolled(at_desk(stage))
    her = Browser(stage)
    sign_in(her, paper)
    stage.move(minutes=1)
    answer = _replaced(at_desk(stage, "mona"), reference=paper.handle)
    assert answer.status_code == 200, answer.text
    new = Paper.on(answer.text)
    assert not her.is_in()
    assert sign_in(her, paper).status_code == 422
    assert sign_in(her, new).status_code == 303
    assert _objections(stage, whose(stage)) == ["the way in was replaced less than a day ago"]
    stage.move(hours=24)
    assert _objections(stage, whose(stage)) == []
    kinds = [kind for kind, _, _ in log_of(stage, whose(stage))]
    assert kinds.count("enrolment") == 2 and "way_in_removed" in kinds
    # The reference of the first paper opens nothing any more.
    assert _replaced(at_desk(stage), reference=paper.recovery).status_code == 422
    assert _replaced(at_desk(stage), reference=new.recovery).status_code == 200


def test_less_proof_and_no_such_paper_are_told_alike(stage: Stage) -> None:
    paper = enrolled(at_desk(stage))
    helper = at_desk(stage, "mona")

    def told(**more: str) -> str:
        answer = _replaced(helper, **more)
        assert answer.status_code == 422
        start = answer.text.index('id="reference-wrong"')
        return answer.text[start : answer.text.index("</p>", start)]

    assert told(reference=paper.handle, proof="lma_card") == told(reference="123456789", proof="lma_card")
    assert told(reference=paper.recovery, proof="person_vouching") == told(reference="ABCDE-FGH1J")
    assert sign_in(Browser(stage), paper).status_code == 303


def test_whoever_lives_under_protected_identity_is_found_by_cleared_helpers_alone(stage: Stage) -> None:
    paper = enrolled(at_desk(stage))
    individual, desk = whose(stage), stage.house.desk
    carry(stage, lambda work: protect(work, desk, individual))
    stage.move(minutes=1)
    mona, nils = at_desk(stage, "mona"), at_desk(stage, "nils")
    assert _replaced(mona, reference=paper.handle).status_code == 422
    assert _replaced(mona, reference=paper.recovery).status_code == 422
    assert _replaced(nils, reference=paper.handle).status_code == 200


def test_whoever_never_made_her_passkey_is_not_held_back(stage: Stage) -> None:
    _, recovery = enrolled_by_phone(at_desk(stage))
    stage.move(minutes=20)
    assert _replaced(at_desk(stage), reference=recovery).status_code == 200
    assert _objections(stage, whose(stage)) == []


def test_a_stronger_proof_than_the_first_is_enough(stage: Stage) -> None:
    paper = enrolled(at_desk(stage), proof="lma_card")
    stage.move(minutes=1)
    assert _replaced(at_desk(stage), reference=paper.handle).status_code == 200


def test_another_document_of_the_same_kind_is_looked_at_in_any_case(stage: Stage) -> None:
    paper = enrolled(at_desk(stage))
    stage.move(minutes=1)
    assert _replaced(at_desk(stage), reference=paper.handle, tail="777").status_code == 200
    individual = whose(stage)
    last = carry(stage, lambda work: work.enrolments.of_individual(individual))[-1]
    assert last.review.value == "waiting"


# --- The limits of the assurance ---


def _asked(stage: Stage) -> str:
    """A question of Norrsken's to somebody who has no persona."""

    desk, individual = stage.house.desk, whose(stage)
    code, _ = carry(stage, lambda work: make_connection_code(work, desk, individual))
    stage.move(seconds=1)
    body = {
        "connection_code": code,
        "purpose_declaration": MAPPING,
        "scopes": [SKILLS],
        "case_reference": "c",
        "until": "2027-11-01T00:00:00Z",
    }
    answer = stage.http.post("/v1/access-requests", json=body, headers=stage.organisation("norrsken"))
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def test_a_grant_at_assurance_desk_lasts_six_months_at_the_longest(stage: Stage) -> None:
    paper = enrolled(at_desk(stage), language="sv")
    individual, desk = whose(stage), stage.house.desk
    request = _asked(stage)
    carry(stage, lambda work: add_item(work, desk, individual, "skills", {"skill": {"label": "Sy"}}))
    late, soon = (datetime.fromisoformat(day) for day in ("2027-06-01T00:00Z", "2027-05-01T00:00Z"))
    with pytest.raises(ExceedsRequestError) as refused:
        carry(stage, lambda work: give(work, desk, individual, request, Yes([SKILLS], late)))
    assert [one.problem for one in refused.value.objections] == ["longer than six months"]
    # Nor is who she is any surer by how sure it is who her representative is.
    another = Manner(Indication.REPRESENTATIVE, None, Assurance.HIGH)
    with pytest.raises(ExceedsRequestError):
        carry(stage, lambda work: give(work, desk, individual, request, Yes([SKILLS], late), another))
    her = Browser(stage)
    sign_in(her, paper)
    page = her.get(f"/my/requests/{request}").text
    offered = re.findall(r'name="until"[^>]* value="([0-9-]{10})"', page)
    assert max(offered) == "2027-05-21"
    given = carry(stage, lambda work: give(work, desk, individual, request, Yes([SKILLS], soon)))
    # To whoever reads, it is a profile like any other.
    read = stage.read(given.terms.id)
    assert read.status_code == 200
    assert "assurance" not in read.text and "passport" not in read.text and "enrol" not in read.text


def test_no_number_is_ever_attached_by_a_desk(stage: Stage) -> None:

    helper = at_desk(stage)
    enrolled(helper, identity_number="199001012384", personnummer="199001012384")
    individual = whose(stage)
    assert carry(stage, lambda work: list(work.external_identities.numbers_of(individual))) == []
    assert not may_attach_number(Assurance.DESK) and may_attach_number(Assurance.SUBSTANTIAL)
