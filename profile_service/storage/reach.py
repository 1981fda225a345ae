"""Where she is reached, and how she wishes to be: sealed under her data key, the addresses apart from the wishes.

An address comes out in two ways only: to herself (`place`), and for one message that was claimed in this very unit of work
(`place_for`). Whoever makes news opens the wishes and never an address.
"""

from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.news import Topic
from profile_service.domain.reach import Channel, Message, MessageState, Pending, Place, Timing, Wishes
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.reach_tables import MessageRow, PlaceRow, WishesRow
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of

_WISHES = table_of(WishesRow)
_PLACES = table_of(PlaceRow)
_MESSAGES = table_of(MessageRow)
_FIND = Prepared(select(_WISHES.c.sealed).where(_WISHES.c.individual_id == bindparam("individual")))


class TableReach:
    """See `actions.ports.Reach`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def wishes(self, individual: IndividualId) -> Wishes:
        row = _FIND.one(self._connection, individual=individual)
        if row is None:
            return Wishes()
        try:
            return _wishes(orjson.loads(self._keys.open(individual, row.sealed, "reach_wishes")))
        except KeyError:  # she has been erased
            return Wishes()

    def wish(self, individual: IndividualId, wishes: Wishes) -> None:
        plain = orjson.dumps(_dump_wishes(wishes))
        sealed = self._seal(individual, plain, "reach_wishes")
        self._connection.execute(delete(_WISHES).where(_WISHES.c.individual_id == individual))
        self._connection.execute(insert(_WISHES), {"individual_id": individual, "sealed": sealed})

    def place(self, individual: IndividualId, channel: Channel) -> Place:
        found = select(_PLACES.c.sealed).where(
            _PLACES.c.individual_id == individual, _PLACES.c.channel == channel.value
        )
        sealed = self._connection.execute(found).scalar_one_or_none()
        if sealed is None:
            return Place(individual, channel)
        try:
            plain = self._keys.open(individual, sealed, f"reach_place|{channel.value}")
        except KeyError:
            return Place(individual, channel)
        return _place(individual, channel, orjson.loads(plain))

    def place_for(self, claimed: Message) -> Place | None:
        # The row as it is now must be the one that was claimed: its attempt counted, and its time put off.
        same = select(_MESSAGES.c.id).where(
            _MESSAGES.c.individual_id == claimed.individual,
            _MESSAGES.c.id == claimed.id,
            _MESSAGES.c.channel == claimed.channel.value,
            _MESSAGES.c.state == MessageState.WAITING.value,
            _MESSAGES.c.attempts == claimed.attempts,
            _MESSAGES.c.attempts > 0,
            _MESSAGES.c.next_at == claimed.next_at,
        )
        if self._connection.execute(same).one_or_none() is None:
            return None
        return self.place(claimed.individual, claimed.channel)

    def keep(self, place: Place) -> None:
        binding = f"reach_place|{place.channel.value}"
        sealed = self._seal(place.individual, orjson.dumps(_dump_place(place)), binding)
        this = _PLACES.c.individual_id == place.individual, _PLACES.c.channel == place.channel.value
        if self._connection.execute(update(_PLACES).where(*this).values(sealed=sealed)).rowcount == 0:
            row = {"individual_id": place.individual, "channel": place.channel.value, "sealed": sealed}
            self._connection.execute(insert(_PLACES), row)

    def remove(self, individual: IndividualId, channel: Channel) -> None:
        this = _PLACES.c.individual_id == individual, _PLACES.c.channel == channel.value
        self._connection.execute(delete(_PLACES).where(*this))

    def forget_all(self, individual: IndividualId) -> None:
        for table in (_WISHES, _PLACES):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))

    def _seal(self, individual: IndividualId, plain: bytes, binding: str) -> bytes:
        try:
            return self._keys.seal(individual, plain, binding)
        except KeyError:
            raise NotAvailableError from None


def _dump_wishes(wishes: Wishes) -> dict[str, Any]:
    return {
        "channels": sorted(wishes.channels),
        "protected": sorted(wishes.protected),
        "timings": {topic.value: timing.value for topic, timing in wishes.timings.items()},
        "quiet": [wishes.quiet_from, wishes.quiet_to],
        "language": wishes.language,
        "nameless": wishes.nameless,
    }


def _wishes(kept: dict[str, Any]) -> Wishes:
    return Wishes(
        channels=frozenset(map(Channel, kept["channels"])),
        protected=frozenset(map(Channel, kept["protected"])),
        timings={Topic(topic): Timing(timing) for topic, timing in kept["timings"].items()},
        quiet_from=kept["quiet"][0],
        quiet_to=kept["quiet"][1],
        language=kept["language"],
        nameless=kept["nameless"],
    )


def _dump_place(place: Place) -> dict[str, Any]:
    pending = place.pending
    return {
        "address": place.address,
        "confirmed_at": place.confirmed_at,
        "failed_at": place.failed_at,
        "pending": None
        if pending is None
        else [pending.address, pending.code, pending.made_at, pending.tries],
    }


def _place(individual: IndividualId, channel: Channel, kept: dict[str, Any]) -> Place:
    pending = kept["pending"]
    if pending is not None:
        address, code, made_at, tries = pending
        pending = Pending(address, code, datetime.fromisoformat(made_at), tries)
    return Place(
        individual,
        channel,
        kept["address"],
        _moment(kept["confirmed_at"]),
        _moment(kept["failed_at"]),
        pending,
    )


def _moment(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept)
