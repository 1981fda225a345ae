"""Her answers to what was proposed: by a helper, or by a mapping session. Nothing of it is in the profile before this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import AlreadyAnsweredError, NotAvailableError, StaleVersionError
from profile_service.actions.journaling import record
from profile_service.actions.looking_again import confirm_item
from profile_service.actions.manner import BY_PROGRAM, Manner
from profile_service.actions.mapping_ends import close_if_answered
from profile_service.actions.own_profile import add_item, read_own_profile, remove_item, rewrite_item
from profile_service.actions.ports import Desk, Work
from profile_service.domain.coverage import fits_pattern
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.helping import DRAFT_LIFETIME, Draft, DraftId, DraftState, Step
from profile_service.domain.people import Organisation
from profile_service.domain.profile import OWN_WORDS, Assertion, Source, SourceKind
from profile_service.domain.sections import SECTIONS


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft that waits, who made it, and the entry that it is about as it stands now.

    `organisation` is None for what she wrote herself. A new entry that she has already is shown as a change of that one.
    """

    draft: Draft
    organisation: Organisation | None
    entry: Assertion | None

    @property
    def tag(self) -> str:
        """What a yes would be a yes to: which entry, in which version."""
        return _tag(self.draft)

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
    for kept in waiting:
        draft = as_meant(kept, sections)
        organisation = _organisation(work, draft)
        entry = next((one for one in sections.get(draft.section, ()) if one.id == draft.item), None)
        if organisation is not None or draft.organisation is None:
            views.append(DraftView(draft, organisation, entry))
    return views


def as_meant(draft: Draft, sections: Mapping[str, Sequence[Assertion]]) -> Draft:
    """A new entry as a change of the one that she has already, if there is one that was meant; any other draft as it is.

    Whoever proposed it could not know: what she does not share looks as if it were not there.
    """
    if draft.step is not Step.ADD or draft.mapping is None:
        return draft
    standing = sections.get(draft.section, ())
    single = SECTIONS[draft.section].single
    fitting = [one for one in standing if single or any(fits_pattern(one, by) for by in draft.fits)]
    if not fitting:
        return draft
    entry = max(fitting, key=lambda one: one.last_confirmed)
    # What told which entry is meant stands in it already, in the words that she chose.
    told = {name for pattern in draft.fits for name in pattern}
    fields = {name: value for name, value in draft.fields.items() if name not in told}
    return replace(draft, step=Step.CHANGE, item=entry.id, version=entry.version, fields=fields)


def approve_draft(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    draft_id: DraftId,
    manner: Manner = BY_PROGRAM,
    shown: str | None = None,
) -> Assertion | None:
    """Take a draft into her profile. The entry says from then on who helped; None where the draft removed one.

    Args:
        shown: the tag of the draft as she looked at it. Without one, a new entry changes none that is newer than the draft.

    Raises:
        NotAvailableError: no such draft is hers, it waits no more, or its entry is gone.
        AlreadyAnsweredError: she answered it before.
        StaleVersionError: the entry was changed since the helper looked, or is not the one that was shown to her.
        ContentError, SectionFullError: it does not fit any more.
    """
    draft = _own(work, desk, caller, draft_id)
    if draft.mapping is not None:
        draft = _as_shown(draft, read_own_profile(work, desk, caller).sections, shown)
    source = _source(work, draft)
    _answer(work, desk, draft, DraftState.APPROVED, manner)
    if draft.step is Step.ADD:
        return add_item(work, desk, caller, draft.section, draft.fields, source)
    if draft.item is None:
        raise NotAvailableError
    if draft.step is Step.CONFIRM:
        return confirm_item(work, desk, caller, draft.section, draft.item, draft.version)
    if draft.step is Step.REMOVE:
        remove_item(work, desk, caller, draft.section, draft.item, draft.version, source)
        return None
    fields, version = draft.fields, draft.version
    return rewrite_item(work, desk, caller, draft.section, draft.item, fields, version, source)


def _tag(meant: Draft) -> str:
    return "new" if meant.item is None else f"{meant.item}.{meant.version}"


def _as_shown(draft: Draft, sections: Mapping[str, Sequence[Assertion]], shown: str | None) -> Draft:
    """The draft as it is meant now; StaleVersionError where that is not what she said yes to.

    What she wrote meanwhile on another device would be overwritten otherwise by something that looked new.
    """
    meant = as_meant(draft, sections)
    if shown is not None and shown != _tag(meant):
        raise StaleVersionError(meant.version)
    if shown is None and meant.item != draft.item:
        entry = next(one for one in sections[draft.section] if one.id == meant.item)
        if entry.last_confirmed > draft.made_at:
            raise StaleVersionError(meant.version)
    return meant


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


def _organisation(work: Work, draft: Draft) -> Organisation | None:
    return None if draft.organisation is None else work.accounts.organisation(draft.organisation)


def _source(work: Work, draft: Draft) -> Source:
    if draft.organisation is None:
        return OWN_WORDS
    organisation = _organisation(work, draft)
    return Source(SourceKind.HELPED, "" if organisation is None else organisation.name)


def _answer(work: Work, desk: Desk, draft: Draft, state: DraftState, manner: Manner) -> None:
    if not work.drafts.answer(draft, state, desk.clock.now()):
        raise AlreadyAnsweredError
    close_if_answered(work, desk, draft)
    if draft.organisation is None:  # her own writing is no line in her log
        return
    detail: dict[str, str | list[str]] = {
        "reader": draft.helper_name,
        "unit": draft.unit,
        "section": draft.section,
        "step": draft.step.value,
        "answer": state.value,
        "indication": manner.indication.value,
    }
    grant = None if draft.assistance is None else GrantId(draft.assistance)
    record(work, desk, Kind.DRAFT_ANSWER, Outcome.DONE, draft.individual, draft.organisation, grant, detail)
