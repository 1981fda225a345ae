"""What an agency's workspace keeps: what a unit saw last, and what the organisation has asked."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import GrantId, IndividualId, OrganisationId, RequestId
from profile_service.domain.look import Looked
from profile_service.domain.sent_question import SentQuestion


class Looks(Protocol):
    """What units saw last under grants: sealed with the key of whom it is about, and gone with the grant."""

    def find(self, individual: IndividualId, grant: GrantId, unit: str) -> Looked | None: ...
    def keep(self, individual: IndividualId, grant: GrantId, unit: str, looked: Looked) -> None: ...
    def forget(self, individual: IndividualId, grant: GrantId) -> None:
        """The grant has ended: nothing of what was seen under it stays."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class SentQuestions(Protocol):
    """What each organisation has asked, in its own words. Nothing here changes by what people do."""

    def add(self, question: SentQuestion) -> None: ...
    def of_organisation(
        self, organisation: OrganisationId, unit: str, now: datetime, limit: int
    ) -> Sequence[SentQuestion]:
        """The unit's own of which the end that was asked for has not come, newest first."""
        ...

    def cases_of(self, organisation: OrganisationId, grants: Collection[GrantId]) -> Mapping[GrantId, str]:
        """The case that each of these was asked for."""
        ...

    def set_aside(self, organisation: OrganisationId, request: RequestId, grant: GrantId) -> None:
        """Another grant id was set aside for a yes."""
        ...

    def forget_before(self, until: datetime) -> None: ...
    def forget_all(self, organisation: OrganisationId) -> None: ...
