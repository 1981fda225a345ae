"""Whether a backup is what it says, and whether what must go with it is there: before the first byte is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from profile_service.domain.erasure import ErasureLine
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.key_file import check_keys, refuse_unopened
from profile_service.storage.backups.manifest import Manifest
from profile_service.storage.outer_ledger import OuterLedger
from profile_service.storage.personal_keys import Sealer


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that is what it says, and the ledger of erasures as it was found outside: None where there was none."""

    manifest: Manifest
    content: Path
    keys: Path
    keys_made_at: datetime
    ledger: Sequence[ErasureLine] | None = None

    @property
    def erased(self) -> Sequence[ErasureLine]:
        """Everybody whom the ledger outside names."""
        return self.ledger or ()

    @property
    def lacks_ledger(self) -> bool:
        """Whether nobody outside says who was erased since: there is no ledger, or one from before the backup."""
        return self.ledger is None or len(self.ledger) < self.manifest.erasures


def check(
    folder: Path, keys: Path, sealer: Sealer, outer: OuterLedger, *, without_ledger: bool = False
) -> Checked:
    """Hold every byte against what was signed, try the keys, and read the whole ledger of erasures.

    Args:
        without_ledger: that the ledger has fewer lines than there were when the backup was made is accepted.

    Raises:
        BackupError: something was changed, cut off, mixed up, or belongs to another key ring; the ring lacks a sealing key that
            is needed; or the ledger is not there.
        OuterLedgerError: a line of the ledger was changed, dropped or put in.
    """
    manifest = Manifest.read(folder, sealer)
    made_at = check_keys(keys, sealer)
    if made_at < manifest.moment:
        raise BackupError(
            f"{keys} is older than the content: right would be the newest file of keys, at least the one that was made with it"
        )
    refuse_unopened(keys, sealer)
    ledger = outer.lines() if outer.path.exists() else None
    if len(ledger or ()) < manifest.erasures and not without_ledger:
        raise BackupError(_no_ledger(outer.path, ledger, manifest))
    return Checked(manifest, folder / Path(manifest.content).name, keys, made_at, ledger)


def _no_ledger(path: Path, ledger: Sequence[ErasureLine] | None, manifest: Manifest) -> str:
    found = "is not there" if ledger is None else f"names {len(ledger)} erasures"
    return (
        f"{path} {found}, and there were {manifest.erasures} when the backup was made: whoever was erased since could come "
        "back, and nobody would see it; right would be the newest copy of that file, in that place (is its disk mounted?). "
        "Where none is left anywhere, --without-ledger puts the backup back without it"
    )
