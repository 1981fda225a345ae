"""The program `egenkarta-witness`.

Ends with 0 when all is well, 1 when a log shrank, forked or was rewritten, 2 when the command was wrong, 3 when no answer came.
"""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from clients.errors import EgenkartaError, InvalidArgumentError, TransportError
from clients.witness.following import Follower
from clients.witness.judging import Judgement, Witness
from clients.witness.memory import Memory, WatchedLog
from clients.witness.serving import listening
from schemas.proofs.notes import ED25519, NoteError, Verifier

app = typer.Typer(
    name="egenkarta-witness",
    help=(
        "Remembers how a log looked, and cosigns only what grew out of that (C2SP tlog-witness). Run it on another host, "
        "in others' hands. Exit codes: 0 all is well, 1 a log shrank, forked or was rewritten, 2 the command was wrong, "
        "3 no answer."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_Folder = Annotated[
    Path,
    typer.Option(
        "--folder", envvar="EGENKARTA_WITNESS_FOLDER", help="The witness's own: its key and its memory."
    ),
]
_FOLDER = Path("var/witness")
_SILENCE: Final = 600.0
"""Seconds after which a log that does not answer is more than a log that is started again."""
_Origin = Annotated[str, typer.Argument(help="The log's name: the first line of its checkpoint.")]


@app.command("init")
def init(
    name: Annotated[str, typer.Argument(help="Such as witness.example/egenkarta: no spaces, no plus.")],
    folder: _Folder = _FOLDER,
) -> None:
    """Make a witness: its key and an empty memory. Prints the public key, which the log's operator is given."""
    with _telling():
        typer.echo(Memory.create(folder, name).pen.verifier)


@app.command("key")
def key(folder: _Folder = _FOLDER) -> None:
    """Print the witness's public key again, as verifiers are configured with it."""
    with _telling():
        typer.echo(Memory(folder).pen.verifier)


@app.command("watch")
def watch(
    keys: Annotated[
        list[str], typer.Argument(help="All keys that the log may sign with, as it publishes them.")
    ],
    folder: _Folder = _FOLDER,
) -> None:
    """Take up a log, or tell the witness the log's new keys; what it has witnessed of it stays."""
    with _telling():
        try:
            verifiers = tuple(Verifier.parse(one) for one in keys)
        except NoteError as error:
            raise InvalidArgumentError(str(error)) from None
        origins = {one.name for one in verifiers}
        if len(origins) > 1 or any(one.kind != ED25519 for one in verifiers):
            raise InvalidArgumentError("expected the keys of one log, and no witness's")
        with Memory(folder).held() as held:
            held.watch(origin := origins.pop(), verifiers)
        _say(f"{origin}: watched, by {len(verifiers)} key{'s' if len(verifiers) > 1 else ''}")


@app.command("follow")
def follow(
    prefix: Annotated[str, typer.Argument(metavar="URL", help="Such as https://egenkarta.example/journal.")],
    folder: _Folder = _FOLDER,
    every: Annotated[
        float, typer.Option(min=0, help="Seconds between two looks; 0: look once and end.", metavar="SECONDS")
    ] = 0,
    send: Annotated[bool, typer.Option(help="Hand the cosignature in at the log; else print it.")] = True,
) -> None:
    """Fetch the log's checkpoint, see that it grew out of the last one, and cosign it.

    Ends with 1 as soon as a log shrank, forked or was rewritten; what it signed is kept in the folder `evidence`.
    """
    stop = threading.Event()
    with _telling():
        follower = Follower(Witness(Memory(folder), time.time), prefix, send, stop.wait)
        _stop_on_signals(stop)
        heard = time.monotonic()
        try:
            while True:
                if _look(follower, send, every > 0, time.monotonic() - heard):
                    heard = time.monotonic()
                if not every or stop.wait(every):
                    return
        finally:
            follower.close()


@app.command("serve")
def serve(
    folder: _Folder = _FOLDER,
    host: Annotated[str, typer.Option(help="Put whatever speaks https before it.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8791,
) -> None:
    """Answer `POST /add-checkpoint`, for logs that ask for cosignatures themselves."""
    stop = threading.Event()
    with _telling():
        _stop_on_signals(stop)
        try:
            with listening(Witness(Memory(folder), time.time), host, port, _say) as found:
                _say(f"listening on http://{host}:{found}")
                stop.wait()
        except OSError as error:
            raise InvalidArgumentError(f"cannot listen on {host}:{port}: {error.strerror}") from None


@app.command("show")
def show(folder: _Folder = _FOLDER) -> None:
    """What was witnessed of each log, and what was found wrong; ends with 1 where something was."""
    with _telling():
        memory = Memory(folder)
        for origin, log in memory.logs().items():
            typer.echo(_line(origin, log))
        evidence = memory.evidence()
        for path in evidence:
            typer.echo(f"EVIDENCE {path}: {path.read_text(encoding='utf-8').partition(chr(10))[0]}")
        if evidence:
            raise typer.Exit(1)


@app.command("begin-anew")
def begin_anew(
    origin: _Origin,
    folder: _Folder = _FOLDER,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget what was witnessed of a log, for an operator who told you why it lost entries, as after a restored backup.

    The evidence is marked as settled, and stays, as the history does. Whoever holds an older checkpoint still sees that the
    log went back.
    """
    with _telling():
        with Memory(folder).held() as held:
            if origin not in held.logs:
                raise InvalidArgumentError(f"{origin} is not watched here")
        if not yes:
            typer.confirm(f"{origin}: sign whatever it shows next. Go on?", abort=True)
        with Memory(folder).held() as held:
            held.begin_anew(origin)
        _say(f"{origin}: the next checkpoint is taken as it comes")


def main() -> None:
    """Run the program."""
    app()


def _look(follower: Follower, sends: bool, goes_on: bool, silence: float) -> bool:
    """Whether the log answered; `silence` is for how long it had not."""
    try:
        judgement = follower.look()
    except TransportError as error:
        if not goes_on:
            raise
        for_long = f"ALARM: nothing was heard for {silence / 60:.0f} minutes"
        _say(f"{'error' if silence < _SILENCE else for_long}: {error}")
        return False
    if judgement is not None:
        _tell(judgement, sends)
    return True


def _tell(judgement: Judgement, sends: bool) -> None:
    if judgement.cosignature is not None and not sends:
        typer.echo(judgement.cosignature.line, nl=False)
    _say(f"cosigned at {judgement.size} entries")


def _line(origin: str, log: WatchedLog) -> str:
    if log.checkpoint is None:
        return f"{origin}: nothing witnessed yet"
    return f"{origin}: {log.checkpoint.size} entries, root {log.checkpoint.root.hex()}"


def _say(line: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    sys.stderr.write(f"{at} {line}\n")
    sys.stderr.flush()


@contextmanager
def _telling() -> Iterator[None]:
    """Turn whatever is foreseen into one line and an exit code."""
    try:
        yield
    except EgenkartaError as error:
        is_usage = isinstance(error, InvalidArgumentError)
        is_silence = isinstance(error, TransportError)
        sys.stderr.write(f"{'error' if is_usage or is_silence else 'ALARM'}: {error}\n")
        raise typer.Exit(2 if is_usage else 3 if is_silence else 1) from None
    except OSError as error:
        sys.stderr.write(f"error: {error.filename}: {error.strerror}\n")
        raise typer.Exit(2) from None


def _stop_on_signals(stop: threading.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
