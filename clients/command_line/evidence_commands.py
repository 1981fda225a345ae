"""Commands for files of evidence, and for looking at entries again."""

import json
from pathlib import Path
from typing import Annotated

import typer

from clients.calls import own_files
from clients.command_line import evidence_views, options, profile_views
from clients.command_line.callers import as_individual, as_organisation
from clients.command_line.files import read_bytes, write_bytes
from clients.command_line.screen import Screen
from clients.individual import Individual
from clients.organisation import Organisation

_FileId = Annotated[str, typer.Argument(metavar="FILE", help="The id of the file.")]
_Out = Annotated[Path, typer.Argument(metavar="OUT", help="Where to write.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "files")(_files)
    as_individual(app, "add-file")(_add_file)
    as_individual(app, "get-file")(_get_file)
    as_individual(app, "remove-file")(_remove_file)
    as_individual(app, "export-all")(_export_all)
    as_individual(app, "confirm")(_confirm)
    as_individual(app, "restore")(_restore)
    as_organisation(app, "open-file")(_open_file)


def _files(me: Individual, screen: Screen) -> None:
    """Show your files of evidence."""
    with screen.working("reading the files"):
        answer = me.answer(own_files.files())
    screen.show(answer, evidence_views.files)


def _add_file(
    me: Individual,
    screen: Screen,
    path: Annotated[str, typer.Argument(metavar="PATH", help="A PDF or a picture, or - for standard input.")],
) -> None:
    """Bring a file; name its id in the field `file` of an item of evidence."""
    read = read_bytes(path)
    with screen.working("bringing the file"):
        answer = me.answer(own_files.add_file(read))
    screen.show(answer, evidence_views.file)


def _get_file(me: Individual, screen: Screen, file: _FileId, out: _Out) -> None:
    """Write a file of yours as it is kept."""
    with screen.working("getting the file"):
        content = me.file(file)
    _write(screen, out, content)


def _remove_file(me: Individual, screen: Screen, file: _FileId) -> None:
    """Take a file away; whatever item named it names it no more."""
    with screen.working("removing"):
        me.remove_file(file)
    if not screen.as_json:
        screen.say(f"{file} is removed")


def _export_all(me: Individual, screen: Screen, out: _Out) -> None:
    """Take everything along with your files, as one archive."""
    with screen.working("collecting everything"):
        content = me.everything()
    _write(screen, out, content)


def _confirm(
    me: Individual,
    screen: Screen,
    section: options.Section,
    item: options.ItemId,
    version: options.Version = None,
) -> None:
    """Say that an item is still true."""
    with screen.working("confirming"):
        seen = version or me.item(section, item).version
        answer = me.answer(own_files.confirm(section, item, version=seen))
    screen.show(answer, profile_views.item)


def _restore(
    me: Individual,
    screen: Screen,
    section: options.Section,
    item: options.ItemId,
    version: options.Version = None,
) -> None:
    """Put your own last wording back in the place of somebody else's."""
    with screen.working("restoring"):
        seen = version or me.item(section, item).version
        answer = me.answer(own_files.restore(section, item, version=seen))
    screen.show(answer, profile_views.item)


def _open_file(
    us: Organisation,
    screen: Screen,
    grant: options.GrantId,
    file: _FileId,
    out: _Out,
    case: Annotated[str, typer.Option("--case", help="The reference of the case.")],
    reader: Annotated[str, typer.Option("--reader", help="Who opens it, as the person will see it.")],
    disclosure: Annotated[
        str | None, typer.Option("--disclosure", help="The one reading of a grant for one reading.")
    ] = None,
) -> None:
    """Open a file that a disclosed item of evidence names; the person sees it."""
    with screen.working("opening the file"):
        content = us.open_file(grant, file, case_reference=case, reader=reader, disclosure=disclosure)
    _write(screen, out, content)


def _write(screen: Screen, out: Path, content: bytes) -> None:
    write_bytes(out, content)
    if screen.as_json:
        screen.show_bytes(json.dumps({"file": str(out), "bytes": len(content)}).encode())
    else:
        screen.say(f"{out} is written ({len(content)} bytes)")
