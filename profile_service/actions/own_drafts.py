"""Her answers to what a helper proposed. Nothing of a draft is in the profile before this."""

from collections.abc import Sequence
from dataclasses import dataclass

from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import AlreadyAnsweredError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.manner import BY_PROGRAM, Manner
from profile_service.actions.own_profile import add_item, read_own_profile, remove_item, rewrite_item
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.helping import DRAFT_LIFETIME, Draft, DraftId, DraftState, Step
from profile_service.domain.people import Organisation
from profile_service.domain.profile import Assertion, Source, SourceKind


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft that waits, who made it, and the entry that it is about as it stands now."""

    draft: Draft
    organisation: Organisation
    entry: Assertion | None

    @property
    def stale(self) -> bool:
        """Whether the entry is not the one any more that the helper looked at: then it can only be refused."""
        if self.draft.step is Step.ADD:
            return False
        return self.entry is None or self.entry.version != self.draft.version


def waiting_drafts(work: Work, desk: Desk, caller: IndividualId) -> Sequence[DraftView]:
    """Every draft that waits for her, newest first."""
    now = desk.clock.now()
    waiting = [draft for draft in work.drafts.of_individual(caller) if draft.waits(now)]
    if not waiting:
        return []
    sections = read_own_profile(work, desk, caller).sections
    views = []
    for draft in waiting:
        organisation = work.accounts.organisation(draft.organisation)
        entry = next((one for one in sections.get(draft.section, ()) if one.id == draft.item), None)
        if organisation is not None:
            views.append(DraftView(draft, organisation, entry))
    return views


def approve_draft(
    work: Work, desk: Desk, caller: IndividualId, draft_id: DraftId, manner: Manner = BY_PROGRAM
) -> Assertion | None:
    """Take a draft into her profile. The entry says from then on who helped; None where the draft removed one.

    Raises:
        NotAvailableError: no such draft is hers, it waits no more, or its entry is gone.
        AlreadyAnsweredError: she answered it before.
        StaleVersionError: the entry was changed since the helper looked.
        ContentError, SectionFullError: it does not fit any more.
    """
    draft = _own(work, desk, caller, draft_id)
    organisation = work.accounts.organisation(draft.organisation)
    source = Source(SourceKind.HELPED, "" if organisation is None else organisation.name)
    _answer(work, desk, draft, DraftState.APPROVED, manner)
    if draft.step is Step.ADD:
        return add_item(work, desk, caller, draft.section, draft.fields, source)
    if draft.item is None:
        raise NotAvailableError
    if draft.step is Step.REMOVE:
        remove_item(work, desk, caller, draft.section, draft.item, draft.version, source)
        return None
    fields, version = draft.fields, draft.version
    return rewrite_item(work, desk, caller, draft.section, draft.item, fields, version, source)


def refuse_draft(
    work: Work, desk: Desk, caller: IndividualId, draft_id: DraftId, manner: Manner = BY_PROGRAM
) -> None:
    """Leave it out. What was proposed is deleted; AlreadyAnsweredError and NotAvailableError as above."""
    _answer(work, desk, _own(work, desk, caller, draft_id), DraftState.REFUSED, manner)


def forget_old_drafts(work: Work, desk: Desk) -> int:
    """Drop what was proposed so long ago that nobody can approve it any more."""
    return work.drafts.forget_older(desk.clock.now() - DRAFT_LIFETIME)


def _own(work: Work, desk: Desk, caller: IndividualId, draft_id: DraftId) -> Draft:
    draft = work.drafts.find(caller, draft_id)
    if draft is None:
        raise NotAvailableError
    if draft.state is not DraftState.WAITING:
        raise AlreadyAnsweredError
    if not draft.waits(desk.clock.now()):
        raise NotAvailableError
    return draft


def _answer(work: Work, desk: Desk, draft: Draft, state: DraftState, manner: Manner) -> None:
    if not work.drafts.answer(draft, state, desk.clock.now()):
        raise AlreadyAnsweredError
    detail: dict[str, str | list[str]] = {
        "reader": draft.helper_name,
        "unit": draft.unit,
        "section": draft.section,
        "step": draft.step.value,
        "answer": state.value,
        "indication": manner.indication.value,
    }
    grant = GrantId(draft.assistance)
    record(work, desk, Kind.DRAFT_ANSWER, Outcome.DONE, draft.individual, draft.organisation, grant, detail)
