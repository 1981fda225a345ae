"""What an employer reads in a minute: what somebody can do, in groups, with what confirms it. The same by a link and by a grant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from consent.share import CONTACT
from profile_service.actions.shared_reading import Shown
from profile_service.domain.profile import Assertion, Content
from profile_service.domain.working_years import months_of, months_together
from profile_service.language import (
    Words,
    field_label,
    marks_told,
    support_of_contents,
    support_told,
    title_field,
    value_lines,
)
from profile_service.language.marking import N_
from profile_service.language.support import Told

_MONTHS: Final = 12
_SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "skills": ("months", "last_used", "wants_to_use"),
    "transversal": ("months", "last_used", "wants_to_use"),
    "experience": ("setting",),
    "education": ("outcome", "years_done", "level", "document"),
    "licences": ("kind", "issued", "valid_until"),
    "assessments": ("kind", "assessed_on"),
}
_LABELLED: Final = frozenset({"last_used", "issued", "valid_until", "document", "years_done"})
_SKILLS_OF_LANGUAGE: Final = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")
_IN_LEVELS: Final = ("skills", "transversal")
_ORDER: Final = ("skills", "transversal", "experience", "languages", "education", "licences", "assessments")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what it says in short and at length, and what speaks for it. `item` is None over a link, where no source leaves."""

    content: Content
    told: Told
    is_old: bool
    short: tuple[str, ...]
    """What is said in a few words each, most telling first: how long, from when to when, how well."""
    long: Content
    """The rest, field by field."""
    item: Assertion | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one section; of skills, those of one level."""

    level: int | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Competences:
    """Everything that is shown of one person, and the numbers of it."""

    sections: tuple[tuple[str, tuple[Group, ...]], ...]
    skills: int
    confirmed: int
    worked: str
    """How long she has worked or done other things altogether, in words; empty where no entry says."""
    languages: int
    marks: tuple[tuple[str, str], ...]
    """What each mark means."""


def by_link(speech: Words, shown: Shown, today: date) -> Competences:
    """What a link shows: contents without a source, and who has confirmed them is not named."""
    found = {
        name: tuple(
            Entry(
                content,
                support_of_contents(speech, name, content, shown.sections, today),
                bool(shown.old.get(name)) and shown.old[name][at],
                *_said(speech, name, content, today),
            )
            for at, content in enumerate(contents)
        )
        for name, contents in shown.sections.items()
    }
    return _grouped(speech, found, today)


def by_grant(speech: Words, sections: Mapping[str, Sequence[Assertion]], today: date) -> Competences:
    """What an employer's grant shows, with source and date, and by whom it is confirmed."""
    found = {
        name: tuple(
            Entry(
                item.content,
                support_told(speech, item, sections, today),
                item.is_stale(today),
                *_said(speech, name, item.content, today),
                item,
            )
            for item in items
        )
        for name, items in sections.items()
        if name not in CONTACT
    }
    return _grouped(speech, found, today)


def lasting(speech: Words, months: int) -> str:
    """A time in years, or in months where it is less than one; empty for none."""
    if not months:
        return ""
    if months < _MONTHS:
        return speech.plural("{n} month", "{n} months", months)
    return speech.plural("{n} year", "{n} years", round(months / _MONTHS))


def _said(speech: Words, section: str, content: Content, today: date) -> tuple[tuple[str, ...], Content]:
    """What an entry says, apart into the few words that go on one line, and the rest."""
    title = title_field(section, content)
    short, used = [], {title, "level"} if section in _IN_LEVELS else {title}
    if section == "experience" and (lasted := lasting(speech, months_of(content, today))):
        short.append(lasted)
    if {"start", "end"} & content.keys() and section != "licences":
        ongoing = content.get("ongoing") is True
        days = [str(content[name]) for name in ("start", "end") if content.get(name)]
        told = " – ".join(map(speech.partial, days))
        short.append(speech(N_("since {day}"), day=told) if ongoing and len(days) == 1 else told)
        used |= {"start", "end", "ongoing"}
    for name in _SHORT.get(section, ()):
        if content.get(name) is None or name in used:
            continue
        used.add(name)
        line = value_lines(speech, section, name, content[name])[0]
        if content[name] is False:
            continue
        if name == "months" and isinstance(content[name], int):
            short.append(speech(N_("{time} of practice"), time=lasting(speech, int(str(content[name])))))
            continue
        label = field_label(speech, section, name)
        short.append(label if content[name] is True else f"{label}: {line}" if name in _LABELLED else line)
    if section == "languages":
        short += _by_level(speech, content)
        used |= set(_SKILLS_OF_LANGUAGE)
    said = {"wants_to_use", *(() if content.get("ongoing") is True else ("ongoing",))}
    return tuple(short), {key: value for key, value in content.items() if key not in used | said}


def _by_level(speech: Words, content: Content) -> list[str]:
    """The five skills of a language under the levels that they have, so that an employer reads each level once."""
    levels: dict[str, list[str]] = {}
    for name in _SKILLS_OF_LANGUAGE:
        if content.get(name) is not None:
            level = value_lines(speech, "languages", name, content[name])[0]
            levels.setdefault(level, []).append(field_label(speech, "languages", name))
    return [f"{level} ({speech.join(names)})" for level, names in levels.items()]


def _grouped(speech: Words, found: Mapping[str, tuple[Entry, ...]], today: date) -> Competences:
    worked = months_together((one.content for one in found.get("experience", ())), today)
    claims = [one for name, entries in found.items() if name != "assessments" for one in entries]
    named = [*_ORDER, *(name for name in found if name not in _ORDER)]
    return Competences(
        tuple((name, _groups(name, found[name])) for name in named if found.get(name)),
        skills=sum(len(found.get(name, ())) for name in _IN_LEVELS),
        confirmed=sum(one.told.confirmed for one in claims),
        worked=lasting(speech, worked),
        languages=len(found.get("languages", ())),
        marks=marks_told(speech),
    )


def _groups(name: str, entries: Sequence[Entry]) -> tuple[Group, ...]:
    if name not in _IN_LEVELS:
        return (Group(None, tuple(entries)),)
    levels = sorted({_level(one) for one in entries}, reverse=True)
    return tuple(Group(level or None, tuple(_best_first(entries, level))) for level in levels)


def _best_first(entries: Iterable[Entry], level: int) -> list[Entry]:
    found = [one for one in entries if _level(one) == level]
    return sorted(found, key=lambda one: not one.told.confirmed)


def _level(entry: Entry) -> int:
    level = entry.content.get("level")
    return level if isinstance(level, int) else 0
