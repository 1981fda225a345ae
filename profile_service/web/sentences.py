"""The lines of the log, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from consent.errors import ScopeError
from profile_service.actions.looking import LogLine
from profile_service.domain.event import Kind, Outcome
from profile_service.language import Words, scope_sentence
from profile_service.language.marking import N_
from profile_service.language.words import ZONE

_OWN: Final[Mapping[Kind, str]] = {
    Kind.EXPORT: N_("You took a copy of your profile."),
    Kind.IMPORT: N_("You added a file to your profile."),
    Kind.CODE: N_("You made a code to give away."),
    Kind.ERASURE: N_("You erased everything."),
}
_THEIRS: Final[Mapping[tuple[Kind, Outcome], str]] = {
    (Kind.READ, Outcome.DISCLOSED): N_("{organisation} read your profile."),
    (Kind.READ, Outcome.REFUSED): N_("{organisation} tried to read your profile. They got nothing."),
    (Kind.REQUEST, Outcome.DONE): N_("{organisation} asked to read a part of your profile."),
    (Kind.GRANT, Outcome.DONE): N_("You said yes to {organisation}."),
    (Kind.REFUSAL, Outcome.DONE): N_("You said no to {organisation}."),
    (Kind.WITHDRAWAL, Outcome.DONE): N_("You stopped sharing with {organisation}."),
}
_OTHER: Final = N_("Something was done with your profile.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what happened, when, and the particulars below it. `mark` is "read", "stopped" or "own".

    `purpose` is the organisation's own sentence, by language; empty where no grant was named.
    """

    at: datetime
    sentence: str
    names: Mapping[str, str]
    particulars: tuple[tuple[str, tuple[str, ...]], ...]
    purpose: Mapping[str, str]
    mark: str


def entry_of(words: Words, line: LogLine) -> Entry:
    """A line of the log as it is told to her. `sentence` is a msgid whose places `names` fills."""
    event = line.event
    if line.organisation is None:
        return Entry(event.at, _OWN.get(event.kind, _OTHER), {}, (), {}, "own")
    sentence = _THEIRS.get((event.kind, event.outcome), _OTHER)
    names = {"organisation": line.organisation.name} if "{organisation}" in sentence else {}
    return Entry(event.at, sentence, names, _particulars(words, line), _purpose(line), _mark(line))


def by_day(entries: list[Entry]) -> list[tuple[date, list[Entry]]]:
    """The lines under their days, in the order in which they came."""
    days: dict[date, list[Entry]] = {}
    for entry in entries:
        days.setdefault(entry.at.astimezone(ZONE).date(), []).append(entry)
    return list(days.items())


def _mark(line: LogLine) -> str:
    if line.event.kind is Kind.READ:
        return "read" if line.event.outcome is Outcome.DISCLOSED else "stopped"
    return "own"


def _particulars(words: Words, line: LogLine) -> tuple[tuple[str, tuple[str, ...]], ...]:
    detail = line.event.detail
    told = [
        (words(N_("Who")), (_text(detail.get("reader")),)),
        (words(N_("Unit")), (_text(detail.get("unit")),)),
        (words(N_("Case")), (_text(detail.get("case_reference")),)),
        (words(N_("What")), tuple(_scope(words, scope) for scope in _texts(detail.get("scopes")))),
    ]
    return tuple((name, lines) for name, lines in told if any(lines))


def _purpose(line: LogLine) -> Mapping[str, str]:
    return {} if line.declaration is None else line.declaration.purpose.sentence


def _scope(words: Words, text: str) -> str:
    try:
        return scope_sentence(words, text)
    except ScopeError:
        return text


def _text(value: str | list[str] | None) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: str | list[str] | None) -> list[str]:
    return value if isinstance(value, list) else []
