"""Where concepts are kept: in a store of their own, since they are about nobody and an import must hold up no grant."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from profile_service.domain.concept import (
    Concept,
    ConceptHit,
    ConceptQuery,
    ConceptRef,
    Edition,
    Hits,
    Relation,
    RelationKind,
)


class Concepts(Protocol):
    """Reading. Each method is quick and blocks: whoever is in an event loop asks through `House.look_up`."""

    def search(self, query: ConceptQuery) -> Hits:
        """The best hits first; accents and case do not count, a beginning is enough, and a slip of the keys is forgiven."""
        ...

    def find(self, ref: ConceptRef) -> Concept | None:
        """One concept with every label that is known, deprecated ones too."""
        ...

    def labelled(self, refs: Sequence[ConceptRef], language: str) -> Mapping[ConceptRef, ConceptHit]:
        """Many at once, each with its label in this language or the next best; those that are not known are absent."""
        ...

    def out_of(self, ref: ConceptRef, kinds: Sequence[RelationKind]) -> Sequence[Relation]:
        """The relations that begin here."""
        ...

    def into(self, ref: ConceptRef, kinds: Sequence[RelationKind]) -> Sequence[Relation]:
        """The relations that end here."""
        ...

    def editions(self) -> Sequence[Edition]:
        """What was imported, newest first."""
        ...


class MisprintError(Exception):
    """An edition contradicts what is there; nothing of it was taken in. `expected` says what would be right."""

    def __init__(self, problem: str, expected: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.expected = expected


class ConceptPress(Protocol):
    """Writing: one import is one transaction, so that nothing is ever half-imported."""

    def print_edition(
        self,
        edition: Edition,
        concepts: Iterable[Concept],
        relations: Iterable[Relation],
        whole: frozenset[str],
    ) -> "Printed":
        """Take in one edition.

        A second import of the same files changes nothing. A concept of the scheme whose kind is named in `whole`, and that the
        edition lacks, is deprecated (never deleted); one that comes again stands again. Editions may come in any order: what an
        older one says never takes the place of what a newer one said, so it adds what is unknown and deprecates nothing that a
        newer one holds; what a newer whole one lacks comes in as deprecated. A label that gives way stays as another label, and
        no label of another language is touched.

        Raises:
            MisprintError: a concept is something of quite another kind, or becomes broader than itself.
        """
        ...


class Printed(Protocol):
    """What an import did, in numbers."""

    @property
    def unchanged(self) -> bool: ...
    @property
    def concepts(self) -> int: ...
    @property
    def relations(self) -> int: ...
    @property
    def new(self) -> int: ...
    @property
    def kept(self) -> int: ...
    @property
    def relabelled(self) -> int: ...
    @property
    def deprecated(self) -> int: ...
