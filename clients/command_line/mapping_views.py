"""Mapping sessions in words."""

from rich.text import Text

from clients.command_line.words import block, content, listed, localised, when
from schemas.access import MappingRow, MappingSession, MappingSessionList, MappingSheet, MappingWritten


def session(value: MappingSession) -> Text:
    """One session."""
    reused, notes = value.reused, value.notes
    return block(
        f"{value.id}: {value.instrument} {value.instrument_version} ({value.state})",
        [
            (
                "run by",
                "you" if value.organisation is None else f"{value.adviser}, {value.organisation.name}",
            ),
            ("languages", ", ".join(value.circumstances.languages)),
            ("known when it began", f"{reused.known} of {reused.items}"),
            ("revision", str(value.revision)),
            ("changed", when(value.changed_at)),
            ("summary", notes.summary),
            *[("next step", step) for step in notes.next_steps],
        ],
    )


def sessions(value: MappingSessionList) -> Text:
    """All of them."""
    return listed(map(session, value.mapping_sessions), "There are no mapping sessions.")


def sheet(value: MappingSheet) -> Text:
    """A session with its questions."""
    head = Text(localised(value.instrument.title) + "\n")
    return listed([head, session(value.session), *map(_row, value.rows)], "")


def written(value: MappingWritten) -> Text:
    """What an organisation is told of its own session."""
    return block(f"{value.id} ({value.state})", [("revision", str(value.revision))])


def _row(row: MappingRow) -> Text:
    answer = row.answer
    return block(
        f"{row.section}/{row.item}: {'ask this' if row.asked else 'need not be asked'}",
        [
            ("known", content(row.value) if row.value is not None else None),
            ("but old", "confirm or change it" if row.status == "stale" else None),
            ("strength", row.strength),
            ("answer", None if answer is None else _answered(answer.touch, content(answer.value))),
        ],
    )


def _answered(touch: str, said: str) -> str:
    return touch if said == "-" else f"{touch}: {said}"
