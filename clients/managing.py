"""What became of tokens: whether one is still good, and its end. Of grants, see `clients.calls.managing`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from clients.call import Repeat
from clients.errors import UnexpectedAnswerError
from clients.flow import Flow, post

_INTROSPECT: Final = "introspection_endpoint"
_REVOKE: Final = "revocation_endpoint"


@dataclass(frozen=True, slots=True)
class TokenStatus:
    """Whether a token of the client's own is good, and until when. Of one that is not, nothing is told."""

    active: bool
    expires_at: datetime | None = None
    token_type: str | None = None


def introspect(token: str) -> Flow[TokenStatus]:
    """Ask about an access token or a refresh token of one's own (RFC 7662)."""
    said = (yield from post(_INTROSPECT, {"token": token}, Repeat.SAFELY)).said
    active, expires, kind = said.get("active"), said.get("exp"), said.get("token_type")
    if not isinstance(active, bool):
        raise UnexpectedAnswerError("the introspection endpoint did not say whether the token is active")
    until = datetime.fromtimestamp(expires, UTC) if isinstance(expires, int) else None
    return TokenStatus(active, until, kind if isinstance(kind, str) else None)


def revoke_token(token: str) -> Flow[None]:
    """End a token of one's own at once; a refresh token with all that came of the same yes (RFC 7009).

    The grant stands: whoever wants to read no more gives that up (`give_up_grant`). Where there is nothing to end, nothing is said.
    """
    yield from post(_REVOKE, {"token": token}, Repeat.SAFELY)
