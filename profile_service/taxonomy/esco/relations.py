"""What leads where in ESCO: broader concepts, skills of occupations, skills of skills, and the hierarchy of skills."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from profile_service.domain.concept import Relation, RelationKind
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.esco.addresses import addresses
from profile_service.taxonomy.formats import SheetFormat, columns
from profile_service.taxonomy.found import Found, FoundRelation, Told
from profile_service.taxonomy.sheet import Sheet

NEEDS: Final = {"essential": RelationKind.ESSENTIAL, "optional": RelationKind.OPTIONAL}
_LEVELS: Final = tuple(f"Level {number} URI" for number in range(4))


def _broader(sheet: Sheet, _told: Told) -> Iterator[Found]:
    address = addresses()
    for line, (narrow, broad) in sheet.pick("conceptUri", "broaderUri"):
        yield FoundRelation(line, Relation(RelationKind.BROADER, address(narrow, line), address(broad, line)))


def _of_occupations(sheet: Sheet, _told: Told) -> Iterator[Found]:
    yield from _needed(sheet, "occupationUri", "skillUri")


def _of_skills(sheet: Sheet, _told: Told) -> Iterator[Found]:
    yield from _needed(sheet, "originalSkillUri", "relatedSkillUri")


def _needed(sheet: Sheet, source: str, target: str) -> Iterator[Found]:
    address = addresses()
    for line, (start, word, end) in sheet.pick(source, "relationType", target):
        # A pair may be both essential and optional (17 are, in 1.2.0): the file says both, and both are kept.
        yield FoundRelation(line, Relation(need(word, line), address(start, line), address(end, line)))


def need(word: str, line: int) -> RelationKind:
    """Essential or optional.

    Raises:
        MisfitError: neither.
    """
    kind = NEEDS.get(word)
    if kind is None:
        raise MisfitError(line, f"relationType is {word[:50]!r}", " or ".join(NEEDS))
    return kind


def _hierarchy(sheet: Sheet, _told: Told) -> Iterator[Found]:
    address = addresses()
    # The official file leaves out the empty columns at the end of a row.
    for line, row in sheet.pick(*_LEVELS, trimmed=True):
        path = [address(uri, line) for uri in row if uri]
        for broad, narrow in list(pairwise(path))[-1:]:
            yield FoundRelation(line, Relation(RelationKind.BROADER, narrow, broad))


RELATIONS: Final = (
    SheetFormat("ESCO broader relations", columns("conceptUri", "broaderUri"), _broader),
    SheetFormat(
        "ESCO skills of occupations",
        columns("occupationUri", "relationType", "skillUri"),
        _of_occupations,
    ),
    SheetFormat(
        "ESCO skills of skills",
        columns("originalSkillUri", "relationType", "relatedSkillUri"),
        _of_skills,
    ),
    SheetFormat("ESCO hierarchy of skills", columns(*_LEVELS), _hierarchy),
)
