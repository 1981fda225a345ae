"""A match in the shape of `schemas.access.match`."""

from collections.abc import Iterable

from profile_service.domain.concept import ConceptHit
from profile_service.domain.match import Fit, Had
from profile_service.domain.profile import Assertion
from profile_service.portability.own_format import Wire


def render_match(fit: Fit, *, own: bool = True) -> Wire:
    """`schemas.access.Match`.

    Args:
        own: whether it is told to her; a viewer of a link is told no entries.
    """
    return {
        "occupation": _concept(fit.wanted.occupation),
        "skills": [
            {
                "skill": _concept(row.needed.skill),
                "need": row.needed.need.value,
                **({} if row.had is None else {"has": _had(row.had, own=own)}),
            }
            for row in fit.rows
        ],
        "within": [_concept(one) for one in fit.wanted.within],
    }


def _concept(hit: ConceptHit) -> Wire:
    return {
        "scheme": hit.ref.scheme,
        "concept_id": hit.ref.id,
        "scheme_version": hit.version,
        "label": hit.label,
        "language": hit.language or None,
        "fallback": hit.fallback,
    }


def _had(had: Had, *, own: bool) -> Wire:
    told: Wire = {"level": had.level, "strength": None if had.strength is None else had.strength.value}
    return {**told, "entries": _entries(had.entries), "supported_by": _entries(had.by)} if own else told


def _entries(entries: Iterable[Assertion]) -> list[Wire]:
    return [{"section": one.section, "id": one.id} for one in entries]
