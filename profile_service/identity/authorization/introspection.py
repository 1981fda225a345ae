"""What of a token is still good, for the client that it was issued to (RFC 7662), and its end (RFC 7009).

Nothing here tells one dead token from another: expired, revoked, unknown, another client's and no token at all are the same
bytes. A token says nothing about a grant, so neither does this: whether anything can be read, a reading shows.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import jwt
import orjson

from profile_service.actions.ports import Work
from profile_service.domain.authorization import RefreshToken, TokenFamily, TokenId
from profile_service.domain.people import ClientId
from profile_service.domain.reply import Reply
from profile_service.identity.authorization.answers import oauth_error
from profile_service.identity.authorization.server import Asked, AuthorizationEndpoints, Party
from profile_service.identity.tokens import ORGANISATION_SCOPE, AccessTokens, Caller, TokenError

_End = Callable[[Work, AccessTokens, ClientId, str, datetime], Reply]
INACTIVE: Final = b'{"active":false}'
_NO_STORE: Final = {"Cache-Control": "no-store", "Pragma": "no-cache", "Content-Type": "application/json"}
_SAID: Final[tuple[str, ...]] = ("iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp", "cnf")


async def answer_introspection(service: AuthorizationEndpoints, asked: Asked) -> Reply:
    """The introspection endpoint: for clients that prove themselves as at the token endpoint."""
    return await _answer(service, asked, introspect)


async def answer_revocation(service: AuthorizationEndpoints, asked: Asked) -> Reply:
    """The revocation endpoint, for the same clients."""
    return await _answer(service, asked, revoke)


def introspect(work: Work, tokens: AccessTokens, client: ClientId, token: str, now: datetime) -> Reply:
    """What is known of a live token of the client's own (RFC 7662, section 2.2); the one inactive answer for all else."""
    said = _of_access(work, tokens, client, token, now) or _of_refresh(work, tokens, client, token, now)
    return Reply(200, INACTIVE if said is None else orjson.dumps({"active": True, **said}), _NO_STORE)


def revoke(work: Work, tokens: AccessTokens, client: ClientId, token: str, now: datetime) -> Reply:
    """End a token of the client's own: with a refresh token everything that came of the same code, at once.

    The answer is the same where there was nothing to end (RFC 7009, section 2.2).
    """
    caller = _own(tokens, client, token, now)
    found = _family(work, client, token)
    if caller is not None:
        expires = datetime.fromtimestamp(_claims(token)["exp"], now.tzinfo)
        work.tokens.revoke(caller.token, client, expires, now)
    if found is not None:
        work.tokens.end(found[1].id, now)
    return Reply(200, b"{}", _NO_STORE)


async def _answer(service: AuthorizationEndpoints, asked: Asked, end: _End) -> Reply:
    # A hint (`token_type_hint`) is not needed to find a token, and one that is wrong hides none.
    token = asked.form.get("token", "")
    if not token:
        return oauth_error(400, "invalid_request", "token is missing")

    def act(work: Work, party: Party) -> Reply:
        return end(work, service.tokens, party.client.id, token, service.desk.clock.now())

    return await service.answer(asked, act)


def _of_access(
    work: Work, tokens: AccessTokens, client: ClientId, token: str, now: datetime
) -> Mapping[str, Any] | None:
    caller = _own(tokens, client, token, now)
    # Asked in any case: a token that is none takes as long as one that is.
    revoked = work.tokens.is_revoked(caller.token if caller else TokenId(""))
    if caller is None or revoked:
        return None
    claims = _claims(token)
    said: dict[str, Any] = {name: claims[name] for name in _SAID if name in claims}
    return {**said, "token_type": "DPoP" if caller.jkt else "Bearer"}


def _of_refresh(
    work: Work, tokens: AccessTokens, client: ClientId, token: str, now: datetime
) -> Mapping[str, Any] | None:
    found = _family(work, client, token)
    if found is None:
        return None
    refresh, family = found
    if refresh.used_at is not None or family.ended_at is not None or now >= refresh.expires_at:
        return None
    said: dict[str, Any] = {
        "iss": tokens.issuer,
        "client_id": client,
        "sub": client,
        "scope": ORGANISATION_SCOPE,
        "exp": int(refresh.expires_at.timestamp()),
    }
    return {**said, "cnf": {"jkt": family.jkt}} if family.jkt else said


def _own(tokens: AccessTokens, client: ClientId, token: str, now: datetime) -> Caller | None:
    """An access token that is good by itself and was issued to this client; a person's own never is."""
    try:
        caller = tokens.verify(token, now)
    except TokenError:
        return None
    return caller if caller.scope == ORGANISATION_SCOPE and caller.subject == client else None


def _family(work: Work, client: ClientId, token: str) -> tuple[RefreshToken, TokenFamily] | None:
    refresh = work.tokens.refresh(token)
    family = None if refresh is None else work.tokens.family(refresh.family)
    if refresh is None or family is None or family.client != client:
        return None
    return refresh, family


def _claims(token: str) -> dict[str, Any]:
    """What a token says that was verified before."""
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims
