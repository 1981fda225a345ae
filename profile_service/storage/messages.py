"""Messages to her on their way: when, on which channel, and how it went. Neither an address nor what they are about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from consent.vocabulary import IndividualId
from profile_service.domain.reach import (
    TRYING,
    Channel,
    CodesSent,
    Message,
    MessageId,
    MessageKind,
    MessageState,
)
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.reach_tables import MessageRow
from profile_service.storage.tables import table_of

_MESSAGES = table_of(MessageRow)
_WAITS = _MESSAGES.c.state == MessageState.WAITING.value


class TableMessages:
    """See `actions.ports.Messages`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def put(self, message: Message) -> None:
        # One that is being tried may be out already: it says nothing for what came after it.
        waiting = select(_MESSAGES.c.id, _MESSAGES.c.next_at, _MESSAGES.c.attempts).where(
            _MESSAGES.c.individual_id == message.individual,
            _MESSAGES.c.channel == message.channel.value,
            _MESSAGES.c.kind == message.kind.value,
            _MESSAGES.c.result != TRYING,
            _WAITS,
        )
        row = self._connection.execute(waiting.limit(1)).one_or_none()
        if row is None:
            self._insert(message)
        elif row.attempts == 0 and row.next_at > message.next_at:
            this = _this(message.individual, row.id)
            self._connection.execute(update(_MESSAGES).where(*this).values(next_at=message.next_at))

    def put_code(self, message: Message, to: str) -> None:
        self._end_codes(message.individual, message.channel)
        self._insert(message, self._blind(to))

    def codes_since(self, individual: IndividualId, to: str, since: datetime) -> CodesSent:
        lately = _MESSAGES.c.kind == MessageKind.CODE.value, _MESSAGES.c.made_at > since
        hers, there = _MESSAGES.c.individual_id == individual, _MESSAGES.c.code_to == self._blind(to)

        def count(*these: Any) -> int:
            found = select(func.count()).select_from(_MESSAGES).where(*lately, *these)
            return int(self._connection.execute(found).scalar_one())

        return CodesSent(max(count(hers), count(there)), count(hers, there))

    def due(self, now: datetime, limit: int) -> Sequence[Message]:
        come = select(_MESSAGES).where(_WAITS, _MESSAGES.c.next_at <= now)
        rows = self._connection.execute(come.order_by(_MESSAGES.c.next_at, _MESSAGES.c.id).limit(limit)).all()
        return list(map(_load, rows))

    def claim(self, message: Message, until: datetime) -> Message | None:
        taken = self._connection.execute(
            update(_MESSAGES)
            .where(*_this(message.individual, message.id), _WAITS, _MESSAGES.c.attempts == message.attempts)
            .values(attempts=message.attempts + 1, next_at=until, result=TRYING)
        )
        return self.find(message.individual, message.id) if taken.rowcount == 1 else None

    def find(self, individual: IndividualId, message: MessageId) -> Message | None:
        row = self._connection.execute(select(_MESSAGES).where(*_this(individual, message))).one_or_none()
        return None if row is None else _load(row)

    def save(self, message: Message) -> None:
        self._connection.execute(
            update(_MESSAGES)
            .where(*_this(message.individual, message.id))
            .values(
                next_at=message.next_at,
                attempts=message.attempts,
                state=message.state.value,
                result=message.result,
                sent_at=message.sent_at,
            )
        )

    def drop(self, individual: IndividualId, channel: Channel | None = None) -> None:
        # A code that is on its way may be out already: it stays counted, or taking addresses back would let her send more.
        self._end_codes(individual, channel)
        waiting = delete(_MESSAGES).where(_MESSAGES.c.individual_id == individual, _WAITS)
        if channel is not None:
            waiting = waiting.where(_MESSAGES.c.channel == channel.value)
        self._connection.execute(waiting)

    def sent_since(self, individual: IndividualId, since: datetime) -> int:
        sent = (
            select(func.count())
            .select_from(_MESSAGES)
            .where(
                _MESSAGES.c.individual_id == individual,
                _MESSAGES.c.kind == MessageKind.NEWS.value,
                _MESSAGES.c.sent_at > since,
            )
        )
        return self._connection.execute(sent).scalar_one()

    def of_individual(self, individual: IndividualId) -> Sequence[Message]:
        hers = select(_MESSAGES).where(_MESSAGES.c.individual_id == individual)
        rows = self._connection.execute(hers.order_by(_MESSAGES.c.made_at.desc(), _MESSAGES.c.id)).all()
        return list(map(_load, rows))

    def forget(self, before: datetime, codes_before: datetime) -> int:
        settled = delete(_MESSAGES).where(~_WAITS, _MESSAGES.c.made_at <= before)
        codes = delete(_MESSAGES).where(
            _MESSAGES.c.kind == MessageKind.CODE.value, _MESSAGES.c.made_at <= codes_before
        )
        return sum(self._connection.execute(one).rowcount for one in (settled, codes))

    def forget_all(self, individual: IndividualId) -> None:
        # Of codes stays for a day, with nobody's id, that so many went to an address: nor does coming back anew let more be sent.
        self._end_codes(individual)
        hers, codes = _MESSAGES.c.individual_id == individual, _MESSAGES.c.kind == MessageKind.CODE.value
        self._connection.execute(update(_MESSAGES).where(hers, codes).values(individual_id=""))
        self._connection.execute(delete(_MESSAGES).where(hers))

    def _end_codes(self, individual: IndividualId, channel: Channel | None = None) -> None:
        waiting = (
            update(_MESSAGES)
            .where(
                _MESSAGES.c.individual_id == individual, _MESSAGES.c.kind == MessageKind.CODE.value, _WAITS
            )
            .values(state=MessageState.DEAD.value, result="replaced")
        )
        if channel is not None:
            waiting = waiting.where(_MESSAGES.c.channel == channel.value)
        self._connection.execute(waiting)

    def _insert(self, message: Message, code_to: bytes | None = None) -> None:
        self._connection.execute(
            insert(_MESSAGES),
            {
                "individual_id": message.individual,
                "id": message.id,
                "channel": message.channel.value,
                "kind": message.kind.value,
                "made_at": message.made_at,
                "next_at": message.next_at,
                "attempts": message.attempts,
                "state": message.state.value,
                "result": message.result,
                "sent_at": message.sent_at,
                "code_to": code_to,
            },
        )

    def _blind(self, to: str) -> bytes:
        return self._sealer.blind("code-to", to)


def _this(individual: IndividualId, message: MessageId) -> tuple[Any, Any]:
    return _MESSAGES.c.individual_id == individual, _MESSAGES.c.id == message


def _load(row: Any) -> Message:
    return Message(
        id=MessageId(row.id),
        individual=IndividualId(row.individual_id),
        channel=Channel(row.channel),
        kind=MessageKind(row.kind),
        made_at=row.made_at,
        next_at=row.next_at,
        attempts=row.attempts,
        state=MessageState(row.state),
        result=row.result,
        sent_at=row.sent_at,
    )
