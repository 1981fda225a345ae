"""Addresses of ESCO's, each turned into a reference once for all the rows that name it."""

from collections.abc import Callable

from profile_service.domain.concept import ConceptKind, ConceptRef
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.schemes import esco_ref

Address = Callable[[str, int], ConceptRef]


def addresses() -> Address:
    """A function from an address and its line to the reference; it raises MisfitError where it is no address of ESCO's."""
    known: dict[str, ConceptRef] = {}

    def find(uri: str, line: int) -> ConceptRef:
        found = known.get(uri)
        if found is None:
            found = esco_ref(uri)
            if found is None:
                raise MisfitError(
                    line,
                    f"{uri[:100]!r} is no address of ESCO's",
                    "http://data.europa.eu/esco/ with occupation, skill or isco",
                )
            known[uri] = found
        return found

    return find


def kind_by_address(uri: str) -> ConceptKind:
    """What a concept is, where only its address tells."""
    if "/esco/occupation/" in uri:
        return ConceptKind.OCCUPATION
    if "/esco/isco/" in uri:
        return ConceptKind.OCCUPATION_GROUP
    return ConceptKind.SKILL_GROUP if "/esco/isced-f/" in uri else ConceptKind.SKILL
