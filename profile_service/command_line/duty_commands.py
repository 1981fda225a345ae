"""`egenkarta duties`: access by law, registered at the keyboard when an authority has shown the rule."""

from datetime import date
from typing import Annotated

import typer

from consent.duty import Duty
from consent.vocabulary import DutyId
from profile_service.actions.duties import DutyDraft, add_duty, duties_registered, end_duty
from profile_service.actions.ports import Desk, Work
from profile_service.actions.registering import operator_of
from profile_service.command_line.keyboard import RefusedError, at_the_desk, said, shown
from profile_service.domain.calendar import end_of_day
from profile_service.language import ANCHORS
from profile_service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Access by law: for a named rule, and for its details alone.")


@app.command("list")
def list_duties() -> None:
    """Show every duty that was registered. How they are used is the person's to see."""
    found = at_the_desk(duties_registered)
    for view in found:
        state = "over" if view.over else "stands" if view.stands else "to come"
        duty = view.duty
        shown.print(
            f"{duty.id}  {state:<7} until {duty.until.date()}  {view.organisation.name}  "
            f"{duty.rule.citation}  case {duty.reference or '-'}  about {duty.individual}"
        )
    if not found:
        shown.print("No duty is registered.")


@app.command("add")
def register_duty(
    organisation: Annotated[str, typer.Option(help="Id of the organisation.")],
    individual: Annotated[str, typer.Option(help="Her number here, as the demand names it.")],
    reference: Annotated[str, typer.Option(help="Case reference of the demand.")],
    citation: Annotated[str, typer.Option(help="The rule, as it is cited.")],
    text: Annotated[
        list[str],
        typer.Option(help="What the rule says, as TAG=WORDS; once for each language.", metavar="TAG=WORDS"),
    ],
    scope: Annotated[list[str], typer.Option(help="What the rule lets it read; may be repeated.")],
    until: Annotated[str, typer.Option(help="Last day, YYYY-MM-DD.", metavar="DATE")],
) -> None:
    """Register an access by law. The person sees it from now on; prints its id."""
    try:
        end = end_of_day(date.fromisoformat(until), Settings().zone)
    except (ValueError, OverflowError):
        raise RefusedError("until: this is not a date; right would be: YYYY-MM-DD") from None
    written = dict(one.partition("=")[::2] for one in text)
    draft = DutyDraft(organisation, individual, reference, citation, written, scope, end)

    def act(work: Work, desk: Desk) -> Duty:
        return add_duty(work, desk, operator_of(work), draft, ANCHORS)

    shown.print(at_the_desk(act).id)


@app.command("end")
def end_registered_duty(duty: Annotated[str, typer.Argument(metavar="DUTY")]) -> None:
    """End a duty before its time."""
    at_the_desk(lambda work, desk: end_duty(work, desk, operator_of(work), DutyId(duty)))
    said.print("Ended. The person sees it.")
