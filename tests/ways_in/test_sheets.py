"""Printed sheets: two of the codes and the PIN open the account once, and a wrong one is like an unknown one."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

from httpx import Response

from profile_service.actions.sheets import SheetTry, show_sheet
from profile_service.domain.ways_in import (
    CODES,
    Sheet,
    codes_to_ask,
    in_rows,
    is_easy_pin,
    new_pin,
    only_digits,
    slow_hash,
)
from tests.invariants.rawfile import raw_bytes
from tests.stage import Stage
from tests.ways_in.at_the_portal import Browser, reasons

ROW = re.compile(r'<th scope="row">(\d+)</th><td>(\d{3}) (\d{3})</td>')
BIG = re.compile(r'<dd dir="ltr">([^<]+)</dd>')
ASKED = re.compile(r'name="number" value="(\d+)"')


@dataclass
class Paper:
    """A sheet as somebody holds it."""

    handle: str
    pin: str
    codes: dict[int, str]
    recovery: str = ""

    @classmethod
    def on(cls, page: str) -> "Paper":
        handle, pin, *rest = BIG.findall(page)
        codes = {int(number): first + last for number, first, last in ROW.findall(page)}
        assert len(codes) == CODES
        return cls(handle, pin, codes, rest[0] if rest else "")


def printed(browser: Browser) -> Paper:
    answer = browser.post("/my/ways/sheet")
    assert answer.status_code == 200, answer.text
    return Paper.on(answer.text)


def sign_in(browser: Browser, paper: Paper, **wrong: str) -> Response:
    """Both pages of a sign-in with a sheet, with something typed wrong where it is said."""
    handle = wrong.get("handle", paper.handle)
    first = browser.post("/sign-in/sheet", {"sheet": handle, "to": wrong.get("to", "")})
    numbers = ASKED.findall(first.text)
    assert len(numbers) == 2
    fields = {f"code_{number}": wrong.get("code", paper.codes[int(number)]) for number in numbers}
    fields |= {"number": numbers, "sheet": handle, "pin": wrong.get("pin", paper.pin)}
    return browser.post("/sign-in/sheet/codes", {**fields, "to": wrong.get("to", "")})


def _wrong_pin(paper: Paper) -> str:
    return "000000" if paper.pin != "000000" else "000001"


def _hers(stage: Stage) -> tuple[Browser, Paper]:
    browser = Browser(stage)
    browser.sign_in("astrid")
    paper = printed(browser)
    browser.post("/sign-out")
    return browser, paper


def test_a_sheet_opens_her_account_and_its_codes_are_used_up(stage: Stage) -> None:
    browser, paper = _hers(stage)
    asked = ASKED.findall(browser.post("/sign-in/sheet", {"sheet": paper.handle}).text)
    answer = sign_in(browser, paper, to="/my/log")
    assert (answer.status_code, answer.headers["location"]) == (303, "/my/log")
    assert "46" in browser.get("/my/ways").text
    browser.post("/sign-out")
    fields = {f"code_{number}": paper.codes[int(number)] for number in asked}
    again = {**fields, "number": asked, "sheet": paper.handle, "pin": paper.pin}
    assert browser.post("/sign-in/sheet/codes", again).status_code == 422
    assert sign_in(browser, paper).status_code == 303


def test_digits_of_another_script_and_spaces_are_read(stage: Stage) -> None:
    browser, paper = _hers(stage)
    arabic = paper.handle.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert sign_in(browser, paper, handle=arabic).status_code == 303
    assert only_digits("12x") == "" and only_digits("1" * 10) == "" and only_digits("²") == ""


def test_wrong_unknown_locked_and_waiting_say_the_same(stage: Stage) -> None:
    browser, paper = _hers(stage)
    wrong = _wrong_pin(paper)

    def told(answer: Response) -> str:
        page = re.sub(r"<label.*?</label>|<input[^>]*>|<p class=\"lead\">.*?</p>", "", answer.text)
        return html.unescape(page)

    said = told(sign_in(browser, paper, pin=wrong))
    assert told(sign_in(browser, paper, code="111111")) == said
    unknown = Paper("999 999 999", paper.pin, dict.fromkeys(range(1, CODES + 1), "222222"))
    assert told(sign_in(browser, unknown)) == said
    for _ in range(3):
        sign_in(browser, paper, pin=wrong)
    assert told(sign_in(browser, paper)) == said  # right, and it waits
    assert reasons(stage)[-1] == "sheet-waits"
    assert not browser.is_in()


def test_after_five_wrong_tries_it_waits_and_after_ten_it_is_locked(stage: Stage) -> None:
    browser, paper = _hers(stage)
    wrong = _wrong_pin(paper)
    for _ in range(5):
        assert sign_in(browser, paper, pin=wrong).status_code == 422
    assert sign_in(browser, paper).status_code == 422
    stage.move(minutes=16)
    for _ in range(5):
        assert sign_in(browser, paper, pin=wrong).status_code == 422
        stage.move(minutes=16)
    assert sign_in(browser, paper).status_code == 422
    stage.move(days=300)
    assert sign_in(browser, paper).status_code == 422
    assert ("sign_in", "refused") in [(line["kind"], line["outcome"]) for line in stage.log()]
    browser.sign_in("astrid")
    assert "Låst" in browser.get("/my/ways").text
    assert sign_in(Browser(stage), printed(browser)).status_code == 303


def test_a_right_sign_in_forgives_the_wrong_ones_before_it(stage: Stage) -> None:
    browser, paper = _hers(stage)
    for _ in range(3):
        for _ in range(4):
            sign_in(browser, paper, pin=_wrong_pin(paper))
        assert sign_in(browser, paper).status_code == 303
        browser.post("/sign-out")
        stage.move(hours=2)


def test_a_client_that_tries_many_sheets_is_held_back(stage: Stage) -> None:
    browser, paper = _hers(stage)
    codes = dict.fromkeys(range(1, CODES + 1), "123456")
    for at in range(20):
        sign_in(browser, Paper(f"{at:09d}", "123987", codes))
    assert sign_in(browser, paper).status_code == 422
    assert reasons(stage)[-1] == "sheet-waits"
    stage.move(minutes=61)
    assert sign_in(browser, paper).status_code == 303


def test_a_new_sheet_ends_the_old_one(stage: Stage) -> None:
    browser, old = _hers(stage)
    browser.sign_in("astrid")
    new = printed(browser)
    browser.post("/sign-out")
    assert sign_in(browser, old).status_code == 422
    assert sign_in(browser, new).status_code == 303


def test_she_changes_the_pin_and_the_codes_stay(stage: Stage) -> None:
    hers, bo = Browser(stage), Browser(stage)
    hers.sign_in("astrid")
    bo.sign_in("bo")
    paper = printed(hers)
    told = {"sheet": paper.handle, "pin": "481 592", "again": "481592"}
    for wrong in (
        {"pin": "48159"},
        {"pin": "111111", "again": "111111"},
        {"again": "481593"},
        {"sheet": "1"},
    ):
        answer = hers.post("/my/ways/sheet/pin", {**told, **wrong})
        assert (answer.status_code, "481" in answer.text) == (422, False), "a PIN is shown nowhere again"
    assert bo.post("/my/ways/sheet/pin", told).status_code == 422, "another's sheet is none"
    assert hers.post("/my/ways/sheet/pin", told).headers["location"] == "/my/ways"
    assert sign_in(Browser(stage), paper).status_code == 422
    paper.pin = "481592"
    assert sign_in(Browser(stage), paper).status_code == 303
    assert "You changed the PIN of your sheet." in hers.get("/my/log").text.replace(
        "Du bytte pinkod till ditt kodblad.", "You changed the PIN of your sheet."
    )
    told_as = stage.http.get("/v1/me/news", headers=stage.individual("astrid")).json()["news"]
    assert [one["kind"] for one in told_as].count("pin") == 1, "no way in was added by it"
    assert "Du bytte pinkod till ditt kodblad." in hers.get("/my/news").text


def test_only_the_codes_that_were_asked_count(stage: Stage) -> None:
    browser, paper = _hers(stage)
    asked = {int(one) for one in ASKED.findall(browser.post("/sign-in/sheet", {"sheet": paper.handle}).text)}
    others = [number for number in paper.codes if number not in asked][:2]
    fields = {f"code_{number}": paper.codes[number] for number in others}
    sent = {**fields, "number": [str(one) for one in others], "sheet": paper.handle, "pin": paper.pin}
    assert browser.post("/sign-in/sheet/codes", sent).status_code == 422
    none = {"number": [], "sheet": paper.handle, "pin": paper.pin}
    assert browser.post("/sign-in/sheet/codes", none).status_code == 422


def test_what_is_asked_stays_until_it_is_used_and_covers_the_sheet() -> None:
    pick = bytes(range(32))
    assert codes_to_ask(frozenset(), pick) == codes_to_ask(frozenset(), pick)
    used: set[int] = set()
    while asked := codes_to_ask(frozenset(used), pick):
        assert not used & set(asked)
        used |= set(asked)
    assert used == set(range(1, CODES + 1))


def test_a_pin_is_none_that_everybody_tries_first() -> None:
    assert is_easy_pin("000000") and is_easy_pin("123456") and is_easy_pin("654321")
    assert not is_easy_pin("132435")
    drawn = iter(["111111", "234567", "902178"])
    assert new_pin(lambda _alphabet, _length: next(drawn)) == "902178"


def test_the_codes_stand_in_columns_from_the_top() -> None:
    rows = in_rows([str(at) for at in range(1, 8)], 3)
    assert rows == [[(1, "1"), (4, "4"), (7, "7")], [(2, "2"), (5, "5")], [(3, "3"), (6, "6")]]


def test_a_sheet_needs_a_fresh_sign_in_to_be_made(stage: Stage) -> None:
    browser = Browser(stage)
    browser.sign_in("astrid")
    stage.clock.move(timedelta(minutes=11))
    assert browser.post("/my/ways/sheet").status_code == 303


def test_neither_codes_nor_pin_nor_number_are_in_the_database(stage: Stage) -> None:
    _, paper = _hers(stage)
    stored = raw_bytes(stage)
    assert stored
    for word in (paper.handle.replace(" ", ""), *paper.codes.values()):
        assert word.encode() not in stored


def test_of_eight_that_race_with_the_same_codes_one_gets_in(stage: Stage) -> None:
    browser, paper = _hers(stage)
    asked = ASKED.findall(browser.post("/sign-in/sheet", {"sheet": paper.handle}).text)
    handle = only_digits(paper.handle)
    codes = {int(number): paper.codes[int(number)] for number in asked}
    shown = SheetTry(handle, slow_hash(paper.pin, handle), codes)
    desk, run = stage.house.desk, stage.parts.database.writer.run
    with ThreadPoolExecutor(8) as pool:
        tried = [pool.submit(run, lambda work: show_sheet(work, desk, shown, "c")) for _ in range(8)]
        found = [one.result() for one in tried]
    assert sum(isinstance(one, Sheet) for one in found) == 1
