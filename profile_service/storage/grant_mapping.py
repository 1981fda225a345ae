"""Between a row of the ledger and a grant. A state that is not known is an error, never a yes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson

from consent.grant import (
    Active,
    Closed,
    Expired,
    Grant,
    Paused,
    Revoked,
    UsedUp,
    Withdrawn,
    state_name,
)
from consent.terms import Barred, Ending, Terms
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId
from profile_service.storage.mapping import dump_scopes, load_scopes

_UNENDED = {"paused": "active"}
"""A pause is a column beside the state, so that a pause of everything can lie over it."""


def terms_row(terms: Terms, barred: bytes | None) -> dict[str, Any]:
    """Terms as columns; `barred` is sealed already."""
    return {
        "individual_id": terms.individual,
        "id": terms.id,
        "organisation_id": terms.organisation,
        "unit": terms.unit,
        "request_id": terms.request_id,
        "declaration_id": terms.declaration_id,
        "declaration_version": terms.declaration_version,
        "purpose": terms.purpose,
        "scopes": dump_scopes(terms.scopes),
        "given_at": terms.given_at,
        "until": terms.until,
        "ending": terms.ending.value,
        "revision": terms.revision,
        "barred": barred,
    }


def state_row(grant: Grant) -> dict[str, Any]:
    """The state as columns. A pause of everything leaves the grant's own pause as it stands in the row."""
    name = state_name(grant)
    row: dict[str, Any] = {
        "state": _UNENDED.get(name, name),
        "ended_at": _ended_at(grant),
        "reading": grant.reading if isinstance(grant, UsedUp) else None,
    }
    if not isinstance(grant, Paused):
        row["paused_at"] = None
    elif not grant.whole:
        row["paused_at"] = grant.at
    return row


def _ended_at(grant: Grant) -> datetime | None:
    match grant:
        case Withdrawn(_, at) | Closed(_, at) | Revoked(_, at) | UsedUp(_, at, _):
            return at
        case Expired(terms):
            return terms.until
        case _:
            return None


def load_grant(row: Any, open_barred: Callable[[Any], bytes]) -> Grant:
    """A row as a grant; `all_paused_at` is when she paused all her sharing."""
    terms = Terms(
        id=GrantId(row.id),
        individual=IndividualId(row.individual_id),
        organisation=OrganisationId(row.organisation_id),
        unit=row.unit,
        request_id=RequestId(row.request_id),
        declaration_id=DeclarationId(row.declaration_id),
        declaration_version=row.declaration_version,
        purpose=row.purpose,
        scopes=load_scopes(row.scopes),
        given_at=row.given_at,
        until=row.until,
        ending=Ending(row.ending),
        barred=_NOBODY if row.barred is None else load_barred(open_barred(row)),
        revision=row.revision,
    )
    match row.state:
        case "active":
            return _live(terms, row)
        case "withdrawn":
            return Withdrawn(terms, row.ended_at)
        case "closed":
            return Closed(terms, row.ended_at)
        case "revoked":
            return Revoked(terms, row.ended_at)
        case "expired":
            return Expired(terms)
        case "used_up":
            return UsedUp(terms, row.ended_at, row.reading or "", paused=row.all_paused_at is not None)
    raise ValueError("a grant is stored in a state that does not exist")


_NOBODY = Barred()


def _live(terms: Terms, row: Any) -> Grant:
    if row.all_paused_at is not None:
        return Paused(terms, row.all_paused_at, whole=True)
    return Active(terms) if row.paused_at is None else Paused(terms, row.paused_at)


def dump_barred(barred: Barred) -> bytes:
    """Who is shut out, as bytes to be sealed."""
    return orjson.dumps([sorted(barred.units), sorted(barred.readers)])


def load_barred(stored: bytes) -> Barred:
    """The reverse of `dump_barred`."""
    units, readers = orjson.loads(stored)
    return Barred(frozenset(units), frozenset(readers))
