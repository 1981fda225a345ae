"""Dumps of queries to JobTech's GraphQL: nodes with id, type and preferred_label, and lists of nodes that they lead to."""

from collections.abc import Iterator
from typing import Any, Final

from profile_service.domain.concept import Concept, ConceptKind, Relation, RelationKind
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.formats import TreeFormat, nothing
from profile_service.taxonomy.found import (
    Found,
    FoundConcept,
    FoundRelation,
    FoundWhole,
    Told,
    concept_of,
    each_once,
)
from profile_service.taxonomy.jobtech.standards import alias_of, kind_of, standard_of
from profile_service.taxonomy.schemes import ISO639, JOBTECH, ref
from profile_service.taxonomy.tree import Node, children, text_in, texts_in

_LISTS: Final = {
    "related": RelationKind.RELATED,
    "broader": RelationKind.BROADER,
    "narrower": RelationKind.BROADER,
    "substitutes": RelationKind.SUBSTITUTE,
    "substituted_by": RelationKind.SUBSTITUTE,
    "exact_match": RelationKind.EXACT,
    "close_match": RelationKind.CLOSE,
    "narrow_match": RelationKind.NARROW,
    "broad_match": RelationKind.BROAD,
}
_BACKWARDS: Final = ("narrower", "substituted_by")
"""Lists that are read from the listed node to the one that lists it."""
_COUNTRY: Final = "iso_3166_1_alpha_2_2013"
_REGION: Final = ("nuts_level_3_code_2021", "nuts_level_3_code_2013")
_LANGUAGE: Final = ("iso_639_1_2002", "iso_639_3_2007", "iso_639_2_1998")
_WHOLE_LISTS: Final = {"skill", "keyword", "language", "country"}
_WHOLE_TREES: Final = {"ssyk-level-1", "sun-education-field-1", "sun-education-level-1", "sni-level-1"}
_BELOW: Final = {"ssyk-level-1": ConceptKind.OCCUPATION}


def _read(tree: Any, _told: Told) -> Iterator[Found]:
    tops: set[tuple[str, bool]] = set()
    for at, node in children(tree["data"], "concepts", "/data"):
        yield from _node(node, at)
        tops.add((text_in(node, "type", at), any(key in node for key in _LISTS)))
    yield from _wholes(tops)


def _wholes(tops: set[tuple[str, bool]]) -> Iterator[Found]:
    """A plain list of one type is all of it, and so is a hierarchy from its top. What hangs on other nodes may be a part."""
    if len(tops) != 1:
        return
    sort, leads = tops.pop()
    standard = standard_of(sort)
    if sort in _WHOLE_LISTS and not leads:
        yield FoundWhole(JOBTECH, kind_of(sort))
    if standard is not None and sort in _WHOLE_TREES and leads:
        yield FoundWhole(standard.scheme, standard.kind)
        if sort in _BELOW:
            yield FoundWhole(JOBTECH, _BELOW[sort])


def _node(node: Node, at: str) -> Iterator[Found]:
    """A concept, and all that it leads to."""
    concept, found = _concept(node, at)
    yield from found
    for key, kind in _LISTS.items():
        for place, child in children(node, key, at):
            yield from _node(child, place)
            other = _concept(child, place)[0].ref
            ends = (other, concept.ref) if key in _BACKWARDS else (concept.ref, other)
            across = kind is RelationKind.RELATED and ends[0].scheme != JOBTECH != ends[1].scheme
            # SSYK beside ISCO is called "related" in the dump: across two schemes that is a close match.
            yield FoundRelation(
                place, Relation(RelationKind.CLOSE if across else kind, *ends, _weight(child, kind, place))
            )


def _concept(node: Node, at: str) -> tuple[Concept, list[Found]]:
    sort, label = text_in(node, "type", at), text_in(node, "preferred_label", at)
    concept_id = text_in(node, "id", at)
    if not sort or not label:
        raise MisfitError(
            at, "the concept lacks its type or its preferred_label", "both, and an id or a code"
        )
    standard = standard_of(sort)
    code = text_in(node, standard.key, at) if standard else _code(node, sort, at)
    by_code = standard is not None and bool(code)
    concept = concept_of(
        standard.ref(code) if standard and by_code else ref(JOBTECH, concept_id),
        standard.kind if standard and by_code else kind_of(sort),
        "sv",
        label,
        at,
        code=code,
        others=each_once(texts_in(node, "alternative_labels", at), at),
        description=text_in(node, "definition", at),
    )
    alias_only = standard is not None and not by_code
    found: list[Found] = [FoundConcept(at, concept, alias=alias_only)]
    if by_code:
        found.extend(alias_of(concept, concept_id, at))
    elif sort == "language" and code:
        found.append(
            FoundRelation(at, Relation(RelationKind.EXACT, concept.ref, ref(ISO639, code)), implied=True)
        )
    return concept, found


def _code(node: Node, sort: str, at: str) -> str:
    """What JobTech notes beside a concept of its own: a country's letters, a region's code in NUTS, a language's in ISO 639."""
    if sort == "country":
        return text_in(node, _COUNTRY, at)
    if sort == "region":
        return next((code for key in _REGION if (code := text_in(node, key, at))), "")
    if sort == "language":
        return next((code.lower() for key in _LANGUAGE if (code := text_in(node, key, at))), "")
    return ""


def _weight(node: Node, kind: RelationKind, at: str) -> int | None:
    if kind is not RelationKind.SUBSTITUTE:
        return None
    weight = node.get("substitutability_percentage")
    if not isinstance(weight, int) or isinstance(weight, bool) or not 0 <= weight <= 100:  # noqa: PLR2004
        raise MisfitError(
            f"{at}/substitutability_percentage", "this is no percentage", "a whole number from 0 to 100"
        )
    return weight


def _has(key: str) -> Any:
    def fits(tree: Any) -> bool:
        inner = tree.get("data") if isinstance(tree, dict) else None
        return isinstance(inner, dict) and isinstance(inner.get(key), list)

    return fits


GRAPH: Final = (
    TreeFormat("JobTech concepts", '{"data": {"concepts": [...]}}', _has("concepts"), _read),
    TreeFormat(
        "JobTech types",
        '{"data": {"concept_types": [...]}}',
        _has("concept_types"),
        nothing,
        aside="it names the types of other files",
    ),
)
