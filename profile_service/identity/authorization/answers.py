"""What the endpoints answer with: OAuth's own JSON, never to be kept by anybody on the way (RFC 6749, section 5.1)."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from profile_service.domain.reply import Reply
from profile_service.identity.authorization.refusals import RefusedError

_HEADERS: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def oauth_answer(said: Mapping[str, Any], status: int = 200) -> Reply:
    """An answer of an endpoint."""
    return Reply(status, orjson.dumps(dict(said), option=orjson.OPT_UTC_Z), _HEADERS)


def oauth_error(status: int, error: str, description: str, challenge: str = "", nonce: str = "") -> Reply:
    """An error of an endpoint (RFC 6749, section 5.2).

    Args:
        challenge: the authentication scheme that a 401 names.
        nonce: what to put into the next proof (RFC 9449, section 8).
    """
    headers = dict(_HEADERS)
    if challenge:
        headers["WWW-Authenticate"] = f'{challenge} realm="egenkarta", error="{error}"'
    if nonce:
        headers["DPoP-Nonce"] = nonce
    return Reply(status, orjson.dumps({"error": error, "error_description": description}), headers)


def refusal(refused: RefusedError) -> Reply:
    """The answer to somebody who was refused."""
    challenge = "Bearer" if refused.status == 401 else ""  # noqa: PLR2004  Unauthorized
    return oauth_error(refused.status, refused.error, refused.said, challenge, refused.nonce)
