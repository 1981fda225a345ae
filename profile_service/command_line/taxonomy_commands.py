"""`egenkarta taxonomy`: take in the official files of code schemes, and look at what is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from profile_service.actions.ports.concepts import ConceptPress, Printed
from profile_service.clock import SystemClock
from profile_service.command_line import taxonomy_words
from profile_service.command_line.keyboard import RefusedError, said, shown
from profile_service.domain.concept import RelationKind, SchemeName
from profile_service.settings import Settings
from profile_service.storage.concepts import ConceptStore, open_store
from profile_service.taxonomy.checks import Checked, refuse_what_was_cut_off
from profile_service.taxonomy.gathering import Sheaf
from profile_service.taxonomy.importing import ReadFile, Wish, files_of, print_sheaf, read_files
from profile_service.taxonomy.schemes import SCHEMES, ref

app = typer.Typer(no_args_is_help=True, help=__doc__)
_DataDir = Annotated[
    Path | None,
    typer.Option(
        help="A demo's folder, in place of the installation that the environment names.", file_okay=False
    ),
]


@app.command("import")
def import_files(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of files; .gz as well.")
    ],
    scheme: Annotated[str, typer.Option(help="Take in this scheme alone, such as esco or ssyk2012.")] = "",
    version: Annotated[str, typer.Option(help="Where files and folders do not say it, such as 1.2.0.")] = "",
    released: Annotated[
        datetime | None, typer.Option(help="When it was published.", formats=["%Y-%m-%d"])
    ] = None,
    language: Annotated[str, typer.Option(help="Of the labels, where the file's name does not say it.")] = "",
    partial: Annotated[
        bool, typer.Option("--partial", help="The files are a part of their edition: deprecate nothing.")
    ] = False,
    data_dir: _DataDir = None,
) -> None:
    """Take in official files: all of them or, where one is refused, nothing. A second import changes nothing."""
    wish = Wish(_known(scheme) if scheme else "", version, language, released.date() if released else None)
    files, others = files_of(paths)
    with _store(data_dir) as store:
        checked = _read(files, wish, store)
        if others:
            said.print(taxonomy_words.left_alone(others), markup=False, highlight=False)
        _look_at_what_would_go(checked, store, partial)
        with store.together() as press:
            done = [(sheaf, _print(press, sheaf, wish)) for sheaf in checked.sheaves]
        for sheaf, printed in done:
            shown.print(taxonomy_words.printed(sheaf.scheme, sheaf.version, printed))
        for line in taxonomy_words.ahead(checked.ahead):
            said.print(line, markup=False, highlight=False)


@app.command("list")
def list_editions(data_dir: _DataDir = None) -> None:
    """Show what was taken in: each edition with its files, terms and source, and how much there is of each scheme."""
    with _store(data_dir) as store:
        editions, holdings = store.editions(), store.holdings()
    for edition in editions:
        shown.print("\n".join(taxonomy_words.edition(edition)))
    for scheme, holding in sorted(holdings.items()):
        shown.print("\n".join(taxonomy_words.holding(scheme, holding)))
    if not editions:
        said.print("Nothing was taken in yet.")


@app.command("show")
def show_concept(
    scheme: str,
    concept_id: Annotated[
        str, typer.Argument(metavar="ID", help="As the scheme writes it: an address, or a code.")
    ],
    data_dir: _DataDir = None,
) -> None:
    """Show one concept: its labels, and what it leads to."""
    with _store(data_dir) as store:
        found = ref(_known(scheme), concept_id)
        concept = store.find(found)
        if concept is None:
            raise RefusedError(
                f"nobody knows {scheme} {concept_id}; 'egenkarta taxonomy list' says what was taken in"
            )
        out, into = store.out_of(found, list(RelationKind)), store.into(found, list(RelationKind))
        ends = [one.target for one in out] + [one.source for one in into]
        labels = store.labelled(ends, "en")
    shown.print("\n".join(taxonomy_words.concept(concept, out, into, labels)))


def _known(scheme: str) -> SchemeName:
    if scheme not in SCHEMES:
        raise RefusedError(f"there is no scheme {scheme}; right would be one of {', '.join(SCHEMES)}")
    return SchemeName(scheme)


@contextmanager
def _store(data_dir: Path | None) -> Iterator[ConceptStore]:
    settings = Settings()
    if data_dir is not None:
        settings = Settings(
            database_url=f"sqlite:///{data_dir.resolve() / 'egenkarta.sqlite3'}", taxonomy_url=""
        )
    store = open_store(settings.store_of_concepts)
    try:
        yield store
    finally:
        store.close()


def _read(files: list[Path], wish: Wish, store: ConceptStore) -> Checked:
    console = Console(stderr=True, soft_wrap=True)
    if not console.is_terminal:
        return read_files(
            files, wish, store, lambda one: console.print(_line(one), markup=False, highlight=False)
        )
    with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=console) as progress:
        task = progress.add_task("Reading", total=len(files))

        def watch(one: ReadFile) -> None:
            progress.update(task, advance=1, description=one.name)

        return read_files(files, wish, store, watch)


def _look_at_what_would_go(checked: Checked, store: ConceptStore, partial: bool) -> None:
    standing = store.holdings()
    for sheaf in checked.sheaves:
        if partial:
            sheaf.whole.clear()
        elif sheaf.scheme in standing:
            refuse_what_was_cut_off(sheaf, standing[sheaf.scheme].concepts)


def _line(one: ReadFile) -> str:
    aside = f", left alone: {one.format.aside}" if one.format.aside else ""
    return f"Reading {one.name}: {one.format.name}{aside}"


def _print(press: ConceptPress, sheaf: Sheaf, wish: Wish) -> Printed:
    with Console(stderr=True).status(f"Writing {sheaf.scheme} {sheaf.version} ..."):
        return print_sheaf(press, sheaf, SystemClock().now(), wish.released)
