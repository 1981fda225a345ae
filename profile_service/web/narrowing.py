"""The change form of a grant: what is ticked in it, and what of the agreement that takes away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Final

from consent.request import Objection
from consent.terms import Ending, Terms, fold
from profile_service.actions.changing import Less
from profile_service.domain.calendar import end_of_day
from profile_service.domain.event import READINGS, AuditEvent, Outcome
from profile_service.domain.profile import Assertion
from profile_service.web.answers import Part, chosen_scopes, part_of
from profile_service.web.forms import Answers, date_in_parts, first, without_controls
from profile_service.web.rendering import last_day

LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Names:
    """Units and readers of the organisation by name."""

    units: tuple[str, ...]
    readers: tuple[str, ...]


def parts_of_grant(
    terms: Terms, sections: Mapping[str, Sequence[Assertion]], answers: Answers | None
) -> tuple[Part, ...]:
    """The scopes of a grant with what is ticked in them; as the form is first shown, all of it."""
    return tuple(
        part_of(at, scope, sections.get(scope.section, ()), answers, agreed=True)
        for at, scope in enumerate(terms.scopes)
    )


def names_in(events: Sequence[AuditEvent], terms: Terms) -> Names:
    """Who has read under the grant, newest first, and is not shut out yet."""
    reads = [one for one in events if one.kind in READINGS and one.outcome is Outcome.DISCLOSED]
    return Names(
        _not_yet([one.detail.get("unit") for one in reads], terms.barred.units),
        _not_yet([one.detail.get("reader") for one in reads], terms.barred.readers),
    )


def _not_yet(told: Sequence[object], barred: frozenset[str]) -> tuple[str, ...]:
    shut = {fold(name) for name in barred}
    named = [name for name in told if isinstance(name, str) and name]
    return tuple(name for name in dict.fromkeys(named) if fold(name) not in shut)


def less_of(
    terms: Terms, parts: Sequence[Part], answers: Answers, zone: tzinfo
) -> tuple[Less, list[Objection]]:
    """What the form takes away, and what is wrong with it before anybody has looked at the grant."""
    objections = [Objection(f"/scopes/{part.at}", "nothing in it", "") for part in parts if part.empty]
    scopes = None
    if any(part.answered() != part.scope for part in parts):
        scopes = chosen_scopes(parts)
        if not scopes and not objections:
            objections.append(Objection("/scopes", "nothing would be left", ""))
    until = None
    if first(answers, "until") == "other":
        try:
            day = date.fromisoformat(date_in_parts(answers, "until-other"))
            until = end_of_day(day, zone)
            if day == last_day(terms.until).astimezone(zone).date():
                until = None
        except (ValueError, OverflowError):
            objections.append(Objection("/until", "this is not a date", ""))
    once = first(answers, "once") and terms.ending is not Ending.ONCE
    units, readers = _named(answers, "unit"), _named(answers, "reader")
    for field, names in (("/units", units), ("/readers", readers)):
        if any(len(name) > LONGEST_NAME for name in names):
            objections.append(Objection(field, "the text is too long", f"at most {LONGEST_NAME}"))
    return Less(scopes, until, Ending.ONCE if once else None, units, readers), objections


def _named(answers: Answers, name: str) -> tuple[str, ...]:
    typed = [*answers.get(name, ()), first(answers, f"{name}-other")]
    clean = (" ".join(without_controls(text).split()) for text in typed)
    return tuple(dict.fromkeys(text for text in clean if text))
