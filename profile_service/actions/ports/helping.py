"""What helpers and representatives leave behind: open help, drafts, mandates, and the codes that lead to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.assistance import Assistance
from consent.mandate import Mandate
from consent.vocabulary import AssistanceId, IndividualId, MandateId, OrganisationId
from profile_service.domain.helping import Draft, DraftId, DraftState, HelpOffer, MandateOffer


class Assistances(Protocol):
    """Assisted sessions, and the codes by which they are opened. A code is kept as a keyed hash only."""

    def offer(self, word: str, offer: HelpOffer) -> None:
        """Keep a code; any older one of hers is dead."""
        ...

    def offered(self, word: str) -> HelpOffer | None:
        """What a code would open, without spending it."""
        ...

    def take(self, word: str) -> bool:
        """Spend it: True the first time, False ever after, also in a race."""
        ...

    def add(self, assistance: Assistance) -> None: ...
    def save(self, assistance: Assistance) -> None:
        """Write down a click or an end. Nothing is written over an end."""
        ...

    def of_helper(self, helper: str) -> Assistance | None:
        """The one that nobody has ended, if there is one. While she pauses everything it comes as ended by that."""
        ...

    def of_individual(self, individual: IndividualId) -> Sequence[Assistance]:
        """Hers, newest first, ended ones included."""
        ...

    def of_session(self, session: str) -> Sequence[Assistance]:
        """Those that nobody has ended and that a helper's own sign-in carries."""
        ...

    def over(self, now: datetime, limit: int) -> Sequence[Assistance]:
        """Those that have ended by themselves, and of which nobody has written it down yet."""
        ...

    def find(self, individual: IndividualId, assistance: AssistanceId) -> Assistance | None:
        """One of hers."""
        ...

    def withdraw_codes(self, individual: IndividualId) -> None:
        """Her codes that nobody has used open nothing any more."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class Drafts(Protocol):
    """Proposals that wait for her answer, sealed with her key and apart from the profile."""

    def add(self, draft: Draft) -> None: ...
    def find(self, individual: IndividualId, draft: DraftId) -> Draft | None: ...
    def of_individual(self, individual: IndividualId) -> Sequence[Draft]:
        """All of hers, newest first."""
        ...

    def answer(self, draft: Draft, state: DraftState, at: datetime) -> bool:
        """Write down her answer; False where another one came first. What was proposed goes with it."""
        ...

    def drop(self, draft: Draft) -> bool:
        """The helper takes it back; False where she had answered it."""
        ...

    def forget_older(self, before: datetime) -> int: ...
    def forget_all(self, individual: IndividualId) -> None: ...


class Mandates(Protocol):
    """Who may act for whom. The names are sealed with the principal's key."""

    def offer(self, word: str, offer: MandateOffer) -> None:
        """Keep a code; any older one of hers is dead."""
        ...

    def offered(self, word: str) -> MandateOffer | None: ...
    def take(self, word: str) -> bool:
        """Spend it: True the first time, False ever after, also in a race."""
        ...

    def withdraw_codes(self, individual: IndividualId) -> None:
        """Her unused code opens nothing any more."""
        ...

    def add(self, mandate: Mandate) -> None: ...
    def save(self, mandate: Mandate) -> None:
        """Write down a transition. Nothing is written over an end, and nothing but the state changes."""
        ...

    def find(self, mandate: MandateId) -> Mandate | None: ...
    def between(self, principal: IndividualId, representative: IndividualId) -> Sequence[Mandate]:
        """All between these two, newest first."""
        ...

    def of_principal(self, individual: IndividualId) -> Sequence[Mandate]: ...
    def of_representative(self, individual: IndividualId) -> Sequence[Mandate]: ...
    def seen_at(self, organisation: OrganisationId) -> Sequence[Mandate]:
        """Those that wait for a second member of this organisation's staff."""
        ...

    def forget_all(self, individual: IndividualId) -> None:
        """Those that she gave and those that she held, and her codes."""
        ...
