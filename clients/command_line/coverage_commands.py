"""Commands about what need not be asked again."""

from typing import Annotated

import typer

from clients.calls import coverage
from clients.command_line import coverage_views, options
from clients.command_line.callers import as_individual, as_organisation
from clients.command_line.screen import Screen
from clients.individual import Individual
from clients.organisation import Organisation

_Instrument = Annotated[
    str, typer.Option("--instrument", help="Id of the instrument, such as orientation.", metavar="ID")
]
_Version = Annotated[
    str | None, typer.Option("--instrument-version", help="The newest when left out.", metavar="VERSION")
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_organisation(app, "coverage")(_coverage)
    as_organisation(app, "reuse")(_reuse)
    as_individual(app, "my-coverage")(_own_coverage)
    as_individual(app, "match")(_match)


def _coverage(  # noqa: PLR0913 - one argument for each option
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    *,
    instrument: _Instrument,
    case: Annotated[str, typer.Option("--case", help="Your reference of the case.", metavar="REFERENCE")],
    reader: Annotated[str, typer.Option("--reader", help="Who asks, as she will see it.", metavar="NAME")],
    version: _Version = None,
    unit: Annotated[str | None, typer.Option("--unit", help="The unit that she will see named.")] = None,
    reason: Annotated[
        str | None,
        typer.Option("--over-limit-reason", help="Why one more today; she will see it.", metavar="WORDS"),
    ] = None,
) -> None:
    """Show which questions need not be asked. No answers are shown, and the person sees that you asked."""
    with screen.working("asking what is known"):
        answer = agency.answer(
            coverage.coverage(
                grant,
                instrument,
                case_reference=case,
                reader=reader,
                version=version,
                unit=unit,
                over_limit_reason=reason,
            )
        )
    screen.show(answer, coverage_views.coverage)


def _reuse(agency: Organisation, screen: Screen) -> None:
    """Show what your organisation's mapping sessions have saved, in counts of whole past months."""
    with screen.working("reading the counts"):
        answer = agency.answer(coverage.reuse())
    screen.show(answer, coverage_views.reuse)


def _own_coverage(
    me: Individual,
    screen: Screen,
    *,
    instrument: _Instrument,
    version: _Version = None,
    grant: Annotated[str | None, typer.Option("--grant", help="As the holder of this grant sees it.")] = None,
) -> None:
    """Show which questions of an instrument your profile answers, and which of that a grant shares."""
    with screen.working("looking"):
        answer = me.answer(coverage.own_coverage(instrument, grant, version))
    screen.show(answer, coverage_views.own_coverage)


def _match(
    me: Individual,
    screen: Screen,
    *,
    scheme: Annotated[str, typer.Option("--scheme", help="esco, ssyk2012, isco08 or jobtech.")],
    concept: Annotated[str, typer.Option("--id", help="The occupation's id in its scheme.", metavar="ID")],
    language: Annotated[str | None, typer.Option("--language", help="The language of the names.")] = None,
) -> None:
    """Show what a job needs, and what of it you have. Nobody else is told, and there is no score."""
    with screen.working("looking"):
        answer = me.answer(coverage.match(scheme, concept, language))
    screen.show(answer, coverage_views.match)
