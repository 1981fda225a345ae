"""The help of the whole program: each command under whoever runs it, in a sentence that is not cut."""

from typer.testing import CliRunner

from clients.command_line.app import app


def test_the_help_says_who_runs_what_in_whole_sentences() -> None:
    shown = CliRunner().invoke(app, ["--help"]).stdout
    person, organisation, anybody = (
        shown.index(title)
        for title in ("A person's commands:", "An organisation's commands:", "Anybody's commands:")
    )
    assert person < shown.index("  close-case ") < organisation < shown.index("  close ") < anybody
    assert anybody < shown.index("  verify-receipt ")
    assert "..." not in shown.partition("A person")[2]
