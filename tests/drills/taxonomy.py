"""Every official file of the shared data, taken in as the program does it. `make drill-taxonomy`: some minutes, and the numbers.

Fails where an official number is not met, where something that was known is lost, or where a second import changes anything.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from rich.console import Console

from profile_service.command_line import taxonomy_words
from profile_service.domain.concept import ConceptKind, RelationKind, SchemeName
from profile_service.storage.concepts import ConceptStore, open_store
from profile_service.taxonomy.schemes import ESCO, JOBTECH, SSYK
from profile_service.taxonomy.starter import load_starter
from tests.stage import START
from tests.taxonomy.official import official, take_in

_said = Console(soft_wrap=True, highlight=False)
STEPS = (
    (("esco-1.0.8-en-labels",), ""),
    (("esco-1.2.0-en", "esco-1.2.0-en-rebuilt"), ""),
    (("esco-occupations-multilang",), ""),
    (("esco-multilang-skill-fixture",), "1.2.0"),
    (("jobtech-taxonomy",), "30"),
    (("jobtech-taxonomy-legacy-2020",), ""),
    (("jobtech-esco-excerpt/jobtech_esco_excerpt.csv",), "30"),
    (("elm-controlled-vocabularies",), "3"),
    (("value-sets",), "30"),
)


def run(store: ConceptStore) -> None:
    """Import everything once, then again."""
    load_starter(store, store, START)
    for names, version in STEPS:
        begun = perf_counter()
        did = take_in(store, *official(*names), version=version)
        _said.print(f"\n{', '.join(names)}: {perf_counter() - begun:.1f} s")
        for name, printed in did.items():
            scheme, _, edition = name.partition(" ")
            _said.print("  " + taxonomy_words.printed(SchemeName(scheme), edition, printed))
    before = store.holdings()
    begun = perf_counter()
    for names, version in STEPS:
        for name, printed in take_in(store, *official(*names), version=version).items():
            assert printed.unchanged, name
    assert store.holdings() == before
    _said.print(f"\nall of it again: nothing changed, {perf_counter() - begun:.1f} s")


def check(store: ConceptStore) -> None:
    """The official numbers."""
    there = store.holdings()
    esco, jobtech, ssyk = there[ESCO], there[JOBTECH], there[SSYK]
    assert esco.concepts[ConceptKind.SKILL] == 13_939
    assert esco.concepts[ConceptKind.OCCUPATION] == 3_039
    assert jobtech.concepts[ConceptKind.SKILL] == 6_657
    assert ssyk.concepts[ConceptKind.OCCUPATION_GROUP] == 10 + 46 + 147 + 400
    assert ssyk.relations[RelationKind.RELATED] == 17_517
    assert jobtech.relations[RelationKind.SUBSTITUTE] == 8_324
    for scheme, holding in sorted(there.items()):
        _said.print("\n".join(taxonomy_words.holding(scheme, holding)))


def main() -> int:
    """Import everything into a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "taxonomy.sqlite3"
        store = open_store(f"sqlite:///{path}")
        begun = perf_counter()
        run(store)
        check(store)
        store.close()
        _said.print(
            f"\n{perf_counter() - begun:.0f} s in all; the store has {path.stat().st_size / 1e6:.0f} MB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
