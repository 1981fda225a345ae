"""What the consent layer keeps: declarations, requests, grants, duties, shares, receipts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.declaration import DeclarationStatus, PurposeDeclaration
from consent.duty import Duty
from consent.grant import Grant
from consent.request import AccessRequest, RequestState
from consent.share import Share
from consent.vocabulary import (
    DeclarationId,
    DutyId,
    GrantId,
    IndividualId,
    OrganisationId,
    ReceiptId,
    RequestId,
    ShareId,
)
from profile_service.domain.connection_code import ConnectionCode
from profile_service.domain.receipt import StoredReceipt
from profile_service.domain.sharing import Viewing


class Declarations(Protocol):
    """Every version of every purpose declaration."""

    def add(self, declaration: PurposeDeclaration) -> None: ...
    def find(self, declaration: DeclarationId, version: int | None = None) -> PurposeDeclaration | None:
        """One version; without one the newest that is approved, or else the newest."""
        ...

    def set_status(
        self,
        declaration: DeclarationId,
        version: int,
        status: DeclarationStatus,
        at: datetime,
        remark: str = "",
    ) -> None: ...
    def approved_of(self, organisation: OrganisationId) -> Sequence[PurposeDeclaration]:
        """The approved version of each, in the order in which they were registered."""
        ...

    def all_of(self, organisation: OrganisationId) -> Sequence[PurposeDeclaration]:
        """Every version, newest first."""
        ...

    def in_status(self, status: DeclarationStatus) -> Sequence[PurposeDeclaration]:
        """Everybody's versions in one status, oldest first."""
        ...


class Ledger(Protocol):
    """The grants, each with its present state. Read afresh every time: no grant lives in a cache or a token."""

    def find(self, grant: GrantId) -> Grant | None:
        """The grant as it is stored; where she has paused all her sharing, a live one comes as paused."""
        ...

    def add(self, grant: Grant) -> None: ...
    def save(self, grant: Grant) -> None:
        """Write down a transition. Only a live grant changes, or a used-up one that is withdrawn."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Grant]: ...
    def of_organisation(self, organisation: OrganisationId) -> Sequence[Grant]: ...
    def of_declaration(self, declaration: DeclarationId) -> Sequence[Grant]:
        """The live grants that rest on any version of a declaration."""
        ...

    def overdue(self, now: datetime, limit: int) -> Sequence[Grant]:
        """Grants whose end has come, and of which nobody has written it down yet."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Duties(Protocol):
    """Accesses by law."""

    def find(self, duty: DutyId) -> Duty | None: ...
    def add(self, duty: Duty) -> None: ...
    def end(self, duty: Duty, at: datetime) -> None: ...
    def of_individual(self, individual: IndividualId) -> Sequence[Duty]: ...
    def of_organisation(self, organisation: OrganisationId) -> Sequence[Duty]: ...
    def everybodys(self) -> Sequence[Duty]:
        """All that were ever made, newest first: the operator's own list of what it registered."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Shares(Protocol):
    """Links that she has made. A link's secret and its spoken word are kept as keyed hashes only."""

    def add(self, share: Share, secret: str, word: str | None) -> None: ...
    def find(self, share: ShareId) -> Share | None: ...
    def behind(self, secret: str) -> Share | None:
        """The share that a link opens. Where she has paused all her sharing, it comes as paused."""
        ...

    def word_fits(self, share: Share, word: str | None) -> bool:
        """Whether the spoken word is right; True where the share has none."""
        ...

    def has_word(self, share: Share) -> bool: ...
    def wrong_words(self, share: Share) -> int:
        """How many in a row."""
        ...

    def count_wrong_word(self, share: Share) -> None: ...
    def forget_wrong_words(self, share: Share) -> None: ...
    def went_on(self, share: Share) -> int:
        """How many of its readings were a viewing that went on with her name, and no other opening."""
        ...

    def count_going_on(self, share: Share) -> None: ...
    def set_word(self, share: Share, word: str) -> None:
        """Another word: the old one and whoever came in with it are out, and wrong ones count from nought again."""
        ...

    def let_view(self, share: Share, viewing: Viewing) -> str:
        """What a viewer keeps so that she may look again; nothing of it is stored here."""
        ...

    def viewing(self, share: Share, shown: str) -> Viewing | None:
        """What a viewer was let, if this is what she was given for this very link and word."""
        ...

    def save(self, share: Share) -> None:
        """Write down a change of one that has not ended; nothing is written over an end."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Share]:
        """All of hers, newest first."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Requests(Protocol):
    """Access requests that reached an individual."""

    def add(self, request: AccessRequest) -> None: ...
    def find(self, request: RequestId) -> AccessRequest | None: ...
    def of_individual(self, individual: IndividualId) -> Sequence[AccessRequest]: ...
    def pending_of(self, declaration: DeclarationId) -> Sequence[AccessRequest]:
        """What waits for an answer under any version of a declaration."""
        ...

    def answer(self, request: AccessRequest, state: RequestState, at: datetime) -> None: ...
    def reopen(self, request: AccessRequest, grant: GrantId) -> None:
        """Back to waiting after an undone yes, with a new grant id set aside."""
        ...

    def refused_by(
        self, individual: IndividualId, organisation: OrganisationId, since: datetime
    ) -> Sequence[AccessRequest]:
        """What she has refused an organisation since then, and has not lifted."""
        ...

    def lift(self, individual: IndividualId, request: RequestId, at: datetime) -> None:
        """She lets them ask again in spite of this refusal."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Receipts(Protocol):
    """Signed consent records, sealed with the individual's key."""

    def keep(self, receipt: StoredReceipt) -> None: ...
    def find(self, individual: IndividualId, receipt: ReceiptId) -> StoredReceipt | None: ...
    def of_request(self, individual: IndividualId, request: RequestId) -> Sequence[StoredReceipt]:
        """Everything about one question and what came of it, oldest first."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[StoredReceipt]:
        """All of hers, newest first."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Codes(Protocol):
    """Connection codes, kept as keyed hashes."""

    def put(self, word: str, code: ConnectionCode) -> None: ...

    def take(self, word: str) -> ConnectionCode | None:
        """Find and remove: a code works once."""
        ...

    def forget_expired(self, now: datetime) -> None: ...
    def forget_all(self, individual: IndividualId) -> None: ...
