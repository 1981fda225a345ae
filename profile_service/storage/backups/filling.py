"""What is done in a database that was put back before it may be served: the keys, the erasures since, and holding people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine, insert, select, union

from consent.vocabulary import IndividualId
from profile_service.storage.backups.checking import Checked
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.key_file import keys_in
from profile_service.storage.carrying import Carriage
from profile_service.storage.erasures import TableErasures
from profile_service.storage.forgetting import forget_old_pages
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.replaying import Erase, wipe
from profile_service.storage.tables import DataKeyRow, IndividualRow, table_of
from profile_service.storage.unit_of_work import UnitOfWork
from profile_service.storage.ways_in_tables import JoinedRow

_INDIVIDUALS: Final = table_of(IndividualRow)
_KEYS: Final = table_of(DataKeyRow)
_JOINED: Final = table_of(JoinedRow)
_PAGE: Final = 2_000
Hold = Callable[[UnitOfWork, IndividualId], None]


@dataclass(frozen=True, slots=True)
class Again:
    """With whose keys, and how, what happened since the backup is done again.

    `hold` is done for everybody who is there in the end; None where nobody is to be held.
    """

    sealer: Sealer
    erase: Erase
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class PutBack:
    """`people` had a key in the file of keys, and `gone` had none any more in it: they were erased since.

    `lines` of the ledger outside were not in the content, and `recalled` people were in it whom they name; `gone_unsaid` of
    those who are gone stood in no ledger, and each got a line. `held` were held in the end.
    """

    people: int
    gone: int
    lines: int
    recalled: int
    gone_unsaid: int
    held: int = 0


def fill(engine: Engine, found: Checked, again: Again) -> PutBack:
    """Put in the keys of whoever is in the content, and erase again; one transaction, so that half of it is nothing.

    Raises:
        BackupError: the file of keys is not the one that it says it is.
    """
    with engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        try:
            put = _fill(connection, found, again)
            carriage.end()
        except BaseException:
            carriage.give_up()
            raise
        forget_old_pages(connection)
    return put


def _fill(connection: Connection, found: Checked, again: Again) -> PutBack:
    wanted = {
        row[0] for row in connection.execute(union(select(_INDIVIDUALS.c.id), select(_JOINED.c.former_id)))
    }
    rows = [row for row in keys_in(found.keys) if row["individual_id"] in wanted]
    for at in range(0, len(rows), _PAGE):
        connection.execute(insert(_KEYS), rows[at : at + _PAGE])
    gone = wanted - {row["individual_id"] for row in rows}
    if gone and found.keys_made_at == found.manifest.moment:
        raise BackupError(f"the file of keys lacks {len(gone)} of those that were made with the content")
    lines, recalled = _recall(connection, found, again)
    unsaid = sorted(gone - recalled)
    for individual in unsaid:
        wipe(connection, IndividualId(individual))
        TableErasures(connection, again.sealer).append(individual, found.keys_made_at)
    return PutBack(len(rows), len(gone), lines, len(recalled), len(unsaid))


def _recall(connection: Connection, found: Checked, again: Again) -> tuple[int, set[str]]:
    """Erase whom the ledger outside names, each with her line and in its order, so that the two go on saying the same."""
    table = TableErasures(connection, again.sealer)
    inside = {line.subject for line in table.after(0)}
    due = [line for line in found.erased if line.subject not in inside]
    there = table.still_there([line.subject for line in due]) if due else {}
    for line in due:
        table.take_over(line)
        individual = there.get(line.subject)
        if individual is not None:
            _erase(connection, again, individual)
    return len(due), set(there.values())


def _erase(connection: Connection, again: Again, individual: IndividualId) -> None:
    if PersonalKeys(connection, again.sealer).exists(individual):
        again.erase(UnitOfWork(connection, again.sealer), individual)
    else:
        wipe(connection, individual)
