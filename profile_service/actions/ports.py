"""What the actions need from the world, as Protocols. The adapters above implement them; `main` joins them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from consent.declaration import PurposeDeclaration
from consent.grant import Grant
from consent.permit import Permit
from consent.request import AccessRequest, RequestState
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId
from profile_service.domain.connection_code import ConnectionCode
from profile_service.domain.event import AuditEvent, JournalPage
from profile_service.domain.people import Client, ClientId, Individual, Organisation, Staff, StaffId
from profile_service.domain.profile import Assertion, Content, ItemId, Json, PastVersion, Profile
from profile_service.domain.reply import Reply
from profile_service.domain.session import Session


class Clock(Protocol):
    """The time, with a zone."""

    def now(self) -> datetime: ...


class Ids(Protocol):
    """Makes ids and secrets that nobody can guess."""

    def new(self, prefix: str) -> str: ...
    def secret(self) -> str: ...
    def digits(self, alphabet: str, length: int) -> str: ...


class SectionRules(Protocol):
    """Checks what was written against a section's wire model."""

    def parse(self, section: str, raw: Mapping[str, Json]) -> Content:
        """The checked content; raises `ContentError` with every field that is wrong."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What every action has at hand: the time, ids, the rules of the sections, and the zone that dates are meant in."""

    clock: Clock
    ids: Ids
    rules: SectionRules
    zone: tzinfo


class Vault(Protocol):
    """The sealed sections. Nothing is read out of it without a permit (I-01)."""

    def create(self, individual: IndividualId) -> None:
        """Make the individual's data key."""
        ...

    def read(self, permit: Permit) -> Profile:
        """Spend the permit; only the permitted sections are opened, and they come out cut to the permit."""
        ...

    def history(self, permit: Permit, section: str, item: ItemId) -> Sequence[PastVersion]:
        """Spend an ownership permit on the whole past of one item, oldest first; empty where there is none."""
        ...

    def write(
        self, individual: IndividualId, section: str, items: Sequence[Assertion], was: int, past: "PastEntry"
    ) -> None:
        """Replace a section whose version was `was`, and append to its history.

        Raises:
            StaleVersionError: the section has moved on.
            SectionFullError: the section would hold more than it may.
        """
        ...

    def erase(self, individual: IndividualId) -> None:
        """Destroy the data key, and with it everything that was sealed under it, copies included."""
        ...


PastEntry = Sequence[tuple[ItemId, PastVersion]]


class Ledger(Protocol):
    """The grants, each with its present state. Read afresh every time: no grant lives in a cache or a token."""

    def find(self, grant: GrantId) -> Grant | None: ...
    def add(self, grant: Grant) -> None: ...
    def save(self, grant: Grant) -> None: ...
    def of_individual(self, individual: IndividualId) -> Sequence[Grant]: ...
    def of_organisation(self, organisation: OrganisationId) -> Sequence[Grant]: ...


class Requests(Protocol):
    """Access requests that reached an individual."""

    def add(self, request: AccessRequest) -> None: ...
    def find(self, request: RequestId) -> AccessRequest | None: ...
    def of_individual(self, individual: IndividualId) -> Sequence[AccessRequest]: ...
    def set_state(self, request: AccessRequest, state: RequestState) -> None: ...
    def forget_all(self, individual: IndividualId) -> None: ...


class Codes(Protocol):
    """Connection codes, kept as keyed hashes."""

    def put(self, word: str, code: ConnectionCode) -> None: ...

    def take(self, word: str) -> ConnectionCode | None:
        """Find and remove: a code works once."""
        ...

    def forget_expired(self, now: datetime) -> None: ...
    def forget_all(self, individual: IndividualId) -> None: ...


class Journal(Protocol):
    """The append-only book of audit events."""

    def append(self, event: AuditEvent) -> None: ...
    def page(self, individual: IndividualId, before: int | None, limit: int) -> JournalPage: ...

    def failed_codes(self, organisation: OrganisationId, since: datetime) -> int:
        """How many refused connection codes an organisation has tried."""
        ...

    def reads_under(self, individual: IndividualId) -> Mapping[GrantId, tuple[int, datetime]]:
        """For each grant that was read under: how often, and when last."""
        ...


class Accounts(Protocol):
    """Who takes part, and what the organisations have declared."""

    def add_individual(self, individual: Individual) -> None: ...
    def individual(self, individual: IndividualId) -> Individual | None: ...
    def set_language(self, individual: IndividualId, language: str) -> None: ...
    def remove_individual(self, individual: IndividualId) -> None: ...
    def add_organisation(self, organisation: Organisation) -> None: ...
    def organisation(self, organisation: OrganisationId) -> Organisation | None: ...
    def add_staff(self, staff: Staff) -> None: ...
    def staff(self, staff: StaffId) -> Staff | None: ...
    def add_client(self, client: Client) -> None: ...
    def client(self, client: ClientId) -> Client | None: ...
    def add_declaration(self, declaration: PurposeDeclaration) -> None: ...
    def declaration(
        self, declaration: DeclarationId, version: int | None = None
    ) -> PurposeDeclaration | None:
        """One version, or the newest."""
        ...

    def declarations_of(self, organisation: OrganisationId) -> Sequence[PurposeDeclaration]:
        """The newest approved version of each."""
        ...


class Sessions(Protocol):
    """Portal sessions, kept as hashes of their secrets."""

    def open(self, secret: str, session: Session) -> None: ...
    def find(self, secret: str) -> Session | None: ...
    def touch(self, secret: str, now: datetime) -> None: ...
    def close(self, secret: str) -> None: ...
    def close_all(self, individual: IndividualId) -> None: ...

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

    def use_assertion(self, client: ClientId, jti: str, expires_at: datetime) -> bool:
        """True the first time, False for every replay, also in a race."""
        ...

    def forget_assertions(self, before: datetime) -> None: ...


class Work(Protocol):
    """One unit of work: everything an action does through it is committed together, or not at all."""

    @property
    def vault(self) -> Vault: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def replays(self) -> Replays: ...
