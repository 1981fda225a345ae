"""Tokens at the API's doors: whoever bears one, or, where it is bound to a key, whoever proves to hold that key (RFC 9449)."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request

from profile_service.actions.ports import Work
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.domain.authorization import TokenId
from profile_service.domain.people import ClientId
from profile_service.doors.errors import NotSignedInError, TokenRefusedError
from profile_service.doors.house import House
from profile_service.identity.authorization.dpop import INVALID, Proof, Sent, spend_proof
from profile_service.identity.authorization.refusals import Refusal, RefusedError
from profile_service.identity.tokens import Caller, TokenError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class System:
    """An organisation's system, by a token that is right. Whether token and proof count still, the unit of work says."""

    client: ClientId
    token: TokenId
    proof: Proof | None = None


async def token_of(request: Request, house: House) -> tuple[Caller, Proof | None]:
    """What the request's token says, and the proof of the key that it is bound to, where it is.

    Raises:
        NotSignedInError: no token came.
        TokenRefusedError: it is not valid, or not shown in the way that it is bound to.
    """
    scheme, _, written = request.headers.get("authorization", "").partition(" ")
    token, kind = written.strip(), scheme.lower()
    if kind not in ("bearer", "dpop") or not token:
        raise NotSignedInError
    try:
        caller = house.tokens.verify(token, house.desk.clock.now())
    except TokenError as error:
        raise TokenRefusedError from error
    if kind == "bearer" and not caller.jkt:
        return caller, None
    try:
        return caller, _proof(request, house, caller, token, kind)
    except RefusedError as refused:
        raise await _refuse(house, refused) from refused


def spending(
    house: House, system: System, act: Callable[[Work], T], foreseen: Foreseen | None = None
) -> Coroutine[Any, Any, T]:
    """Act in the unit of work that uses the system's proof up; without one, just act.

    Args:
        foreseen: what it will look up, where it is a consented reading; one that spends a proof is none of the usual.

    Raises:
        TokenRefusedError: the proof was used before.
    """
    if system.proof is None:
        return house.write(act, foreseen)
    return _spending(house, system.proof, act)


async def _spending(house: House, proof: Proof, act: Callable[[Work], T]) -> T:
    def once(work: Work) -> T:
        spend_proof(work, proof)
        return act(work)

    try:
        return await house.write(once)
    except RefusedError as refused:
        raise await _refuse(house, refused) from refused


def _proof(request: Request, house: House, caller: Caller, token: str, kind: str) -> Proof:
    if kind == "bearer":
        raise RefusedError(Refusal.BOUND, "the token is bound to a key", "invalid_token")
    if not caller.jkt:
        raise RefusedError(Refusal.UNBOUND, "the token is not bound to a key", "invalid_token")
    path = request.scope.get("raw_path") or request.url.path.encode()
    sent = Sent(request.method, house.tokens.issuer + path.decode("ascii", "replace"), token)
    proof = house.authorization.proof_of(tuple(request.headers.getlist("dpop")), sent)
    if proof is None:
        raise RefusedError(Refusal.PROOF_MISSING, "the header DPoP is missing", INVALID)
    if proof.jkt != caller.jkt:
        raise RefusedError(Refusal.PROOF_OTHER_KEY, "the token is bound to another key", "invalid_token")
    return proof


async def _refuse(house: House, refused: RefusedError) -> TokenRefusedError:
    """Journal it, by its reason alone."""
    await house.write(lambda work: house.authorization.note(work, refused))
    return TokenRefusedError(refused.error, refused.nonce)
