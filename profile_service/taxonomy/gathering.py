"""Bring together what many files say of the same concepts: one edition for each scheme and version among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from profile_service.domain.concept import (
    Concept,
    ConceptKind,
    ConceptRef,
    Relation,
    RelationKind,
    SchemeName,
    SourceFile,
)
from profile_service.taxonomy import limits
from profile_service.taxonomy.errors import TaxonomyError, place_of
from profile_service.taxonomy.found import At, Found, FoundConcept, FoundRelation, FoundWhole, Told, is_id
from profile_service.taxonomy.schemes import SCHEMES
from profile_service.taxonomy.source import Source


@dataclass(slots=True)
class Growing:
    """A concept while files add to it."""

    kind: ConceptKind
    code: str
    file: str
    at: At
    labels: dict[str, str] = field(default_factory=dict)
    others: dict[str, dict[str, None]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)

    def add(self, concept: Concept) -> str:
        """Take in what another file says; what contradicts is said in words, and empty is well."""
        if concept.kind is not self.kind:
            return f"it is a {concept.kind.value}"
        if concept.code and self.code and concept.code != self.code:
            return f"its code is {concept.code!r}"
        self.code = self.code or concept.code
        for language, label in concept.labels.items():
            if self.labels.setdefault(language, label) != label:
                return f"its label ({language}) is {label!r}"
        for language, others in concept.other_labels.items():
            self.others.setdefault(language, {}).update(dict.fromkeys(others))
        for language, text in concept.descriptions.items():
            # Lists that were derived from others cut descriptions off.
            self.descriptions[language] = max(self.descriptions.get(language, ""), text, key=len)
        return ""

    def grown(self, ref: ConceptRef) -> Concept:
        """The concept with everything that was said of it."""
        others = {language: tuple(labels) for language, labels in self.others.items()}
        return Concept(ref, self.kind, self.code, self.labels, others, self.descriptions)


@dataclass(frozen=True, slots=True)
class PlacedRelation:
    """A relation with the file and place that say it, and the version of that file."""

    file: SourceFile
    at: At
    relation: Relation
    implied: bool
    version: str


@dataclass(slots=True)
class Sheaf:
    """What is to be printed as one edition."""

    scheme: SchemeName
    version: str
    concepts: dict[ConceptRef, Growing] = field(default_factory=dict)
    relations: dict[Relation, None] = field(default_factory=dict)
    whole: set[ConceptKind] = field(default_factory=set)
    files: dict[SourceFile, None] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that it has labels in."""
        return tuple(sorted({language for one in self.concepts.values() for language in one.labels}))

    def grown(self) -> Iterator[Concept]:
        """Its concepts."""
        return (growing.grown(ref) for ref, growing in self.concepts.items())


class Gathering:
    """Takes in files one by one. Nothing is checked across files until all are in; see `checks`."""

    def __init__(self) -> None:
        self.sheaves: dict[tuple[SchemeName, str], Sheaf] = {}
        self.relations: list[PlacedRelation] = []
        self.aliases: set[ConceptRef] = set()
        """Ids under which JobTech keeps what another scheme has a code for."""

    def take(self, source: Source, found: Iterable[Found], told: Told) -> None:
        """Take in all of one file.

        Raises:
            TaxonomyError: a concept is there twice with different content, a relation leads to what is no id, or nobody said the version of its scheme.
        """
        rows: dict[ConceptRef, Concept] = {}
        for one in found:
            if isinstance(one, FoundConcept):
                self._concept(source, one, told, rows)
            elif isinstance(one, FoundRelation):
                if not (is_id(one.relation.source.id) and is_id(one.relation.target.id)):
                    raise _no_id(source.name, one.at)
                placed = PlacedRelation(source.told, one.at, one.relation, one.implied, told.version)
                self.relations.append(placed)
            elif isinstance(one, FoundWhole):
                self.sheaf(one.scheme, told.version, source.name).whole.add(one.kind)

    def sheaf(self, scheme: SchemeName, version: str, file: str) -> Sheaf:
        """The edition of this scheme that a file of this version belongs to.

        Raises:
            TaxonomyError: nobody said the version.
        """
        own = SCHEMES[scheme].version or version
        if not own:
            raise TaxonomyError(
                file,
                "",
                f"it does not say which version of {SCHEMES[scheme].title} it is",
                "--version with the version that it was published as",
            )
        return self.sheaves.setdefault((scheme, own), Sheaf(scheme, own))

    def exact(self) -> dict[ConceptRef, ConceptRef]:
        """What each alias stands for, as far as these files tell."""
        return {
            one.relation.source: one.relation.target
            for one in self.relations
            if one.relation.kind is RelationKind.EXACT and one.relation.source in self.aliases
        }

    def _concept(
        self, source: Source, found: FoundConcept, told: Told, rows: dict[ConceptRef, Concept]
    ) -> None:
        concept, at = found.concept, found.at
        sheaf = self.sheaf(concept.ref.scheme, told.version, source.name)
        sheaf.files[source.told] = None
        growing = sheaf.concepts.get(concept.ref)
        if growing is None:
            growing = sheaf.concepts[concept.ref] = Growing(concept.kind, concept.code, source.name, at)
        differs = growing.add(concept)
        # Two rows of one list have to say the same, descriptions too; nodes of a tree are shorter where they are only mentioned.
        if not differs and isinstance(at, int) and rows.setdefault(concept.ref, concept) != concept:
            differs = "its other labels or its description differ"
        if differs:
            earlier = ", ".join(filter(None, (growing.file, place_of(growing.at))))
            raise TaxonomyError(
                source.name,
                place_of(at),
                f"{concept.ref.id} was there before ({earlier}), and here {differs}",
                "each concept once, or saying the same each time",
            )
        if found.alias:
            self.aliases.add(concept.ref)


def _no_id(file: str, at: At) -> TaxonomyError:
    problem = "it leads to an id that is empty, very long, or cannot be written"
    return TaxonomyError(file, place_of(at), problem, f"1 to {limits.CONCEPT_ID} characters")
