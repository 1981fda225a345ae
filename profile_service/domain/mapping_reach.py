"""What of a mapping session whoever sits before it may see, answer, open and replace. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from consent.scope import Scope
from consent.shield import UNSHIELDED, Shield
from profile_service.domain.instrument import (
    AnswerKind,
    Instrument,
    InstrumentItem,
    InstrumentSection,
    Respondent,
    Target,
)
from profile_service.domain.mapping_session import Answer, MappingSession, Touch, for_others
from profile_service.domain.profile import Json
from profile_service.domain.sections import SECTIONS
from profile_service.domain.shielding import Between

Fields = Mapping[str, frozenset[str]]
"""Names of fields by section."""
_WORDS: Final = (AnswerKind.TEXT, AnswerKind.LONG_TEXT, AnswerKind.CONCEPT)


@dataclass(frozen=True, slots=True)
class Reach:
    """What whoever sits there may see and answer.

    `fields` are those that the ground names, None for herself. With `ordinary`, what is of no special category may be asked
    beyond them, and written down as she says it: what is not known has to be asked.
    """

    respondents: frozenset[Respondent]
    fields: Fields | None = None
    ordinary: bool = False
    shield: Shield = UNSHIELDED
    """What stays with her, in answers as in her profile (I-18)."""
    between: Between | None = None
    """Covers what would name her in words; None where she is not protected."""

    def opens(self, instrument: Instrument, section: InstrumentSection, item: InstrumentItem) -> bool:
        """Whether an item is there for them at all."""
        if self.fields is None:
            return True
        special = _special_of(instrument, section, item)
        if special is None or not self._name(special) or self._keeps_back(item):
            return False
        if item.target is None or self.ordinary:
            return True
        return frozenset(item.target.fields) <= self.fields.get(item.target.section, frozenset())

    def opens_any(self, instrument: Instrument, section: InstrumentSection) -> bool:
        """Whether anything of a section is there for them."""
        return any(self.opens(instrument, section, item) for item in section.items)

    def sees(self, answer: Answer, item: InstrumentItem) -> bool:
        """Whether they may see an answer to an item that is there for them.

        What she wrote herself, outside what she shares with them, is hers until she shares it. What was confirmed is what her
        profile says, whoever confirmed it.
        """
        if self.fields is None or item.target is None:
            return True
        inside = frozenset(item.target.fields) <= self.fields.get(item.target.section, frozenset())
        theirs = answer.by != "" and answer.touch is not Touch.CONFIRMED
        return not self._keeps_back(item) and (inside or (self.ordinary and theirs))

    def as_seen(self, answer: Answer, item: InstrumentItem) -> Answer | None:
        """An answer as they may see it: nothing, or it without what stays with her."""
        if not self.sees(answer, item):
            return None
        if self.between is None:
            return answer
        return replace(answer, value=_masked(item, answer.value, self.shield, self.between))

    def _keeps_back(self, item: InstrumentItem) -> bool:
        target = item.target
        return target is not None and target.field in self.shield.fields.get(target.section, frozenset())

    def _name(self, wanted: Fields) -> bool:
        given = self.fields or {}
        return all(fields <= given.get(section, frozenset()) for section, fields in wanted.items())


HERSELF: Final = Reach(frozenset({Respondent.PERSON}))


def visible_answers(session: MappingSession, instrument: Instrument, reach: Reach) -> Mapping[str, Answer]:
    """The answers that somebody may see."""
    return {
        item.id: shown
        for section in instrument.sections
        for item in section.items
        if reach.opens(instrument, section, item) and (shown := _shown(session, item, reach)) is not None
    }


def keeps_hers(session: MappingSession, item: InstrumentItem, reach: Reach) -> bool:
    """Whether an answer of hers stands here that somebody does not see, or not whole, and so does not replace."""
    stands = session.answers.get(item.id)
    return stands is not None and stands.by == "" and reach.as_seen(stands, item) != stands


def cut(session: MappingSession, instrument: Instrument, reach: Reach) -> MappingSession:
    """A session as somebody may see it: of the sections that were left out and opened, those that are there for them."""
    if reach.fields is None:
        return session
    there = sections_there(instrument, reach)
    notes = session.notes
    if reach.between is not None:
        masked = (mask_text(one, reach.between) for one in notes.next_steps)
        notes = replace(notes, summary=mask_text(notes.summary, reach.between), next_steps=tuple(masked))
    answers = visible_answers(session, instrument, reach)
    return for_others(
        replace(
            session,
            answers=answers,
            hidden=session.hidden & there,
            opened=session.opened & there,
            notes=notes,
        )
    )


def sections_there(instrument: Instrument, reach: Reach) -> frozenset[str]:
    """The sections of which anything is there for somebody."""
    return frozenset(section.id for section in instrument.sections if reach.opens_any(instrument, section))


def mask_text(text: str, between: Between) -> str:
    """A text with what would name her covered."""
    return str(between.mask_words(text))


def _shown(session: MappingSession, item: InstrumentItem, reach: Reach) -> Answer | None:
    stands, aside = session.answers.get(item.id), session.aside.get(item.id)
    shown = None if stands is None else reach.as_seen(stands, item)
    if aside is None or not keeps_hers(session, item, reach):
        return shown
    return reach.as_seen(aside, item) or shown


def fields_of(scopes: Iterable[Scope]) -> Fields:
    """The fields that scopes name, by section."""
    found: dict[str, frozenset[str]] = {}
    for scope in scopes:
        found[scope.section] = found.get(scope.section, frozenset()) | (scope.fields or frozenset())
    return found


def _masked(item: InstrumentItem, value: Json, shield: Shield, between: Between) -> Json:
    target = item.target
    if target is None:
        return between.mask_words(value) if item.kind in _WORDS else value
    if item.kind is AnswerKind.ENTRIES and isinstance(value, list):
        return [_masked_entry(target, one, shield, between) for one in value]
    return between.mask_content(target.section, {target.field: value})[target.field]


def _masked_entry(target: Target, entry: Json, shield: Shield, between: Between) -> Json:
    if not isinstance(entry, Mapping):
        return entry
    kept = shield.fields.get(target.section, frozenset())
    return dict(
        between.mask_content(target.section, {name: part for name, part in entry.items() if name not in kept})
    )


def _special_of(instrument: Instrument, section: InstrumentSection, item: InstrumentItem) -> Fields | None:
    """The fields of special categories that a ground must name before an item is there for others; None where none would do.

    A special question without a place in the profile goes with what its section asks for, or else with what the whole
    instrument does: whoever may not know the one may not ask for the other.
    """
    if item.target is not None and section.special:
        return {item.target.section: frozenset(item.target.fields)}
    if item.target is not None:
        return _special_fields((item,))
    if not section.special:
        return {}
    return _special_fields(section.items) or _special_fields(tuple(instrument.items())) or None


def _special_fields(items: Iterable[InstrumentItem]) -> Fields:
    found: dict[str, frozenset[str]] = {}
    for item in items:
        if item.target is not None:
            special = SECTIONS[item.target.section].special & frozenset(item.target.fields)
            if special:
                found[item.target.section] = found.get(item.target.section, frozenset()) | special
    return found
