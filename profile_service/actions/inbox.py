"""The inbox of an organisation: what is open to it, when that ends, and what it has asked. No profile is opened for it.

Nothing stands here that a reading would have to be written down for: the ends come from the terms, the last look from the unit's own
marks, and the questions from the organisation's own book, which is the same whatever people do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Final

from consent.declaration import PurposeDeclaration
from consent.grant import Grant
from consent.terms import Terms
from consent.vocabulary import GrantId, OrganisationId
from profile_service.actions.looking import GrantView, view_grant
from profile_service.actions.mapping_seats import GranteeSeat
from profile_service.actions.mapping_starting import sessions_of
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opening
from profile_service.domain.look import Look
from profile_service.domain.mapping_session import SessionState
from profile_service.domain.people import Grantee
from profile_service.domain.sent_question import SentQuestion

ENDS_SOON: Final = timedelta(days=14)
PAGE: Final = 25
MOST_PAGES: Final = 200
MOST_SENT: Final = 50


class Show(StrEnum):
    """Which of what is open is listed."""

    ALL = "all"
    ENDING = "ending"
    UNOPENED = "unopened"
    MAPPING = "mapping"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which part of the inbox: of the own unit alone, of one kind, and which page of it."""

    own_unit: bool = False
    show: Show = Show.ALL
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A live grant, how many days it is open still, the last look of the reader's unit, and whether a mapping goes on."""

    view: GrantView
    days_left: int
    ends_soon: bool
    look: Look | None
    mapping: int

    @property
    def terms(self) -> Terms:
        return self.view.grant.terms


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of it; `more` where another one follows."""

    rows: Sequence[Row]
    more: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A question that the unit has sent, and the purpose as it was declared then."""

    question: SentQuestion
    declaration: PurposeDeclaration


def inbox_of(work: Work, desk: Desk, grantee: Grantee, live: Sequence[Grant], wish: Wish) -> Inbox:
    """What is open to a reader: what ends soon comes first, the soonest before; then what was given last.

    Args:
        live: what is live to this reader (`looking.live_grants_to`), looked up once for the whole page.
    """
    now = desk.clock.now()
    grants = [one for one in live if not wish.own_unit or one.terms.unit == grantee.unit]
    grants.sort(key=lambda one: one.terms.given_at, reverse=True)
    soon = sorted((one for one in grants if _ends_soon(one, now)), key=lambda one: one.terms.until)
    grants = [*soon, *(one for one in grants if not _ends_soon(one, now))]
    first = (min(wish.page, MOST_PAGES) - 1) * PAGE
    rows = list(islice(_rows(work, desk, grantee, grants, wish.show), first, first + PAGE + 1))
    return Inbox(rows[:PAGE], len(rows) > PAGE)


def ending_among(desk: Desk, live: Sequence[Grant]) -> int:
    """How many of them end soon."""
    return sum(_ends_soon(one, desk.clock.now()) for one in live)


def sent_by(work: Work, desk: Desk, grantee: Grantee, live: Sequence[Grant]) -> Sequence[Sent]:
    """What the unit has asked, newest first, but for what is open to this reader now.

    A no, silence, an end and a person who is not there any more look the same: the question stands here until its own end.
    """
    asked = work.sent_questions.of_organisation(
        grantee.organisation.id, grantee.unit, desk.clock.now(), MOST_SENT
    )
    is_open = {one.terms.id for one in live}
    found = [
        (one, work.declarations.find(one.declaration_id, one.declaration_version))
        for one in asked
        if one.grant not in is_open
    ]
    return [Sent(one, declaration) for one, declaration in found if declaration is not None]


def days_left(desk: Desk, until: datetime) -> int:
    """How many days after today something is open still; 0 on its last day."""
    return (_last_day(desk, until) - desk.clock.now().astimezone(desk.zone).date()).days


def _rows(work: Work, desk: Desk, grantee: Grantee, grants: Sequence[Grant], show: Show) -> Iterator[Row]:
    now = desk.clock.now()
    for grant in grants:
        if show is Show.ENDING and not _ends_soon(grant, now):
            continue
        looked = work.looks.find(grant.terms.individual, grant.terms.id, grantee.unit)
        if show is Show.UNOPENED and looked is not None:
            continue
        mapping = _mapping(work, desk, grantee, grant)
        if show is Show.MAPPING and not mapping:
            continue
        yield Row(
            view_grant(work, desk, grant),
            days_left(desk, grant.terms.until),
            _ends_soon(grant, now),
            None if looked is None else looked.last,
            mapping,
        )


def _mapping(work: Work, desk: Desk, grantee: Grantee, grant: Grant) -> int:
    seat = GranteeSeat(grantee, Opening(grant.terms.id, "", grantee.reader or ""))
    return sum(one.state is SessionState.OPEN for one in sessions_of(work, desk, seat))


def _ends_soon(grant: Grant, now: datetime) -> bool:
    return grant.terms.until <= now + ENDS_SOON


def _last_day(desk: Desk, until: datetime) -> date:
    return (until - timedelta(microseconds=1)).astimezone(desk.zone).date()


def cases_of(work: Work, organisation: OrganisationId, abouts: Sequence[str]) -> dict[str, str]:
    """The cases that an organisation asked for, by the grants that were set aside for a yes: out of its own book.

    So a case is told the same way whether the sharing is paused, has ended, or the person is not there any more.
    """
    found = work.sent_questions.cases_of(organisation, {GrantId(one) for one in abouts})
    return {str(grant): case for grant, case in found.items()}
