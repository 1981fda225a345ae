"""An occupation that she wants, held against what she has. For her: no score, no percentage, and nobody beside her.

A code of hers counts where it is the very code that is needed, or where an exact match leads from the one to the other. A
likeness of words, a broader concept or a close match never does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from profile_service.domain.concept import ConceptHit, ConceptId, ConceptRef, SchemeName
from profile_service.domain.coverage import Sections
from profile_service.domain.profile import Assertion, Json, Strength
from profile_service.domain.strength import stands, stronger, support_of

Equals = Mapping[ConceptRef, frozenset[ConceptRef]]
"""For a code of hers, the codes that mean exactly the same; itself among them."""
STRENGTHS: Final = tuple(Strength)
"""Weakest first."""


class Need(StrEnum):
    """How much the occupation needs a skill."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"


@dataclass(frozen=True, slots=True)
class Needed:
    """A skill that the occupation needs."""

    skill: ConceptHit
    need: Need


@dataclass(frozen=True, slots=True)
class Wanted:
    """An occupation, or a group of them, with what it needs. `within` are the occupations of a group, to look at one by one."""

    occupation: ConceptHit
    needs: tuple[Needed, ...]
    within: tuple[ConceptHit, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One code in her profile: the entry that holds it, and what speaks for it. `strength` is None where it is not told."""

    code: ConceptRef
    entry: Assertion
    level: int | None = None
    strength: Strength | None = None
    by: tuple[Assertion, ...] = ()


@dataclass(frozen=True, slots=True)
class Had:
    """What she has of a skill: the highest level that is stated, the strongest that speaks for it, and where it comes from."""

    level: int | None
    strength: Strength | None
    entries: tuple[Assertion, ...]
    by: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A skill that is needed, and what she has of it; None where it is missing."""

    needed: Needed
    had: Had | None


@dataclass(frozen=True, slots=True)
class Fit:
    """How it fits: what is always needed, and what is sometimes. In each what she has comes first, the strongest before."""

    wanted: Wanted
    rows: tuple[Row, ...]

    def of(self, need: Need) -> tuple[Row, ...]:
        """The rows of one need."""
        return tuple(row for row in self.rows if row.needed.need is need)

    @property
    def had(self) -> tuple[Row, ...]:
        """What she has."""
        return tuple(row for row in self.rows if row.had is not None)

    @property
    def missing(self) -> tuple[Row, ...]:
        """What is not there."""
        return tuple(row for row in self.rows if row.had is None)


def claims_of(sections: Sections, today: date, *, with_strength: bool = True) -> tuple[Claim, ...]:
    """Every code of a skill or a licence in these sections, supported by them alone.

    Args:
        with_strength: False where whoever looks is not told where her claims come from.
    """
    found = [
        *_stated(sections, today),
        *(
            Claim(code, entry, strength=Strength.CONTEXT)
            for entry in sections.get("experience", ())
            for code in _refs(entry.content.get("skills_used"))
        ),
        *(
            Claim(code, entry, _level(entry), entry.strength, (entry,))
            for entry in sections.get("assessments", ())
            if stands(entry, today)
            for code in _refs([entry.content.get("competence")])
        ),
    ]
    return tuple(found if with_strength else (Claim(one.code, one.entry, one.level) for one in found))


def _stated(sections: Sections, today: date) -> Iterable[Claim]:
    for section, field in (("skills", "skill"), ("transversal", "skill"), ("licences", "licence")):
        for entry in sections.get(section, ()):
            for code in _refs([entry.content.get(field)]):
                support = support_of(entry, sections, today)
                yield Claim(code, entry, _level(entry), support.strength, support.by)


def match(wanted: Wanted, claims: Sequence[Claim], equals: Equals) -> Fit:
    """Hold what is needed against what she has."""
    by_code: dict[ConceptRef, list[Claim]] = {}
    for claim in claims:
        for code in equals.get(claim.code, frozenset()) | {claim.code}:
            by_code.setdefault(code, []).append(claim)
    rows = [Row(needed, _had(by_code.get(needed.skill.ref, []))) for needed in wanted.needs]
    return Fit(wanted, tuple(sorted(rows, key=_place)))


def _had(claims: Sequence[Claim]) -> Had | None:
    if not claims:
        return None
    levels = [one.level for one in claims if one.level is not None]
    strength: Strength | None = None
    for one in claims:
        if one.strength is not None:
            strength = one.strength if strength is None else stronger(strength, one.strength)
    entries = tuple({one.entry.id: one.entry for one in claims}.values())
    by = tuple({one.id: one for claim in claims for one in claim.by}.values())
    return Had(max(levels, default=None), strength, entries, by)


def _place(row: Row) -> tuple[bool, bool, int, str]:
    strength = row.had.strength if row.had is not None else None
    rank = -STRENGTHS.index(strength) if strength is not None else 0
    label = row.needed.skill.label.casefold()
    return row.needed.need is not Need.ALWAYS, row.had is None, rank, label


def codes_of(claims: Iterable[Claim]) -> tuple[ConceptRef, ...]:
    """The codes of hers, each once: what exact matches are looked up for."""
    return tuple(dict.fromkeys(one.code for one in claims))


def in_own_words(sections: Sections) -> tuple[Assertion, ...]:
    """The skills that she has named without a code: no match can count them."""
    return tuple(
        entry
        for section in ("skills", "transversal")
        for entry in sections.get(section, ())
        if entry.content.get("skill") and not tuple(_refs([entry.content.get("skill")]))
    )


def goals_of(sections: Sections) -> tuple[ConceptRef, ...]:
    """The occupations that she has named as her goals with a code."""
    goals = (one.content for one in sections.get("expectations", ()))
    targets = [goal.get("target") for goal in goals if goal.get("goal") in ("occupation", "self_employment")]
    return tuple(dict.fromkeys(_refs(targets)))


def _level(entry: Assertion) -> int | None:
    level = entry.content.get("level")
    return level if isinstance(level, int) and not isinstance(level, bool) else None


def _refs(codes: Json) -> Iterable[ConceptRef]:
    if not isinstance(codes, Sequence) or isinstance(codes, str):
        return
    for code in codes:
        if isinstance(code, Mapping) and code.get("scheme") and code.get("concept_id"):
            yield ConceptRef(SchemeName(str(code["scheme"])), ConceptId(str(code["concept_id"])))
