"""Commands for mapping sessions: a person's own, and those of an organisation under a grant."""

from typing import Annotated

import typer

from clients.calls import mapping, own_mapping
from clients.command_line import mapping_views, options
from clients.command_line.callers import as_individual, as_organisation
from clients.command_line.files import read_objects
from clients.command_line.screen import Screen
from clients.individual import Individual
from clients.mapping_seat import MappingSeat
from clients.organisation import Organisation

_Session = Annotated[str, typer.Argument(metavar="SESSION", help="Id of the mapping session.")]
_Instrument = Annotated[
    str, typer.Option("--instrument", help="Id of the instrument, such as orientation.", metavar="ID")
]
_Version = Annotated[
    str | None, typer.Option("--instrument-version", help="The newest when left out.", metavar="VERSION")
]
_Languages = Annotated[
    tuple[str, str], typer.Option("--languages", help="Hers, and the one beside it.", metavar="TAG TAG")
]
_Revision = Annotated[
    int, typer.Option("--revision", min=1, help="Of the session that you looked at.", metavar="N")
]
_Answers = Annotated[
    str, typer.Argument(metavar="ANSWERS", help="A JSON list of answers, @FILE, or - for standard input.")
]
_Case = Annotated[str, typer.Option("--case", help="Your reference of the case.", metavar="REFERENCE")]
_Reader = Annotated[str, typer.Option("--reader", help="Who sits there, as she will see it.", metavar="NAME")]
_Unit = Annotated[str | None, typer.Option("--unit", help="The unit that she will see named.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "mappings")(_mappings)
    as_individual(app, "mapping")(_mapping)
    as_individual(app, "mapping-start")(_start)
    as_individual(app, "mapping-answer")(_answer)
    as_individual(app, "mapping-hand-over")(_hand_over)
    as_individual(app, "mapping-leave")(_leave)
    as_individual(app, "mapping-delete")(_delete)
    as_organisation(app, "map-start")(_start_theirs)
    as_organisation(app, "map-list")(_list_theirs)
    as_organisation(app, "map-sheet")(_sheet_theirs)
    as_organisation(app, "map-answer")(_answer_theirs)
    as_organisation(app, "map-notes")(_note_theirs)
    as_organisation(app, "map-hand-over")(_hand_over_theirs)
    as_organisation(app, "map-leave")(_leave_theirs)


def _mappings(me: Individual, screen: Screen) -> None:
    """Show your mapping sessions, whoever runs them."""
    with screen.working("reading the sessions"):
        answer = me.answer(own_mapping.mapping_sessions())
    screen.show(answer, mapping_views.sessions)


def _mapping(me: Individual, screen: Screen, session: _Session) -> None:
    """Show the questions of a session, what is known, and what was answered."""
    with screen.working("opening the sheet"):
        answer = me.answer(own_mapping.mapping_sheet(session))
    screen.show(answer, mapping_views.sheet)


def _start(
    me: Individual,
    screen: Screen,
    *,
    instrument: _Instrument,
    languages: _Languages,
    version: _Version = None,
) -> None:
    """Begin a mapping session of your own. What is known is filled in."""
    with screen.working("beginning"):
        answer = me.answer(own_mapping.start_mapping(instrument, languages, version))
    screen.show(answer, mapping_views.session)


def _answer(
    me: Individual, screen: Screen, session: _Session, answers: _Answers, *, revision: _Revision
) -> None:
    """Write answers into a session. Nothing of them is in your profile yet."""
    given = read_objects(answers)
    with screen.working("writing the answers"):
        answer = me.answer(own_mapping.answer_mapping(session, revision, given))
    screen.show(answer, mapping_views.session)


def _hand_over(me: Individual, screen: Screen, session: _Session, *, revision: _Revision) -> None:
    """Turn the answers into drafts, which you approve one by one."""
    with screen.working("handing over"):
        answer = me.answer(own_mapping.hand_over_mapping(session, revision))
    screen.show(answer, mapping_views.session)


def _leave(me: Individual, screen: Screen, session: _Session, *, revision: _Revision) -> None:
    """Give a session up. Nothing is entered, and its answers are deleted."""
    with screen.working("leaving"):
        answer = me.answer(own_mapping.leave_mapping(session, revision))
    screen.show(answer, mapping_views.session)


def _delete(me: Individual, screen: Screen, session: _Session) -> None:
    """Delete a session with its answers, notes and waiting drafts."""
    with screen.working("deleting"):
        me.answer(own_mapping.delete_mapping(session))
        answer = me.answer(own_mapping.mapping_sessions())
    screen.show(answer, mapping_views.sessions)


def _start_theirs(  # noqa: PLR0913 - one argument for each option
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    *,
    instrument: _Instrument,
    languages: _Languages,
    case: _Case,
    reader: _Reader,
    version: _Version = None,
    unit: _Unit = None,
) -> None:
    """Begin a mapping session under a grant. The person sees that it began."""
    seat = MappingSeat(grant, case, reader, unit)
    with screen.working("beginning"):
        answer = agency.answer(mapping.start_mapping(seat, instrument, languages, version))
    screen.show(answer, mapping_views.written)


def _list_theirs(
    agency: Organisation,
    screen: Screen,
    grant: Annotated[str, typer.Argument(metavar="GRANT", help="Id of a live grant.")],
) -> None:
    """Show the sessions that your organisation runs under a grant."""
    with screen.working("reading the sessions"):
        answer = agency.answer(mapping.begun_mappings(grant))
    screen.show(answer, mapping_views.sessions)


def _sheet_theirs(
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    session: _Session,
    *,
    case: _Case,
    reader: _Reader,
    unit: _Unit = None,
) -> None:
    """Show the questions of a session, with what the grant lets be known. The person sees that you looked."""
    with screen.working("opening the sheet"):
        answer = agency.answer(mapping.mapping_sheet(MappingSeat(grant, case, reader, unit), session))
    screen.show(answer, mapping_views.sheet)


def _answer_theirs(  # noqa: PLR0913 - one argument for each option
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    session: _Session,
    answers: _Answers,
    *,
    revision: _Revision,
    case: _Case,
    reader: _Reader,
    unit: _Unit = None,
) -> None:
    """Write answers into a session. Nothing of them is in the person's profile."""
    given = read_objects(answers)
    seat = MappingSeat(grant, case, reader, unit)
    with screen.working("writing the answers"):
        answer = agency.answer(mapping.answer_mapping(seat, session, revision, given))
    screen.show(answer, mapping_views.written)


def _note_theirs(  # noqa: PLR0913 - one argument for each option
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    session: _Session,
    *,
    revision: _Revision,
    summary: Annotated[str, typer.Option("--summary", help="Your summary.", metavar="WORDS")],
    step: Annotated[list[str] | None, typer.Option("--step", help="A next step; once or more.")] = None,
    case: _Case,
    reader: _Reader,
    unit: _Unit = None,
) -> None:
    """Write down your summary and next steps. The person reads them; they are no part of her profile."""
    seat = MappingSeat(grant, case, reader, unit)
    with screen.working("writing the notes"):
        answer = agency.answer(mapping.note_mapping(seat, session, revision, summary, step or ()))
    screen.show(answer, mapping_views.written)


def _hand_over_theirs(
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    session: _Session,
    *,
    revision: _Revision,
    case: _Case,
    reader: _Reader,
    unit: _Unit = None,
) -> None:
    """Hand the answers over. The person approves or refuses each."""
    seat = MappingSeat(grant, case, reader, unit)
    with screen.working("handing over"):
        answer = agency.answer(mapping.hand_over_mapping(seat, session, revision))
    screen.show(answer, mapping_views.written)


def _leave_theirs(
    agency: Organisation,
    screen: Screen,
    grant: options.GrantId,
    session: _Session,
    *,
    revision: _Revision,
    case: _Case,
    reader: _Reader,
    unit: _Unit = None,
) -> None:
    """Give a session up. Its answers are deleted."""
    seat = MappingSeat(grant, case, reader, unit)
    with screen.working("leaving"):
        answer = agency.answer(mapping.leave_mapping(seat, session, revision))
    screen.show(answer, mapping_views.written)
