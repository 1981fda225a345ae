"""The starter set: what ships with the product, so that it works before anything was imported.

Which concepts there are, their addresses and codes, and which skills an occupation needs are facts of the schemes. Their labels here are
written by us, in every language of the portal, until an official edition brings its own. No file holds a scheme completely, so loading it
deprecates nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from profile_service.actions.ports.concepts import ConceptPress, Concepts
from profile_service.domain.concept import (
    Concept,
    ConceptKind,
    ConceptRef,
    Edition,
    Relation,
    RelationKind,
    SchemeName,
)
from profile_service.language import LANGUAGES, spoken
from profile_service.taxonomy.schemes import ISCO, ISO639, SCHEMES, ref
from profile_service.taxonomy.starter.languages import language_concepts

_NOTE: Final = "Starter set: labels by Egenkarta."
_SPOKEN: Final = {spoken(tag) for tag in LANGUAGES}
_NEEDS: Final = (("essential", RelationKind.ESSENTIAL), ("optional", RelationKind.OPTIONAL))


@dataclass(frozen=True, slots=True)
class StarterEdition:
    """One scheme of the starter set, as it is printed."""

    edition: Edition
    concepts: tuple[Concept, ...]
    relations: tuple[Relation, ...]


def starter_editions(now: datetime) -> Iterator[StarterEdition]:
    """The starter set, groups before what lies in them. `now` is when it is loaded.

    The languages are those that CLDR has names for, as Babel brings them; nothing is kept of them in a file here.
    """
    folder = files(__package__)
    for path in sorted((one for one in folder.iterdir() if one.name.endswith(".json")), key=_groups_first):
        yield _read(path, now)
    tongues = language_concepts()
    yield StarterEdition(_edition(ISO639, SCHEMES[ISO639].version, tongues, now), tongues, ())


def load_starter(shelf: Concepts, press: ConceptPress, now: datetime) -> int:
    """Load what is there of no edition yet, scheme by scheme; gives how many. Does next to nothing where all are there.

    A starter set of an earlier release, which lacks a language, is filled up.
    """
    there = {one.scheme for one in shelf.editions() if one.files or set(one.languages) >= _SPOKEN}
    if there >= {ISO639, *_SCHEMES.values()}:
        return 0
    missing = [one for one in starter_editions(now) if one.edition.scheme not in there]
    for one in missing:
        press.print_edition(one.edition, one.concepts, one.relations, frozenset())
    return len(missing)


_SCHEMES: Final = {
    "isco08.json": "isco08",
    "ssyk2012.json": "ssyk2012",
    "esco.json": "esco",
    "eqf.json": "eqf",
    "seqf.json": "seqf",
    "sun2020.json": "sun2020",
    "licences.json": "jobtech",
}
"""The files in the order in which they are loaded."""


def _groups_first(path: Traversable) -> int:
    return list(_SCHEMES).index(path.name)


def _read(path: Traversable, now: datetime) -> StarterEdition:
    written = json.loads(path.read_bytes())
    scheme, base = SchemeName(written["scheme"]), written.get("base", "")
    concepts: list[Concept] = []
    relations: list[Relation] = []
    for one in written["concepts"]:
        concept = _concept(ref(scheme, base + one["id"]), one)
        concepts.append(concept)
        relations.extend(_relations(concept.ref, one, base))
    every = tuple(concepts)
    return StarterEdition(_edition(scheme, written["version"], every, now), every, tuple(relations))


def _concept(found: ConceptRef, one: Mapping[str, Any]) -> Concept:
    others = {tag: tuple(labels) for tag, labels in one.get("other_labels", {}).items()}
    return Concept(found, ConceptKind(one["kind"]), one.get("code", ""), one["labels"], others)


def _relations(found: ConceptRef, one: Mapping[str, Any], base: str) -> Iterator[Relation]:
    for name, kind in _NEEDS:
        yield from (
            Relation(kind, found, ref(found.scheme, f"{base}skill/{skill}")) for skill in one.get(name, ())
        )
    isco = one.get("isco", [])
    if isinstance(isco, str):
        yield Relation(RelationKind.BROADER, found, ref(ISCO, isco))
    else:
        yield from (Relation(RelationKind.CLOSE, found, ref(ISCO, code)) for code in isco)
    for scheme, other in one.get("exact", {}).items():
        yield Relation(RelationKind.EXACT, found, ref(SchemeName(scheme), other))


def _edition(scheme: SchemeName, version: str, concepts: tuple[Concept, ...], now: datetime) -> Edition:
    known = SCHEMES[scheme]
    languages = tuple(sorted({tag for concept in concepts for tag in concept.labels}))
    # No publisher's file is in it: by that it gives way to every official edition, older ones too.
    return Edition(scheme, version, None, now, (), known.licence, f"{known.attribution} {_NOTE}", languages)
