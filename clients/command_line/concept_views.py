"""Concepts of code schemes in words."""

from collections.abc import Sequence

from rich.text import Text

from clients.command_line.words import block, listed, when
from schemas.access import ConceptDetails, FoundConcept, FoundConceptList, Taxonomy, TaxonomyList
from schemas.access.concepts import ConceptRelation


def found(value: FoundConceptList) -> Text:
    """What a search found."""
    return listed(map(_hit, value.concepts), "Nothing was found.")


def details(value: ConceptDetails) -> Text:
    """Everything about one concept."""
    return block(
        value.label,
        [
            ("is", f"{value.kind.replace('_', ' ')} {value.code}".strip()),
            ("code", f"{value.scheme} {value.scheme_version}: {value.concept_id}"),
            ("gone in", value.deprecated_in or None),
            ("about", value.description or None),
            *((language, label) for language, label in sorted(value.labels.items())),
            ("also", "; ".join(one for several in value.other_labels.values() for one in several) or None),
            ("leads to", _ends(value.leads_to)),
            ("led to by", _ends(value.led_to_by)),
            ("source", value.attribution),
        ],
    )


def taxonomies(value: TaxonomyList) -> Text:
    """What was taken in."""
    return listed(map(_taxonomy, value.taxonomies), "Nothing was taken in yet.")


def _hit(value: FoundConcept) -> Text:
    return block(
        value.label,
        [
            ("is", f"{value.kind.replace('_', ' ')} {value.code}".strip()),
            ("code", f"{value.scheme} {value.scheme_version}: {value.concept_id}"),
            ("found by", value.matched or None),
            ("label in", value.language if value.fallback else None),
            ("gone", "newer versions have it no more" if value.deprecated else None),
        ],
    )


def _taxonomy(value: Taxonomy) -> Text:
    return block(
        f"{value.scheme} {value.version}",
        [
            ("released", str(value.released) if value.released else None),
            ("taken in", when(value.imported_at)),
            ("languages", ", ".join(value.languages)),
            ("terms", value.licence),
            ("source", value.attribution),
            *(("file", f"{one.name}, {one.size} bytes, sha256 {one.sha256}") for one in value.files),
        ],
    )


def _ends(relations: Sequence[ConceptRelation]) -> str | None:
    ends = [
        f"{one.label or one.concept_id} ({one.kind.replace('_', ' ')}{_weighed(one)})" for one in relations
    ]
    return "; ".join(ends) or None


def _weighed(relation: ConceptRelation) -> str:
    return "" if relation.weight is None else f", {relation.weight} %"
