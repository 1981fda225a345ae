"""What an organisation does: declare, ask, and read what was granted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from clients.call import Call, as_model, as_nothing, moment, path_to, reading, writing
from schemas.access import (
    AccessRequestCreated,
    AccessRequestStatus,
    Disclosure,
    GranteeGrantList,
    PurposeDeclarationList,
    Receipt,
)


def purpose_declarations() -> Call[PurposeDeclarationList]:
    """What the organisation has declared that it may ask for."""
    return reading(path_to("v1", "purpose-declarations"), as_model(PurposeDeclarationList))


def ask(
    *,
    connection_code: str,
    purpose_declaration: str,
    scopes: Sequence[str],
    case_reference: str,
    until: date | datetime | str | None = None,
    message: str | None = None,
    unit: str | None = None,
    ending: str | None = None,
) -> Call[AccessRequestCreated]:
    """Ask the person who handed over a connection code for part of her profile."""
    named = {
        "connection_code": connection_code,
        "purpose_declaration": purpose_declaration,
        "scopes": list(scopes),
        "case_reference": case_reference,
        "until": moment(until),
        "message": message,
        "unit": unit,
        "ending": ending,
    }
    return writing(
        "POST", path_to("v1", "access-requests"), as_model(AccessRequestCreated), _without_absent(named)
    )


def request_status(request_id: str) -> Call[AccessRequestStatus]:
    """The grant that a request led to; until there is one, and after a no, it is not available."""
    return reading(path_to("v1", "access-requests", request_id), as_model(AccessRequestStatus))


def grants() -> Call[GranteeGrantList]:
    """The live grants that the organisation may read under."""
    return reading(path_to("v1", "grants"), as_model(GranteeGrantList))


def receipt(grant_id: str) -> Call[Receipt]:
    """What was agreed, while the grant lives."""
    return reading(path_to("v1", "receipts", grant_id), as_model(Receipt))


def close_grant(grant_id: str, *, reader: str, unit: str | None = None) -> Call[None]:
    """The case is closed: the grant ends, and the person sees who ended it."""
    content = _without_absent({"reader": reader, "unit": unit})
    return writing("POST", path_to("v1", "grants", grant_id, "close"), as_nothing, content)


def read(
    grant_id: str,
    *,
    case_reference: str,
    reader: str,
    unit: str | None = None,
    scopes: Sequence[str] | None = None,
    over_limit_reason: str | None = None,
) -> Call[Disclosure]:
    """Read what was granted, or less of it; the person sees who read, when, and for which case.

    A repetition within ten minutes is the same reading, as long as the answer is the same. `over_limit_reason` is why one
    more is opened though the reader's number of the day is reached.
    """
    named = {
        "grant_id": grant_id,
        "case_reference": case_reference,
        "reader": reader,
        "unit": unit,
        "scopes": None if scopes is None else list(scopes),
        "over_limit_reason": over_limit_reason,
    }
    return writing("POST", path_to("v1", "disclosures"), as_model(Disclosure), _without_absent(named))


def _without_absent(named: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in named.items() if value is not None}
