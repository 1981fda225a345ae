"""Ways to sign in without an e-ID, and accounts that became one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.desk import Enrolment, EnrolmentId
from profile_service.domain.ways_in import (
    Ceremony,
    Holder,
    Passkey,
    PasskeyId,
    PrintedSheet,
    Sheet,
    SheetId,
    StartCode,
    StartId,
    Tries,
)


class Passkeys(Protocol):
    """Passkeys of individuals and staff, and the challenges that are open. Credential ids are kept as keyed hashes."""

    def open_ceremony(self, secret: str, ceremony: Ceremony, now: datetime) -> None:
        """Keep a challenge under the secret that the browser has in a cookie; drop those that are over."""
        ...

    def take_ceremony(self, secret: str) -> Ceremony | None:
        """Find and remove: a challenge is used once, in a race as well."""
        ...

    def add(self, passkey: Passkey, credential: str) -> None: ...
    def behind(self, credential: str) -> Passkey | None:
        """The passkey with this credential id, whoever holds it."""
        ...

    def save(self, passkey: Passkey) -> None:
        """Another name, counter, time of use, or a lock."""
        ...

    def of(self, holder: Holder) -> Sequence[Passkey]:
        """Oldest first."""
        ...

    def remove(self, holder: Holder, passkey: PasskeyId) -> bool: ...
    def forget_all(self, individual: IndividualId) -> None:
        """Hers, with the challenges that are open for her."""
        ...


class Sheets(Protocol):
    """Printed sheets. Numbers, codes and PINs are kept as keyed hashes."""

    def add(self, sheet: Sheet, printed: PrintedSheet, slow_pin: str) -> None: ...
    def behind(self, handle: str) -> Sheet | None: ...
    def fits(self, sheet: Sheet | None, handle: str, slow_pin: str, codes: dict[int, str]) -> bool:
        """Whether PIN and codes are right and the codes unused; the same work where there is no such sheet."""
        ...

    def pick(self, handle: str, used: int) -> bytes:
        """A keyed hash by which codes to ask for are picked."""
        ...

    def use(self, sheet: Sheet, numbers: Sequence[int], at: datetime) -> None: ...
    def lock(self, sheet: Sheet, at: datetime) -> None: ...
    def set_pin(self, sheet: Sheet, handle: str, slow_pin: str) -> None:
        """Another PIN in the place of the one from before; the codes stay."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Sheet]:
        """Oldest first."""
        ...

    def remove(self, individual: IndividualId, sheet: SheetId) -> bool: ...
    def forget_all(self, individual: IndividualId) -> None: ...
    def tries(self, kind: str, word: str) -> Tries:
        """Wrong tries by "sheet" number or "client"; both are kept as keyed hashes."""
        ...

    def count_wrong(self, kind: str, word: str, tries: Tries, at: datetime) -> None: ...
    def forget_tries(self, kind: str, word: str) -> None: ...
    def forget_tries_before(self, at: datetime) -> None:
        """Drop what was last tried before then."""
        ...


class Enrolments(Protocol):
    """Who was seen at which desk, codes for a first passkey, and by what an account is found when all is lost."""

    def add(self, enrolment: Enrolment, recovery: str) -> None:
        """Write one down; `recovery` is the reference on her paper, kept as a keyed hash."""
        ...

    def find(self, enrolment: EnrolmentId) -> Enrolment | None: ...
    def behind(self, recovery: str) -> IndividualId | None:
        """Whose paper this reference stands on, and still counts."""
        ...

    def save(self, enrolment: Enrolment) -> None:
        """Write down what the second look came to."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Enrolment]:
        """Oldest first."""
        ...

    def waiting_at(self, organisation: OrganisationId) -> Sequence[Enrolment]:
        """Those that somebody else has to look at, oldest first."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...
    def put_start(self, word: str, code: StartCode, now: datetime) -> None:
        """Keep a code under its word's keyed hash; drop those that are over, and any older one of the same holder."""
        ...

    def start_behind(self, word: str) -> StartCode | None: ...
    def take_start(self, start: StartId) -> StartCode | None:
        """Find and remove: it is used once."""
        ...


class Joined(Protocol):
    """Accounts that became one: the former one's key and lines of the journal stay, under the one that is kept."""

    def formers(self, individual: IndividualId) -> Sequence[IndividualId]: ...
    def forget_all(self, individual: IndividualId) -> None:
        """She was erased: nothing says any more which accounts were hers. Their keys are destroyed before."""
        ...

    def keeper_of(self, former: IndividualId) -> IndividualId | None: ...
    def move_all(self, former: IndividualId, keeper: IndividualId, at: datetime) -> None:
        """Put everything of the former account under the kept one, sealed anew where it was sealed.

        The profile's present items are brought over before, by `actions.joining`; their past moves here.
        """
        ...
