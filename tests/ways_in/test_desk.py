"""The desk: who may, what is written down, what she gets, and what the helper never gets."""

from collections.abc import Iterator

import pytest

from profile_service.domain.desk import clean_tail
from tests.invariants.rawfile import raw_bytes
from tests.stage import Stage
from tests.ways_in.at_the_portal import Browser, options_on, reasons
from tests.ways_in.desks import SEEN, at_desk, enrolled, enrolled_by_phone, log_of, whose
from tests.ways_in.test_sheets import sign_in


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage for what changes nothing."""
    with Stage.open(tmp_path_factory.mktemp("desk")) as stage:
        yield stage


def test_somebody_without_an_e_id_gets_an_account_and_a_sheet(stage: Stage) -> None:
    helper = at_desk(stage)
    paper = enrolled(helper)
    her = Browser(stage)
    assert sign_in(her, paper).headers["location"] == "/my"
    assert 'lang="ar"' in her.get("/my").text
    kinds = {kind: detail for kind, _, detail in log_of(stage, whose(stage))}
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
    sent = [phone.device.create(options_on(page.text)) for phone, page in zip((one, two), pages, strict=True)]
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


def test_the_end_of_the_number_and_the_helper_are_sealed(stage: Stage) -> None:
    enrolled(at_desk(stage), tail="q9z")
    stored = raw_bytes(stage)
    assert stored
    assert b"Q9Z" not in stored and b"1990-05-17" not in stored
