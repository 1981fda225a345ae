"""Organisations are told that something about a grant has changed, and not what."""

from datetime import datetime

from consent.grant import UNDO_WINDOW
from consent.terms import Terms
from consent.vocabulary import IndividualId, NoticeId, OrganisationId
from profile_service.actions.ports import Desk, Work
from profile_service.domain.notice import ANSWER_TIME, Change, Notice


def tell(work: Work, desk: Desk, terms: Terms, change: Change) -> Notice:
    """Put a notice about a grant into the book, in the transaction of the change.

    A yes is told only once it cannot be undone any more, and so is what she changes until then: otherwise the organisation
    would learn of a yes that she then undoes. An ending in that time is told at once, in place of all that waited.
    """
    settled = terms.given_at + UNDO_WINDOW
    if change is Change.ENDED and desk.clock.now() < settled:
        work.notices.cancel(terms.individual, terms.id)
    return tell_about(work, desk, terms.individual, terms.organisation, terms.id, change, not_before=settled)


def tell_about(
    work: Work,
    desk: Desk,
    individual: IndividualId,
    organisation: OrganisationId,
    about: str,
    change: Change,
    *,
    not_before: datetime | None = None,
) -> Notice:
    """A notice about anything of hers that the organisation has to know of: a grant, an inquiry.

    Args:
        not_before: until when it waits, unless it is an ending, which wants to be acknowledged and never waits.
    """
    now = desk.clock.now()
    notice = Notice(
        id=NoticeId(desk.ids.new("ntc")),
        individual=individual,
        organisation=organisation,
        about=about,
        change=change,
        at=now,
        due_at=now if not_before is None or change is Change.ENDED else max(now, not_before),
        deadline=now + ANSWER_TIME if change is Change.ENDED else None,
    )
    work.notices.add(notice)
    return notice
