"""Where she is told: hers to write, shown to be hers by a code, sealed, and gone when she goes."""

import pytest

from consent.vocabulary import IndividualId
from profile_service.actions.enrolling import enrol
from profile_service.actions.posting import take_letters
from profile_service.domain.reach import CODES_TO_ONE, Channel, MessageState
from profile_service.storage.unit_of_work import UnitOfWork
from schemas.export import Export
from tests.invariants.rawfile import ask, raw_bytes
from tests.news.reached import ADDRESSES, choose, code_of, confirm, name, reached, sent, telling
from tests.stage import Stage

ASTRID = IndividualId("ind_demo_astrid")
HOSTILE = [
    "a@example.org\r\nBcc: b@example.org",
    "a@example.org\nSubject: x",
    "a@example.org, b@example.org",
    "a@example.org b@example.org",
    "A <a@example.org>",
    "a@[127.0.0.1]",
    "a@localhost",
    "a\x00@example.org",
    "å@example.org",
    "a@" + "x" * 250 + ".org",
    "a" * 65 + "@example.org",
    "@example.org",
    "a@exa\u202emple.org",
    '"a\\\r\nb"@example.org',
]
NUMBERS = [
    "+4670",
    "070",
    "+1 900 555 0123",
    "070-123 45 67; 070-123 45 68",
    "+46701234567890123",
    "０x",
    "+46\n70",
]


@pytest.mark.parametrize("written", HOSTILE)
def test_what_is_no_address_gets_nothing(stage: Stage, written: str) -> None:
    assert name(stage, written).status_code == 422
    stage.rounds()
    assert sent(stage) == []


@pytest.mark.parametrize("written", NUMBERS)
def test_what_is_no_number_or_far_away_gets_nothing(stage: Stage, written: str) -> None:
    assert name(stage, written, channel="sms").status_code == 422
    stage.rounds()
    assert sent(stage) == []


def test_addresses_have_one_spelling(stage: Stage) -> None:
    waiting = name(stage, " Astrid@Blåbär.example ".strip()).json()["email"]["waiting_for_code"]
    assert waiting == "Astrid@xn--blbr-noae.example"
    for written in (
        "070-123 45 67",
        "+46 (70) 123 45 67",
        "+46 (0)70-123 45 67",
        "0046701234567",
        "٠٧٠١٢٣٤٥٦٧",
    ):
        stage.move(days=1, minutes=1)
        told = name(stage, written, channel="sms")
        assert told.json()["sms"]["waiting_for_code"] == "+46701234567", written


def test_a_code_works_once_for_half_an_hour_and_for_five_tries(stage: Stage) -> None:
    name(stage, ADDRESSES["email"])
    code = code_of(stage)
    wrong = "000000" if code != "000000" else "000001"
    assert [confirm(stage, wrong).status_code for _ in range(5)] == [422] * 5
    assert confirm(stage, code).status_code == 422
    name(stage, ADDRESSES["email"])
    code = code_of(stage)
    stage.move(minutes=31)
    assert confirm(stage, code).status_code == 422
    name(stage, ADDRESSES["email"])
    code = code_of(stage)
    spaced = f" {code[:3]} {code[3:]} "
    assert confirm(stage, spaced).json()["email"]["on"] is True
    assert confirm(stage, code).status_code == 422


def test_nobody_is_flooded_with_codes(stage: Stage) -> None:
    told = [name(stage, ADDRESSES["email"]).status_code for _ in range(CODES_TO_ONE + 1)]
    assert told == [200] * CODES_TO_ONE + [429]
    # He who knows hers cannot use up what is sent there; nor is more sent there by many accounts.
    assert [name(stage, ADDRESSES["email"], "bo").status_code for _ in range(3)] == [200, 200, 429]
    assert name(stage, ADDRESSES["email"], "rim").status_code == 429
    assert name(stage, "bo@example.org", "bo").status_code == 200
    told = [name(stage, f"{number}@example.org").status_code for number in range(3)]
    assert told == [200, 200, 429]
    stage.move(days=1, minutes=1)
    assert name(stage, ADDRESSES["email"], "bo").status_code == 200


