"""Organisationsnummer: the number of a Swedish legal person, checked for its shape and its check digit."""

import re
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, StringConstraints
from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from schemas.model import Described
from schemas.refusal import refusal

EXPECTED: Final = "ten digits of a legal person, the last one a check digit, such as 556000-0035"
_LONGEST: Final = 20
_PERSON_BELOW: Final = "2"
_SHOWN: Final = Described({"pattern": "^[0-9]{6}-?[0-9]{4}$"})
_WRITTEN: Final = re.compile("[0-9]{6}-?[0-9]{4}")


def organisation_number(written: str) -> str | None:
    """The ten digits; None where this is no organisationsnummer.

    A sole trader's number is her personnummer. Its third digit, the ten of a month, is below 2, and that of a legal person
    never is. It is not taken: nobody's identity number is kept as that of an organisation.
    """
    if _WRITTEN.fullmatch(written) is None:
        return None
    try:
        digits: str = orgnr.validate(written)
    except ValidationError:
        return None
    return digits if digits[2] >= _PERSON_BELOW else None


def _checked(written: str) -> str:
    digits = organisation_number(written)
    if digits is None:
        raise refusal("organisation_number", "this is not an organisationsnummer", EXPECTED)
    return digits


OrganisationNumber: TypeAlias = Annotated[
    str, StringConstraints(max_length=_LONGEST), AfterValidator(_checked), _SHOWN
]
