"""The help of the whole program: who runs which command, and what each does, in a whole sentence."""

from typing import Any, Final

from typer.core import TyperGroup

BY_PERSON: Final = "A person's commands"
BY_ORGANISATION: Final = "An organisation's commands"
BY_ANYBODY: Final = "Anybody's commands"
_LONGEST: Final = 300
"""No sentence is cut: what is longer than a line goes on in the next."""


class ByCaller(TyperGroup):
    """Lists the commands by who runs them. Which it is, each command says with its `rich_help_panel`."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one list for each kind of caller."""
        # Typer names no public type for a context or a formatter.
        found: dict[str, list[tuple[str, str]]] = {BY_PERSON: [], BY_ORGANISATION: [], BY_ANYBODY: []}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None:
                found[_caller(command)].append((name, command.get_short_help_str(_LONGEST)))
        for title, rows in found.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def _caller(command: object) -> str:
    named = getattr(command, "rich_help_panel", None)
    return named if isinstance(named, str) else BY_ANYBODY
