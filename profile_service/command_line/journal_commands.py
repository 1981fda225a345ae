"""`egenkarta journal`: hold the journal against its tree and against what others hold of it; take it along."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.progress import Progress

from profile_service.actions.books_verifying import unmatched
from profile_service.actions.journal_verifying import WrittenTree, claim_of, verify_journal
from profile_service.actions.ports import Work
from profile_service.actions.sequencing import see_that_it_goes_on
from profile_service.command_line.keyboard import RefusedError, said, shown
from profile_service.command_line.lost_since import went_back_words
from profile_service.domain.journal_report import Claim, Fault, Report, Wrong
from profile_service.key_source import ring_of
from profile_service.parts import Parts, house_from, open_parts
from profile_service.portability.journal_file import JournalFile, JournalFileError, write_journal
from profile_service.settings import Settings
from profile_service.signing.journal_signer import JournalSigner, check_ed25519, parse_verifiers
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import (
    check_key_ring,
    see_that_it_is_current,
    telling_errors,
)
from profile_service.storage.erasures import TableErasures, subject_of
from profile_service.storage.long_look import look_long
from profile_service.storage.outer_checkpoint import OuterCheckpoint
from schemas.proofs.kept_notes import read_notes
from schemas.proofs.notes import Note, NoteError, Signature, Verifier, signed_by
from schemas.proofs.tree import ProofError

T = TypeVar("T")
app = typer.Typer(no_args_is_help=True, help=__doc__)


class Ending(IntEnum):
    """What `verify` ends with, beside 1 for what was foreseen and 2 for a wrong command."""

    WHOLE = 0
    TAMPERED = 3
    ROLLED_BACK = 4


_Export = Annotated[
    Path | None,
    typer.Option("--export", help="A file of 'journal export', in place of the database; needs no key."),
]
_Against = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        help="A checkpoint that somebody kept, or a witness's memory.json or history.notes. Can be given several times.",
    ),
]
_Keys = Annotated[
    list[str] | None,
    typer.Option("--key", help="A verifier key of the journal, as 'journal keys' prints it; for an export."),
]


@app.command("keys")
def print_keys() -> None:
    """Print the public keys that checkpoints are or were signed with, those that sign now first: for witnesses, and whoever verifies."""
    settings = Settings()
    if not settings.public_url:
        raise RefusedError("EGENKARTA_PUBLIC_URL is not set: the keys' name follows from it")
    for verifier in JournalSigner(ring_of(settings).journal, settings.journal_origin).verifiers:
        typer.echo(verifier)


@app.command("checkpoint")
def print_checkpoint() -> None:
    """Print the newest checkpoint, with the cosignatures that came for it. Keep it where the database's keeper cannot reach."""
    with _opened() as (parts, _):
        typer.echo(parts.database.reader.run(_newest), nl=False)


@app.command("export")
def export(out: Annotated[Path, typer.Argument(help="Where to write; must not be there.")]) -> None:
    """Write what each line was committed to, the leaves and the checkpoints into a file. Nothing in it is about anybody."""
    with _opened() as (parts, signer):
        try:
            with out.open("x", encoding="utf-8") as file:
                lines, leaves = _look(
                    parts,
                    lambda work: write_journal(
                        WrittenTree(work.tree), signer.origin, list(map(str, signer.verifiers)), file.write
                    ),
                )
        except FileExistsError:
            raise RefusedError(f"{out} is there already; right would be a new file") from None
    said.print(f"Wrote {lines} lines and {leaves} leaves to {out}.", markup=False)


