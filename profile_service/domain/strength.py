"""How well a claim is supported by what stands beside it: worked out from the sections that whoever looks may see, no others.

The strength that is kept with an item is that of its own source. What an experience, a document or an assessment adds is never
written into her item: it lies beside it, and goes when that goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from profile_service.domain.profile import Assertion, Json, Strength

_ORDER: Final = {strength: rank for rank, strength in enumerate(Strength)}
_CLAIMS: Final = {"skills": "skill", "transversal": "skill", "languages": "language", "licences": "licence"}
"""The field of a section that holds the competence."""


@dataclass(frozen=True, slots=True)
class Support:
    """The strongest that speaks for a claim today, and the entries that do, strongest first."""

    strength: Strength
    by: tuple[Assertion, ...]


def stronger(one: Strength, other: Strength) -> Strength:
    """The stronger of the two."""
    return max(one, other, key=_ORDER.__getitem__)


def weaker(one: Strength, other: Strength) -> Strength:
    """The weaker of the two."""
    return min(one, other, key=_ORDER.__getitem__)


def support_of(item: Assertion, sections: Mapping[str, Sequence[Assertion]], today: date) -> Support:
    """What supports an item, out of these sections."""
    found = [
        (one, strength)
        for one, strength in _beside(item, sections, today)
        if _ORDER[strength] > _ORDER[Strength.SELF]
    ]
    found.sort(key=lambda pair: _ORDER[pair[1]], reverse=True)
    strengths = [item.strength, *(strength for _, strength in found)]
    return Support(max(strengths, key=_ORDER.__getitem__), tuple(one for one, _ in found))


def _beside(
    item: Assertion, sections: Mapping[str, Sequence[Assertion]], today: date
) -> Iterable[tuple[Assertion, Strength]]:
    competence = item.content.get(_CLAIMS.get(item.section, ""))
    for one in sections.get("assessments", ()):
        if stands(one, today) and (
            one.content.get("about") == item.id or same_code(one.content.get("competence"), competence)
        ):
            yield one, one.strength
    for one in sections.get("evidence", ()):
        if item.id in _listed(one.content.get("supports")):
            yield one, Strength.DOCUMENT
    for one in (*sections.get("experience", ()), *sections.get("education", ())):
        if one.id in _origins(item) or any(
            same_code(used, competence) for used in _listed(one.content.get("skills_used"))
        ):
            yield one, Strength.CONTEXT


def stands(assessment: Assertion, today: date) -> bool:
    """Whether an accepted assessment counts today: not hidden, superseded or withdrawn, and not past its date."""
    content = assessment.content
    if content.get("hidden") is True or content.get("status", "stands") != "stands":
        return False
    # Not by `valid_until`, which a narrow scope may have cut away: the review date of an assessment is that same day.
    return not assessment.is_stale(today)


def same_code(one: Json, other: Json) -> bool:
    """Whether two codes name the same concept. Labels alone are compared without case and outer spaces."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    if one.get("concept_id") is not None or other.get("concept_id") is not None:
        return (one.get("scheme"), one.get("concept_id")) == (other.get("scheme"), other.get("concept_id"))
    return _folded(one) == _folded(other)


def _folded(code: Mapping[str, Json]) -> str:
    return str(code.get("label", "")).strip().casefold()


def _origins(item: Assertion) -> frozenset[str]:
    origins = _listed(item.content.get("comes_from"))
    return frozenset(str(one["item"]) for one in origins if isinstance(one, Mapping) and one.get("item"))


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
