"""Lines of the journal as rows: veiled, sealed and committed as they are inserted, and held against what was committed to."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from consent.vocabulary import IndividualId
from profile_service.domain.commitment_kinds import COMMITMENT_BYTES
from profile_service.domain.event import AuditEvent, EventId, Kind, Outcome
from profile_service.domain.journal_tree import LAST_SEQ, MOST_AT_A_TIME, JournalLine
from profile_service.domain.opening import Told
from profile_service.storage.books import OpeningLine
from profile_service.storage.commitments import (
    RowText,
    commit,
    imprint_of,
    row_text,
)
from profile_service.storage.inserting import InsertMany
from profile_service.storage.joined import formers_of
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.rotten import is_of_the_database, is_rotten, reading
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import JournalRow, table_of
from schemas.proofs.tree import ProofError

_JOURNAL = table_of(JournalRow)
_WRITTEN = (
    "id",
    "at",
    "kind",
    "outcome",
    "individual_id",
    "organisation_id",
    "grant_id",
    "sealed",
    "reason",
    "commitment",
)
_COMMITTED = Prepared(
    select(_JOURNAL.c.seq, _JOURNAL.c.id, _JOURNAL.c.commitment)
    .where(_JOURNAL.c.seq > bindparam("after"), _JOURNAL.c.seq <= bindparam("upto"))
    .order_by(_JOURNAL.c.seq)
)
_DISCLOSED = Prepared(
    select(_JOURNAL.c.id, _JOURNAL.c.individual_id).where(
        _JOURNAL.c.seq > bindparam("after"),
        _JOURNAL.c.seq <= bindparam("upto"),
        _JOURNAL.c.outcome == bindparam("outcome"),
        _JOURNAL.c.commitment.is_not(None),
    )
)
_NEWEST = Prepared(select(func.max(_JOURNAL.c.seq).label("seq")).where(_JOURNAL.c.seq <= bindparam("last")))
_APPEND = InsertMany(_JOURNAL, _WRITTEN)

_VEILED = frozenset({Kind.PROTECTION, Kind.PROTECTION_END})
"""What must not be told by a column that anybody with the database can read: these lines are kept as one that she made a code,
with what they are, and whose doing it was, inside what is sealed. All lines of that kind are of one length."""
_VEIL = Kind.CODE
_ROOM = 2_048
UNDER = "veiled"


def whole_row(keys: PersonalKeys, event: AuditEvent) -> tuple[Any, ...]:
    """A line as it is inserted: veiled, sealed and committed, its values in the order of `_WRITTEN`."""
    veiled, individual = event.kind in _VEILED, event.individual
    hers = individual is not None and keys.exists(individual)
    # A line about nobody keeps no detail: there is no key that could be destroyed with her. It costs the same work
    # and leaves a row of the same length all the same, so that how long a refusal took says nothing.
    if individual is not None and hers:
        plain = _plain(event)
        sealed = keys.seal(individual, plain, f"journal|{event.id}")
    else:
        plain = sealed = keys.seal_for_nobody(orjson.dumps(event.detail), f"journal|{event.id}")
    row = {
        "id": event.id,
        "at": event.at,
        "kind": (_VEIL if veiled else event.kind).value,
        "outcome": event.outcome.value,
        "individual_id": individual,
        "organisation_id": None if veiled else event.organisation,
        "grant_id": event.grant,
        "sealed": sealed,
        "reason": event.reason or None,
    }
    # Of somebody whose key is gone nothing is said that could be worked out again.
    row_key = keys.row_key(individual, event.id) if individual is None or hers else keys.row_key_of_nobody()
    commitment = commit(row_key, row_text(row, plain)) + keys.imprint(row_text(row, sealed))
    return (*row.values(), commitment)


def insert_rows(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Append lines in this order."""
    _APPEND.run(connection, rows)


