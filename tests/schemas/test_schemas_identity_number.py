"""Swedish identity numbers. The numbers here are official test numbers or made up; none belongs to anyone."""

import gzip
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.sections import parse_content
from schemas.values.identity_number import checked_number, is_personnummer, is_samordningsnummer, luhn_holds

OFFICIAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "swedish-identity-numbers"


def official(name: str) -> list[str]:
    path = OFFICIAL / name
    if not path.exists():
        pytest.skip(f"the official test numbers are not beside the repository: {name}")
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    numbers: list[str] = json.loads(text)
    assert numbers
    return numbers


def with_check_digit(eleven: str) -> str:
    return next(eleven + digit for digit in "0123456789" if luhn_holds(eleven[2:] + digit))


def stored(kind: str, value: str) -> object:
    content = parse_content("person", {"identity_numbers": [{"kind": kind, "value": value}]})
    return content["identity_numbers"][0]["value"]  # type: ignore[index,call-overload]


def test_every_official_personnummer_is_accepted() -> None:
    assert [number for number in official("pnr_allPins.json.gz") if not is_personnummer(number)] == []


def test_every_official_samordningsnummer_is_accepted() -> None:
    assert [number for number in official("pnr_allCoords.json") if not is_samordningsnummer(number)] == []


@pytest.mark.parametrize("month", ["00", "02", "12"])
@pytest.mark.parametrize("day", ["60", "61", "91"])
def test_a_samordningsnummer_may_have_an_unknown_day_or_month(month: str, day: str) -> None:
    number = with_check_digit(f"1970{month}{day}239")
    assert stored("samordningsnummer", number) == number


@pytest.mark.parametrize("month_and_day", ["1361", "0159", "0192", "0131", "0100"])
def test_a_samordningsnummer_with_another_month_or_day_is_refused(month_and_day: str) -> None:
    with pytest.raises(ValidationError):
        stored("samordningsnummer", with_check_digit(f"1970{month_and_day}239"))


@pytest.mark.parametrize("month_and_day", ["0230", "0431", "0001", "1301", "0100", "0161"])
def test_a_personnummer_must_be_a_real_date(month_and_day: str) -> None:
    with pytest.raises(ValidationError):
        stored("personnummer", with_check_digit(f"1970{month_and_day}239"))


def test_a_personnummer_of_a_leap_day_is_accepted_in_a_leap_year_only() -> None:
    assert is_personnummer(with_check_digit("20000229239"))
    assert not is_personnummer(with_check_digit("19000229239"))


@pytest.mark.parametrize("written", ["19090527-1474", "19090527+1474", " 190905271474 "])
def test_a_hyphen_or_plus_is_read_and_not_kept(written: str) -> None:
    assert stored("personnummer", written) == "190905271474"


@pytest.mark.parametrize(
    "written",
    ["190905271475", "0905271474", "090527-1474", "19090527 1474", "1909-05271474", "190905271474x",
     "201509160006", "١٩٠٩٠٥٢٧١٤٧٤", "000000000000", "", "190905271474\n1"],
)  # fmt: skip
def test_a_number_with_a_wrong_check_digit_or_form_is_refused(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        stored("personnummer", written)
    assert refused.value.errors()[0]["loc"] == ("identity_numbers", 0, "value")
    assert not written.strip() or written not in str(refused.value)


def test_one_kind_of_number_is_not_taken_for_the_other() -> None:
    with pytest.raises(ValidationError):
        stored("samordningsnummer", "190905271474")


def test_the_form_of_other_numbers_is_not_known_and_not_checked() -> None:
    assert checked_number("other", "LMA 50-123456") == "LMA 50-123456"


def test_a_number_is_not_valid_until_before_it_is_valid_from() -> None:
    number = {"kind": "other", "value": "1", "valid_from": "2020", "valid_until": "2019"}
    with pytest.raises(ValidationError):
        parse_content("person", {"identity_numbers": [number]})
