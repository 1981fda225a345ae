"""Concepts in the shape of the models in `schemas`."""

from collections.abc import Iterable, Mapping, Sequence

from profile_service.domain.concept import Concept, ConceptHit, ConceptRef, Edition, Relation
from profile_service.portability.own_format import Wire, in_utc


def render_hit(hit: ConceptHit) -> Wire:
    """`schemas.access.FoundConcept`."""
    return {
        "scheme": hit.ref.scheme,
        "concept_id": hit.ref.id,
        "scheme_version": hit.version,
        "kind": hit.kind.value,
        "code": hit.code,
        "label": hit.label,
        "language": hit.language,
        "fallback": hit.fallback,
        "matched": hit.matched,
        "deprecated": hit.deprecated,
    }


def render_details(
    concept: Concept,
    hit: ConceptHit,
    attribution: str,
    relations: tuple[Sequence[Relation], Sequence[Relation]],
    labelled: Mapping[ConceptRef, ConceptHit],
) -> Wire:
    """`schemas.access.ConceptDetails`; `relations` are those that begin here and those that end here."""
    leads_to, led_to_by = relations
    return {
        "scheme": concept.ref.scheme,
        "concept_id": concept.ref.id,
        "scheme_version": hit.version,
        "kind": concept.kind.value,
        "code": concept.code,
        "label": hit.label,
        "language": hit.language,
        "fallback": hit.fallback,
        "description": _in_one_of(concept.descriptions, (hit.language, "sv", "en", *concept.descriptions)),
        "labels": dict(concept.labels),
        "other_labels": {language: list(several) for language, several in concept.other_labels.items()},
        "deprecated_in": concept.deprecated_in,
        "attribution": attribution,
        "leads_to": [_relation(one, one.target, labelled) for one in leads_to],
        "led_to_by": [_relation(one, one.source, labelled) for one in led_to_by],
    }


def render_edition(edition: Edition) -> Wire:
    """`schemas.access.Taxonomy`."""
    return {
        "scheme": edition.scheme,
        "version": edition.version,
        "released": edition.released,
        "imported_at": in_utc(edition.imported_at),
        "licence": edition.licence,
        "attribution": edition.attribution,
        "languages": list(edition.languages),
        "files": [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in edition.files],
    }


def _relation(relation: Relation, other: ConceptRef, labelled: Mapping[ConceptRef, ConceptHit]) -> Wire:
    known = labelled.get(other)
    return {
        "kind": relation.kind.value,
        "scheme": other.scheme,
        "concept_id": other.id,
        "label": "" if known is None else known.label,
        "weight": relation.weight,
    }


def _in_one_of(texts: Mapping[str, str], languages: Iterable[str]) -> str:
    return next((texts[language] for language in languages if language in texts), "")
