"""An access request: who asks, about whom, why, for which slices, until when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consent.declaration import PurposeDeclaration
from consent.scope import Scope, within
from consent.terms import Ending, Narrowing, Terms
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId


class RequestState(StrEnum):
    PENDING = "pending"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    """The purpose was changed or taken back before she answered."""


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """A question that reached the individual.

    `grant_id` is set aside when the question is asked, so that a preview can show her the very bytes that the
    first read would return; nobody else learns it before she has said yes.
    """

    id: RequestId
    individual: IndividualId
    organisation: OrganisationId
    unit: str
    declaration_id: DeclarationId
    declaration_version: int
    scopes: tuple[Scope, ...]
    until: datetime
    case_reference: str
    message: str
    asked_at: datetime
    state: RequestState
    grant_id: GrantId
    ending: Ending = Ending.DATE


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a question or an answer cannot stand: the field, what is wrong with it, what would be right."""

    field: str
    problem: str
    expected: str


def objections_to_asking(declaration: PurposeDeclaration, scopes: Sequence[Scope]) -> tuple[Objection, ...]:
    """What stands between these scopes and the individual's inbox: whatever the declaration does not speak of."""
    declared = ", ".join(str(want.scope) for want in declaration.wants)
    return tuple(
        Objection(f"/scopes/{at}", "this scope is not in the purpose declaration", f"within: {declared}")
        for at, scope in enumerate(scopes)
        if not declaration.allows(scope)
    )


def objections_to_granting(
    request: AccessRequest, scopes: Sequence[Scope], until: datetime, now: datetime
) -> tuple[Objection, ...]:
    """What makes this answer more than the question, or empty: a grant is a subset of its request."""
    found = [*_scope_objections(request, scopes), *_until_objections(request, until, now)]
    return tuple(found)


def _scope_objections(request: AccessRequest, scopes: Sequence[Scope]) -> Iterable[Objection]:
    asked = ", ".join(map(str, request.scopes))
    if not scopes:
        yield Objection("/scopes", "nothing was chosen", "at least one scope; to share nothing, refuse")
    for at, scope in enumerate(scopes):
        if not within(scope, request.scopes):
            yield Objection(f"/scopes/{at}", "this scope was not asked for", f"within: {asked}")


def _until_objections(request: AccessRequest, until: datetime, now: datetime) -> Iterable[Objection]:
    if until <= now:
        yield Objection("/until", "the end has passed already", "a time that is still to come")
    if until > request.until:
        yield Objection("/until", "longer than was asked", f"at the latest {request.until.isoformat()}")


def objections_to_narrowing(terms: Terms, narrowing: Narrowing, now: datetime) -> tuple[Objection, ...]:
    """What makes this change more than what was agreed, or no change at all; empty where it may stand."""
    found: list[Objection] = []
    if narrowing == Narrowing():
        found.append(
            Objection("", "nothing is changed", "less to read, an earlier end, or somebody to shut out")
        )
    if narrowing.scopes is not None:
        found += _narrower_scopes(terms, narrowing.scopes)
    if narrowing.until is not None:
        if narrowing.until <= max(now, terms.given_at):
            found.append(
                Objection("/until", "the end has passed already", "a time to come; to stop now, withdraw")
            )
        if narrowing.until > terms.until:
            found.append(
                Objection("/until", "later than was agreed", f"at the latest {terms.until.isoformat()}")
            )
    if narrowing.ending not in (None, terms.ending, Ending.ONCE):
        found.append(Objection("/ending", "this is no narrower ending", "once"))
    return tuple(found)


def _narrower_scopes(terms: Terms, scopes: Sequence[Scope]) -> Iterable[Objection]:
    agreed = ", ".join(map(str, terms.scopes))
    if not scopes:
        yield Objection("/scopes", "nothing would be left", "at least one scope; to stop, withdraw")
    for at, scope in enumerate(scopes):
        if not within(scope, terms.scopes):
            yield Objection(f"/scopes/{at}", "this was not agreed", f"within: {agreed}")
