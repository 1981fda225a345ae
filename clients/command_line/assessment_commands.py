"""Commands for assessments by others: a person's answers, and what an organisation states."""

from collections.abc import Callable
from typing import Annotated

import typer

from clients.call import Call
from clients.calls import assessments, own_assessments
from clients.command_line import assessment_views
from clients.command_line.callers import as_individual, as_organisation
from clients.command_line.files import read_object
from clients.command_line.screen import Screen
from clients.individual import Individual
from clients.organisation import Organisation
from schemas.access import OwnAssessment

_Id = Annotated[str, typer.Argument(metavar="ASSESSMENT", help="Id of the assessment.")]
_Claim = Annotated[
    str,
    typer.Argument(metavar="CLAIM", help="What is stated: a JSON object, @FILE, or - for standard input."),
]
_Reader = Annotated[str, typer.Option("--reader", help="Who states it, as she will see it.", metavar="NAME")]
_Unit = Annotated[str | None, typer.Option("--unit", help="The unit that she will see named.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why. She and later readers see it.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "assessments")(_assessments)
    as_individual(app, "assessment")(_assessment)
    as_individual(app, "assessment-accept")(_accept)
    as_individual(app, "assessment-leave")(_leave)
    as_individual(app, "assessment-hide")(_hide)
    as_individual(app, "assessment-show")(_show)
    as_individual(app, "assessment-answer")(_answer)
    as_organisation(app, "assess")(_propose)
    as_organisation(app, "assessed")(_proposed)
    as_organisation(app, "assess-anew")(_supersede)
    as_organisation(app, "assess-withdraw")(_withdraw)


def _assessments(me: Individual, screen: Screen) -> None:
    """Show what others have assessed: what waits, what is in your profile, what you left out."""
    with screen.working("reading the assessments"):
        answer = me.answer(own_assessments.assessments())
    screen.show(answer, assessment_views.assessments)


def _assessment(me: Individual, screen: Screen, assessment: _Id) -> None:
    """Show one assessment."""
    _do(me, screen, assessment, own_assessments.assessment)


def _accept(me: Individual, screen: Screen, assessment: _Id) -> None:
    """Take an assessment into your profile as it stands."""
    _do(me, screen, assessment, own_assessments.accept_assessment)


def _leave(me: Individual, screen: Screen, assessment: _Id) -> None:
    """Leave an assessment out, or take it out again. Its assessor does not learn it."""
    _do(me, screen, assessment, own_assessments.leave_assessment)


def _hide(me: Individual, screen: Screen, assessment: _Id) -> None:
    """Keep an assessment to yourself."""
    _do(me, screen, assessment, own_assessments.hide_assessment)


def _show(me: Individual, screen: Screen, assessment: _Id) -> None:
    """Let an assessment be seen again where you share it."""
    _do(me, screen, assessment, own_assessments.show_assessment)


def _answer(
    me: Individual,
    screen: Screen,
    assessment: _Id,
    version: Annotated[
        int, typer.Option("--version", min=1, help="Of the entry that you looked at.", metavar="N")
    ],
    words: Annotated[
        str | None, typer.Option("--words", help="Your own words; left out, your answer goes away.")
    ] = None,
) -> None:
    """Answer an assessment in your own words. They go along whenever it is shown."""
    with screen.working("answering"):
        answer = me.answer(own_assessments.answer_assessment(assessment, version, words))
    screen.show(answer, assessment_views.assessment)


def _do(me: Individual, screen: Screen, found: str, call: Callable[[str], Call[OwnAssessment]]) -> None:
    with screen.working("asking the service"):
        answer = me.answer(call(found))
    screen.show(answer, assessment_views.assessment)


def _propose(
    agency: Organisation,
    screen: Screen,
    claim: _Claim,
    *,
    case: Annotated[str, typer.Option("--case", help="Your reference; write no name.", metavar="REFERENCE")],
    reader: _Reader,
    grant: Annotated[str | None, typer.Option("--grant", help="Id of a live grant.", metavar="GRANT")] = None,
    code: Annotated[str | None, typer.Option("--code", help="The code that the person gave you.")] = None,
    unit: _Unit = None,
) -> None:
    """Propose an assessment. Whether the person accepts it is not told."""
    said = read_object(claim)
    with screen.working("proposing"):
        answer = agency.answer(
            assessments.propose_assessment(
                said, case_reference=case, reader=reader, grant=grant, code=code, unit=unit
            )
        )
    screen.show(answer, assessment_views.proposed)


def _proposed(
    agency: Organisation,
    screen: Screen,
    *,
    after: Annotated[
        str | None, typer.Option("--after", help="What the page before said that it goes on with.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, max=200, help="How many at once.")] = None,
) -> None:
    """Show what your organisation has proposed, by its own references, newest first."""
    with screen.working("reading the records"):
        answer = agency.answer(assessments.proposed_assessments(after, limit))
    screen.show(answer, assessment_views.all_proposed)


def _supersede(
    agency: Organisation,
    screen: Screen,
    assessment: _Id,
    claim: _Claim,
    *,
    reason: _Reason,
    reader: _Reader,
    unit: _Unit = None,
) -> None:
    """State it anew, of the same competence. The old one is marked at once."""
    said = read_object(claim)
    with screen.working("stating it anew"):
        answer = agency.answer(
            assessments.supersede_assessment(assessment, said, reason, reader=reader, unit=unit)
        )
    screen.show(answer, assessment_views.proposed)


def _withdraw(
    agency: Organisation,
    screen: Screen,
    assessment: _Id,
    *,
    reason: _Reason,
    reader: _Reader,
    unit: _Unit = None,
) -> None:
    """Take an assessment back, at once."""
    with screen.working("taking it back"):
        answer = agency.answer(assessments.withdraw_assessment(assessment, reason, reader=reader, unit=unit))
    screen.show(answer, assessment_views.proposed)