def _plain(event: AuditEvent) -> bytes:
    detail: dict[str, str | list[str]] = dict(event.detail)
    if event.kind in _VEILED:
        detail[UNDER] = [event.kind.value, event.organisation or ""]
    plain = orjson.dumps(detail)
    if event.kind is not _VEIL and event.kind not in _VEILED:
        return plain
    return plain.ljust(-(-len(plain) // _ROOM) * _ROOM)


def newest_seq(connection: Connection) -> int:
    """The highest number that a line has; nought where there is none. Numbers that the service does not give are passed over."""
    return max(_NEWEST.one(connection, last=LAST_SEQ).seq or 0, 0)


def commitments_between(
    connection: Connection, after: int, upto: int
) -> Sequence[tuple[int, str, bytes]] | None:
    """Number, id and kept commitment of the next lines, and nothing else of them.

    None where there are none among the next numbers, or one of them has no commitment, or nothing that can be one: then
    `lines_between` finds out more.
    """
    try:
        rows = _COMMITTED.rows(connection, after=after, upto=min(upto, after + MOST_AT_A_TIME))
    except Exception as error:
        if not is_rotten(error):
            raise
        return None
    if not rows or not all(isinstance(row.commitment, bytes) and isinstance(row.id, str) for row in rows):
        return None
    return rows


def lines_between(
    connection: Connection,
    keys: PersonalKeys,
    after: int | None,
    upto: int | None,
    limit: int,
    *,
    anew: bool,
) -> Sequence[JournalLine]:
    """Lines in their order.

    Args:
        after: None for the lowest number on, whatever that is; so `upto` for the highest.
        anew: whether each commitment is worked out from the line as it stands; else only where none was kept.
    """
    lowest = () if after is None else (_JOURNAL.c.seq > after,)
    inside = lowest if upto is None else (*lowest, _JOURNAL.c.seq <= upto)
    try:
        rows = connection.execute(select(_JOURNAL).where(*inside).order_by(_JOURNAL.c.seq).limit(limit)).all()
    except Exception as error:
        if not is_rotten(error):
            raise
        numbers = select(_JOURNAL.c.seq).where(*inside).order_by(_JOURNAL.c.seq).limit(limit)
        found = connection.execute(numbers).scalars().all()
        return [_line_or_what_is_left(connection, keys, seq, anew=anew) for seq in found]
    return [_line(keys, row, anew=anew) for row in rows]


def _line(keys: PersonalKeys, row: Any, *, anew: bool) -> JournalLine:
    return JournalLine(
        row.seq,
        str(row.id),
        _kept(row.commitment),
        work_out(keys, row) if anew or row.commitment is None else None,
        row.outcome == Outcome.DISCLOSED.value,
        row.individual_id,
        _can_open(keys, row),
    )


def _line_or_what_is_left(connection: Connection, keys: PersonalKeys, seq: int, *, anew: bool) -> JournalLine:
    """A line; where it cannot be read as one, with nothing that is worked out of it."""
    try:
        row = connection.execute(select(_JOURNAL).where(_JOURNAL.c.seq == seq)).one()
    except Exception as error:
        if not is_rotten(error):
            raise
        event = _left(connection, _JOURNAL.c.id, seq)
        kept = _left(connection, _JOURNAL.c.commitment, seq)
        return JournalLine(seq, "" if event is None else str(event), _kept(kept), b"")
    return _line(keys, row, anew=anew)


def _left(connection: Connection, column: ColumnElement[Any], seq: int) -> Any:
    try:
        return connection.execute(select(column).where(_JOURNAL.c.seq == seq)).scalar_one()
    except Exception as error:
        if not is_rotten(error):
            raise
        return None


def _kept(commitment: Any) -> bytes | None:
    """A commitment as it is kept; what is none fits nothing."""
    return commitment if commitment is None or isinstance(commitment, bytes) else b""


def disclosed_between(connection: Connection, after: int, upto: int) -> Sequence[Told]:
    """The lines that tell of something disclosed. Not those from before there was a book of openings."""
    try:
        found = _DISCLOSED.rows(connection, after=after, upto=upto, outcome=Outcome.DISCLOSED.value)
    except Exception as error:
        if not is_rotten(error):
            raise
        # What cannot be read tells of nothing: its opening is one that nobody has told of.
        found = [row for row in _one_by_one(connection, after, upto) if row.outcome == Outcome.DISCLOSED]
    return [Told(row.id, row.individual_id or "") for row in found]


def _one_by_one(connection: Connection, after: int, upto: int) -> Iterator[Any]:
    """Those of the committed lines between two numbers that can be read."""
    inside = (_JOURNAL.c.seq > after, _JOURNAL.c.seq <= upto, _JOURNAL.c.commitment.is_not(None))
    for seq in connection.execute(select(_JOURNAL.c.seq).where(*inside)).scalars().all():
        columns = select(_JOURNAL.c.id, _JOURNAL.c.individual_id, _JOURNAL.c.outcome)
        with suppress(ProofError), reading("a line"):
            yield connection.execute(columns.where(_JOURNAL.c.seq == seq)).one()


def is_told(connection: Connection, opening: OpeningLine) -> bool:
    """Whether there is the line that an opening is told by; it may be of an account that became one with hers."""
    whose = [opening.individual_id, *formers_of(connection, opening.individual_id)]
    line = select(_JOURNAL.c.seq).where(
        _JOURNAL.c.individual_id.in_(whose),
        _JOURNAL.c.id == opening.event_id,
        _JOURNAL.c.outcome == Outcome.DISCLOSED,
    )
    return connection.execute(line).first() is not None


def row_of(connection: Connection, individual: IndividualId, event: EventId) -> Any:
    """The row of one line about her; None where there is none."""
    hers = select(_JOURNAL).where(_JOURNAL.c.individual_id == individual, _JOURNAL.c.id == event)
    return connection.execute(hers).first()


def work_out(keys: PersonalKeys, row: Any) -> bytes | None:
    """What comes of a row as it stands, with its imprint where one was kept. Of what does not open nothing comes.

    Where her key is gone, the commitment stands in for itself: what comes then is right if the imprint is. None where there is none.
    """
    try:
        imprint = (
            keys.imprint(row_text(row._mapping, row.sealed)) if imprint_of(row.commitment or b"") else b""
        )
        if not _has_key(keys, row):
            return row.commitment[:COMMITMENT_BYTES] + imprint if imprint else None
        text = text_of(keys, row)
    except Exception as error:
        if is_of_the_database(error):
            raise
        return b""  # what stands there is not what was written there, in the row or in that of her key
    return commit(keys.row_key(row.individual_id, row.id), text) + imprint


def _has_key(keys: PersonalKeys, row: Any) -> bool:
    return row.individual_id is None or keys.exists(IndividualId(row.individual_id))


def _can_open(keys: PersonalKeys, row: Any) -> bool:
    """As `_has_key`; a key that does not unwrap is one, of a line that is not as it was."""
    try:
        return _has_key(keys, row)
    except Exception as error:
        if is_of_the_database(error):
            raise
        return True


def text_of(keys: PersonalKeys, row: Any) -> RowText:
    """A row as it is hashed; KeyError where her key is gone."""
    return row_text(row._mapping, sealed_in(keys, row))


def sealed_in(keys: PersonalKeys, row: Any) -> bytes | None:
    """What was sealed in a row; of one about nobody, what stands in its place. KeyError where her key is gone."""
    if row.individual_id is None or row.sealed is None:
        kept: bytes | None = row.sealed
        return kept
    return keys.open(IndividualId(row.individual_id), row.sealed, f"journal|{row.id}")
