"""The lines of the log, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from consent.errors import ScopeError
from profile_service.actions.looking import LogLine
from profile_service.domain.event import READINGS, Kind, Outcome
from profile_service.language import Words, scope_sentence
from profile_service.language.marking import N_
from profile_service.language.words import ZONE
from profile_service.web.assessment_sentences import (
    assessment_particulars,
    assessment_sentence,
    is_about_an_assessment,
)
from profile_service.web.helping_sentences import help_particulars, help_sentence, is_about_help
from profile_service.web.share_sentences import is_about_a_link, link_particulars, link_sentence
from profile_service.web.way_sentences import is_about_a_way, way_particulars, way_sentence

_OWN: Final[Mapping[Kind, str]] = {
    Kind.EXPORT: N_("You took a copy of your profile."),
    Kind.IMPORT: N_("You added a file to your profile."),
    Kind.CODE: N_("You made a code to give away."),
    Kind.ERASURE: N_("You erased everything."),
    Kind.PAUSE: N_("You paused all sharing. Nobody could read."),
    Kind.RESUMPTION: N_("You let all sharing go on."),
    Kind.SHARE: N_("You made a link to show your competences."),
    Kind.SHARE_END: N_("You ended a link. It opens nothing now."),
    Kind.CONTACT_ASKED: N_("Somebody with your link asked who you are."),
    Kind.MORE_ASKED: N_("Somebody with your link asks to see more."),
    Kind.CONTACT_GIVEN: N_("You let somebody with your link know how to reach you."),
    Kind.READ: N_("Somebody who has your link looked."),
    Kind.SIGN_OUT: N_("You signed out on another device."),
    Kind.NEW_NUMBER: N_("You came with a new personal number. Your profile is the same."),
    Kind.PROTECTION: N_("Protected identity was switched on."),
    Kind.PROTECTION_END: N_("Protected identity was switched off."),
    Kind.HELP_END: N_("The help came to its end."),
    Kind.DRAFT_ANSWER: N_("You answered what a helper had written."),
    Kind.FILE: N_("You added a file, or took one away."),
}
_THEIRS: Final[Mapping[tuple[Kind, Outcome], str]] = {
    (Kind.READ, Outcome.DISCLOSED): N_("{organisation} read your profile."),
    (Kind.READ, Outcome.REFUSED): N_("{organisation} tried to read your profile. They got nothing."),
    (Kind.COVERAGE, Outcome.DISCLOSED): N_(
        "{organisation} asked what is known already. They saw no answers."
    ),
    (Kind.COVERAGE, Outcome.REFUSED): N_("{organisation} tried to ask what is known. They got nothing."),
    (Kind.MAPPING, Outcome.DISCLOSED): N_("{organisation} began to map with you. They saw what you share."),
    (Kind.MAPPING, Outcome.REFUSED): N_("{organisation} tried to begin a mapping. They got nothing."),
    (Kind.MAPPING_END, Outcome.DONE): N_("{organisation} ended a mapping session with you."),
    (Kind.FILE_OPENED, Outcome.DISCLOSED): N_("{organisation} opened a file of yours."),
    (Kind.FILE_OPENED, Outcome.REFUSED): N_("{organisation} tried to open a file. They got nothing."),
    (Kind.COPIED, Outcome.DISCLOSED): N_("{organisation} read your profile and took a copy in a file."),
    (Kind.COPIED, Outcome.REFUSED): N_("{organisation} tried to take a copy. They got nothing."),
    (Kind.REQUEST, Outcome.DONE): N_("{organisation} asked to read a part of your profile."),
    (Kind.GRANT, Outcome.DONE): N_("You said yes to {organisation}."),
    (Kind.REFUSAL, Outcome.DONE): N_("You said no to {organisation}."),
    (Kind.WITHDRAWAL, Outcome.DONE): N_("You stopped sharing with {organisation}."),
    (Kind.CHANGE, Outcome.DONE): N_("You changed what {organisation} may read."),
    (Kind.PAUSE, Outcome.DONE): N_("You paused sharing with {organisation}."),
    (Kind.RESUMPTION, Outcome.DONE): N_("You let sharing with {organisation} go on."),
    (Kind.UNDOING, Outcome.DONE): N_("You took back your yes to {organisation} at once."),
    (Kind.CLOSURE, Outcome.DONE): N_("{organisation} closed the case. They cannot read any more."),
    (Kind.REVOCATION, Outcome.DONE): N_(
        "The purpose of {organisation} was taken back. They cannot read any more."
    ),
    (Kind.EXPIRY, Outcome.DONE): N_("Sharing with {organisation} came to its end."),
    (Kind.HELD_BACK, Outcome.DONE): N_("{organisation} asked again after your no. The question was stopped."),
    (Kind.LET_AGAIN, Outcome.DONE): N_("You let {organisation} ask you again."),
    (Kind.ACKNOWLEDGEMENT, Outcome.DONE): N_("{organisation} confirmed that they know of a change."),
    (Kind.ERASED_THERE, Outcome.DONE): N_("{organisation} states that they have erased what they read."),
    (Kind.INQUIRY, Outcome.DONE): N_("You asked {organisation} about a reading."),
    (Kind.INQUIRY_ANSWER, Outcome.DONE): N_("{organisation} answered your question."),
    (Kind.INQUIRY_END, Outcome.DONE): N_("You are done with your question to {organisation}."),
    (Kind.DUTY, Outcome.DONE): N_("{organisation} may read a part by law."),
    (Kind.DUTY_END, Outcome.DONE): N_("{organisation} may not read by law any more."),
    (Kind.PROTECTION, Outcome.DONE): N_("{organisation} switched on protected identity for you."),
    (Kind.PROTECTION_END, Outcome.DONE): N_("{organisation} switched off protected identity for you."),
    (Kind.HELP, Outcome.DONE): N_("{organisation} began to help you with your profile."),
    (Kind.HELP_END, Outcome.DONE): N_("The help from {organisation} came to its end."),
    (Kind.DRAFT, Outcome.DONE): N_("{organisation} wrote a proposal for your profile."),
    (Kind.DRAFT_ANSWER, Outcome.DONE): N_("You answered a proposal from {organisation}."),
    (Kind.ALARM, Outcome.DONE): N_("A reader at {organisation} opened unusually many people."),
}
_OTHER: Final = N_("Something was done with your profile.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what happened, when, and the particulars below it. `mark` is "read", "stopped" or "own".

    `purpose` is the organisation's own sentence, by language; empty where no grant was named. `event` is the id of the
    line, `ground` that of the grant, duty or share which it is about.
    """

    at: datetime
    sentence: str
    names: Mapping[str, str]
    particulars: tuple[tuple[str, tuple[str, ...]], ...]
    purpose: Mapping[str, str]
    mark: str
    event: str
    ground: str
    times: int = 1
    """How many equal lines it stands for; see `web.collapsing`."""
    of_session: bool = False
    """Whether it is a page of a mapping session, which reads the profile anew each time."""


