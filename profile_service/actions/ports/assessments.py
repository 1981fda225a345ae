"""Assessments by others, and what their assessors keep of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.assessment import Assessment, AssessmentId, AssessorRecord, Standing


class Assessments(Protocol):
    """Those about each person, sealed with her key."""

    def add(self, assessment: Assessment) -> None: ...
    def save(self, assessment: Assessment) -> None: ...
    def find(self, individual: IndividualId, assessment: AssessmentId) -> Assessment | None: ...
    def of_individual(self, individual: IndividualId) -> Sequence[Assessment]:
        """All about her, newest first."""
        ...

    def proposed_by(self, organisation: OrganisationId, assessment: AssessmentId) -> Assessment | None:
        """The one that this organisation proposed under this id; None for another's, and where she is gone."""
        ...

    def count_since(self, individual: IndividualId, organisation: OrganisationId, since: datetime) -> int:
        """How many this organisation has proposed to her since then, whatever became of them."""
        ...

    def forget_unanswered(self, before: datetime) -> int:
        """Drop what was proposed before this and is not in her profile."""
        ...

    def forget_all(self, individual: IndividualId) -> None: ...


class AssessorRecords(Protocol):
    """What an organisation keeps of its own proposals. No row leads to a person."""

    def add(self, record: AssessorRecord, root: AssessmentId) -> None:
        """`root` is the first of those that took each other's place."""
        ...

    def find(self, organisation: OrganisationId, record: AssessmentId) -> AssessorRecord | None: ...
    def root_of(self, organisation: OrganisationId, record: AssessmentId) -> AssessmentId: ...
    def page_of(
        self, organisation: OrganisationId, after: AssessmentId | None, limit: int
    ) -> Sequence[AssessorRecord]:
        """Newest first: those after one of its own, or the first ones; nothing after what is not its own."""
        ...

    def of_organisation(self, organisation: OrganisationId) -> Sequence[AssessorRecord]:
        """All of its own, newest first."""
        ...

    def count_of_root(self, organisation: OrganisationId, root: AssessmentId, since: datetime) -> int:
        """How many took each other's place since then."""
        ...

    def end(
        self, record: AssessorRecord, standing: Standing, at: datetime, followed_by: AssessmentId | None
    ) -> AssessorRecord | None:
        """Write down that it was superseded or withdrawn; None where it was before."""
        ...

    def forget_all(self, organisation: OrganisationId) -> None: ...