@app.command("verify")
def verify(
    export_file: _Export = None,
    against: _Against = None,
    key: _Keys = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Say which line of the journal was changed, removed, added or moved, and whether this is an older database.

    The database is held against the checkpoint that the service keeps outside of it as well, where there is one.

    Exit codes: 0 whole, 3 tampered with, 4 whole but older than a checkpoint that was held against it, 1 not looked at.
    """
    kept = against or []
    report = _in_database(kept, as_json) if export_file is None else _in_file(export_file, kept, key or [])
    _tell(report, as_json)
    raise typer.Exit(_ending(report))


@app.command("went-back")
def accept_older() -> None:
    """Go on with a database that was rightly put back to before the checkpoint that is kept outside: set that aside.

    'egenkarta restore' does so by itself. Until it is done, /readyz is 503. The service is started again afterwards.
    """
    with _opened() as (parts, _):
        outside = _outside(parts.settings)
        kept, log = outside.read(), house_from(parts).log
        if kept is None:
            raise RefusedError(f"there is no {outside.path}: nothing is to be accepted")
        try:
            parts.database.reader.run(lambda work: see_that_it_goes_on(work, kept, log.has_signed))
        except ProofError as error:
            wrong = str(error)
        else:
            raise RefusedError(f"the journal goes on from {outside.path}: nothing is to be accepted")
        size = parts.database.reader.run(lambda work: work.tree.head().size)
        aside = outside.set_aside()
    said.print(f"Accepted: {wrong}. {went_back_words(kept, size)}It lies in {aside} now.", markup=False)


def _in_database(against: Sequence[Path], quiet: bool) -> Report:
    with _opened() as (parts, signer):
        check = _check_by(signer.verifiers)
        outside = _outside(parts.settings).path
        kept = [*against, outside] if outside.exists() else against
        claims, strange = _claims(kept, signer.origin, check)
        is_erased = _erased(parts, ring_of(parts.settings))

        with Progress(console=said, transient=True, disable=quiet) as progress:
            task = progress.add_task("Holding lines against leaves", total=None)

            def hold(work: Work) -> Report:
                report = verify_journal(
                    WrittenTree(work.tree),
                    claims,
                    check,
                    read=work.tree.tile,
                    strays=work.tree.strays(),
                    is_erased=is_erased,
                    watch=lambda count: progress.update(task, completed=count),
                )
                progress.update(task, description="Holding both books against each other")
                return _with(report, list(unmatched(work, {fault.event for fault in report.faults})))

            report = _look(parts, hold)
    return _with(report, strange)


def _in_file(path: Path, against: Sequence[Path], keys: Sequence[str]) -> Report:
    try:
        written = JournalFile(path)
        verifiers = parse_verifiers(keys or written.keys)
        if not keys:
            said.print("The keys are those in the file itself; give those that you know with --key.")
        check = _check_by(verifiers)
        claims, strange = _claims(against, written.origin, check)
        report = verify_journal(written, claims, check)
        written.check_end()
    except JournalFileError as error:
        raise RefusedError(str(error)) from None
    except NoteError as error:
        raise RefusedError(f"--key: {error}") from None
    return _with(report, strange)


def _claims(
    paths: Sequence[Path], origin: str, check: Callable[[Note], object]
) -> tuple[list[Claim], list[Fault]]:
    claims, strange = [], []
    for path in paths:
        try:
            notes = read_notes(path.read_bytes(), origin)
        except NoteError as error:
            raise RefusedError(
                f"{path}: {error}; right would be a checkpoint, or a witness's memory"
            ) from None
        for note in notes:
            try:
                claims.append(claim_of(note, str(path), check))
            except NoteError as error:
                strange.append(Fault(Wrong.UNSIGNED, f"{path}: {error}: another journal, or other keys"))
    return claims, strange


def _check_by(verifiers: Sequence[Verifier]) -> Callable[[Note], object]:
    """By these keys, under whatever name the journal had then: it changes with the service's address."""

    def check(note: Note) -> None:
        origin = note.text.partition("\n")[0]
        signed_by(note, [replace(one, name=origin) for one in verifiers], check_ed25519)

    return check


def _erased(parts: Parts, ring: KeyRing) -> Callable[[str], bool]:
    with parts.database.engine.connect() as connection:
        subjects = {line.subject for line in TableErasures(connection, ring).after(0)}
    return lambda individual: subject_of(ring, individual) in subjects


def _with(report: Report, strange: Sequence[Fault]) -> Report:
    for fault in strange:
        report.tell(fault)
    return report


def _look(parts: Parts, action: Callable[[Work], T]) -> T:
    """All of the journal may take many minutes."""
    with telling_errors(parts.settings.database_url):
        return look_long(parts.settings.database_url, parts.ring, action)


def _outside(settings: Settings) -> OuterCheckpoint:
    return OuterCheckpoint(settings.ledger_of_erasures)


def _newest(work: Work) -> str:
    newest = work.tree.checkpoint()
    if newest is None:
        raise RefusedError("there is no checkpoint yet: the service makes one as it runs")
    lines = work.tree.cosignatures(newest.size)
    signatures = Signature.parse_all("".join(lines)) if lines else ()
    return Note.parse(newest.note).adding(signatures).encode().decode()


def _ending(report: Report) -> Ending:
    if report.is_whole:
        return Ending.WHOLE
    return Ending.ROLLED_BACK if report.went_back else Ending.TAMPERED


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_as_json(report)))
        return
    for fault in report.faults:
        where = "" if fault.seq is None else f" seq {fault.seq} ({fault.event})"
        shown.print(f"{fault.wrong}:{where}{':' if where else ''} {fault.said}")
    if report.untold:
        shown.print(f"and {report.untold} more")
    counted = f"{report.lines} lines, {report.leaves} leaves, {report.pending} not taken up yet, {report.claims} checkpoints"
    state = "is whole" if report.is_whole else "went back" if report.went_back else "was tampered with"
    said.print(f"The journal {state}: {counted}, root {report.root.hex()}.", markup=False, highlight=False)


def _as_json(report: Report) -> dict[str, object]:
    faults = [
        {"wrong": one.wrong.value, "seq": one.seq, "event": one.event, "said": one.said}
        for one in report.faults
    ]
    return {
        "whole": report.is_whole,
        "rolled_back": report.went_back,
        "lines": report.lines,
        "leaves": report.leaves,
        "pending": report.pending,
        "without_key": report.without_key,
        "checkpoints": report.claims,
        "root": report.root.hex(),
        "faults": faults,
        "untold": report.untold,
    }


@contextmanager
def _opened() -> Iterator[tuple[Parts, JournalSigner]]:
    """The installation, to be looked at."""
    settings = Settings()
    ring = ring_of(settings)
    parts = open_parts(settings, ring)
    try:
        see_that_it_is_current(parts.database.engine)
        check_key_ring(parts.database.engine, ring, every=False)
        yield parts, JournalSigner(ring.journal, settings.journal_origin)
    finally:
        parts.database.close()
