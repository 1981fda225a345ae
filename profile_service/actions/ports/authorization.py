"""What the authorization server keeps. Secrets are kept as keyed hashes, what a client wrote is kept sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import GrantId, IndividualId, RequestId
from profile_service.domain.authorization import (
    Errand,
    FamilyId,
    IssuedCode,
    PushedRequest,
    RefreshToken,
    TokenFamily,
    TokenId,
)
from profile_service.domain.people import ClientId


class PushedRequests(Protocol):
    """Questions that clients have left, each under a reference that works once."""

    def put(self, reference: str, pushed: PushedRequest) -> None: ...
    def take(self, reference: str) -> PushedRequest | None:
        """Find and remove."""
        ...

    def forget_expired(self, now: datetime) -> None: ...


class Errands(Protocol):
    """Who can go back where after a question."""

    def add(self, errand: Errand) -> None:
        """Keep where she goes back to after a question, in place of where she went before."""
        ...

    def find(self, individual: IndividualId, request: RequestId) -> Errand | None: ...
    def forget_all(self, individual: IndividualId) -> None: ...
    def forget_expired(self, now: datetime) -> None: ...


class IssuedTokens(Protocol):
    """Codes, refresh tokens, and the ids of access tokens that somebody may want dead before their five minutes."""

    def put_code(self, code: str, issued: IssuedCode) -> None: ...
    def code(self, code: str) -> IssuedCode | None: ...
    def use_code(self, code: str, family: FamilyId) -> bool:
        """Note what came of it; True the first time, False for every replay, also in a race."""
        ...

    def begin(self, family: TokenFamily) -> None: ...
    def family(self, family: FamilyId) -> TokenFamily | None: ...
    def families_of(self, grant: GrantId) -> Sequence[TokenFamily]: ...
    def end(self, family: FamilyId, at: datetime) -> None:
        """The family is over: no refresh token of it works, and its access tokens open nothing any more."""
        ...

    def put_refresh(self, token: str, refresh: RefreshToken) -> None: ...
    def refresh(self, token: str) -> RefreshToken | None: ...
    def use_refresh(self, token: str, at: datetime) -> bool:
        """True the first time, False for every replay, also in a race."""
        ...

    def note(self, token: TokenId, client: ClientId, family: FamilyId, expires_at: datetime) -> None:
        """Remember an access token as one of a family."""
        ...

    def revoke(self, token: TokenId, client: ClientId, expires_at: datetime, at: datetime) -> None:
        """An access token opens nothing any more, though its time has not come."""
        ...

    def is_revoked(self, token: TokenId) -> bool: ...
    def forget_expired(self, now: datetime) -> None: ...
