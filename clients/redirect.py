"""The redirect flow: a person brings the organisation's question in her own browser, and her browser brings back the answer.

`begin` leaves the question with the service and says where to send the browser; `finish` takes the address that the browser came
back to, and says what was granted. Readings are then made under the grant, as after any other yes.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import ValidationError

from clients.address import secure_address
from clients.call import Repeat, moment
from clients.errors import InvalidArgumentError, NoGrantError, OAuthError, UnexpectedAnswerError
from clients.flow import Flow, post
from clients.tokens import TOKEN_ENDPOINT
from schemas.access import COMPETENCE_PROFILE, GrantedDetails

_PUSH: Final = "pushed_authorization_request_endpoint"
_AUTHORIZE: Final = "authorization_endpoint"


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect that has begun. Keep it with the person's session of yours, and send her browser to `url` within a minute."""

    url: str
    issuer: str
    redirect_uri: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What she said yes to. A reading needs the grant's id alone; the refresh token tells whether the grant still stands."""

    grant_id: str
    details: GrantedDetails
    refresh_token: str = field(repr=False)


def begin(
    *,
    redirect_uri: str,
    purpose_declaration: str,
    scopes: Sequence[str],
    case_reference: str,
    until: date | datetime | str | None = None,
    message: str | None = None,
    unit: str | None = None,
    ending: str | None = None,
) -> Flow[Redirect]:
    """Leave a question for whoever's browser is sent on (RFC 9126, RFC 9396).

    Args:
        redirect_uri: where her browser comes back to; one that is registered for the client.

    Raises:
        OAuthError: the question cannot be asked, or the client may not.
    """
    named = {
        "type": COMPETENCE_PROFILE,
        "purpose_declaration": purpose_declaration,
        "scopes": list(scopes),
        "case_reference": case_reference,
        "until": moment(until),
        "message": message,
        "unit": unit,
        "ending": ending,
    }
    details = {name: value for name, value in named.items() if value is not None}
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    fields = {
        "response_type": "code",
        "redirect_uri": redirect_uri,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "authorization_details": json.dumps([details]),
    }
    answer = yield from post(_PUSH, fields, Repeat.SAFELY)
    request_uri = answer.said.get("request_uri")
    address = answer.server.metadata.get(_AUTHORIZE)
    if not isinstance(request_uri, str) or not isinstance(address, str):
        raise UnexpectedAnswerError("the service did not say where to send the browser")
    query = urlencode({"client_id": answer.client_id, "request_uri": request_uri})
    return Redirect(f"{secure_address(address)}?{query}", answer.server.issuer, redirect_uri, state, verifier)


def finish(redirect: Redirect, came_back_to: str) -> Flow[Agreed]:
    """Take the address that her browser came back to, and have what she agreed to.

    Raises:
        InvalidArgumentError: this is not the way back of this redirect: another server, another browser, or another address.
        NoGrantError: she said no, or did not answer; which, is not told.
        OAuthError: the service refused the code: it is too old, or was used before.
    """
    code = _code_of(redirect, came_back_to)
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect.redirect_uri,
        "code_verifier": redirect.verifier,
    }
    # A code counts once: sent again, it would end what came of it.
    said = (yield from post(TOKEN_ENDPOINT, fields, Repeat.UNSENT)).said
    grant_id, details, refresh = (
        said.get(name) for name in ("grant_id", "authorization_details", "refresh_token")
    )
    if not (isinstance(grant_id, str) and isinstance(refresh, str) and isinstance(details, list) and details):
        raise UnexpectedAnswerError("the token endpoint did not say what was granted")
    try:
        return Agreed(grant_id, GrantedDetails.model_validate(details[0], extra="ignore"), refresh)
    except ValidationError as error:
        raise UnexpectedAnswerError("what was granted does not follow the contract") from error


def _code_of(redirect: Redirect, came_back_to: str) -> str:
    parts = urlsplit(came_back_to)
    pairs = parse_qsl(parts.query)
    told = dict(pairs)
    if len(told) != len(pairs) or came_back_to.partition("?")[0] != redirect.redirect_uri.partition("?")[0]:
        raise InvalidArgumentError("the browser came back to another address than it was sent to")
    if not hmac.compare_digest(told.get("state", "").encode(), redirect.state.encode()):
        raise InvalidArgumentError("the browser that came back is not the one that was sent")
    # RFC 9207 section 2.4: or another server could pass off its answer as this one's.
    if told.get("iss") != redirect.issuer:
        raise InvalidArgumentError("the answer is another server's")
    if told.get("error") == "access_denied":
        raise NoGrantError("there is no grant; the person may not have answered, or may have said no")
    if "error" in told:
        raise OAuthError(told["error"], told.get("error_description"), 400)
    if not told.get("code"):
        raise InvalidArgumentError("the browser came back without a code")
    return told["code"]
