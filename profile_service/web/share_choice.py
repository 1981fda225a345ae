"""The form for a new share: what she writes, what she ticks, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from consent.request import Objection
from consent.scope import Scope
from consent.share import COMPETENCES
from profile_service.domain.calendar import end_of_day
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import SECTIONS
from profile_service.domain.sharing import DEFAULT_DAYS, LONGEST_DAYS
from profile_service.web.answers import End, Part
from profile_service.web.forms import Answers, date_in_parts, first, without_controls

LONGEST_TEXT: Final = 200
_DAYS: Final = (14, DEFAULT_DAYS, LONGEST_DAYS)


@dataclass(frozen=True, slots=True)
class Choice:
    """The form as it was filled in. `until` is None where what she wrote is no day."""

    vacancy: str
    employer: str
    parts: tuple[Part, ...]
    until: datetime | None
    with_word: bool
    share_id: str
    fit: str
    """The occupation for which it is shown how it fits, as scheme and id with a space between; empty for none."""

    @property
    def scopes(self) -> list[str]:
        """What she ticked: the entries by their ids, so that nothing she writes later is shown unseen."""
        return [
            str(Scope(part.scope.section, part.fields, part.items))
            for part in self.parts
            if part.chosen and part.fields and part.items
        ]

    @property
    def empty_parts(self) -> list[int]:
        """Ticked as a whole, with nothing ticked inside."""
        return [part.at for part in self.parts if part.chosen and not (part.fields and part.items)]

    def objections(self) -> list[Objection]:
        """What is missing or wrong before anybody has looked at her profile."""
        found = []
        for name, text in (("vacancy", self.vacancy), ("employer", self.employer)):
            if not text:
                found.append(Objection(f"/{name}", "the field is missing", ""))
            elif len(text) > LONGEST_TEXT:
                found.append(Objection(f"/{name}", "the text is too long", str(LONGEST_TEXT)))
        found += [Objection(f"/scopes/{at}", "nothing in it", "") for at in self.empty_parts]
        if not self.scopes and not self.empty_parts:
            found.append(Objection("/scopes", "nothing was chosen", ""))
        if self.until is None:
            found.append(Objection("/until", "this is not a date", ""))
        return found


def choice_of(
    sections: Mapping[str, Sequence[Assertion]], answers: Answers | None, now: datetime, zone: tzinfo
) -> Choice:
    """The form, filled in or new. In a new one nothing is chosen."""
    named = [name for name in SECTIONS if name in COMPETENCES and sections.get(name)]
    parts = tuple(_part(at, name, tuple(sections[name]), answers) for at, name in enumerate(named))
    given = answers or {}
    return Choice(
        vacancy=without_controls(first(given, "vacancy")),
        employer=without_controls(first(given, "employer")),
        parts=parts,
        until=_until(given, now, zone),
        with_word=bool(first(given, "with_word")),
        share_id=first(given, "share_id"),
        fit=first(given, "fit"),
    )


def ends_to_choose(now: datetime, zone: tzinfo) -> tuple[End, ...]:
    """The days to choose from, the earliest first."""
    today = now.astimezone(zone).date()
    return tuple(End(today + timedelta(days=days), days) for days in _DAYS)


def _part(at: int, section: str, entries: tuple[Assertion, ...], answers: Answers | None) -> Part:
    scope = Scope(section, COMPETENCES[section])
    fields, listed = COMPETENCES[section], frozenset(str(entry.id) for entry in entries)
    if answers is None:
        return Part(at, scope, False, fields, listed, entries)
    chosen = section in answers.get("scope", ())
    ticked = frozenset(answers.get(f"field-{section}", ())) & fields
    kept = frozenset(answers.get(f"item-{section}", ())) & listed
    return Part(at, scope, chosen, ticked, kept, entries)


def _until(answers: Answers, now: datetime, zone: tzinfo) -> datetime | None:
    text = first(answers, "until")
    if not text:
        return end_of_day(now.astimezone(zone).date() + timedelta(days=DEFAULT_DAYS), zone)
    if text == "other":
        text = date_in_parts(answers, "until-other")
    try:
        return end_of_day(date.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        return None