def entry_of(words: Words, line: LogLine) -> Entry:
    """A line of the log as it is told to her. `sentence` is a msgid whose places `names` fills."""
    event = line.event
    if is_about_a_link(line):
        particulars = link_particulars(words, line)
        return Entry(event.at, link_sentence(line), {}, particulars, {}, _mark(line), event.id, "")
    if is_about_help(line):
        return _about_help(words, line)
    if is_about_an_assessment(line):
        return _about_an_assessment(words, line)
    if is_about_a_way(line):
        return _about_a_way(words, line)
    if line.organisation is None:
        particulars = _particulars(words, line) if event.kind in READINGS else ()
        return Entry(event.at, _OWN.get(event.kind, _OTHER), {}, particulars, {}, _mark(line), event.id, "")
    sentence = _THEIRS.get((event.kind, event.outcome), _OTHER)
    names = {"organisation": line.organisation.name} if "{organisation}" in sentence else {}
    told = _particulars(words, line)
    purpose, mark, ground = _purpose(line), _mark(line), event.grant or ""
    of_session = event.kind is Kind.READ and mark == "read" and "instrument_title" in event.detail
    return Entry(event.at, sentence, names, told, purpose, mark, event.id, ground, of_session=of_session)


def _about_a_way(words: Words, line: LogLine) -> Entry:
    sentence, told, event = way_sentence(line), way_particulars(words, line), line.event
    names = {"organisation": line.organisation.name} if line.organisation and "{org" in sentence else {}
    return Entry(event.at, sentence, names, told, {}, "own", event.id, "")


def _about_an_assessment(words: Words, line: LogLine) -> Entry:
    sentence, told, event = assessment_sentence(line), assessment_particulars(words, line), line.event
    names = {"organisation": line.organisation.name} if line.organisation and "{org" in sentence else {}
    mark = "stopped" if event.outcome is Outcome.REFUSED else "own"
    return Entry(event.at, sentence, names, told, {}, mark, event.id, "")


def _about_help(words: Words, line: LogLine) -> Entry:
    sentence = help_sentence(line)
    names = {"organisation": line.organisation.name} if line.organisation and "{org" in sentence else {}
    told, event = help_particulars(words, line), line.event
    mark = "acted" if event.kind is Kind.MANDATE_USED else "own"
    return Entry(event.at, sentence, names, told, {}, mark, event.id, "")


def by_day(entries: list[Entry]) -> list[tuple[date, list[Entry]]]:
    """The lines under their days, in the order in which they came."""
    days: dict[date, list[Entry]] = {}
    for entry in entries:
        days.setdefault(entry.at.astimezone(ZONE).date(), []).append(entry)
    return list(days.items())


def _mark(line: LogLine) -> str:
    if line.event.kind in READINGS:
        return "read" if line.event.outcome is Outcome.DISCLOSED else "stopped"
    return "own"


def _particulars(words: Words, line: LogLine) -> tuple[tuple[str, tuple[str, ...]], ...]:
    detail = line.event.detail
    told = [
        (words(N_("Who")), (_text(detail.get("reader")),)),
        (words(N_("Unit")), (_text(detail.get("unit")),)),
        (words(N_("Case")), (_text(detail.get("case_reference")),)),
        (words(N_("The rule")), (_text(detail.get("rule")),)),
        (words(N_("Unusual")), (_text(detail.get("over_limit_reason")),)),
        (words(N_("Questions")), (instrument_title(words, detail.get("instrument_title")),)),
        (words(N_("What")), tuple(_scope(words, scope) for scope in _texts(detail.get("scopes")))),
    ]
    if line.event.kind is Kind.PROTECTION_END:
        told.append((words(N_("Why")), (_text(detail.get("reason")),)))
    return tuple((name, lines) for name, lines in told if any(lines))


def instrument_title(words: Words, titles: str | list[str] | None) -> str:
    """The title that an instrument had, out of a line that names it (`actions.journaling.named`)."""
    told: dict[str, str] = {}
    for one in _texts(titles):
        tag, _, title = one.partition(" ")
        told[tag] = title
    return told.get(words.tag) or told.get("sv") or next(iter(told.values()), "")


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
