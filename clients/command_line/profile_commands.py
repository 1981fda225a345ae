"""Commands for a person's own profile."""

import json
from pathlib import Path
from typing import Annotated

import typer

from clients.calls import own_profile
from clients.command_line import options, profile_views
from clients.command_line.callers import as_individual
from clients.command_line.files import read_bytes, read_object, write_bytes
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.individual import Individual
from schemas.access.papers import PaperForm
from schemas.values import PortalLanguage


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "profile")(_profile)
    as_individual(app, "add")(_add)
    as_individual(app, "change")(_change)
    as_individual(app, "remove")(_remove)
    as_individual(app, "history")(_history)
    as_individual(app, "import")(_import)
    as_individual(app, "export")(_export)
    as_individual(app, "pdf")(_pdf)
    as_individual(app, "erase")(_erase)


def _profile(me: Individual, screen: Screen, section: options.OneSection = None) -> None:
    """Show your profile, or one section of it."""
    if section is not None:
        with screen.working("reading the profile"):
            one = me.answer(own_profile.section(section))
        screen.show(one, profile_views.items)
    else:
        with screen.working("reading the profile"):
            every = me.answer(own_profile.profile())
        screen.show(every, profile_views.profile)


def _add(me: Individual, screen: Screen, section: options.Section, content: options.Content) -> None:
    """State something new in a section."""
    with screen.working("adding"):
        answer = me.answer(own_profile.add(section, read_object(content)))
    screen.show(answer, profile_views.item)


def _change(
    me: Individual,
    screen: Screen,
    section: options.Section,
    item: options.ItemId,
    content: options.Content,
    version: options.Version = None,
) -> None:
    """Change fields of an item; null takes a field away."""
    patch = read_object(content)
    with screen.working("changing"):
        seen = version or me.item(section, item).version
        answer = me.answer(own_profile.change(section, item, patch, version=seen))
    screen.show(answer, profile_views.item)


def _remove(
    me: Individual,
    screen: Screen,
    section: options.Section,
    item: options.ItemId,
    version: options.Version = None,
) -> None:
    """Take an item out of your profile; its history stays with you."""
    with screen.working("removing"):
        me.remove(section, item, version=version or me.item(section, item).version)
    if not screen.as_json:
        screen.say(f"{section} {item} is removed")


def _history(me: Individual, screen: Screen, section: options.Section, item: options.ItemId) -> None:
    """Show every version of an item, the oldest first."""
    with screen.working("reading the history"):
        answer = me.answer(own_profile.history(section, item))
    screen.show(answer, profile_views.history)


def _import(
    me: Individual,
    screen: Screen,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file, or - for standard input.")],
    format: Annotated[str, typer.Option("--format", help="The format of the file.")] = "json-resume",
) -> None:
    """Take in a file, and show what could not be mapped."""
    read = read_bytes(file)
    with screen.working("importing"):
        answer = me.answer(own_profile.import_file(read, format=format))
    screen.show(answer, profile_views.imported)


def _export(
    me: Individual,
    screen: Screen,
    out: Annotated[
        Path | None, typer.Argument(metavar="[OUT]", help="Where to write; else to the screen.")
    ] = None,
) -> None:
    """Take everything along, as JSON."""
    with screen.working("collecting everything"):
        answer = me.answer(own_profile.export())
    if out is None:
        screen.show_bytes(answer.body)
    else:
        write_bytes(out, answer.body)
        _tell_written(screen, out, answer.body)


def _pdf(
    me: Individual,
    screen: Screen,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Where to write.")],
    language: Annotated[PortalLanguage | None, typer.Option("--language", help="Of the headings.")] = None,
    form: Annotated[PaperForm | None, typer.Option("--form", help="One page, or all of it.")] = None,
    sections: Annotated[
        list[str] | None,
        typer.Option("--section", help="What is on it; may be said again. Else what is not for few."),
    ] = None,
) -> None:
    """Write your profile as a sealed PDF document."""
    with screen.working("making the document"):
        content = me.pdf(language, form, sections or ())
    write_bytes(out, content)
    _tell_written(screen, out, content)


def _erase(
    me: Individual,
    screen: Screen,
    sure: Annotated[bool, typer.Option("--yes", help="Say that you mean it.")] = False,
) -> None:
    """Erase your profile and all that belongs to it. It cannot be undone."""
    if not sure:
        raise InvalidArgumentError("this erases everything for good; expected --yes if that is what you want")
    with screen.working("erasing"):
        me.erase()
    if not screen.as_json:
        screen.say("everything is erased")


def _tell_written(screen: Screen, out: Path, content: bytes) -> None:
    if screen.as_json:
        screen.show_bytes(json.dumps({"file": str(out), "bytes": len(content)}).encode())
    else:
        screen.say(f"{out} is written ({len(content)} bytes)")
