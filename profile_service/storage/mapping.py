"""Between stored JSON and domain values. Rows are parsed, not trusted."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

import orjson

from consent.declaration import Purpose, PurposeDeclaration, Want
from consent.grant import Active, Grant, Terms, UsedUp, Withdrawn, state_name
from consent.scope import Scope, parse_all
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId
from profile_service.domain.profile import (
    Assertion,
    Change,
    Content,
    ItemId,
    PastVersion,
    Source,
    SourceKind,
    Strength,
)

_STRENGTHS: Final = {strength.value: strength for strength in Strength}


def dump_items(items: Sequence[Assertion]) -> bytes:
    """A section as bytes to be sealed."""
    return orjson.dumps([_item(item) for item in items])


def load_items(section: str, stored: bytes) -> tuple[Assertion, ...]:
    """The reverse of `dump_items`."""
    return tuple(_assertion(section, item) for item in orjson.loads(stored))


def _item(item: Assertion) -> dict[str, Any]:
    return {
        "id": item.id,
        "version": item.version,
        "source": [item.source.kind, item.source.name],
        "strength": item.strength,
        "created": item.created,
        "confirmed": item.last_confirmed,
        "review": item.review_date,
        "content": item.content,
    }


def _assertion(section: str, item: dict[str, Any]) -> Assertion:
    return Assertion(
        id=ItemId(item["id"]),
        section=section,
        version=item["version"],
        source=_source(*item["source"]),
        strength=_STRENGTHS[item["strength"]],
        created=datetime.fromisoformat(item["created"]),
        last_confirmed=datetime.fromisoformat(item["confirmed"]),
        review_date=None if item["review"] is None else date.fromisoformat(item["review"]),
        content=item["content"],
    )


def dump_past(past: PastVersion) -> bytes:
    """One version of an item's history as bytes to be sealed."""
    source = [past.source.kind, past.source.name]
    return orjson.dumps({"at": past.at, "source": source, "change": past.change, "content": past.content})


def load_past(version: int, stored: bytes) -> PastVersion:
    """The reverse of `dump_past`."""
    past = orjson.loads(stored)
    content: Content | None = past["content"]
    return PastVersion(
        version, datetime.fromisoformat(past["at"]), _source(*past["source"]), Change(past["change"]), content
    )


@lru_cache(1024)
def _source(kind: str, name: str) -> Source:
    return Source(SourceKind(kind), name)


def dump_scopes(scopes: Sequence[Scope]) -> str:
    """Scopes as they are spelled, one after the other. A space cannot be part of one."""
    return " ".join(map(str, scopes))


@lru_cache(4096)
def load_scopes(stored: str) -> tuple[Scope, ...]:
    """The reverse of `dump_scopes`. Remembers how a text reads, never whose grant it stood in."""
    return parse_all(stored.split(" "))


def grant_row(grant: Grant) -> dict[str, Any]:
    """A grant as a row."""
    terms = grant.terms
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
        "state": state_name(grant),
        "ended_at": grant.at if isinstance(grant, Withdrawn | UsedUp) else None,
    }


def load_grant(row: Any) -> Grant:
    """A row as a grant. A state that is not known is an error, never a yes."""
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
    )
    match row.state:
        case "active":
            return Active(terms)
        case "withdrawn":
            return Withdrawn(terms, row.ended_at)
        case "used_up":
            return UsedUp(terms, row.ended_at)
    raise ValueError("a grant is stored in a state that does not exist")


def dump_declaration(declaration: PurposeDeclaration) -> str:
    """What a declaration says, as JSON."""
    return orjson.dumps(
        {
            "purpose": {"code": declaration.purpose.code, "sentence": dict(declaration.purpose.sentence)},
            "legal_basis": declaration.legal_basis,
            "wants": [
                {"scope": str(want.scope), "reason": dict(want.reason), "needed": want.needed}
                for want in declaration.wants
            ],
            "retention": dict(declaration.retention),
            "onward_recipients": declaration.onward_recipients,
            "on_no": dict(declaration.on_no),
            "other_way": dict(declaration.other_way),
            "contact": declaration.contact,
        }
    ).decode()


@lru_cache(256)
def load_declaration(row: Any) -> PurposeDeclaration:
    """The reverse of `dump_declaration`. Remembers how a row reads; the row itself is fetched every time."""
    body = orjson.loads(row.body)
    return PurposeDeclaration(
        id=DeclarationId(row.id),
        version=row.version,
        organisation=OrganisationId(row.organisation_id),
        purpose=Purpose(body["purpose"]["code"], body["purpose"]["sentence"]),
        legal_basis=body["legal_basis"],
        wants=tuple(
            Want(load_scopes(one["scope"])[0], one["reason"], one["needed"]) for one in body["wants"]
        ),
        retention=body["retention"],
        onward_recipients=tuple(body["onward_recipients"]),
        on_no=body["on_no"],
        other_way=body["other_way"],
        contact=body["contact"],
        approved=row.approved,
    )
