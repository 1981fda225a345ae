"""Mapping sessions of a person's own, and those that somebody runs with her."""

from collections.abc import Mapping, Sequence
from typing import Any

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from clients.mapping_seat import beginning
from schemas.access import MappingSession, MappingSessionList, MappingSheet

_ALL = ("v1", "me", "mapping-sessions")


def mapping_sessions() -> Call[MappingSessionList]:
    """Her sessions, whoever runs them."""
    return reading(path_to(*_ALL), as_model(MappingSessionList))


def start_mapping(
    instrument: str, languages: tuple[str, str], version: str | None = None, **circumstances: Any
) -> Call[MappingSession]:
    """Begin a session. What is known is filled in.

    Args:
        languages: hers, and the one beside it.
        circumstances: `present`, `interpreter` and `place`, where there is something to say.
    """
    content = beginning(instrument, languages, version, circumstances)
    return writing("POST", path_to(*_ALL), as_model(MappingSession), content)


def mapping_sheet(session: str) -> Call[MappingSheet]:
    """Each question, with what is known of it and what was answered."""
    return reading(path_to(*_ALL, session), as_model(MappingSheet))


def arrange_mapping(session: str, revision: int, changes: Mapping[str, Any]) -> Call[MappingSession]:
    """Leave sections out (`hidden`), open special ones (`opened`), or say how the conversation is held (`circumstances`)."""
    return writing(
        "PATCH", path_to(*_ALL, session), as_model(MappingSession), dict(changes), version=revision
    )


def answer_mapping(session: str, revision: int, answers: Sequence[Mapping[str, Any]]) -> Call[MappingSession]:
    """Write answers down, each with `item`, `touch` and, where it is stated, `value`."""
    content = {"answers": [dict(one) for one in answers]}
    address = path_to(*_ALL, session, "answers")
    return writing("PATCH", address, as_model(MappingSession), content, version=revision)


def hand_over_mapping(session: str, revision: int) -> Call[MappingSession]:
    """Turn the answers into drafts, to be approved one by one."""
    return writing("POST", path_to(*_ALL, session, "hand-over"), as_model(MappingSession), version=revision)


def leave_mapping(session: str, revision: int) -> Call[MappingSession]:
    """Give a session up: nothing is entered."""
    return writing("POST", path_to(*_ALL, session, "leave"), as_model(MappingSession), version=revision)


def delete_mapping(session: str) -> Call[None]:
    """Delete a session with its answers, notes and waiting drafts."""
    return writing("DELETE", path_to(*_ALL, session), as_nothing)
