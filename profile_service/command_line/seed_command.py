"""`egenkarta seed`: many invented people at once, for load and tests."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from profile_service.actions.enrolling import enrol
from profile_service.actions.importing import import_profile
from profile_service.actions.ports import Desk, Work
from profile_service.domain.importing import ForeignProfile
from profile_service.parts import house_from, open_parts
from profile_service.portability.synthetic import read_all, read_labels
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import check_key_ring, mark, upgrade

_BATCH = 100
_console = Console(stderr=True)


def seed(
    file: Annotated[Path, typer.Argument(help="profiles.jsonl.gz", exists=True, dir_okay=False)],
    data_dir: Annotated[Path, typer.Option(help="A demo's folder.")] = Path("var/demo"),
    taxonomies: Annotated[
        Path | None,
        typer.Option(
            help="A folder with taxonomies, for the labels of codes. Else the file's own surroundings.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many people.")] = None,
) -> None:
    """Add invented people to a demo. Refuses a real installation."""
    data_dir.mkdir(parents=True, exist_ok=True)
    ring = data_dir / "keys.json"
    if not ring.exists():
        KeyRing.generate("demo").save(ring)
    KeyRing.upgrade(ring)
    url = f"sqlite:///{data_dir.resolve() / 'egenkarta.sqlite3'}"
    upgrade(url)
    parts = open_parts(Settings(database_url=url, key_ring=ring), KeyRing.load(ring), test_numbers=True)
    mark(parts.database.engine, "demo", parts.clock.now())
    desk = house_from(parts).desk
    labels = read_labels(taxonomies or file.resolve().parent.parent)
    added = 0
    try:
        check_key_ring(parts.database.engine, parts.keys)
        with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=_console) as progress:
            task = progress.add_task("Adding people", total=limit)
            for people in _batches(islice(read_all(file, labels), limit)):
                parts.database.writer.run(partial(_add, desk=desk, people=people))
                added += len(people)
                progress.update(task, completed=added)
    finally:
        parts.database.close()
        # Also before an error: whoever mends the file must know that these are in, and will come in again.
        _console.print(f"{added} people added.")


def _batches(people: Iterable[tuple[str, ForeignProfile]]) -> Iterator[Sequence[tuple[str, ForeignProfile]]]:
    waiting = iter(people)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _add(work: Work, desk: Desk, people: Sequence[tuple[str, ForeignProfile]]) -> None:
    for language, foreign in people:
        individual = enrol(work, desk, language)
        import_profile(work, desk, individual.id, foreign)
