"""Runs of equal lines in her history: one line with a count, so that nobody floods it."""

from collections.abc import Iterable
from dataclasses import replace

from profile_service.language.words import ZONE
from profile_service.web.sentences import Entry


def collapsed(entries: Iterable[Entry]) -> list[Entry]:
    """The lines with each run of stopped tries, or of pages of one session, as one: of one day and equal in all but the time.

    The newest time stands.
    """
    found: list[Entry] = []
    for entry in entries:
        if found and _same(found[-1], entry):
            found[-1] = replace(found[-1], times=found[-1].times + 1)
        else:
            found.append(entry)
    return found


def _same(one: Entry, other: Entry) -> bool:
    return (one.mark in ("stopped", "acted") or one.of_session) and _without_moment(one) == _without_moment(
        other
    )


def _without_moment(entry: Entry) -> tuple[object, ...]:
    day = entry.at.astimezone(ZONE).date()
    return day, entry.sentence, entry.names, entry.particulars, entry.mark, entry.ground, entry.of_session
