"""All of Skatteverket's test numbers, by what they are and where they are accepted."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_service.actions.errors import ContentError
from profile_service.domain.test_numbers import is_test_number, marks_of
from profile_service.main import house_from, open_parts
from profile_service.portability.wire import WireRules
from schemas.values.identity_number import kind_of, luhn_holds
from tests.official_numbers import MARKS, PERSONNUMMER, SAMORDNINGSNUMMER, official, read
from tests.stage import Stage

ROOT = Path(__file__).parents[2]


def all_of_them() -> Iterator[tuple[str, str]]:
    yield from ((number, "personnummer") for number in official(PERSONNUMMER))
    yield from ((number, "samordningsnummer") for number in official(SAMORDNINGSNUMMER))


def test_every_official_test_number_is_classified_right() -> None:
    numbers = list(all_of_them())
    assert len(numbers) == 43_393
    assert [number for number, kind in numbers if kind_of(number) != kind] == []


def test_every_official_test_number_is_known_as_one() -> None:
    assert [number for number, _ in all_of_them() if not is_test_number(number)] == []


def test_the_hashes_are_those_of_the_official_lists() -> None:
    assert MARKS.read_bytes() == marks_of(number for number, _ in all_of_them())


def test_a_number_that_is_on_no_list_is_not_taken_for_a_test_number() -> None:
    """Others' numbers of the same days, with each serial that no test number of that day has."""
    listed = {number for number, _ in all_of_them()}
    days = sorted({number[:8] for number in listed})[::400]
    others = (
        eleven + next(digit for digit in "0123456789" if luhn_holds(eleven[2:] + digit))
        for eleven in (f"{day}{serial:03}" for day in days for serial in range(1, 1000, 7))
    )
    made = [number for number in others if number not in listed]
    assert len(made) > 10_000
    assert [number for number in made if is_test_number(number)] == []


@pytest.mark.parametrize("written", ["", "1990", "19900602239٧", "1990060223970", "x" * 12, "0" * 12])
def test_what_is_no_number_is_no_test_number(written: str) -> None:
    assert not is_test_number(written)


@pytest.mark.parametrize("between", ["-", "+", " "])
def test_a_sign_in_between_hides_no_test_number(between: str) -> None:
    number = official(PERSONNUMMER)[0]
    assert is_test_number(number[:8] + between + number[8:])


def test_a_real_installation_accepts_none_of_them_in_a_profile() -> None:
    rules = WireRules()
    for number, kind in list(all_of_them())[::97]:
        for said in (kind, "other"):
            with pytest.raises(ContentError) as refused:
                rules.parse("person", {"identity_numbers": [{"kind": said, "value": number}]})
            assert refused.value.objections[0].field == "/identity_numbers/0/value"
            assert number not in str(refused.value.objections)


def test_the_demo_accepts_them(stage: Stage) -> None:
    assert stage.house.test_numbers
    number = {"identity_numbers": [{"kind": "personnummer", "value": official(PERSONNUMMER)[0]}]}
    assert stage.house.desk.rules.parse("person", number)


def test_what_is_served_for_real_refuses_them(stage: Stage) -> None:
    """`egenkarta serve` opens its parts like this; only the demo says otherwise."""
    parts = open_parts(stage.parts.settings, stage.parts.keys, stage.clock)
    parts.database.close()
    served = house_from(parts)
    assert not served.test_numbers
    with pytest.raises(ContentError):
        number = {"identity_numbers": [{"kind": "personnummer", "value": official(PERSONNUMMER)[0]}]}
        served.desk.rules.parse("person", number)


def test_no_list_of_them_is_in_the_product() -> None:
    """A few are in tests and examples; the numbers as a list are nowhere."""
    listed = {number for number, _ in all_of_them()}
    held: dict[str, int] = {}
    for room in ("consent", "profile_service", "schemas", "clients"):
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                found = set(re.findall(rb"(?<!\d)\d{12}(?!\d)", path.read_bytes()))
                held[str(path)] = len({one.decode() for one in found} & listed)
    assert {path: count for path, count in held.items() if count > 3} == {}


def test_what_others_test_their_libraries_with_is_classified_alike() -> None:
    """Twelve digits only: the century of ten depends on today's date."""
    structured = read("pnr_structured.json")
    for ours, theirs in (("personnummer", "ssn"), ("samordningsnummer", "con")):
        texts = structured[theirs]["string"]
        long = re.compile("[0-9]{8}[-+]?[0-9]{4}")
        for written in filter(long.fullmatch, texts["valid"]):
            assert kind_of(written) == ours, written
        for written in filter(long.fullmatch, texts["invalid"]):
            assert kind_of(written) is None or theirs == "con", written


def test_interim_numbers_are_a_kind_of_their_own_and_no_number_of_the_register() -> None:
    for one in read("pnr_interim.json"):
        for written in (one["long_format"], one["separated_long"]):
            assert kind_of(written) == ("interim" if one["valid"] else None), written


def test_an_organisation_s_number_is_no_number_of_a_person() -> None:
    for one in read("pnr_orgnumber.json"):
        for century in ("19", "20"):
            assert kind_of(century + one["short_format"]) is None
