"""What an occupation needs, out of the concept store; and what of it she has, out of her profile.

The store is asked beside the lanes (`House.look_up`), and knows nothing of anybody: it is given codes, and gives codes back.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from consent.vocabulary import IndividualId
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.ports import Desk, Work
from profile_service.actions.ports.concepts import Concepts
from profile_service.domain.concept import (
    LONGEST_QUERY,
    ConceptHit,
    ConceptKind,
    ConceptQuery,
    ConceptRef,
    RelationKind,
    SchemeName,
)
from profile_service.domain.match import (
    Claim,
    Equals,
    Fit,
    Need,
    Needed,
    Wanted,
    claims_of,
    codes_of,
    goals_of,
    in_own_words,
    match,
)
from profile_service.domain.profile import Assertion

_ESCO, _JOBTECH = SchemeName("esco"), SchemeName("jobtech")
_SSYK, _ISCO = SchemeName("ssyk2012"), SchemeName("isco08")
OCCUPATION_SCHEMES: Final = frozenset({_ESCO, _JOBTECH, _SSYK, _ISCO})
_KINDS: Final = frozenset({ConceptKind.OCCUPATION, ConceptKind.OCCUPATION_GROUP})
_MOST_WITHIN: Final = 40
"""How many occupations of a group are looked at; the largest group of ISCO has about so many."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is needed of her profile for a match: the codes that she has, and the goals that she has named.

    `uncoded` are her skills in words of her own, which no match can count.
    """

    claims: tuple[Claim, ...]
    goals: tuple[ConceptRef, ...]
    uncoded: tuple[Assertion, ...] = ()


def own_claims(work: Work, desk: Desk, caller: IndividualId) -> Own:
    """The codes in her own profile."""
    sections = read_own_profile(work, desk, caller).sections
    today = desk.clock.now().astimezone(desk.zone).date()
    return Own(claims_of(sections, today), goals_of(sections), in_own_words(sections))


def find_occupations(concepts: Concepts, text: str, language: str) -> Sequence[ConceptHit]:
    """The occupations and groups that a text finds, the best first."""
    if not text.strip():
        return ()
    query = ConceptQuery(
        text.strip()[:LONGEST_QUERY], language, _KINDS, frozenset({_ESCO, _SSYK, _JOBTECH}), limit=20
    )
    best: dict[str, ConceptHit] = {}
    for hit in concepts.search(query):
        # The same name in two schemes is one line to her, and the one of ESCO says more.
        said = hit.label.casefold()
        if said not in best or (hit.ref.scheme == _ESCO and best[said].ref.scheme != _ESCO):
            best[said] = hit
    return list(best.values())


def labelled_occupations(
    concepts: Concepts, refs: Sequence[ConceptRef], language: str
) -> Sequence[ConceptHit]:
    """Those of these that are occupations or groups of them, with their labels."""
    found = concepts.labelled(refs, language)
    return [found[one] for one in refs if one in found and found[one].kind in _KINDS]


def wanted(concepts: Concepts, ref: ConceptRef, language: str) -> Wanted | None:
    """What an occupation needs; None where there is no such occupation.

    An occupation of ESCO needs what ESCO says. A group of SSYK leads by ISCO to the occupations of ESCO in it: what most of
    them always need, the group needs; what JobTech names for the group, it sometimes needs.
    """
    if ref.scheme not in OCCUPATION_SCHEMES:
        return None
    occupation = concepts.labelled([ref], language).get(ref)
    if occupation is None or occupation.kind not in _KINDS:
        return None
    if ref.scheme == _ESCO:
        return Wanted(occupation, _labelled(concepts, _needs_of(concepts, ref), language))
    group = _group_of(concepts, ref)
    within = [] if group is None else _occupations_in(concepts, group)
    needs = _usual(concepts, within)
    for skill in [] if group is None or group.scheme != _SSYK else _named_for(concepts, group):
        needs.setdefault(skill, Need.SOMETIMES)
    if not within and group is not None:
        # A wide group leads to no occupation by itself: she can go on to the narrower ones.
        within = [
            one.source for one in concepts.into(group, [RelationKind.BROADER]) if one.source.scheme == _SSYK
        ]
    hits = concepts.labelled(within, language)
    inner = tuple(sorted((hits[one] for one in within if one in hits), key=lambda hit: hit.label.casefold()))
    return Wanted(occupation, _labelled(concepts, needs, language), inner)


def fit_of_claims(
    concepts: Concepts, claims: Sequence[Claim], occupation: ConceptRef, language: str
) -> Fit | None:
    """How claims fit an occupation; None where there is no such occupation."""
    needed = wanted(concepts, occupation, language)
    return None if needed is None else match(needed, claims, equals_of(concepts, codes_of(claims)))


def equals_of(concepts: Concepts, refs: Iterable[ConceptRef]) -> Equals:
    """For each code the codes that mean exactly the same."""
    exact = [RelationKind.EXACT]
    return {
        ref: frozenset({ref})
        | {one.target for one in concepts.out_of(ref, exact)}
        | {one.source for one in concepts.into(ref, exact)}
        for ref in refs
    }


def _needs_of(concepts: Concepts, ref: ConceptRef) -> dict[ConceptRef, Need]:
    found: dict[ConceptRef, Need] = {}
    for one in concepts.out_of(ref, [RelationKind.ESSENTIAL, RelationKind.OPTIONAL]):
        # A pair may be both (17 are, in ESCO 1.2.0): what is always needed is not needed sometimes.
        if one.kind is RelationKind.ESSENTIAL:
            found[one.target] = Need.ALWAYS
        else:
            found.setdefault(one.target, Need.SOMETIMES)
    return found


def _group_of(concepts: Concepts, ref: ConceptRef) -> ConceptRef | None:
    if ref.scheme in (_SSYK, _ISCO):
        return ref
    broader = concepts.out_of(ref, [RelationKind.BROADER])
    return next((one.target for one in broader if one.target.scheme == _SSYK), None)


def _occupations_in(concepts: Concepts, group: ConceptRef) -> list[ConceptRef]:
    across = [RelationKind.CLOSE, RelationKind.EXACT]
    groups = [group] if group.scheme == _ISCO else []
    groups += [one.target for one in concepts.out_of(group, across) if one.target.scheme == _ISCO]
    groups += [one.source for one in concepts.into(group, across) if one.source.scheme == _ISCO]
    found = [
        one.source
        for isco in dict.fromkeys(groups)
        for one in concepts.into(isco, [RelationKind.BROADER])
        if one.source.scheme == _ESCO
    ]
    return list(dict.fromkeys(found))[:_MOST_WITHIN]


def _usual(concepts: Concepts, occupations: Sequence[ConceptRef]) -> dict[ConceptRef, Need]:
    """What more than half of these always need."""
    always = Counter(
        skill
        for one in occupations
        for skill, need in _needs_of(concepts, one).items()
        if need is Need.ALWAYS
    )
    return {skill: Need.ALWAYS for skill, times in always.items() if 2 * times > len(occupations)}


def _named_for(concepts: Concepts, group: ConceptRef) -> list[ConceptRef]:
    related = [RelationKind.RELATED]
    ends = [one.target for one in concepts.out_of(group, related)]
    ends += [one.source for one in concepts.into(group, related)]
    return [one for one in dict.fromkeys(ends) if one.scheme == _JOBTECH]


def _labelled(concepts: Concepts, needs: dict[ConceptRef, Need], language: str) -> tuple[Needed, ...]:
    hits = concepts.labelled(list(needs), language)
    kept = (ConceptKind.SKILL, ConceptKind.LICENCE, ConceptKind.LANGUAGE)
    return tuple(
        Needed(hits[ref], need) for ref, need in needs.items() if ref in hits and hits[ref].kind in kept
    )
