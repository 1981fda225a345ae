"""Messages are taken to be sent, and what came of each is written down. Here alone an address is opened for a message.

Taking and settling are transactions of their own, and the sending lies between them: whoever ends in the middle leaves a
message that is tried again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from profile_service.actions.news import tell_her
from profile_service.actions.ports import Desk, Work
from profile_service.domain.news import NewsKind
from profile_service.domain.reach import (
    CODE_KEPT,
    KEPT,
    LEASE,
    MOST_A_DAY,
    STEPS,
    Letter,
    Message,
    MessageKind,
    MessageState,
    Place,
    Sent,
    Wishes,
)

_AT_ONCE: Final = 50
_DAY: Final = timedelta(days=1)


def take_letters(work: Work, desk: Desk) -> Sequence[Letter]:
    """Take what is to be sent now, each put off by the length of an attempt in the same transaction."""
    now = desk.clock.now()
    return list(_take(work, desk, now))


def _take(work: Work, desk: Desk, now: datetime) -> Iterator[Letter]:
    for message in work.messages.due(now, _AT_ONCE):
        wishes = work.reach.wishes(message.individual)
        later = _put_off(work, desk, message, wishes)
        if later is not None:
            work.messages.save(replace(message, next_at=later))
            continue
        claimed = work.messages.claim(message, now + LEASE)
        place = None if claimed is None else work.reach.place_for(claimed)
        if claimed is None:
            continue
        to, code = _where(work, claimed, place, wishes, now)
        if not to:
            work.messages.save(replace(claimed, state=MessageState.DEAD, result="not-wanted"))
            continue
        yield Letter(
            message=claimed.id,
            attempt=claimed.attempts,
            individual=claimed.individual,
            channel=claimed.channel,
            to=to,
            language=wishes.language or _language_of(work, claimed),
            nameless=wishes.nameless or is_hidden(work, claimed),
            code=code,
        )


def _put_off(work: Work, desk: Desk, message: Message, wishes: Wishes) -> datetime | None:
    """When it is to be looked at again, where it must not go now: in quiet hours, or beyond the day's number."""
    if message.kind is MessageKind.CODE:  # she is waiting for it
        return None
    now = desk.clock.now()
    if work.messages.sent_since(message.individual, now - _DAY) >= MOST_A_DAY:
        return wishes.next_digest(now, desk.zone)
    later = wishes.out_of_quiet(now, desk.zone)
    return later if later > now else None


def _where(
    work: Work, message: Message, place: Place | None, wishes: Wishes, now: datetime
) -> tuple[str, str]:
    """Where it goes and with which code; nowhere where she does not want it, or need it, any more."""
    if place is None or work.marks.protected(message.individual) is None:
        return "", ""
    if message.kind is MessageKind.CODE:
        pending = place.pending
        return (pending.address, pending.code) if pending is not None and pending.open_at(now) else ("", "")
    protected = is_hidden(work, message)
    on = message.channel in (wishes.channels & wishes.protected if protected else wishes.channels)
    # Whoever has been here and seen it is told already.
    wanted = on and place.failed_at is None and work.news.unseen(message.individual) > 0
    return (place.address, "") if wanted else ("", "")


def is_hidden(work: Work, message: Message) -> bool:
    """Whether she is under protected identity; where nobody has looked, as if she were."""
    return work.marks.protected(message.individual) is not False


def _language_of(work: Work, message: Message) -> str:
    account = work.accounts.individual(message.individual)
    return "" if account is None else account.language


def settle_letter(work: Work, desk: Desk, letter: Letter, sent: Sent) -> None:
    """Write down what came of an attempt. One that took too long, so that another was made meanwhile, counts only if it went."""
    message = work.messages.find(letter.individual, letter.message)
    if message is None or message.state is MessageState.SENT:
        return
    now = desk.clock.now()
    if sent.sent:
        done = replace(message, state=MessageState.SENT, result=sent.result, sent_at=now)
        work.messages.save(done)
    elif message.state is MessageState.WAITING and message.attempts == letter.attempt:
        _after_failure(work, desk, message, letter, sent)


def _after_failure(work: Work, desk: Desk, message: Message, letter: Letter, sent: Sent) -> None:
    now = desk.clock.now()
    if not sent.final and message.attempts <= len(STEPS):
        step = STEPS[message.attempts - 1]
        work.messages.save(replace(message, next_at=now + step, result=sent.result))
        return
    place = work.reach.place_for(message)
    work.messages.save(replace(message, state=MessageState.DEAD, result=sent.result))
    if message.kind is MessageKind.NEWS and place is not None and place.address == letter.to:
        _give_up(work, desk, message, place)


def _give_up(work: Work, desk: Desk, message: Message, place: Place) -> None:
    """Nothing gets there: she is told so in the portal, and nothing more is sent before she says so."""
    work.reach.keep(replace(place, failed_at=desk.clock.now()))
    wishes, channel = work.reach.wishes(message.individual), message.channel
    work.reach.wish(message.individual, replace(wishes, channels=wishes.channels - {channel}))
    work.messages.drop(message.individual, channel)
    tell_her(work, desk, message.individual, NewsKind.UNREACHED, about=channel.value)


def forget_old_messages(work: Work, desk: Desk) -> int:
    """Drop what was settled long ago, and codes after a day. How many there were."""
    now = desk.clock.now()
    return work.messages.forget(now - KEPT, now - CODE_KEPT)
