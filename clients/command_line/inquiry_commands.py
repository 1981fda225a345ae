"""Commands for asking about a reading and answering, for what was stopped, and for letting somebody ask again."""

from typing import Annotated

import typer

from clients.calls import inquiries
from clients.command_line import inquiry_views, options
from clients.command_line.callers import as_individual, as_organisation
from clients.command_line.screen import Screen
from clients.individual import Individual
from clients.organisation import Organisation

_InquiryId = Annotated[str, typer.Argument(metavar="INQUIRY", help="Id of the inquiry.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "inquire")(_inquire)
    as_individual(app, "inquiries")(_inquiries)
    as_individual(app, "end-inquiry")(_end_inquiry)
    as_individual(app, "attempts")(_attempts)
    as_individual(app, "let-again")(_let_again)
    as_organisation(app, "inquired")(_inquired)
    as_organisation(app, "answer-inquiry")(_answer_inquiry)


def _inquire(
    me: Individual,
    screen: Screen,
    disclosure: Annotated[str, typer.Argument(metavar="DISCLOSURE", help="Id of a reading in your log.")],
    words: Annotated[str | None, typer.Option("--words", help="What you want to ask.")] = None,
    pause: Annotated[bool, typer.Option("--pause", help="Let nobody read under it meanwhile.")] = False,
) -> None:
    """Ask the organisation about a reading. It has fourteen days to answer."""
    with screen.working("asking"):
        answer = me.answer(inquiries.inquire(disclosure, words, pause=pause))
    screen.show(answer, inquiry_views.inquiry)


def _inquiries(me: Individual, screen: Screen) -> None:
    """Show what you have asked about, and the answers."""
    with screen.working("reading the inquiries"):
        answer = me.answer(inquiries.own_inquiries())
    screen.show(answer, inquiry_views.inquiries)


def _end_inquiry(
    me: Individual,
    screen: Screen,
    inquiry: _InquiryId,
    enough: Annotated[
        bool, typer.Option("--enough/--not-enough", help="Whether the answer was enough.")
    ] = True,
) -> None:
    """Be done with an inquiry."""
    with screen.working("ending the inquiry"):
        answer = me.answer(inquiries.end_inquiry(inquiry, enough=enough))
    screen.show(answer, inquiry_views.inquiry)


def _attempts(me: Individual, screen: Screen) -> None:
    """Show what was tried after a no, or without a yes."""
    with screen.working("reading the attempts"):
        answer = me.answer(inquiries.attempts())
    screen.show(answer, inquiry_views.attempts)


def _let_again(me: Individual, screen: Screen, request: options.RequestId) -> None:
    """Let a unit put a question again that you have refused."""
    with screen.working("letting them ask again"):
        me.let_again(request)
    if not screen.as_json:
        screen.say(f"request {request} can be put again")


def _inquired(agency: Organisation, screen: Screen) -> None:
    """Show what people have asked about your organisation's readings."""
    with screen.working("reading the inquiries"):
        answer = agency.answer(inquiries.inquiries())
    screen.show(answer, inquiry_views.inquiries)


def _answer_inquiry(
    agency: Organisation,
    screen: Screen,
    inquiry: _InquiryId,
    words: Annotated[str, typer.Option("--answer", help="What was read and why, in plain words.")],
    reader: Annotated[str, typer.Option("--reader", help="Who answers, as she will see it.", metavar="NAME")],
) -> None:
    """Answer an inquiry."""
    with screen.working("answering"):
        answer = agency.answer(inquiries.answer_inquiry(inquiry, words, reader=reader))
    screen.show(answer, inquiry_views.inquiry)
