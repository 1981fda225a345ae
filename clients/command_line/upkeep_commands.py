"""Commands for a person who looks after what she shares: less of it, a pause, an end, and who sees what."""

from typing import Annotated

import typer

from clients.calls import own_upkeep
from clients.command_line import consent_views, options, upkeep_views
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.errors import InvalidArgumentError
from clients.individual import Individual

_Names = list[str] | None


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "narrow")(_narrow)
    as_individual(app, "pause")(_pause)
    as_individual(app, "resume")(_resume)
    as_individual(app, "undo")(_undo)
    as_individual(app, "close-case")(_close_case)
    as_individual(app, "pause-all")(_pause_all)
    as_individual(app, "resume-all")(_resume_all)
    as_individual(app, "who-sees")(_who_sees)
    as_individual(app, "review")(_review)


def _narrow(
    me: Individual,
    screen: Screen,
    grant: options.GrantId,
    *,
    scope: options.Scopes = None,
    until: options.Until = None,
    once: Annotated[bool, typer.Option("--once", help="Only one more reading.")] = False,
    shut_unit: Annotated[_Names, typer.Option("--shut-unit", help="A unit to shut out.")] = None,
    shut_reader: Annotated[_Names, typer.Option("--shut-reader", help="A reader to shut out.")] = None,
) -> None:
    """Take something away from a grant. --scope names all that is still to be shared."""
    if not (scope or until or once or shut_unit or shut_reader):
        expected = "--scope, --until, --once, --shut-unit or --shut-reader"
        raise InvalidArgumentError(f"say what is taken away: expected {expected}")
    call = own_upkeep.narrow(
        grant, scopes=scope, until=until, once=once, units=shut_unit or (), readers=shut_reader or ()
    )
    with screen.working("changing the grant"):
        answer = me.answer(call)
    screen.show(answer, consent_views.grant)


def _pause(me: Individual, screen: Screen, grant: options.GrantId) -> None:
    """Let nobody read under a grant until you resume it."""
    with screen.working("pausing"):
        answer = me.answer(own_upkeep.pause(grant))
    screen.show(answer, consent_views.grant)


def _resume(me: Individual, screen: Screen, grant: options.GrantId) -> None:
    """Go on with a grant that you paused."""
    with screen.working("going on"):
        answer = me.answer(own_upkeep.resume(grant))
    screen.show(answer, consent_views.grant)


def _undo(me: Individual, screen: Screen, grant: options.GrantId) -> None:
    """Take back a yes within thirty seconds. The question waits again."""
    with screen.working("taking back the yes"):
        answer = me.answer(own_upkeep.undo(grant))
    screen.show(answer, consent_views.grant)


def _close_case(me: Individual, screen: Screen, grant: options.GrantId) -> None:
    """Say that the case is closed. A grant that ends with its case ends at once."""
    with screen.working("ending"):
        answer = me.answer(own_upkeep.close_case(grant))
    screen.show(answer, consent_views.grant)


def _pause_all(me: Individual, screen: Screen) -> None:
    """Pause all your sharing at once."""
    with screen.working("pausing"):
        answer = me.answer(own_upkeep.pause_all())
    screen.show(answer, upkeep_views.sharing)


def _resume_all(me: Individual, screen: Screen) -> None:
    """Go on with all your sharing."""
    with screen.working("going on"):
        answer = me.answer(own_upkeep.resume_all())
    screen.show(answer, upkeep_views.sharing)


def _who_sees(
    me: Individual,
    screen: Screen,
    section: options.Section,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="Field of the section.")],
    item: Annotated[str | None, typer.Option("--item", help="One entry only.", metavar="ITEM")] = None,
) -> None:
    """Show who would get a field now, and why."""
    with screen.working("asking who can see it"):
        answer = me.answer(own_upkeep.who_sees(section, field, item))
    screen.show(answer, upkeep_views.seers)


def _review(
    me: Individual,
    screen: Screen,
    end: Annotated[
        _Names, typer.Option("--end", help="End this one; may be repeated.", metavar="GRANT")
    ] = None,
) -> None:
    """Show what nobody has used for sixty days; with --end, end it, all in one step."""
    with screen.working("ending" if end else "looking"):
        answer = me.answer(own_upkeep.end_reviewed(end) if end else own_upkeep.review())
    screen.show(answer, consent_views.grants)
