"""Organisations answer that they know of a change, and state that they have erased; she sees both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.vocabulary import GrantId, IndividualId, NoticeId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.notice import Change, Notice
from profile_service.domain.people import Grantee, Organisation

MOST_NOTICES: Final = 200


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice as she sees it. `overdue` where an answer was due and has not come."""

    notice: Notice
    organisation: Organisation
    overdue: bool


def acknowledge(
    work: Work, desk: Desk, grantee: Grantee, notice_id: NoticeId, *, erased: bool = False
) -> Notice:
    """The organisation knows of a change and, with `erased`, states that it has erased what it had read.

    Said again, it changes nothing: the first time counts. A statement that it has erased is never taken back.

    Raises:
        NotAvailableError: the organisation has no such notice: not told apart from another's.
    """
    now = desk.clock.now()
    notice = work.notices.find(notice_id)
    if notice is None or notice.organisation != grantee.organisation.id or notice.due_at > now:
        raise NotAvailableError
    answered = replace(
        notice,
        told_at=notice.told_at or now,
        acknowledged_at=notice.acknowledged_at or now,
        erased_at=notice.erased_at or (now if erased else None),
    )
    if answered == notice:
        return notice
    work.notices.save(answered)
    if notice.acknowledged_at is None:
        _write_down(work, desk, grantee, notice, Kind.ACKNOWLEDGEMENT)
    if notice.erased_at is None and erased:
        _write_down(work, desk, grantee, notice, Kind.ERASED_THERE)
    return answered


def notices_to(
    work: Work, desk: Desk, grantee: Grantee, limit: int, *, open_only: bool = False
) -> Sequence[Notice]:
    """What has changed for an organisation, newest first; with `open_only`, what it has not acknowledged."""
    return work.notices.of_organisation(grantee.organisation.id, desk.clock.now(), limit, open_only=open_only)


def notices_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[NoticeView]:
    """What organisations were told about what is hers, newest first, and what they answered."""
    now = desk.clock.now()
    found = work.notices.of_individual(caller)[:MOST_NOTICES]
    views = ((notice, work.accounts.organisation(notice.organisation)) for notice in found)
    return [NoticeView(notice, who, notice.overdue(now)) for notice, who in views if who is not None]


def told_of(work: Work, desk: Desk, caller: IndividualId) -> Mapping[str, Sequence[NoticeView]]:
    """The same by what each is about: a grant's id, an inquiry's."""
    by_ground: dict[str, list[NoticeView]] = {}
    for view in notices_of(work, desk, caller):
        by_ground.setdefault(view.notice.about, []).append(view)
    return by_ground


def _write_down(work: Work, desk: Desk, grantee: Grantee, notice: Notice, kind: Kind) -> None:
    ground = None if notice.change is Change.INQUIRY else GrantId(notice.about)
    detail: dict[str, str | list[str]] = {"unit": grantee.unit, "reader": grantee.reader or ""}
    record(work, desk, kind, Outcome.DONE, notice.individual, notice.organisation, ground, detail)
