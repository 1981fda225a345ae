"""What is looked at across all files before anything is written: where relations lead, and whether something is its own ancestor."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from profile_service.actions.ports.concepts import Concepts
from profile_service.domain.concept import ConceptKind, ConceptRef, RelationKind, SchemeName
from profile_service.taxonomy import limits
from profile_service.taxonomy.errors import TaxonomyError, place_of
from profile_service.taxonomy.gathering import Gathering, PlacedRelation, Sheaf

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """Editions that can be printed, in an order in which each finds what it leads to.

    `ahead` counts relations to concepts that are not known yet, by their scheme: what a column of a concept says of its group. They are kept,
    and lead somewhere once that scheme is imported.
    """

    sheaves: Sequence[Sheaf]
    ahead: Mapping[SchemeName, int]


def check(gathering: Gathering, known: Concepts) -> Checked:
    """Put each relation into its edition, once it leads somewhere.

    Raises:
        TaxonomyError: a relation leads to what nobody knows, or a concept is broader than itself.
    """
    placed = list(_resolved(gathering, known))
    here = {ref for sheaf in gathering.sheaves.values() for ref in sheaf.concepts}
    ends = {end for one in placed for end in (one.relation.source, one.relation.target)}
    unknown = _unknown(ends - here, known)
    lost = [one for one in placed if {one.relation.source, one.relation.target} & unknown]
    _refuse_lost([one for one in lost if not one.implied], unknown)
    _refuse_cycles(placed)
    for one in placed:
        sheaf = gathering.sheaf(one.relation.source.scheme, one.version, one.file.name)
        sheaf.relations[one.relation] = None
        sheaf.files[one.file] = None
    ahead = Counter(one.relation.target.scheme for one in lost)
    return Checked(sorted(gathering.sheaves.values(), key=_order), ahead)


def refuse_what_was_cut_off(sheaf: Sheaf, standing: Mapping[ConceptKind, int]) -> None:
    """Refuse an edition that would deprecate most of what stands: a file that was cut off between two rows reads well.

    Raises:
        TaxonomyError: it has less than half of the concepts of a kind that it claims to hold completely.
    """
    for kind in sorted(sheaf.whole):
        number = sum(one.kind is kind for one in sheaf.concepts.values())
        if number < standing.get(kind, 0) * limits.SMALLEST_SHARE:
            raise TaxonomyError(
                ", ".join(file.name for file in sheaf.files),
                "",
                f"{number:,} of the kind {kind.value} are in it, where {standing[kind]:,} stand: the others would be deprecated",
                "the whole file, or --partial where it is meant to be a part",
            )


def _resolved(gathering: Gathering, known: Concepts) -> Iterator[PlacedRelation]:
    """The relations, with the codes of SSYK, ISCO, SUN in place of JobTech's ids for the same.

    Raises:
        TaxonomyError: nothing tells the code.
    """
    exact = gathering.exact()
    codes: dict[ConceptRef, ConceptRef] = dict(exact)
    for one in gathering.relations:
        relation = one.relation
        if relation.kind is RelationKind.EXACT and relation.source in exact:
            yield one
            continue
        ends = []
        for end in (relation.source, relation.target):
            if end in gathering.aliases and end not in codes:
                codes[end] = _code_of(end, known, one)
            ends.append(codes.get(end, end))
        if (relation.source, relation.target) == tuple(ends):
            yield one
        else:
            yield replace(one, relation=replace(relation, source=ends[0], target=ends[1]))


def _code_of(alias: ConceptRef, known: Concepts, one: PlacedRelation) -> ConceptRef:
    for relation in known.out_of(alias, [RelationKind.EXACT]):
        return relation.target
    raise TaxonomyError(
        one.file.name,
        place_of(one.at),
        f"it names {alias.id} by JobTech's id, and nothing tells the code of that group",
        "this file together with the one that holds those groups and their codes (ssyk-level-4-groups.json and the like)",
    )


def _unknown(refs: Iterable[ConceptRef], known: Concepts) -> frozenset[ConceptRef]:
    asked = sorted(refs, key=lambda ref: (ref.scheme, ref.id))
    found: set[ConceptRef] = set()
    for begin in range(0, len(asked), _AT_ONCE):
        found.update(known.labelled(asked[begin : begin + _AT_ONCE], "en"))
    return frozenset(asked) - found


def _refuse_lost(lost: Sequence[PlacedRelation], unknown: frozenset[ConceptRef]) -> None:
    if not lost:
        return
    named = []
    for one in lost[: limits.TOLD_MISTAKES]:
        end = next(end for end in (one.relation.target, one.relation.source) if end in unknown)
        named.append(f"{place_of(one.at)}: {end.scheme} {end.id}")
    more = f", and {len(lost) - len(named):,} more" if len(lost) > len(named) else ""
    schemes = ", ".join(sorted({ref.scheme for ref in unknown}))
    raise TaxonomyError(
        lost[0].file.name,
        place_of(lost[0].at),
        f"relations lead to concepts that nobody knows ({'; '.join(named)}{more})",
        f"the files of {schemes} that hold those concepts, imported before or together with this one",
    )


def _refuse_cycles(relations: Iterable[PlacedRelation]) -> None:
    upwards: dict[ConceptRef, list[PlacedRelation]] = {}
    for one in relations:
        if one.relation.kind is RelationKind.BROADER:
            upwards.setdefault(one.relation.source, []).append(one)
    done: set[ConceptRef] = set()
    for start in upwards:
        if start not in done:
            _climb(start, upwards, done)


def _climb(
    start: ConceptRef, upwards: Mapping[ConceptRef, Sequence[PlacedRelation]], done: set[ConceptRef]
) -> None:
    """Walk up from one concept, without recursion, since a file may be as deep as it likes."""
    path: dict[ConceptRef, Iterator[PlacedRelation]] = {start: iter(upwards[start])}
    while path:
        at, ways = next(reversed(path.items()))
        step = next(ways, None)
        if step is None:
            done.add(at)
            del path[at]
            continue
        broader = step.relation.target
        if broader in path:
            round_trip = [*list(path)[list(path).index(broader) :], broader]
            raise TaxonomyError(
                step.file.name,
                place_of(step.at),
                "a concept is broader than itself: " + " -> ".join(ref.id for ref in round_trip[:10]),
                "broader relations that end at a top",
            )
        if broader not in done and broader in upwards:
            path[broader] = iter(upwards[broader])


def _order(sheaf: Sheaf) -> tuple[bool, str, list[tuple[int, str]]]:
    # Groups before what lies in them, and older versions of a scheme before newer ones.
    parts = [(int(part), "") if part.isdecimal() else (0, part) for part in sheaf.version.split(".")]
    return sheaf.scheme in ("esco", "jobtech"), sheaf.scheme, parts
