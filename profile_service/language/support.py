"""How well a claim is supported and by what, in words: "assessed by Yrkesskolan (work sample, 10 November 2026)"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from profile_service.domain.profile import (
    OWN_WORDS,
    Assertion,
    Content,
    ItemId,
    Source,
    SourceKind,
    Strength,
)
from profile_service.domain.strength import stands, support_of
from profile_service.language.labels import strength_label
from profile_service.language.marking import N_
from profile_service.language.values import item_title
from profile_service.language.words import Words

_MOST: Final = 4
_COMMA: Final = {"ltr": ", ", "rtl": "، "}
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MARKS: Final[Mapping[Strength, str]] = MappingProxyType(
    {
        Strength.SELF: "○",
        Strength.CONTEXT: "◔",
        Strength.DOCUMENT: "◑",
        Strength.THIRD_PARTY: "◕",
        Strength.ASSESSED: "●",
        Strength.RECOGNISED: "★",
    }
)
"""Beside the words, for the eye: they differ in shape and not in colour."""
_MEANING: Final[Mapping[Strength, str]] = MappingProxyType(
    {
        Strength.SELF: N_("The person's own words. Nobody else has confirmed it."),
        Strength.CONTEXT: N_("It fits with a job or an education that stands here too."),
        Strength.DOCUMENT: N_("There is a paper that shows it."),
        Strength.THIRD_PARTY: N_("Somebody who has seen the work has confirmed it."),
        Strength.ASSESSED: N_("Somebody has assessed it, in a way that is named."),
        Strength.RECOGNISED: N_("It is officially recognised."),
    }
)
_HER_OWN: Final = frozenset({Strength.SELF, Strength.CONTEXT})
_BY_NAME: Final[Mapping[Strength, str]] = MappingProxyType(
    {
        Strength.THIRD_PARTY: N_("Confirmed by {name}"),
        Strength.ASSESSED: N_("Assessed by {name}"),
        Strength.RECOGNISED: N_("Officially recognised by {name}"),
    }
)
_NAMELESS: Final[Mapping[Strength, str]] = MappingProxyType(
    {
        Strength.THIRD_PARTY: N_("Confirmed by somebody else"),
        Strength.ASSESSED: N_("Assessed by somebody else"),
        Strength.RECOGNISED: N_("Officially recognised"),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """The mark of the strongest that speaks for a claim, and a line for each thing that does, strongest first.

    `confirmed` where somebody else than she has said so, or a paper does.
    """

    mark: str
    lines: tuple[str, ...]
    confirmed: bool = False


def marks_told(words: Words) -> tuple[tuple[str, str], ...]:
    """What each mark means, in plain words, weakest first."""
    return tuple((_MARKS[strength], words(_MEANING[strength])) for strength in Strength)


def support_told(
    words: Words, item: Assertion, sections: Mapping[str, Sequence[Assertion]], today: date
) -> Told:
    """What speaks for an item, out of the sections that whoever looks may see, and no others."""
    lines = support_lines(words, item, sections, today)
    strength = item.strength if item.section == "assessments" else support_of(item, sections, today).strength
    return Told(_MARKS[strength], lines or (_own(words, item),), strength not in _HER_OWN)


def support_lines(
    words: Words, item: Assertion, sections: Mapping[str, Sequence[Assertion]], today: date
) -> tuple[str, ...]:
    """The lines alone; empty where nothing speaks for it but its own source."""
    if item.section == "assessments":
        line = _assessed(words, item)
        return (line if stands(item, today) else words(N_("{line}. It does not count now."), line=line),)
    found = support_of(item, sections, today)
    return tuple(dict.fromkeys(_line(words, one) for one in found.by))[:_MOST]


def support_of_contents(
    words: Words, section: str, content: Content, sections: Mapping[str, Sequence[Content]], today: date
) -> Told:
    """The same where only contents leave, without ids and sources, as by a link."""
    beside = {name: [_bare(name, one) for one in contents] for name, contents in sections.items()}
    return support_told(words, _bare(section, content), beside, today)


def _bare(section: str, content: Content) -> Assertion:
    strength = (
        Strength(str(content.get("kind"))) if section == "assessments" and content.get("kind") else None
    )
    source = OWN_WORDS if strength is None else Source(SourceKind.ORGANISATION)
    return Assertion(
        ItemId(""), section, 1, source, strength or Strength.SELF, _LONG_AGO, _LONG_AGO, None, content
    )


def _own(words: Words, item: Assertion) -> str:
    if item.strength is not Strength.SELF:
        return strength_label(words, item.strength)
    is_own = item.source.kind in (SourceKind.INDIVIDUAL, SourceKind.HELPED)
    return words(N_("Own words")) if is_own else strength_label(words, item.strength)


def _line(words: Words, one: Assertion) -> str:
    title = item_title(words, one.section, one.content) or ""
    if one.section == "assessments":
        return _assessed(words, one)
    if one.section == "evidence":
        return words(N_("A document: {title}"), title=title)
    return words(N_("Fits with: {title}"), title=title)


def _assessed(words: Words, one: Assertion) -> str:
    name = _apart(words, str(one.content.get("assessor") or one.source.name))
    strength = one.strength if one.strength in _BY_NAME else Strength.THIRD_PARTY
    told = words(_BY_NAME[strength], name=name) if name else words(_NAMELESS[strength])
    how, day = one.content.get("method"), one.content.get("assessed_on")
    details = [_apart(words, str(how))] if isinstance(how, str) else []
    details += [_apart(words, words.partial(day))] if isinstance(day, str) else []
    return f"{told} ({_COMMA[words.direction].join(details)})" if details else told


def _apart(words: Words, text: str) -> str:
    # In a sentence from right to left, a name and the numbers beside it would change places (UAX #9: FSI, PDI).
    return f"\u2068{text}\u2069" if text and words.direction == "rtl" else text
