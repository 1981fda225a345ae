"""A few concepts of ours, in the shape of the real ones, and editions to print them in."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from profile_service.domain.concept import (
    Concept,
    ConceptHit,
    ConceptId,
    ConceptKind,
    ConceptQuery,
    ConceptRef,
    Edition,
    SchemeName,
    SourceFile,
)
from profile_service.storage.concepts import ConceptStore

ESCO, SSYK = SchemeName("esco"), SchemeName("ssyk2012")
PHOTOGRAPHER = "http://data.example/esco/occupation/photographer"
WHOLE = frozenset({"occupation", "skill"})


def ref(name: str, scheme: SchemeName = ESCO) -> ConceptRef:
    return ConceptRef(scheme, ConceptId(name))


def one(
    name: str,
    labels: Mapping[str, str],
    others: Mapping[str, Sequence[str]] | None = None,
    *,
    kind: ConceptKind = ConceptKind.OCCUPATION,
    scheme: SchemeName = ESCO,
    code: str = "",
    descriptions: Mapping[str, str] | None = None,
) -> Concept:
    """One concept."""
    other_labels = {language: tuple(several) for language, several in (others or {}).items()}
    return Concept(ref(name, scheme), kind, code, labels, other_labels, descriptions or {})


def edition(version: str, *, scheme: SchemeName = ESCO, file: str = "occupations.csv") -> Edition:
    """An edition whose file holds what its name and version say."""
    digest = hashlib.sha256(f"{file} {version}".encode()).hexdigest()
    return Edition(
        scheme, version, date(2024, 5, 15), datetime(2026, 1, 2, 3, tzinfo=UTC), (SourceFile(file, digest, 100),),
        "European Union, Decision 2011/833/EU", "This service uses the ESCO classification of the European Commission.",
        ("en", "sv"),
    )  # fmt: skip


TRADES = (
    one(
        PHOTOGRAPHER,
        {
            "sv": "fotograf",
            "en": "photographer",
            "fi": "valokuvaaja",
            "ar": "مُصَوِّر فوتوغرافيّ / مصورة فوتوغرافية",
        },
        {"en": ["picture taker"]},
        code="3431.1",
        descriptions={"en": "Takes photographs."},
    ),
    one("http://data.example/esco/occupation/journalist", {"sv": "fotojournalist", "en": "photojournalist"}),
    one(
        "http://data.example/esco/occupation/nurse",
        {"sv": "sjuksköterska", "en": "nurse"},
        {"sv": ["skötare"]},
    ),
    one("http://data.example/esco/occupation/weaver", {"en": "weaver", "de": "Weber"}),
    one("http://data.example/esco/skill/weave", {"sv": "väva", "en": "weave cloth"}, kind=ConceptKind.SKILL),
    one("http://data.example/esco/skill/cpp", {"sv": "C++", "en": "C++"}, kind=ConceptKind.SKILL),
    one("http://data.example/esco/skill/c", {"sv": "C", "en": "C"}, kind=ConceptKind.SKILL),
)
GROUPS = (one("5321", {"sv": "Undersköterskor"}, kind=ConceptKind.OCCUPATION_GROUP, scheme=SSYK),)


def fill(store: ConceptStore) -> ConceptStore:
    """Print the shelf into a store."""
    store.print_edition(edition("1.2.0"), TRADES, (), WHOLE)
    store.print_edition(edition("2012", scheme=SSYK), GROUPS, (), frozenset({"occupation_group"}))
    return store


def found(store: ConceptStore, text: str, language: str = "sv", **narrowed: object) -> list[ConceptHit]:
    """What a search finds."""
    return list(store.search(ConceptQuery(text, language, **narrowed)))  # type: ignore[arg-type]


def names(hits: Sequence[ConceptHit]) -> list[str]:
    """The last part of each id."""
    return [hit.ref.id.rpartition("/")[2] for hit in hits]
