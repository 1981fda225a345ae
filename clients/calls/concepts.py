"""Concepts of code schemes. They are about nobody: no sign-in is needed."""

from collections.abc import Sequence
from dataclasses import replace

from clients.call import Call, as_model, path_to, reading
from schemas.access import ConceptDetails, FoundConceptList, TaxonomyList


def search_concepts(
    text: str,
    language: str = "sv",
    *,
    kinds: Sequence[str] = (),
    schemes: Sequence[str] = (),
    limit: int = 20,
) -> Call[FoundConceptList]:
    """Find concepts by words, the best first; a beginning is enough, and slips are forgiven."""
    query = [("q", text), ("language", language), ("limit", str(limit))]
    query += [("kind", one) for one in kinds] + [("scheme", one) for one in schemes]
    return replace(reading(path_to("v1", "concepts"), as_model(FoundConceptList), query), is_public=True)


def concept(scheme: str, concept_id: str, language: str = "sv") -> Call[ConceptDetails]:
    """Everything about one concept: labels, description, where it leads."""
    query = [("scheme", scheme), ("id", concept_id), ("language", language)]
    return replace(reading(path_to("v1", "concepts", "one"), as_model(ConceptDetails), query), is_public=True)


def taxonomies() -> Call[TaxonomyList]:
    """Which versions of which schemes the service has, from which files, and under which terms."""
    return replace(reading(path_to("v1", "taxonomies"), as_model(TaxonomyList)), is_public=True)
