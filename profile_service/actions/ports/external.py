"""Who people and staff are to OpenID providers, and the sign-ins that have begun there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.external_identity import (
    Attempt,
    ExternalIdentity,
    ExternalIdentityId,
    KeptNumber,
    Number,
)
from profile_service.domain.people import StaffId
from profile_service.domain.session import SessionId
from profile_service.domain.sign_in import Proof


class ExternalIdentities(Protocol):
    """Individuals by (issuer, subject) and by number. Both are looked up by keyed hashes; neither is kept in the clear."""

    def attach(self, identity: ExternalIdentity, subject: str) -> None:
        """One more way of hers to sign in."""
        ...

    def find(self, issuer: str, subject: str) -> ExternalIdentity | None: ...
    def of(self, individual: IndividualId) -> Sequence[ExternalIdentity]:
        """Hers, the oldest first."""
        ...

    def used(self, identity: ExternalIdentity, at: datetime) -> None:
        """She came in by it."""
        ...

    def detach(self, individual: IndividualId, identity: ExternalIdentityId) -> bool:
        """Take a way of hers away; whether it was there."""
        ...

    def holder_of(self, number: Number) -> tuple[IndividualId, frozenset[str]] | None:
        """Whose number it is or was, and the issuers that vouched for it there and by which she still comes in."""
        ...

    def vouch(self, individual: IndividualId, number: Number, issuer: str, at: datetime) -> None:
        """It is her number from now on, this issuer says; any other of hers was hers until now."""
        ...

    def numbers_of(self, individual: IndividualId) -> Sequence[KeptNumber]:
        """Every number of hers, the oldest first."""
        ...

    def keep_proof(self, session: SessionId, individual: IndividualId, proof: Proof) -> None:
        """In this session another account was proved too: for whoever asks within minutes whether to join both."""
        ...

    def proved_in(self, session: SessionId) -> tuple[IndividualId, Proof] | None:
        """The other account that was last proved in a session, and how. Whether it is still fresh is the caller's to ask."""
        ...

    def hand_over(self, giving: IndividualId, taking: IndividualId, at: datetime) -> None:
        """What was one account's is the other's, sealed anew under her key there.

        With a personnummer, no samordningsnummer is the current one any more.
        """
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class StaffIdentities(Protocol):
    """Members of staff by (issuer, subject), for each organisation that they work at."""

    def attach(self, staff: StaffId, organisation: OrganisationId, issuer: str, subject: str) -> None: ...
    def find(self, organisation: OrganisationId, issuer: str, subject: str) -> StaffId | None: ...
    def forget(self, staff: StaffId) -> None:
        """She works there no more."""
        ...


class Attempts(Protocol):
    """Sign-ins that have begun at a provider. State and browser are kept as keyed hashes."""

    def keep(self, state: str, browser: str, attempt: Attempt, until: datetime) -> None: ...
    def take(self, state: str, browser: str, now: datetime) -> tuple[Attempt, bool] | None:
        """The attempt, which is gone by this, and whether it is this browser's; None where there is none or it is too late."""
        ...
