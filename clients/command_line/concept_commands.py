"""Commands for concepts of code schemes: anybody may ask."""

from typing import Annotated

import typer

from clients.calls import concepts as calls
from clients.command_line import concept_views, options
from clients.command_line.callers import public_at
from clients.command_line.help_page import BY_ANYBODY
from clients.command_line.screen import Screen

_Server = Annotated[
    str | None,
    typer.Option("--server", envvar="EGENKARTA_URL", help="Where the service is.", metavar="URL"),
]
_Words = Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for, in any language.")]
_Language = Annotated[str, typer.Option("--language", help="To show labels in.", metavar="TAG")]
_Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Such as skill or occupation; several times.", metavar="KIND"),
]
_Schemes = Annotated[
    list[str] | None, typer.Option("--scheme", help="Such as esco; several times.", metavar="SCHEME")
]
_Limit = Annotated[int, typer.Option("--limit", min=1, max=50, help="How many at the most.")]
_Scheme = Annotated[str, typer.Argument(metavar="SCHEME", help="Such as esco or ssyk2012.")]
_Id = Annotated[str, typer.Argument(metavar="CONCEPT", help="Its id, as the scheme writes it.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands, as a group of their own."""
    group = typer.Typer(
        help="Concepts of code schemes: find a code by words, show one, list what was taken in.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command("search")(_search)
    group.command("show")(_show)
    group.command("taxonomies")(_taxonomies)
    app.add_typer(group, name="concepts", rich_help_panel=BY_ANYBODY)


def _search(
    words: _Words,
    language: _Language = "sv",
    kind: _Kinds = None,
    scheme: _Schemes = None,
    limit: _Limit = 20,
    server: _Server = None,
    as_json: options.AsJson = False,
) -> None:
    """Find concepts by words: a beginning is enough, and slips are forgiven."""
    screen = Screen(as_json)
    with screen.telling_errors(), public_at(server) as public:
        call = calls.search_concepts(
            " ".join(words), language, kinds=kind or (), schemes=scheme or (), limit=limit
        )
        screen.show(public.answer(call), concept_views.found)


def _show(
    scheme: _Scheme,
    concept: _Id,
    language: _Language = "sv",
    server: _Server = None,
    as_json: options.AsJson = False,
) -> None:
    """Show one concept: its labels, what it means, where it leads."""
    screen = Screen(as_json)
    with screen.telling_errors(), public_at(server) as public:
        screen.show(public.answer(calls.concept(scheme, concept, language)), concept_views.details)


def _taxonomies(server: _Server = None, as_json: options.AsJson = False) -> None:
    """List the versions of the schemes that the service has, with their terms."""
    screen = Screen(as_json)
    with screen.telling_errors(), public_at(server) as public:
        screen.show(public.answer(calls.taxonomies()), concept_views.taxonomies)
