"""What the authorization server keeps while an organisation's system and a person's browser go through the redirect flow."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NewType

from consent.vocabulary import GrantId, IndividualId, RequestId
from profile_service.domain.people import ClientId

FamilyId = NewType("FamilyId", str)
TokenId = NewType("TokenId", str)

PUSHED: Final = timedelta(seconds=60)
"""How long a pushed request waits to be opened in a browser (FAPI 2.0 security profile, 5.3.2.2: less than 600 s)."""

OPENED: Final = timedelta(minutes=15)
"""How long somebody who has opened it may take to sign in."""

RETURN: Final = timedelta(hours=1)
"""How long after the question came up she can go back to whoever sent her."""

CODE: Final = timedelta(seconds=60)
"""How long an authorization code lasts (FAPI 2.0 security profile, 5.3.2.2: at most 60 s)."""

REFRESH: Final = timedelta(days=30)
"""How long a refresh token waits to be used. Whether anything can be read, the ledger says each time."""


@dataclass(frozen=True, slots=True)
class ReturnTicket:
    """Where a browser goes back to, and what the code that it carries is bound to.

    `state` is the client's own and comes back as it was. `challenge` is S256 of a secret of the client's (RFC 7636).
    `jkt` is the thumbprint of the key that the code and what comes of it are bound to; empty where there is none.
    """

    client: ClientId
    redirect_uri: str
    state: str
    challenge: str
    jkt: str = ""


@dataclass(frozen=True, slots=True)
class PushedRequest:
    """A question that a client has left here, for somebody whom it does not name (RFC 9126, RFC 9396)."""

    ticket: ReturnTicket
    purpose_declaration: str
    scopes: tuple[str, ...]
    until: datetime | None
    ending: str
    case_reference: str
    message: str
    unit: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Errand:
    """That a question was brought by her own browser, and that she can go back to whoever sent her with it."""

    individual: IndividualId
    request_id: RequestId
    ticket: ReturnTicket
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """An authorization code. `family` is what came of it once it was used."""

    ticket: ReturnTicket
    grant_id: GrantId
    expires_at: datetime
    family: FamilyId | None = None


@dataclass(frozen=True, slots=True)
class TokenFamily:
    """Everything that came of one code: its refresh tokens one after the other, and their access tokens."""

    id: FamilyId
    client: ClientId
    grant_id: GrantId
    jkt: str
    begun_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """One refresh token of a family. Used once: whoever shows it again ends the family."""

    family: FamilyId
    expires_at: datetime
    used_at: datetime | None = None
