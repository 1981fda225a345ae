"""What an installation's database is at this moment: in use, moved away to another one, or a copy that is half done.

It stands in the one row of `installation`: "real" or "demo" while it is in use, and before that word, with a number of the
move that both ends know, "moved" at the source and "copying" at the target. A backup that is being put back is "copying" too.
"""

from dataclasses import dataclass
from typing import Final, Self

from sqlalchemy import Connection, select

from profile_service.storage.tables import InstallationRow, table_of

_INSTALLATION: Final = table_of(InstallationRow)
MOVED: Final = "moved"
COPYING: Final = "copying"
RESTORE: Final = "restore"
"""In place of the number of a move, in a database that a backup is put back into."""


class NotInUseError(Exception):
    """The database is not to be used: what it is, and what would be right."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`kind` is "real" or "demo"; `state` is empty, MOVED or COPYING; `move` tells one move from another."""

    kind: str
    state: str = ""
    move: str = ""

    @classmethod
    def parse(cls, written: str) -> Self:
        """As it stands in the row."""
        state, _, rest = written.rpartition(":")[0].partition(":")
        return cls(written.rpartition(":")[2], state, rest)

    def __str__(self) -> str:
        return f"{self.state}:{self.move}:{self.kind}" if self.state else self.kind


def standing_of(connection: Connection) -> Standing | None:
    """None where nobody has said what this database is."""
    written = connection.execute(select(_INSTALLATION.c.mode)).scalar_one_or_none()
    return None if written is None else Standing.parse(written)


def refuse_if_not_in_use(connection: Connection) -> None:
    """Look whether a database that is up to date may be worked with. Inside a transaction.

    Raises:
        NotInUseError: it was moved, or is a copy or a restore that is not whole yet.
    """
    found = standing_of(connection)
    if found is None or not found.state:
        return
    if found.state == MOVED:
        raise NotInUseError(
            "this installation was moved to another database: right would be that one's address in "
            "EGENKARTA_DATABASE_URL; 'egenkarta db reopen' gives the move up"
        )
    if found.move == RESTORE:
        raise NotInUseError(
            "this database is a backup that was not put back to the end: right would be to empty the place and to run "
            "'egenkarta restore' again"
        )
    raise NotInUseError(
        "this database is a copy that is not whole yet: run 'egenkarta db copy' again, and it goes on where it stopped"
    )
