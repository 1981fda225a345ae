"""She is told what others did and what time brought: in the portal always, and elsewhere as she has chosen.

News is made in the transaction of what it tells of, and so is the message that goes elsewhere: nothing is told that did not
happen, and nothing that happened is lost on the way.
"""

from dataclasses import dataclass
from typing import Final

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import READINGS, AuditEvent, Kind, Outcome
from profile_service.domain.news import (
    ANSWERED_BY,
    ENDS_SOON,
    KEPT,
    ONCE_FOR_EACH,
    TOPICS,
    News,
    NewsId,
    NewsKind,
    Topic,
    told_as,
)
from profile_service.domain.people import Organisation
from profile_service.domain.reach import Message, MessageId, MessageKind

PER_PAGE: Final = 20
_ENDS_SOON_FROM: Final = ENDS_SOON * 3 / 4
"""A sharing that was given for less than this is not said to end soon: she has just said until when."""
_SIGNED_IN: Final = "sign-in"
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class NewsView:
    """One piece of news with the organisation that it is about; None where it is about none."""

    news: News
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class NewsList:
    """A page of it, how much she has not seen yet, and whether there is more."""

    news: tuple[NewsView, ...]
    unseen: int
    more: bool


def announce(work: Work, desk: Desk, event: AuditEvent) -> None:
    """Tell her of a line of her log, in its transaction, where it is news."""
    if event.individual is None:
        return
    if event.kind in ANSWERED_BY:
        work.news.see_answered(
            event.individual, ANSWERED_BY[event.kind], event.organisation, event.grant, desk.clock.now()
        )
    kind = _once_for_each(work, desk, event) if event.kind in ONCE_FOR_EACH else told_as(event)
    if kind is not None:
        tell_her(
            work, desk, event.individual, kind, event.organisation, about=event.grant or "", event=event.id
        )


def tell_her(
    work: Work,
    desk: Desk,
    individual: IndividualId,
    kind: NewsKind,
    organisation: OrganisationId | None = None,
    *,
    about: str = "",
    event: str = "",
) -> None:
    """One piece of news, and a message on each channel that she has switched on, when she wants such."""
    now = desk.clock.now()
    made = NewsId(desk.ids.new("nws"))
    work.news.add(News(made, individual, kind, now, organisation, about, event))
    _send_word(work, desk, individual, TOPICS[kind])


def news_of(work: Work, caller: IndividualId, number: int = 1) -> NewsList:
    """A page of her news, the newest first; the first page has the number one."""
    found = work.news.page(caller, (number - 1) * PER_PAGE, PER_PAGE)
    views = tuple(NewsView(one, _organisation(work, one)) for one in found.news)
    return NewsList(views, work.news.unseen(caller), found.more)


def all_news_of(work: Work, caller: IndividualId) -> list[NewsView]:
    """All that is kept of it, the newest first."""
    found = work.news.page(caller, 0, 2**31 - 2).news
    return [NewsView(one, _organisation(work, one)) for one in found]


def see_news(work: Work, desk: Desk, caller: IndividualId, until: str) -> None:
    """She has seen this piece of news and what came before it; nothing where there is no such piece.

    What came after it stays unseen: it may have come while she was reading.
    """
    found = work.news.find(caller, NewsId(until))
    if found is not None:
        work.news.see(caller, found.at, desk.clock.now())


def tell_ends_soon(work: Work, desk: Desk) -> int:
    """Say of each sharing once that it ends soon. How many there were."""
    now = desk.clock.now()
    found = work.news.ending(now + _ENDS_SOON_FROM, now + ENDS_SOON, _AT_ONCE)
    for individual, grant in found:
        work.news.said_ending(individual, grant)
        known = work.ledger.find(grant)
        organisation = None if known is None else known.terms.organisation
        tell_her(work, desk, individual, NewsKind.ENDS_SOON, organisation, about=grant)
    return len(found)


def forget_old_news(work: Work, desk: Desk) -> int:
    """Drop news that is older than it is kept. How much there was."""
    return work.news.forget(desk.clock.now() - KEPT)


def _once_for_each(work: Work, desk: Desk, event: AuditEvent) -> NewsKind | None:
    individual = event.individual
    if individual is None or event.outcome is Outcome.REFUSED:
        return None
    if event.kind in READINGS:
        last = _acquaint(work, desk, individual, "reading", event.grant, event.organisation, "unit", event)
        if last == "never":
            return NewsKind.FIRST_READING
        return None if last == "today" else NewsKind.READ_AGAIN
    if event.kind is Kind.MANDATE_USED:
        last = _acquaint(work, desk, individual, "mandate", None, None, "reader", event)
        return NewsKind.REPRESENTED if last == "never" else None
    return _new_place(work, desk, event, individual)


def _new_place(work: Work, desk: Desk, event: AuditEvent, individual: IndividualId) -> NewsKind | None:
    """A browser of a kind that she has not used before; of the very first one there is nothing to tell."""
    first = not work.news.knows_any(individual, _SIGNED_IN)
    today = desk.clock.now().astimezone(desk.zone).date()
    if first:
        work.news.acquaint(individual, _SIGNED_IN, today)
    last = _acquaint(work, desk, individual, _SIGNED_IN, None, None, "device", event)
    return NewsKind.NEW_PLACE if last == "never" and not first else None


def acquaintance(what: str, ground: str | None, organisation: str | None, unit: str, reader: str) -> str:
    """How somebody who did something is named in the book of those who did it before."""
    return "\x1f".join((what, ground or "", organisation or "", unit, reader))


def _acquaint(
    work: Work,
    desk: Desk,
    individual: IndividualId,
    what: str,
    ground: str | None,
    organisation: str | None,
    apart: str,
    event: AuditEvent,
) -> str:
    """When whoever did this did it last: "never", "earlier" or "today"."""
    who = acquaintance(
        what, ground, organisation, str(event.detail.get(apart, "")), str(event.detail.get("reader", ""))
    )
    today = desk.clock.now().astimezone(desk.zone).date()
    last = work.news.acquaint(individual, who, today)
    return "never" if last is None else "today" if last == today else "earlier"


def _send_word(work: Work, desk: Desk, individual: IndividualId, topic: Topic) -> None:
    """Put a message into the book for each channel. It goes when she wants it, or with the one that waits already."""
    wishes = work.reach.wishes(individual)
    if not wishes.channels:
        return
    now = desk.clock.now()
    due = wishes.due(topic, now, desk.zone)
    if due is None:
        return
    for channel in sorted(wishes.channels):
        made = MessageId(desk.ids.new("msg"))
        work.messages.put(Message(made, individual, channel, MessageKind.NEWS, now, due))


def _organisation(work: Work, news: News) -> Organisation | None:
    return None if news.organisation is None else work.accounts.organisation(news.organisation)
