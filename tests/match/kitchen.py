"""A small taxonomy of a kitchen, in the shape of the real ones: ESCO, ISCO, SSYK and JobTech, and what leads where."""

from collections.abc import Iterable
from typing import Final

from profile_service.domain.concept import (
    Concept,
    ConceptId,
    ConceptKind,
    ConceptRef,
    Relation,
    RelationKind,
    SchemeName,
)
from profile_service.storage.concepts import ConceptStore
from tests.concepts.shelf import edition

ESCO, ISCO = SchemeName("esco"), SchemeName("isco08")
SSYK, JOBTECH = SchemeName("ssyk2012"), SchemeName("jobtech")


def ref(scheme: SchemeName, name: str) -> ConceptRef:
    """A concept by its scheme and id."""
    return ConceptRef(scheme, ConceptId(name))


COOK, CHEF = ref(ESCO, "http://data.example/esco/cook"), ref(ESCO, "http://data.example/esco/chef")
COOKS_ISCO, COOKS_SSYK = ref(ISCO, "5120"), ref(SSYK, "5120")
COLD_COOK = ref(JOBTECH, "kok_1")
NAMES: Final = {
    "soup": "laga soppa", "bread": "baka bröd", "hygiene": "följa regler för hygien", "knives": "hantera knivar",
    "menus": "skriva menyer", "sauces": "göra såser", "stock": "beställa varor", "waste": "sortera avfall",
    "teamwork": "arbeta i lag", "fish": "rensa fisk",
}  # fmt: skip
ALWAYS: Final = ("soup", "hygiene", "knives", "sauces", "waste", "teamwork")
SOMETIMES: Final = ("bread", "menus", "stock", "fish")
SWEDISH_SOUP = ref(JOBTECH, "soppa_1")
BUFFET = ref(JOBTECH, "buffe_1")


def skill(name: str) -> ConceptRef:
    """A skill of the kitchen."""
    return ref(ESCO, f"http://data.example/esco/{name}")


def coded(concept: ConceptRef, label: str = "x") -> dict[str, str]:
    """A code as a profile holds it."""
    return {"label": label, "scheme": concept.scheme, "concept_id": concept.id, "scheme_version": "1.2.0"}


def fill(store: ConceptStore) -> None:
    """Print the kitchen into a store."""
    store.print_edition(edition("1.2.0"), _esco(), _needs(), frozenset())
    groups = [_one(COOKS_ISCO, ConceptKind.OCCUPATION_GROUP, "Kockar (ISCO)")]
    store.print_edition(edition("2008", scheme=ISCO), groups, (), frozenset())
    swedish = [_one(COOKS_SSYK, ConceptKind.OCCUPATION_GROUP, "Kockar och kallskänkor")]
    across = [Relation(RelationKind.CLOSE, COOKS_SSYK, COOKS_ISCO)]
    store.print_edition(edition("2012", scheme=SSYK), swedish, across, frozenset())
    jobtech = [
        _one(SWEDISH_SOUP, ConceptKind.SKILL, "Soppor"),
        _one(BUFFET, ConceptKind.SKILL, "Bufféer"),
        _one(COLD_COOK, ConceptKind.OCCUPATION, "Kallskänka"),
    ]
    led = [
        Relation(RelationKind.EXACT, SWEDISH_SOUP, skill("soup")),
        Relation(RelationKind.CLOSE, BUFFET, skill("menus")),
        Relation(RelationKind.RELATED, COOKS_SSYK, BUFFET),
        Relation(RelationKind.BROADER, COLD_COOK, COOKS_SSYK),
    ]
    store.print_edition(edition("1", scheme=JOBTECH), jobtech, led, frozenset())


def _esco() -> Iterable[Concept]:
    yield _one(COOK, ConceptKind.OCCUPATION, "kock", "cook", "طاهٍ")
    yield _one(CHEF, ConceptKind.OCCUPATION, "köksmästare", "chef")
    for name, label in NAMES.items():
        yield _one(skill(name), ConceptKind.SKILL, label, name)


def _needs() -> Iterable[Relation]:
    for occupation in (COOK, CHEF):
        yield Relation(RelationKind.BROADER, occupation, COOKS_ISCO)
        for name in ALWAYS:
            yield Relation(RelationKind.ESSENTIAL, occupation, skill(name))
    # As 17 pairs of ESCO 1.2.0: both at once.
    yield Relation(RelationKind.OPTIONAL, COOK, skill("soup"))
    for name in SOMETIMES:
        yield Relation(RelationKind.OPTIONAL, COOK, skill(name))
    yield Relation(RelationKind.ESSENTIAL, CHEF, skill("menus"))


def _one(
    concept: ConceptRef, kind: ConceptKind, swedish: str, english: str = "", arabic: str = ""
) -> Concept:
    labels = {"sv": swedish, "en": english, "ar": arabic}
    return Concept(concept, kind, "", {tag: text for tag, text in labels.items() if text})
