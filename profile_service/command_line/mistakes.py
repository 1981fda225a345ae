"""An error that was foreseen, in one line: what it is about, what is wrong, what would be right."""

from typing import Final

from pydantic import ValidationError

from profile_service.actions.errors import BusyError
from profile_service.command_line.keyboard import RefusedError
from profile_service.command_line.listening import PortError
from profile_service.domain.importing import ForeignFormatError
from profile_service.identity.oidc.configuration import ProviderFileError
from profile_service.messengers.configuration import PostError
from profile_service.settings import Settings
from profile_service.signing.key_ring import SealError
from profile_service.signing.ring_file import KeyRingError
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.database import DatabaseError
from profile_service.storage.moving.copying import CopyError
from profile_service.storage.outer_ledger import OuterLedgerError
from profile_service.storage.standing import NotInUseError
from profile_service.taxonomy.errors import TaxonomyError

FORESEEN: Final = (
    DatabaseError,
    OuterLedgerError,
    BackupError,
    NotInUseError,
    CopyError,
    KeyRingError,
    ProviderFileError,
    PostError,
    SealError,
    ForeignFormatError,
    TaxonomyError,
    BusyError,
    PortError,
    RefusedError,
    ValidationError,
    OSError,
)
_PLACES: Final[dict[type[OSError], str]] = {
    FileNotFoundError: "a path that is there",
    FileExistsError: "a folder, or a place where one can be made",
    NotADirectoryError: "a path through folders only",
    IsADirectoryError: "a file, not a folder",
    PermissionError: "a place that whoever runs this may read and write",
}


def explain(error: Exception) -> str:
    """The line for an error among FORESEEN."""
    if isinstance(error, ValidationError):
        return _settings(error)
    if isinstance(error, OSError):
        return _place(error)
    if isinstance(error, SealError):
        return (
            "the key ring does not open this database: "
            "right would be the key ring that it was made with, after its last rotation"
        )
    if isinstance(error, BusyError):
        return "the database is busy or cannot be written now: nothing was done; try again"
    return " ".join(str(error).split())


def _settings(error: ValidationError) -> str:
    # Never the value itself: an address may hold a password.
    lines = []
    for mistake in error.errors(include_input=False, include_url=False):
        name = str(mistake["loc"][0])
        field = Settings.model_fields.get(name)
        says = (field.description if field else None) or mistake["msg"].removeprefix("Value error, ")
        lines.append(f"EGENKARTA_{name.upper()} {says}")
    return "; ".join(lines)


def _place(error: OSError) -> str:
    problem = (error.strerror or type(error).__name__).lower()
    where = f"{error.filename}: " if error.filename is not None else ""
    right = _PLACES.get(type(error))
    return f"{where}{problem}" + (f"; right would be {right}" if right else "")
