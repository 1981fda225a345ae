"""The doors of the API: a bearer token says who calls, and nothing else does.

The operator has a door of its own, and no other opens to it: whoever runs the service asks nobody, and reads nothing.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.security import HTTPBearer

from consent.vocabulary import IndividualId
from profile_service.actions.ports import Work
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.domain.people import Client, ClientId, Grantee, Operator, Organisation, Role
from profile_service.doors.errors import (
    NotAllowedError,
    NotFreshError,
    TokenRefusedError,
)
from profile_service.doors.house import Here, House
from profile_service.doors.proofs import System, spending, token_of
from profile_service.identity.tokens import INDIVIDUAL_SCOPE, ORGANISATION_SCOPE, Caller, TokenError

T = TypeVar("T")

_individual_bearer = HTTPBearer(
    scheme_name="individual", auto_error=False, description="An individual's access token."
)
_organisation_bearer = HTTPBearer(
    scheme_name="organisation",
    auto_error=False,
    description="An organisation's access token (client credentials).",
)


@dataclass(frozen=True, slots=True)
class Anybody:
    """A caller whom nobody asked who she is."""


async def public() -> Anybody:
    return Anybody()


async def as_individual(
    request: Request, house: Here, _shown: Annotated[object, Depends(_individual_bearer)]
) -> IndividualId:
    return (await _individual(request, house))[0]


async def fresh_individual(
    request: Request, house: Here, _shown: Annotated[object, Depends(_individual_bearer)]
) -> IndividualId:
    """Herself, whose token says that she has proved it in the last minutes (RFC 9470).

    Raises:
        NotFreshError: the token rests on an older proof, or does not say on which.
    """
    individual, caller = await _individual(request, house)
    if not caller.fresh(house.desk.clock.now()):
        raise NotFreshError
    return individual


async def _individual(request: Request, house: House) -> tuple[IndividualId, Caller]:
    caller, _ = await token_of(request, house)
    if caller.scope != INDIVIDUAL_SCOPE:
        raise NotAllowedError
    individual = IndividualId(caller.subject)
    if await house.read(lambda work: work.accounts.individual(individual)) is None:
        raise TokenRefusedError  # a token outlives an erasure by minutes; the person does not
    return individual, caller


async def as_client(
    request: Request, house: Here, _shown: Annotated[object, Depends(_organisation_bearer)]
) -> System:
    caller, proof = await token_of(request, house)
    if caller.scope != ORGANISATION_SCOPE:
        raise NotAllowedError
    return System(ClientId(caller.subject), caller.token, proof)


def plain_system(house: House, shown: str) -> System | None:
    """An organisation's system by a token that whoever bears it may use; None for everything that needs a second look.

    Args:
        shown: the header Authorization.
    """
    scheme, _, token = shown.partition(" ")
    if scheme != "Bearer":
        return None
    try:
        caller = house.tokens.verify(token, house.desk.clock.now())
    except TokenError:
        return None
    plain = caller.scope == ORGANISATION_SCOPE and not caller.jkt
    return System(ClientId(caller.subject), caller.token) if plain else None


async def as_grantee(
    request: Request, house: Here, shown: Annotated[object, Depends(_organisation_bearer)]
) -> Grantee:
    system = await as_client(request, house, shown)
    if system.proof is not None:
        return await write_as(house, system, lambda _work, grantee: grantee)
    return await house.read(lambda work: _grantee_of(work, system))


def write_as(
    house: House, system: System, act: Callable[[Work, Grantee], T], foreseen: Foreseen | None = None
) -> Coroutine[Any, Any, T]:
    """Act for the organisation behind a system, in the unit of work that uses its proof up.

    Args:
        foreseen: what it will look up, where it is a consented reading.

    Raises:
        TokenRefusedError: the token was revoked, its proof was used before, or nobody is registered there any more.
        NotAllowedError: it is the operator's.
    """
    return spending(house, system, lambda work: act(work, _grantee_of(work, system)), foreseen)


def _grantee_of(work: Work, system: System) -> Grantee:
    client, organisation = _organisation_of(work, system)
    if organisation.role is Role.OPERATOR:
        raise NotAllowedError
    cleared = client.handles_protected_identity
    return Grantee(organisation, unit="", reader=None, handles_protected_identity=cleared)


async def as_operator(
    request: Request, house: Here, shown: Annotated[object, Depends(_organisation_bearer)]
) -> Operator:
    system = await as_client(request, house, shown)
    if system.proof is not None:
        _, organisation = await spending(house, system, lambda work: _organisation_of(work, system))
    else:
        _, organisation = await house.read(lambda work: _organisation_of(work, system))
    if organisation.role is not Role.OPERATOR:
        raise NotAllowedError
    return Operator(organisation, None)


def _organisation_of(work: Work, system: System) -> tuple[Client, Organisation]:
    """Whose system it is; TokenRefusedError where its token does not count any more."""
    if work.tokens.is_revoked(system.token):
        raise TokenRefusedError
    client = work.accounts.client(system.client)
    organisation = None if client is None else work.accounts.organisation(client.organisation)
    if client is None or organisation is None:
        raise TokenRefusedError
    if client.dpop_required and system.proof is None:
        raise TokenRefusedError
    return client, organisation


Public = Annotated[Anybody, Depends(public)]
AsIndividual = Annotated[IndividualId, Depends(as_individual)]
FreshIndividual = Annotated[IndividualId, Depends(fresh_individual)]
"""For giving, exporting and erasing."""
AsGrantee = Annotated[Grantee, Depends(as_grantee)]
AsOperator = Annotated[Operator, Depends(as_operator)]
AsClient = Annotated[System, Depends(as_client)]
"""An organisation's system, proved by its token alone; the action that it asks for looks up whose it is."""
