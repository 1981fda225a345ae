"""Mapping sessions that an organisation runs under a grant. Each call says for which case, and who sits there."""

from collections.abc import Mapping, Sequence
from typing import Any

from clients.call import Call, as_model, path_to, reading, writing
from clients.mapping_seat import MappingSeat, beginning
from schemas.access import MappingSessionList, MappingSheet, MappingWritten

_ALL = ("v1", "mapping-sessions")


def start_mapping(
    seat: MappingSeat,
    instrument: str,
    languages: tuple[str, str],
    version: str | None = None,
    **circumstances: Any,
) -> Call[MappingWritten]:
    """Begin a session; the person sees that it began. The arguments are those of her own."""
    content = seat.content(**beginning(instrument, languages, version, circumstances))
    return writing("POST", path_to(*_ALL), as_model(MappingWritten), content)


def begun_mappings(grant: str) -> Call[MappingSessionList]:
    """The sessions that the organisation runs under a grant, without answers; none where the grant is not live."""
    return reading(path_to(*_ALL), as_model(MappingSessionList), [("grant_id", grant)])


def mapping_sheet(seat: MappingSeat, session: str) -> Call[MappingSheet]:
    """Open the sheet, with what the grant lets be known; each opening stands in the person's log."""
    return writing("POST", path_to(*_ALL, session, "sheet"), as_model(MappingSheet), seat.content())


def arrange_mapping(
    seat: MappingSeat, session: str, revision: int, changes: Mapping[str, Any]
) -> Call[MappingWritten]:
    """Leave sections out (`hidden`), open what the grant names (`opened`), or say how the conversation is held."""
    content = seat.content(**changes)
    return writing("PATCH", path_to(*_ALL, session), as_model(MappingWritten), content, version=revision)


def answer_mapping(
    seat: MappingSeat, session: str, revision: int, answers: Sequence[Mapping[str, Any]]
) -> Call[MappingWritten]:
    """Write answers down, each with `item`, `touch` and, where it is stated, `value`."""
    content = seat.content(answers=[dict(one) for one in answers])
    address = path_to(*_ALL, session, "answers")
    return writing("PATCH", address, as_model(MappingWritten), content, version=revision)


def note_mapping(
    seat: MappingSeat, session: str, revision: int, summary: str, next_steps: Sequence[str] = ()
) -> Call[MappingWritten]:
    """The adviser's own words: shown to the person, and no part of her profile."""
    content = seat.content(summary=summary, next_steps=list(next_steps))
    address = path_to(*_ALL, session, "notes")
    return writing("PUT", address, as_model(MappingWritten), content, version=revision)


def hand_over_mapping(seat: MappingSeat, session: str, revision: int) -> Call[MappingWritten]:
    """Hand the answers over; the person approves or refuses each."""
    address = path_to(*_ALL, session, "hand-over")
    return writing("POST", address, as_model(MappingWritten), seat.content(), version=revision)


def leave_mapping(seat: MappingSeat, session: str, revision: int) -> Call[MappingWritten]:
    """Give the session up: its answers are deleted."""
    address = path_to(*_ALL, session, "leave")
    return writing("POST", address, as_model(MappingWritten), seat.content(), version=revision)
