"""The dump of 2020, from before JobTech's taxonomy had version numbers: an object from id to label, type and the id before that.

Holds types that newer dumps lack: driving licences, levels of language, municipalities.
"""

from collections.abc import Iterator
from typing import Any, Final

from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.formats import TreeFormat
from profile_service.taxonomy.found import Found, FoundConcept, Told, concept_of
from profile_service.taxonomy.jobtech.standards import kind_of, standard_of
from profile_service.taxonomy.schemes import JOBTECH, ref
from profile_service.taxonomy.tree import allowed, text_in

VERSION: Final = "0"
"""Ours, for what came before JobTech counted: older than each of theirs."""
_LOOKED_AT: Final = 3


def _read(tree: Any, _told: Told) -> Iterator[Found]:
    for number, (concept_id, node) in enumerate(tree.items(), 1):
        at = "/" + allowed(concept_id, f"key number {number}").replace("~", "~0").replace("/", "~1")
        if not isinstance(node, dict):
            raise MisfitError(at, "this is no object", "an object with preferredLabel and type")
        sort, label = text_in(node, "type", at), text_in(node, "preferredLabel", at)
        if not sort or not label:
            raise MisfitError(at, "the concept lacks its type or its preferredLabel", "both")
        concept = concept_of(ref(JOBTECH, concept_id), kind_of(sort), "sv", label, at)
        yield FoundConcept(at, concept, alias=standard_of(sort) is not None)


def _fits(tree: Any) -> bool:
    if not isinstance(tree, dict) or not tree:
        return False
    first = list(tree.values())[:_LOOKED_AT]
    return all(isinstance(node, dict) and "preferredLabel" in node and "type" in node for node in first)


LEGACY: Final = (
    TreeFormat(
        "JobTech concepts of 2020", '{"<id>": {"preferredLabel": ..., "type": ...}}', _fits, _read, VERSION
    ),
)
