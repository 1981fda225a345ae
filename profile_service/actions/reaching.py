"""Where and how soon she wants to be told: hers alone to say, and nothing goes anywhere before she has shown that it is hers."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from consent.request import Objection
from consent.vocabulary import IndividualId
from profile_service.actions.errors import ContentError, NotAvailableError, TooManyTriesError
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import is_protected
from profile_service.domain.news import CHOSEN, Topic
from profile_service.domain.reach import (
    CODE_DIGITS,
    CODES_A_DAY,
    CODES_TO_ONE,
    Channel,
    Message,
    MessageId,
    MessageKind,
    MessageState,
    Pending,
    Place,
    Timing,
    Wishes,
)

_DAY: Final = timedelta(days=1)
_DIGITS: Final = "0123456789"
_HOURS: Final = range(24)


@dataclass(frozen=True, slots=True)
class ReachView:
    """What she has chosen, and each place. `possible` are the channels that this installation has at all."""

    wishes: Wishes
    places: Mapping[Channel, Place]
    possible: frozenset[Channel]
    protected: bool

    def sends(self, channel: Channel) -> bool:
        """Whether a message would go there now."""
        place, wishes = self.places[channel], self.wishes
        on = channel in (wishes.channels & wishes.protected if self.protected else wishes.channels)
        return on and channel in self.possible and bool(place.address) and place.failed_at is None


class Confirmed(Enum):
    """What came of a code that was written."""

    DONE = auto()
    WRONG = auto()
    OVER = auto()
    """Too old, tried too often, or there is none."""


def reach_of(work: Work, desk: Desk, caller: IndividualId) -> ReachView:
    """How she is reached now."""
    places = {channel: work.reach.place(caller, channel) for channel in Channel}
    return ReachView(work.reach.wishes(caller), places, desk.post.channels, is_protected(work, caller))


def name_place(work: Work, desk: Desk, caller: IndividualId, channel: Channel, written: str) -> Place:
    """Send a code to an address that she writes. What was confirmed before goes on until the code is written.

    Raises:
        NotAvailableError: this installation sends nothing that way.
        ContentError: it is no such address, or one where nothing is sent.
        TooManyTriesError: too many codes were sent for her, or to this address, in a day.
    """
    if channel not in desk.post.channels:
        raise NotAvailableError
    address = desk.post.read(channel, written)
    now = desk.clock.now()
    # Counted for the address whoever asks, so that nobody can be flooded from many accounts.
    sent = work.messages.codes_since(caller, address, now - _DAY)
    if sent.most >= CODES_A_DAY or sent.by_her_there >= CODES_TO_ONE:
        raise TooManyTriesError(_DAY)
    code = desk.ids.digits(_DIGITS, CODE_DIGITS)
    place = replace(work.reach.place(caller, channel), pending=Pending(address, code, now))
    work.reach.keep(place)
    made = MessageId(desk.ids.new("msg"))
    work.messages.put_code(Message(made, caller, channel, MessageKind.CODE, now, now), address)
    return place


def confirm_place(
    work: Work, desk: Desk, caller: IndividualId, channel: Channel, written: str, language: str = ""
) -> Confirmed:
    """The code that came there: from now on it is where she is told, and switched on.

    A wrong one is counted, and committed.

    Args:
        language: in which she reads now; messages are in it, until she chooses another.
    """
    place, now = work.reach.place(caller, channel), desk.clock.now()
    pending = place.pending
    if pending is None or not pending.open_at(now):
        return Confirmed.OVER
    # Digits of other scripts are digits too: an Arabic keyboard writes them.
    digits = "".join(str(int(sign)) for sign in written if sign.isdecimal())
    if not hmac.compare_digest(digits, pending.code):
        work.reach.keep(replace(place, pending=replace(pending, tries=pending.tries + 1)))
        return Confirmed.WRONG
    work.reach.keep(Place(caller, channel, pending.address, confirmed_at=now))
    work.messages.drop(caller, channel)
    kept = work.reach.wishes(caller)
    wishes = replace(kept, language=kept.language or language)
    work.reach.wish(caller, _switched(wishes, wishes.channels | {channel}, is_protected(work, caller)))
    return Confirmed.DONE


def forget_place(work: Work, caller: IndividualId, channel: Channel) -> None:
    """Nothing goes there any more, and it is not kept."""
    work.reach.remove(caller, channel)
    work.messages.drop(caller, channel)
    wishes = work.reach.wishes(caller)
    work.reach.wish(
        caller,
        replace(wishes, channels=wishes.channels - {channel}, protected=wishes.protected - {channel}),
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What she chose on the page or in the call."""

    on: frozenset[Channel]
    timings: Mapping[Topic, Timing]
    quiet_from: int
    quiet_to: int
    language: str = ""
    nameless: bool = False


def choose(work: Work, desk: Desk, caller: IndividualId, chosen: Chosen) -> None:
    """Write down what she chose. What waits goes by it, or not at all.

    A channel that is switched on while she is under protected identity is switched on for that; one that was on before she
    came under it sends nothing until then.

    Raises:
        ContentError: a channel without a confirmed address, or an hour that there is not.
    """
    objections = [
        Objection(f"/{name}", "the value is not one of those allowed", "an hour from 0 to 23")
        for name, hour in (("quiet_from", chosen.quiet_from), ("quiet_to", chosen.quiet_to))
        if hour not in _HOURS
    ]
    for channel in sorted(chosen.on):
        if not work.reach.place(caller, channel).address:
            objections.append(Objection(f"/{channel.value}", "no address is confirmed", "an address first"))
    if objections:
        raise ContentError(objections)
    wishes = Wishes(
        protected=work.reach.wishes(caller).protected,
        timings={topic: chosen.timings[topic] for topic in CHOSEN},
        quiet_from=chosen.quiet_from,
        quiet_to=chosen.quiet_to,
        language=chosen.language,
        nameless=chosen.nameless,
    )
    work.reach.wish(caller, _switched(wishes, chosen.on, is_protected(work, caller)))
    for channel in Channel:
        place = work.reach.place(caller, channel)
        if channel not in chosen.on:
            work.messages.drop(caller, channel)
        elif place.failed_at is not None:
            work.reach.keep(replace(place, failed_at=None))


def messages_to(work: Work, caller: IndividualId) -> Sequence[Message]:
    """What was sent to her lately and how it went, newest first."""
    return [one for one in work.messages.of_individual(caller) if one.state is not MessageState.WAITING]


def _switched(wishes: Wishes, on: frozenset[Channel], protected: bool) -> Wishes:
    return replace(wishes, channels=on, protected=on if protected else frozenset())
