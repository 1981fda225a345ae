"""Commands about the journal's proofs: fetch the one of a line, keep the keys and checkpoints, and check without asking anybody."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from clients.calls import journal as calls
from clients.calls import own_journal
from clients.command_line import options
from clients.command_line.callers import as_individual
from clients.command_line.files import read_bytes
from clients.command_line.screen import Screen
from clients.command_line.words import block, when
from clients.errors import InvalidArgumentError
from clients.individual import Individual
from clients.line_proofs import InvalidProofError, ProvedLine, read_journal_keys, verify_line
from clients.public import Public
from schemas.access.journal import LineProof
from schemas.proofs.notes import NoteError, Verifier

_Server = Annotated[
    str | None,
    typer.Option("--server", envvar="EGENKARTA_URL", help="Where the service is.", metavar="URL"),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "line-proof")(_line_proof)
    app.command("journal-keys")(_journal_keys)
    app.command("journal-checkpoint")(_journal_checkpoint)
    app.command("verify-line")(_verify_line)


def _line_proof(
    me: Individual,
    screen: Screen,
    number: Annotated[str, typer.Argument(metavar="LINE", help="Its id, as `log --json` shows it.")],
) -> None:
    """Fetch the proof that a line of your log stands in the journal; with --json, to be kept and checked later."""
    with screen.working("reading the proof"):
        answer = me.answer(own_journal.line_proof(number))
    screen.show(answer, _told)


def _journal_keys(server: _Server = None, as_json: options.AsJson = True) -> None:
    """Write the keys that the journal is signed with, as JSON to be kept: egenkarta-client journal-keys > journal-keys.json"""
    screen = Screen(as_json)
    with screen.telling_errors(), Public(_where(server)) as public:
        screen.show_bytes(public.answer(calls.journal_keys()).body)


def _journal_checkpoint(server: _Server = None, as_json: options.AsJson = False) -> None:
    """Write the journal's newest checkpoint: kept elsewhere, it shows a journal that went back or was rewritten."""
    screen = Screen(as_json)
    with screen.telling_errors(), Public(_where(server)) as public:
        note = public.answer(calls.journal_checkpoint()).body
        screen.show_bytes(json.dumps({"checkpoint": note.decode()}).encode() if as_json else note)


def _verify_line(
    file: Annotated[str, typer.Argument(metavar="FILE", help="What `line-proof --json` wrote; - for input.")],
    keys: Annotated[
        Path, typer.Option("--keys", help="What `journal-keys` wrote; nobody is asked.", metavar="FILE")
    ],
    witness: Annotated[
        list[str] | None,
        typer.Option(
            "--witness", help="The key of a witness that must have seen it; several times.", metavar="KEY"
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """Check that a line stands in the journal, that nothing in it was changed, and who has seen the tree that it stands in."""
    screen = Screen(as_json)
    with screen.telling_errors():
        wanted = witness or []
        proved = verify_line(read_bytes(file), read_journal_keys(read_bytes(str(keys)), wanted))
        _must_have_seen(proved, wanted)
        if as_json:
            screen.show_bytes(json.dumps({"valid": True, **proved.told}, ensure_ascii=False).encode())
        else:
            screen.say(_in_words(proved))


def _must_have_seen(proved: ProvedLine, wanted: list[str]) -> None:
    try:
        names = {Verifier.parse(one).name for one in wanted}
    except NoteError as error:
        raise InvalidArgumentError(f"--witness: {error}") from None
    missing = names - {name for name, _ in proved.cosigned}
    if missing:
        raise InvalidProofError(f"{', '.join(sorted(missing))} has not seen the tree that it stands in")


def _where(server: str | None) -> str:
    if server is None:
        raise InvalidArgumentError("where is the service? expected --server URL (or EGENKARTA_URL)")
    return server


def _told(proof: LineProof) -> Text:
    return block(
        f"{proof.event_id} stands in the journal",
        [
            ("place", str(proof.leaf_index)),
            ("of", f"{proof.tree_size} lines"),
            ("to check it", "add --json, keep it, and run verify-line"),
        ],
    )


def _in_words(proved: ProvedLine) -> Text:
    return block(
        f"the line is proved: {proved.line['id']}",
        [
            ("what", f"{proved.line.get('kind')}, {proved.line.get('outcome')}, {proved.line.get('at')}"),
            ("by", proved.line.get("organisation")),
            ("under", proved.line.get("grant")),
            *in_the_journal(proved),
        ],
    )


def in_the_journal(proved: ProvedLine) -> list[tuple[str, str | None]]:
    """Where a line stands, and who has seen the tree that it stands in."""
    seen = [f"{name} {when(at)}" for name, at in proved.cosigned] or ["no witness"]
    place = f"{proved.position} of {proved.tree_size}, in {proved.origin}"
    return [("place", place), *[("seen by", one) for one in seen]]
