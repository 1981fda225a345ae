"""Organisations are told that something about a grant has changed, and not what."""

from consent.grant import UNDO_WINDOW
from consent.terms import Terms
from consent.vocabulary import IndividualId, NoticeId, OrganisationId
from profile_service.actions.ports import Desk, Work
from profile_service.domain.notice import ANSWER_TIME, Change, Notice


def tell(work: Work, desk: Desk, terms: Terms, change: Change) -> Notice:
    """Put a notice about a grant into the book, in the transaction of the change.

    A yes is told only once it cannot be undone any more; an ending wants to be acknowledged.
    """
    return tell_about(work, desk, terms.individual, terms.organisation, terms.id, change)


def tell_about(
    work: Work, desk: Desk, individual: IndividualId, organisation: OrganisationId, about: str, change: Change
) -> Notice:
    """A notice about anything of hers that the organisation has to know of: a grant, an inquiry."""
    now = desk.clock.now()
    notice = Notice(
        id=NoticeId(desk.ids.new("ntc")),
        individual=individual,
        organisation=organisation,
        about=about,
        change=change,
        at=now,
        due_at=now + UNDO_WINDOW if change is Change.GIVEN else now,
        deadline=now + ANSWER_TIME if change is Change.ENDED else None,
    )
    work.notices.add(notice)
    return notice
