"""`egenkarta alarms`: readers who opened unusually many people in a day."""

from typing import Annotated

import typer

from profile_service.actions.limiting import alarms_to, mark_alarm_seen
from profile_service.command_line.keyboard import at_the_desk, said, shown
from profile_service.domain.reading_limits import AlarmId

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.command("list")
def list_alarms() -> None:
    """Every alarm, newest first: its id, day, organisation, reader, and how many people there were."""
    alarms = at_the_desk(lambda work, _desk: alarms_to(work))
    for alarm, organisation in alarms:
        name = alarm.organisation if organisation is None else organisation.name
        seen = "seen" if alarm.seen_at else "not seen"
        reader = alarm.reader or "the whole organisation"
        line = (
            f"{alarm.id} {alarm.day} {name}, {reader}: {alarm.people} people, usually {alarm.usual} ({seen})"
        )
        shown.print(line)
    if not alarms:
        shown.print("No reader has opened unusually many people.")


@app.command("seen")
def mark_seen(alarm: Annotated[str, typer.Argument(help="The id of the alarm.")]) -> None:
    """Write down that you have looked at an alarm."""
    at_the_desk(lambda work, desk: mark_alarm_seen(work, desk, AlarmId(alarm)))
    said.print("It is marked as seen.")
