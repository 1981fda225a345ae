"""`egenkarta backup` and `egenkarta restore`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from consent.vocabulary import IndividualId
from profile_service.actions.changing import pause_everything
from profile_service.actions.enrolling import erase
from profile_service.actions.mandates import end_mandate, mandates_of
from profile_service.actions.ports import Work
from profile_service.clock import SystemClock
from profile_service.command_line.lost_since import STANDS_AGAIN, lost_words
from profile_service.key_source import ring_of
from profile_service.parts import Parts, house_from, open_parts, recall_erasures
from profile_service.settings import Settings
from profile_service.storage.backups.checking import Checked, check
from profile_service.storage.backups.filling import Again, PutBack
from profile_service.storage.backups.making import back_up, back_up_keys
from profile_service.storage.backups.manifest import Manifest
from profile_service.storage.backups.restoring import put_back
from profile_service.storage.database import telling_errors
from profile_service.storage.outer_checkpoint import OuterCheckpoint
from profile_service.storage.outer_ledger import OuterLedger

_console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
_Keys = Annotated[Path, typer.Option(help="The file of wrapped keys: in another place, with other readers.")]


def backup(
    keys: _Keys,
    folder: Annotated[
        Path | None, typer.Argument(help="A new folder for the content; without it the keys alone.")
    ] = None,
) -> None:
    """Back the database up while the service runs: the sealed content here, the wrapped keys there, of one moment.

    The key ring is in neither; whoever has content and keys still cannot read a word without it.
    """
    settings = Settings()
    ring, now = ring_of(settings), SystemClock().now()
    with telling_errors(settings.database_url), _console.status("Backing up ..."):
        if folder is None:
            count = back_up_keys(settings.database_url, keys, now, ring)
            _console.print(f"{count} wrapped keys are in {keys}.")
            return
        manifest = back_up(settings.database_url, folder, keys, now, ring)
    rows = sum(manifest.counts.values()) - manifest.counts["data_key"]
    _console.print(
        f"{rows} rows are in {folder}, {manifest.counts['data_key']} wrapped keys in {keys}; migration "
        f"{manifest.migration}, {_journal(manifest)}, {manifest.erasures} erasures in the ledger."
    )


def restore(
    folder: Annotated[Path, typer.Argument(help="What 'egenkarta backup' wrote.")],
    keys: _Keys,
    checkpoint: Annotated[
        Path | None,
        typer.Option(
            help="The newest checkpoint that a witness knows: says what was lost since. Without it, the one that is kept "
            "beside the ledger of erasures."
        ),
    ] = None,
    pause_everybody: Annotated[
        bool,
        typer.Option(
            help="Let nobody read before she looks, and end every mandate: a withdrawal since the backup is lost too."
        ),
    ] = False,
    without_ledger: Annotated[
        bool,
        typer.Option(
            help="Put it back although the ledger of erasures is gone, or older than the backup: people who were erased "
            "may come back."
        ),
    ] = False,
) -> None:
    """Put a backup back into the empty place that EGENKARTA_DATABASE_URL names. The service is stopped meanwhile.

    Everything is checked first. Whoever was erased since is erased again. On PostgreSQL sign in as the owner of the tables.
    """
    settings = Settings()
    ring = ring_of(settings)
    with _console.status("Checking the backup ..."):
        found = check(
            folder,
            keys,
            ring,
            OuterLedger(settings.ledger_of_erasures, ring),
            without_ledger=without_ledger,
        )
    outside = OuterCheckpoint(settings.ledger_of_erasures)
    words = lost_words(found.manifest.journal, ring.journal, checkpoint, outside.path)
    parts = open_parts(settings, ring)
    try:
        with _console.status("Putting it back ..."):
            put = put_back(found, settings.database_url, _again(parts, pause_everybody=pause_everybody))
        # Said before anything else is done: it is in use now, and nobody says it a second time.
        _tell(found, put, [*_ledger_words(found, settings), *words, STANDS_AGAIN])
        if recall_erasures(parts).begun_anew:
            _console.print(
                f"The ledger in {settings.ledger_of_erasures} was begun anew, with the erasures that the backup knows of."
            )
    finally:
        parts.database.close()
    aside = outside.set_aside()
    if aside is not None:
        _console.print(
            f"The checkpoint that was kept outside lies in {aside} now: the journal goes on from here."
        )


def _tell(found: Checked, put: PutBack, words: Sequence[str]) -> None:
    since = found.manifest.moment
    _console.print(f"Put back as it was at {_told(since)}: {put.people} people; {_journal(found.manifest)}.")
    _console.print(
        f"Erased again: {put.recalled + put.gone_unsaid}, by {put.lines} lines of the ledger since; {put.gone} had no key any "
        f"more in the file of keys, {put.gone_unsaid} of them without a line in the ledger."
    )
    for word in words:
        _console.print(word)
    if put.held:
        _console.print(
            f"Paused until they go on themselves: {put.held}. Access by law is not touched by it. Every mandate has ended: whoever "
            "needs one gives it again, or has it registered again at a desk."
        )


def _again(parts: Parts, *, pause_everybody: bool) -> Again:
    desk = house_from(parts).desk

    def erase_again(work: Work, one: IndividualId) -> None:
        erase(work, desk, one)

    def pause(work: Work, one: IndividualId) -> None:
        pause_everything(work, desk, one)
        # A representative passes a pause, and a mandate that was ended since stands again.
        for view in mandates_of(work, desk, one):
            if view.given:
                end_mandate(work, desk, one, view.mandate.id)

    return Again(parts.keys, erase_again, pause if pause_everybody else None)


def _ledger_words(found: Checked, settings: Settings) -> list[str]:
    """Whom nobody could erase again. Never left unsaid: it looks like a restore in which all went well."""
    if not found.lacks_ledger:
        return []
    folder, known = settings.ledger_of_erasures, found.manifest.erasures
    was = (
        "There was no ledger of erasures" if found.ledger is None else "The ledger of erasures was too short"
    )
    return [
        f"ERASED PEOPLE MAY BE BACK. {was} in {folder}, and the backup knows of {known} erasures: whoever was erased after "
        f"{_told(found.keys_made_at)}, when the file of keys was made, is here again with all that is hers, and can be read. "
        "Before anybody is let in, put the newest copy of the file there, in the place of one that lies there now, and "
        "start the service: it erases again. Nobody else knows whom. Where nobody has ever been erased, nothing is missing."
    ]


def _journal(manifest: Manifest) -> str:
    head = manifest.journal
    tree = f", its tree {head.size} leaves" if head.size else ""
    return f"the journal has {head.rows} rows{tree}"


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
