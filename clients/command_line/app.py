"""The program `egenkarta-client`: the whole contract from a command line.

Ends with 0 when it is done, 1 when the service said no, 2 when the command was wrong, 3 when no answer came.
"""

import typer

from clients.command_line import (
    assessment_commands,
    concept_commands,
    consent_commands,
    coverage_commands,
    evidence_commands,
    helping_commands,
    inquiry_commands,
    instrument_commands,
    journal_commands,
    managing_commands,
    mapping_commands,
    organisation_commands,
    paper_commands,
    profile_commands,
    protection_commands,
    purpose_commands,
    reach_commands,
    receipt_commands,
    redirect_commands,
    session_commands,
    share_commands,
    telling_commands,
    upkeep_commands,
    way_in_commands,
)
from clients.command_line.help_page import ByCaller

app = typer.Typer(
    cls=ByCaller,
    name="egenkarta-client",
    help=(
        "Egenkarta from the command line, in English, for a person and for an organisation. "
        "Exit codes: 0 done, 1 the service said no, 2 the command was wrong, 3 no answer."
    ),
    no_args_is_help=True,
    add_completion=False,
    # One or two lines for a mistake, and never the values of variables: they may hold a key.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
profile_commands.add_to(app)
protection_commands.add_to(app)
consent_commands.add_to(app)
receipt_commands.add_to(app)
journal_commands.add_to(app)
upkeep_commands.add_to(app)
evidence_commands.add_to(app)
organisation_commands.add_to(app)
coverage_commands.add_to(app)
mapping_commands.add_to(app)
assessment_commands.add_to(app)
managing_commands.add_to(app)
redirect_commands.add_to(app)
purpose_commands.add_to(app)
share_commands.add_to(app)
helping_commands.add_to(app)
inquiry_commands.add_to(app)
instrument_commands.add_to(app)
concept_commands.add_to(app)
session_commands.add_to(app)
paper_commands.add_to(app)
reach_commands.add_to(app)
way_in_commands.add_to(app)
telling_commands.add_to(app)


def main() -> None:
    """Run the program."""
    app()