def test_taking_an_address_back_while_its_code_is_sent_does_not_let_more_be_sent(stage: Stage) -> None:
    out = 0
    for _ in range(CODES_TO_ONE + 2):
        told = name(stage, ADDRESSES["sms"], channel="sms").status_code
        out += len(stage.parts.database.writer.run(lambda work: take_letters(work, stage.house.desk)))  # type: ignore[arg-type]
        stage.http.delete("/v1/me/reach/sms", headers=stage.individual("astrid"))
    assert (told, out) == (429, CODES_TO_ONE)
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    his = [name(stage, ADDRESSES["sms"], "bo", channel="sms").status_code for _ in range(3)]
    assert his == [200, 200, 429]
    assert ask(stage, "SELECT individual_id FROM message WHERE individual_id LIKE '%astrid%'") == []
    stage.move(days=1, minutes=1)
    stage.rounds()
    assert ask(stage, "SELECT id FROM message") == []


def test_a_channel_without_a_confirmed_address_cannot_be_switched_on(stage: Stage) -> None:
    assert choose(stage).status_code == 422
    reached(stage)
    assert choose(stage, sms=True).status_code == 422
    assert choose(stage).status_code == 200


def test_an_address_is_nowhere_in_the_open(stage: Stage) -> None:
    reached(stage)
    reached(stage, channel="sms")
    stage.asked()
    assert len(telling(stage)) == 2
    content = raw_bytes(stage)
    assert content
    assert b"canary" not in content
    assert b"701234567" not in content


def test_the_sender_opens_an_address_for_a_message_that_it_has_claimed_and_for_no_other(stage: Stage) -> None:
    reached(stage)
    stage.asked()

    def try_it(work: UnitOfWork) -> None:
        message = next(one for one in work.messages.due(stage.clock.now(), 10) if one.individual == ASTRID)
        assert work.reach.place_for(message) is None
        (letter,) = take_letters(work, stage.house.desk)
        claimed = work.messages.find(ASTRID, letter.message)
        assert claimed is not None
        assert work.reach.place_for(claimed).address == ADDRESSES["email"]  # type: ignore[union-attr]
        assert ADDRESSES["email"] not in repr(letter)
        assert take_letters(work, stage.house.desk) == []

    stage.parts.database.writer.run(try_it)  # type: ignore[arg-type]


def test_erasing_destroys_it_and_what_waits(stage: Stage) -> None:
    reached(stage)
    stage.asked()
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    assert telling(stage) == []
    for table in ("news", "reach_place", "reach_wishes", "message", "acquaintance"):
        assert ask(stage, f"SELECT * FROM {table} WHERE individual_id = 'ind_demo_astrid'") == []  # noqa: S608


def test_she_takes_it_along(stage: Stage) -> None:
    reached(stage)
    stage.asked()
    telling(stage)
    taken = Export.model_validate(stage.http.get("/v1/me/export", headers=stage.individual("astrid")).json())
    assert taken.reach is not None
    assert taken.reach.email.address == ADDRESSES["email"]
    assert "question" in {one.kind for one in taken.news}
    assert {(one.kind, one.result) for one in taken.messages} == {("news", "written"), ("code", "written")}


def test_under_protected_identity_nothing_is_sent_until_she_switches_it_on_anew(stage: Stage) -> None:
    reached(stage)
    hers = stage.individual("astrid")
    assert stage.http.put("/v1/me/protection", headers=hers).status_code == 200
    stage.asked()
    assert telling(stage) == []
    shown = stage.http.get("/v1/me/reach", headers=hers).json()["email"]
    assert (shown["on"], shown["sends"]) == (True, False)
    assert choose(stage).json()["email"]["sends"] is True
    stage.asked()
    (message,) = telling(stage)
    assert "Egenkarta" not in message["subject"] + message["text"]


def test_joining_two_accounts_moves_the_news_and_not_the_address(stage: Stage) -> None:
    reached(stage, "bo")

    def join(work: UnitOfWork) -> None:
        desk = stage.house.desk
        keeper = enrol(work, desk, "sv").id  # type: ignore[arg-type]
        bo = IndividualId("ind_demo_bo")
        before = work.news.page(bo, 0, 50).news
        work.joined.move_all(bo, keeper, stage.clock.now())
        assert {one.id for one in before} <= {one.id for one in work.news.page(keeper, 0, 50).news}
        assert not work.reach.wishes(keeper).channels
        assert [work.reach.place(one, Channel.EMAIL).address for one in (keeper, bo)] == ["", ""]
        assert all(one.state is not MessageState.WAITING for one in work.messages.of_individual(bo))

    stage.parts.database.writer.run(join)  # type: ignore[arg-type]
