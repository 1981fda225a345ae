"""The desk: who may, what is written down, what she gets, and what the helper never gets."""

from collections.abc import Iterator

import pytest

from profile_service.domain.desk import ProofSeen, clean_tail
from profile_service.domain.people import StaffRole
from tests.stage import MAPPING, SKILLS, Stage
from tests.ways_in.at_the_portal import Browser, add_colleague, carry, options_on, reasons
from tests.ways_in.desks import SEEN, at_desk, draw, enrolled, enrolled_by_phone, whose
from tests.ways_in.test_sheets import Paper, sign_in


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage for what changes nothing."""
    with Stage.open(tmp_path_factory.mktemp("desk")) as stage:
        yield stage


def _log(stage: Stage, individual: str) -> list[tuple[str, str, dict]]:
    found = carry(stage, lambda work: work.journal.page(individual, None, 100)).events
    return [(one.kind.value, one.outcome.value, dict(one.detail)) for one in found]


def test_somebody_without_an_e_id_gets_an_account_and_a_sheet(stage: Stage) -> None:
    helper = at_desk(stage)
    paper = enrolled(helper)
    her = Browser(stage)
    assert sign_in(her, paper).headers["location"] == "/my"
    assert 'lang="ar"' in her.get("/my").text
    kinds = {kind: detail for kind, _, detail in _log(stage, whose(stage))}
    told = kinds["enrolment"]
    assert (told["reader"], told["unit"], told["proof_seen"]) == (
        "Nils Berg",
        "Etablering Nord",
        "passport",
    )
    assert "Nils Berg" in her.get("/my/log").text


def test_the_helper_gets_no_session_of_hers(stage: Stage) -> None:
    helper = at_desk(stage)
    enrolled(helper)
    assert helper.get("/my").status_code == 403
    assert helper.get("/agency").status_code == 200


def test_what_is_handed_over_is_in_her_language(stage: Stage) -> None:
    answer = at_desk(stage).post("/agency/desk/new", SEEN, on="/agency/desk")
    assert '<section class="sheet-paper" lang="ar" dir="rtl">' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_she_makes_a_passkey_on_her_own_telephone_with_a_code(stage: Stage) -> None:
    code, _ = enrolled_by_phone(at_desk(stage))
    phone = Browser(stage)
    page = phone.post("/start", {"code": code.lower().replace("-", " ")})
    response = phone.device.create(options_on(page.text))
    answer = phone.post("/start/passkey", {"response": response, "name": "Telefon"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/my")
    assert phone.is_in()
    other = Browser(stage)
    assert other.post("/start", {"code": code}).status_code == 422
    phone.post("/sign-out")
    assert phone.show_passkey(counter=1).status_code == 303


def test_a_code_makes_one_passkey_even_when_two_have_begun(stage: Stage) -> None:
    code, _ = enrolled_by_phone(at_desk(stage))
    one, two = Browser(stage), Browser(stage)
    pages = [phone.post("/start", {"code": code}) for phone in (one, two)]
    two.device.credential = b"\x07" * 32
    sent = [
        phone.device.create(options_on(page.text)) for phone, page in zip((one, two), pages, strict=True)
    ]
    answers = [
        phone.post("/start/passkey", {"response": response})
        for phone, response in zip((one, two), sent, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [303, 422]


def test_a_code_dies_after_a_quarter_of_an_hour_and_guessing_is_held_back(stage: Stage) -> None:
    code, _ = enrolled_by_phone(at_desk(stage))
    guesser = Browser(stage)
    for _ in range(20):
        assert guesser.post("/start", {"code": "00000-00000"}).status_code == 422
    assert guesser.post("/start", {"code": code}).status_code == 422
    assert reasons(stage)[-1] == "start-code-wrong"
    stage.move(minutes=61)
    assert guesser.post("/start", {"code": code}).status_code == 422
    fresh, _ = enrolled_by_phone(at_desk(stage))
    assert guesser.post("/start", {"code": fresh}).status_code == 200


@pytest.mark.parametrize("persona", ["terje", "ylva", "olle", "astrid"])
def test_a_desk_is_for_case_workers_of_agencies(standing: Stage, persona: str) -> None:
    browser = at_desk(standing, persona)
    for path in ("/agency/desk", "/agency/desk/new", "/agency/desk/lost"):
        assert browser.get(path).status_code == 403


WRONG = {
    "no-proof": {"proof": "library_card"},
    "a-whole-number": {"tail": "AB123456"},
    "a-minor": {"born.year": "2012"},
    "no-date": {"born.day": "31", "born.month": "2"},
    "no-language": {"language": "tlh"},
    "no-way": {"way": "session"},
    "not-seen": {"seen": ""},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_right_makes_no_account(standing: Stage, what: str) -> None:
    before = _people(standing)
    answer = at_desk(standing).post("/agency/desk/new", {**SEEN, **WRONG[what]}, on="/agency/desk")
    assert answer.status_code == 422
    assert _people(standing) == before


def _people(stage: Stage) -> int:
    with stage.parts.database.engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM individual").scalar_one()


def test_at_most_three_signs_of_a_document_are_kept() -> None:
    assert clean_tail(" 4 x-7 ") == "4X7"
    assert clean_tail("") == ""
    assert clean_tail("1234") is None and clean_tail("a;b") is None


def test_the_end_of_the_number_and_the_helper_are_sealed(stage: Stage, tmp_path) -> None:
    enrolled(at_desk(stage), tail="q9z")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("egenkarta.sqlite3*"))
    assert b"Q9Z" not in stored and b"1990-05-17" not in stored


# --- The second look ---


def test_one_enrolment_in_ten_is_drawn(standing: Stage) -> None:
    from profile_service.actions.at_desk import _drawn
    from profile_service.domain.desk import Seen

    seen = Seen(ProofSeen.PASSPORT)
    found = carry(
        standing, lambda work: [_drawn(standing.house.desk, seen, work, "ind_nobody") for _ in range(2000)]
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
    assert ("enrolment", "refused") in [(kind, outcome) for kind, outcome, _ in _log(stage, individual)]
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


def test_the_queue_is_for_administrators(standing: Stage) -> None:
    assert at_desk(standing, "mona").get("/agency/desk/looks").status_code == 403


def _as(stage: Stage, name: str) -> Browser:
    """A browser with a session of a colleague who is no persona of the demo."""
    from profile_service.domain.session import Arrival
    from profile_service.domain.sign_in import Assurance, Method, Proof
    from profile_service.identity.portal_sessions import open_session

    desk = stage.house.desk
    proof = Proof(Method.PASSKEY, Assurance.SUBSTANTIAL, desk.clock.now())
    arrival = Arrival(None, f"stf_demo_{name}", proof)
    secret = carry(stage, lambda work: open_session(work, desk, arrival))
    browser = Browser(stage)
    browser.http.cookies.set("egenkarta", secret, domain="127.0.0.1")
    return browser


def _objections(stage: Stage, individual: str) -> list[str]:
    from profile_service.actions.desk_limits import objections_to_opening

    desk = stage.house.desk
    return [one.problem for one in carry(stage, lambda work: objections_to_opening(work, desk, individual))]


# --- A lost way in ---


def _replaced(helper: Browser, **more: str):
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
    kinds = [kind for kind, _, _ in _log(stage, whose(stage))]
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


def _asked(stage: Stage, her: Browser) -> str:
    """A question of Norrsken's to somebody who has no persona."""
    from profile_service.actions.asking import make_connection_code

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
    from datetime import datetime

    from profile_service.actions.answering import Yes, give
    from profile_service.actions.errors import ExceedsRequestError
    from profile_service.actions.own_profile import add_item

    enrolled(at_desk(stage))
    individual, desk = whose(stage), stage.house.desk
    request = _asked(stage, Browser(stage))
    carry(stage, lambda work: add_item(work, desk, individual, "skills", {"skill": {"label": "Sy"}}))
    late, soon = (datetime.fromisoformat(day) for day in ("2027-06-01T00:00Z", "2027-05-01T00:00Z"))
    with pytest.raises(ExceedsRequestError) as refused:
        carry(stage, lambda work: give(work, desk, individual, request, Yes([SKILLS], late)))
    assert [one.problem for one in refused.value.objections] == ["longer than six months"]
    carry(stage, lambda work: give(work, desk, individual, request, Yes([SKILLS], soon)))


def test_no_number_is_ever_attached_by_a_desk(stage: Stage) -> None:
    from profile_service.actions.desk_limits import may_attach_number
    from profile_service.domain.sign_in import Assurance

    helper = at_desk(stage)
    enrolled(helper, identity_number="199001012384", personnummer="199001012384")
    individual = whose(stage)
    assert carry(stage, lambda work: list(work.external_identities.numbers_of(individual))) == []
    assert not may_attach_number(Assurance.DESK) and may_attach_number(Assurance.SUBSTANTIAL)
