"""Codes that let somebody work for an organisation: forged, old, used, taken back, and two at once."""

import asyncio
from datetime import timedelta

import pytest

from profile_service.actions.errors import CodeInvalidError
from profile_service.actions.inviting import accept_invitation, look_at_invitation
from profile_service.domain.staffing import CODE_LIFETIME, typed_code
from tests.invariants.rawfile import raw_bytes
from tests.organisations.at_the_office import (
    another_device,
    carry,
    invite,
    journal,
    named,
    open_invitation,
    redeem,
)
from tests.stage import Stage
from tests.ways_in.at_the_portal import Browser, options_on
from tests.web.at_work import AtWork


@pytest.fixture
def nils(stage: Stage) -> AtWork:
    return AtWork.sign_in(stage, "nils")


def test_a_code_is_read_as_people_write_it(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    for typed in (code.lower(), code.replace("-", " "), f"  {code.replace('0', 'o').replace('1', 'l')} "):
        assert open_invitation(Browser(stage), typed).status_code == 200, typed


def test_a_forged_code_opens_nothing_and_all_are_told_the_same(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    told = open_invitation(Browser(stage), "11111-11111-11111-11111").text
    forged = (
        "",
        "-",
        "0" * 20,
        "9" * 20,
        "A" * 19,
        "Å" * 20,
        "' OR 1=1 --",
        f"{code}0",
        code[:-1],
        "\x00" * 20,
    )
    for typed in forged:
        shown = open_invitation(Browser(stage), typed)
        assert (shown.status_code, shown.text) == (422, told), typed
    tries = [row[1:4] for row in journal(stage)[1:]]
    assert tries == [("refused", None, "invitation-wrong")] * 3, "what cannot be a code is no try"


def test_a_code_is_in_no_address_and_in_no_journal(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    browser = Browser(stage)
    page = open_invitation(browser, code)
    assert code not in page.text
    assert "?" not in str(page.url)
    assert browser.http.get(f"/invitation?code={code}").status_code == 200, "an address is not read"
    raw = raw_bytes(stage)
    assert raw
    word = typed_code(code)
    assert word is not None
    assert word.encode() not in raw
    assert code.encode() not in raw


def test_a_code_works_once(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    assert redeem(stage, code)[1].status_code == 303
    assert open_invitation(Browser(stage), code).status_code == 422


def test_of_two_who_use_a_code_at_once_one_comes_in(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    answers = []
    both = [(Browser(stage), another_device(number)) for number in (11, 12)]
    pages = [open_invitation(browser, code) for browser, _ in both]
    for (browser, device), page in zip(both, pages, strict=True):
        response = device.create(options_on(page.text))
        answers.append(browser.post("/invitation/passkey", {"response": response, "name": ""}))
    assert sorted(answer.status_code for answer in answers) == [303, 422]


def test_spending_a_code_in_a_race_succeeds_exactly_once(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    desk = stage.house.desk
    found, _, _ = carry(stage, lambda work: look_at_invitation(work, desk, code))

    async def race() -> list[object]:
        tries = [stage.house.write(lambda work: accept_invitation(work, desk, found.id)) for _ in range(8)]
        return await asyncio.gather(*tries, return_exceptions=True)

    assert stage.http.portal is not None
    outcomes = stage.http.portal.call(race)
    assert sum(isinstance(one, CodeInvalidError) for one in outcomes) == 7


def test_a_code_dies_after_seven_days(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    browser = Browser(stage)
    stage.clock.move(CODE_LIFETIME - timedelta(seconds=1))
    page = open_invitation(browser, code)
    assert page.status_code == 200
    stage.clock.move(timedelta(seconds=1))
    response = browser.device.create(options_on(page.text))
    assert browser.post("/invitation/passkey", {"response": response}).status_code == 422
    assert open_invitation(Browser(stage), code).status_code == 422
    assert "The code is too old." in AtWork.sign_in(stage, "nils").get("/agency/staff").text


def test_a_code_that_was_taken_back_is_dead(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    browser = Browser(stage)
    page = open_invitation(browser, code)
    nils.post(f"/agency/staff/{named(stage, 'Karin Ek').id}/remove", {})
    response = browser.device.create(options_on(page.text))
    assert browser.post("/invitation/passkey", {"response": response}).status_code == 422
    assert open_invitation(Browser(stage), code).status_code == 422


def test_a_second_code_kills_the_first(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    nils.post(f"/agency/staff/{named(stage, 'Karin Ek').id}/code", {})
    assert open_invitation(Browser(stage), code).status_code == 422


def test_another_ceremony_does_not_redeem_an_invitation(stage: Stage, nils: AtWork) -> None:
    invite(nils)
    browser = Browser(stage)
    page = browser.post("/sign-in/passkey")
    assert page.status_code == 200
    answer = browser.post("/invitation/passkey", {"response": "{}", "name": ""})
    assert answer.status_code == 422


def test_guessing_is_stopped_by_where_it_comes_from(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    for _ in range(21):
        open_invitation(Browser(stage), "11111-11111-11111-11111")
    assert open_invitation(Browser(stage), code).status_code == 422
    stage.move(hours=2)
    assert open_invitation(Browser(stage), code).status_code == 200
