"""`egenkarta staff`: an organisation's first administrators. Everybody else they invite themselves."""

from typing import Annotated

import typer

from consent.vocabulary import OrganisationId
from profile_service.actions.inviting import invite_again, invite_first
from profile_service.actions.staffing import colleagues, remove_member
from profile_service.command_line.keyboard import at_the_desk, said, shown
from profile_service.command_line.organisation_commands import Id
from profile_service.domain.people import StaffId
from profile_service.domain.staffing import Hand

app = typer.Typer(no_args_is_help=True, help="Who works for an organisation.")
_Staff = Annotated[str, typer.Argument(metavar="STAFF", help="Id, as 'staff list' shows it.")]
_HAND_OVER = "Hand this code over. It works once, within seven days, at /invitation, and is not shown again."


@app.command("list")
def list_staff(organisation: Id) -> None:
    """Show everybody: id, name, and what she does in which unit."""
    for one in at_the_desk(lambda work, _desk: colleagues(work, OrganisationId(organisation))):
        places = "; ".join(f"{place.unit}: {', '.join(sorted(place.roles))}" for place in one.member.places)
        waits = "  (invited)" if one.invitation else ""
        shown.print(f"{one.member.id}  {one.member.name}  {places or 'no place yet'}{waits}")


@app.command("invite")
def invite_administrator(
    organisation: Id,
    name: Annotated[str, typer.Argument(help="As people will see it when she reads.")],
    unit: Annotated[str, typer.Argument(help="Her unit; it is made where it is not there yet.")],
) -> None:
    """Invite an administrator, who is data protection officer as well until she names another; prints her code."""
    wanted = OrganisationId(organisation)
    _, code, _ = at_the_desk(lambda work, desk: invite_first(work, desk, wanted, name, unit))
    shown.print(code)
    said.print(_HAND_OVER)


@app.command("code")
def make_code(organisation: Id, staff: _Staff) -> None:
    """Another code for somebody who has lost her way in; the old ways end when it is used."""
    hand = Hand(OrganisationId(organisation), None)
    _, code, _ = at_the_desk(lambda work, desk: invite_again(work, desk, hand, StaffId(staff)))
    shown.print(code)
    said.print(_HAND_OVER)


@app.command("remove")
def remove_one(organisation: Id, staff: _Staff) -> None:
    """She works there no more: her sessions and her ways in end at once."""
    hand = Hand(OrganisationId(organisation), None)
    at_the_desk(lambda work, desk: remove_member(work, desk, hand, StaffId(staff)))
