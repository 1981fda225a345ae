"""Swedish identity numbers: their shape only, never whether the number was given to anyone.

Own code, since public libraries refuse real samordningsnummer. Twelve digits are asked for because the
century of a ten-digit number depends on today's date, and this package has no clock.
"""

import re
from datetime import date
from typing import Final, Literal, TypeAlias

from pydantic import ValidationInfo, field_validator

from schemas.model import Model
from schemas.refusal import refusal
from schemas.values.dates import PartialDate, check_order
from schemas.values.text import ShortCode

IdentityNumberKind: TypeAlias = Literal["personnummer", "samordningsnummer", "other"]

WrittenKind: TypeAlias = Literal["personnummer", "samordningsnummer", "interim"]

_WRITTEN: Final = re.compile("((?:18|19|20|21)[0-9]{6})[-+]?([0-9]{4})")
_INTERIM: Final = re.compile("((?:18|19|20|21)[0-9]{6})[-+]?([TRSUWXJKLMN])([0-9]{3})")
_UNKNOWN_DAY, _LAST_DAY = 60, 91
_LAST_MONTH = 12


def luhn_holds(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of those before it."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    # Counted from the right the second digit is doubled; two-digit products are summed digit by digit.
    return sum(product // 10 + product % 10 for product in doubled) % 10 == 0


def twelve_digits(written: str) -> str | None:
    """Return twelve digits without the hyphen or plus before the last four; ``None`` if that is not it."""
    match = _WRITTEN.fullmatch(written)
    return match.group(1) + match.group(2) if match else None


def is_personnummer(number: str) -> bool:
    """Tell whether twelve digits are a personnummer: a real date, a serial number from 001, and Luhn."""
    try:
        date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    except ValueError:
        return False
    return number[8:11] != "000" and luhn_holds(number[2:])


def is_samordningsnummer(number: str) -> bool:
    """Tell whether twelve digits are a samordningsnummer: day plus 60, and Luhn.

    Day 60 and month 00 stand for unknown. The date is not checked against the calendar.
    """
    month, day = int(number[4:6]), int(number[6:8])
    return month <= _LAST_MONTH and _UNKNOWN_DAY <= day <= _LAST_DAY and luhn_holds(number[2:])


def is_interim(written: str) -> bool:
    """Tell whether this is an interim number: one that a school or a clinic gave, until there is a real one.

    A letter stands in place of the serial's first digit, and counts as 1 for Luhn. It is no number of the register.
    """
    match = _INTERIM.fullmatch(written)
    return match is not None and is_personnummer(f"{match.group(1)}1{match.group(3)}")


def kind_of(written: str) -> WrittenKind | None:
    """Tell which kind of number this has the shape of; ``None`` where it has none."""
    number = twelve_digits(written)
    if number is None:
        return "interim" if is_interim(written) else None
    if is_personnummer(number):
        return "personnummer"
    return "samordningsnummer" if is_samordningsnummer(number) else None


def checked_number(kind: IdentityNumberKind, written: str) -> str:
    """Return the number as it is stored; raises ``PydanticCustomError`` on a wrong shape."""
    if kind == "other":
        return written
    number = twelve_digits(written)
    is_right = is_personnummer if kind == "personnummer" else is_samordningsnummer
    if number is None or not is_right(number):
        raise refusal(
            "identity_number", f"this is not a {kind}", f"a {kind} of 12 digits with a right check digit"
        )
    return number


class IdentityNumber(Model):
    """A number by which a register knows the person, and for how long: replaceable, never a key."""

    kind: IdentityNumberKind
    value: ShortCode
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None

    @field_validator("value")
    @classmethod
    def _shape(cls, value: str, info: ValidationInfo) -> str:
        return checked_number(info.data["kind"], value) if "kind" in info.data else value

    @field_validator("valid_until")
    @classmethod
    def _order(cls, value: str | None, info: ValidationInfo) -> str | None:
        return check_order(value, info.data.get("valid_from"), "valid_from")
