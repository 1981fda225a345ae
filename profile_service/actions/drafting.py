"""What a helper proposes. It is checked by the rules of the profile, and kept apart from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consent.assistance import Assistance
from consent.decision import Denial, Reason
from consent.request import Objection
from consent.vocabulary import GrantId
from profile_service.actions.admitting import parse_admitted, require_own
from profile_service.actions.errors import (
    ContentError,
    NotAvailableError,
    SectionFullError,
    SingleItemError,
    StaleVersionError,
)
from profile_service.actions.helped_reading import HelpedSection, decide_for_helper, open_for_helper
from profile_service.actions.helping import HelpingStaff, standing_help
from profile_service.actions.journaling import record
from profile_service.actions.own_profile import present
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.helping import MOST_DRAFTS, Draft, DraftId, Step
from profile_service.domain.opening import Telling
from profile_service.domain.profile import Assertion, ItemId, Json
from profile_service.domain.sections import SECTIONS


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a helper wrote, as it came in. `version` is the one of the item that she was looking at."""

    section: str
    step: Step
    item: ItemId | None
    version: int
    fields: Mapping[str, Json]


def propose(work: Work, desk: Desk, staff: HelpingStaff, proposal: Proposal) -> Draft | Denial:
    """Keep a proposal for her to answer. A denial is returned, and committed with its line.

    Raises:
        ContentError: something does not fit, or is outside what she opened.
        NotAvailableError: there is no such item that the helper may see.
        StaleVersionError: the item was changed meanwhile.
        SectionFullError: the section, or the pile of drafts, holds as much as it may.
    """
    assistance = work.assistances.of_helper(staff.id)
    decision = decide_for_helper(work, desk, staff, assistance, proposal.section)
    if isinstance(decision, Denial) or assistance is None:
        record(work, desk, Kind.DRAFT, Outcome.REFUSED, None, staff.grantee.organisation.id)
        return decision if isinstance(decision, Denial) else Denial(Reason.NO_GRANT)
    seen = open_for_helper(work, desk, assistance, decision, proposal.section, Telling.NOTHING)
    fields = _checked(desk, seen, proposal)
    now = desk.clock.now()
    drafts = work.drafts.of_individual(assistance.individual)
    waiting = [one for one in drafts if one.waits(now) and one.mapping is None]
    if len(waiting) >= MOST_DRAFTS:
        raise SectionFullError
    draft = Draft(
        id=DraftId(desk.ids.new("drf")),
        individual=assistance.individual,
        assistance=assistance.id,
        organisation=assistance.organisation,
        unit=assistance.unit,
        helper_name=staff.name,
        section=proposal.section,
        step=proposal.step,
        item=proposal.item,
        version=proposal.version,
        fields=fields,
        made_at=now,
    )
    _record(work, desk, staff, draft)
    work.drafts.add(draft)
    return draft


def drafts_at_hand(work: Work, desk: Desk, staff: HelpingStaff) -> tuple[Assistance, Sequence[Draft]]:
    """What she has proposed in this help, newest first; NotAvailableError where none is open."""
    assistance = standing_help(work, desk, staff)
    if assistance is None:
        raise NotAvailableError
    found = work.drafts.of_individual(assistance.individual)
    return assistance, [draft for draft in found if draft.assistance == assistance.id]


def take_back(work: Work, desk: Desk, staff: HelpingStaff, draft_id: DraftId) -> None:
    """The helper takes back a draft of this very help; NotAvailableError for any other, and for one that is answered."""
    _, drafts = drafts_at_hand(work, desk, staff)
    draft = next((one for one in drafts if one.id == draft_id), None)
    if draft is None or not work.drafts.drop(draft):
        raise NotAvailableError


def _checked(desk: Desk, seen: HelpedSection, proposal: Proposal) -> Mapping[str, Json]:
    require_own(proposal.section)
    outside = [name for name in proposal.fields if name not in seen.fields]
    if outside:
        right = "a field that the person opened"
        raise ContentError([Objection(f"/{name}", "this was not opened", right) for name in outside])
    if proposal.step is Step.ADD:
        if SECTIONS[proposal.section].single and seen.items:
            raise SingleItemError
        return parse_admitted(desk, proposal.section, present(proposal.fields))
    item = _find(seen.items, proposal.item)
    if proposal.version != item.version:
        raise StaleVersionError(item.version)
    if proposal.step is Step.REMOVE:
        return {}
    parse_admitted(desk, proposal.section, present({**item.content, **proposal.fields}))
    return dict(proposal.fields)


def _find(items: Sequence[Assertion], wanted: ItemId | None) -> Assertion:
    for item in items:
        if item.id == wanted:
            return item
    raise NotAvailableError


def _record(work: Work, desk: Desk, staff: HelpingStaff, draft: Draft) -> None:
    detail: dict[str, str | list[str]] = {
        "reader": staff.name,
        "unit": draft.unit,
        "section": draft.section,
        "step": draft.step.value,
    }
    grant = None if draft.assistance is None else GrantId(draft.assistance)
    record(work, desk, Kind.DRAFT, Outcome.DONE, draft.individual, draft.organisation, grant, detail)
