"""Who takes part, and what they were told before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.people import Client, ClientId, Individual, Organisation, StaffId
from profile_service.domain.reply import Reply
from profile_service.domain.session import Session, SessionId


class Accounts(Protocol):
    """Who takes part, and what the organisations have declared."""

    def add_individual(self, individual: Individual) -> None: ...
    def individual(self, individual: IndividualId) -> Individual | None: ...
    def set_language(self, individual: IndividualId, language: str) -> None: ...
    def remove_individual(self, individual: IndividualId) -> None: ...
    def add_organisation(self, organisation: Organisation) -> None: ...
    def organisation(self, organisation: OrganisationId) -> Organisation | None: ...
    def organisations(self) -> Sequence[Organisation]:
        """All that take part, by name."""
        ...

    def closed_organisations(self) -> Sequence[Organisation]:
        """Those that took part before, by name."""
        ...

    def add_client(self, client: Client) -> None: ...
    def client(self, client: ClientId) -> Client | None: ...
    def clients_of(self, organisation: OrganisationId) -> Sequence[Client]:
        """An organisation's systems, by id."""
        ...

    def save_keys(self, client: Client) -> None:
        """The keys of the system are these from now on."""
        ...

    def remove_client(self, client: ClientId) -> None:
        """The system is no client any more; tokens that it holds open nothing."""
        ...

    def close_organisation(self, organisation: OrganisationId, at: datetime) -> None:
        """Write down that it takes no part any more."""
        ...

    def pause_all(self, individual: IndividualId, at: datetime | None) -> None:
        """Write down that she has paused all her sharing, or with None that she goes on."""
        ...


class Sessions(Protocol):
    """Portal sessions, kept as hashes of their secrets."""

    def open(self, secret: str, session: Session) -> None: ...
    def find(self, secret: str) -> Session | None: ...
    def touch(self, secret: str, now: datetime) -> None: ...
    def replace(self, secret: str, fresh_secret: str, session: Session) -> None:
        """The same session under another secret, as it is now; the old secret opens nothing."""
        ...

    def close(self, secret: str) -> None: ...
    def close_all(self, individual: IndividualId) -> None: ...
    def close_staff(self, staff: StaffId) -> None:
        """Every session of a member of staff."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Session]:
        """All that are kept, also those that do not count any more; last used first."""
        ...

    def of_staff(self, staff: StaffId) -> Sequence[Session]: ...
    def end(self, session: SessionId) -> None:
        """Drop the session of this id: its secret opens nothing from now on."""
        ...

    def forget_dead(self, now: datetime) -> None:
        """Drop the sessions that count no more, though nobody closed them."""
        ...


class Replays(Protocol):
    """What was answered to which Idempotency-Key, and which client assertions were seen."""

    def find(self, caller: str, key: str) -> tuple[str, Reply] | None:
        """The fingerprint of the first request under this key, and its answer."""
        ...

    def keep(
        self,
        caller: str,
        key: str,
        fingerprint: str,
        reply: Reply,
        individual: IndividualId | None,
        now: datetime,
    ) -> None: ...

    def forget(self, caller: str, key: str) -> None:
        """Drop what was kept under a key."""
        ...

    def use_assertion(self, client: ClientId, jti: str, expires_at: datetime) -> bool:
        """True the first time, False for every replay, also in a race."""
        ...

    def forget_assertions(self, before: datetime) -> None: ...

    def use_proof(self, jkt: str, jti: str, expires_at: datetime) -> bool:
        """A DPoP proof of one key; True the first time, False for every replay, also in a race."""
        ...

    def forget_proofs(self, before: datetime) -> None: ...
