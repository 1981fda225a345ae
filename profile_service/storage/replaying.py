"""Whoever was erased stays erased: what the ledger outside knows and the database does not is done again.

It runs before any door opens, on a connection of its own. A hundred lines share a transaction: each is written down in the
one that erases whom it is about, so whatever stops this, the rest is done at the next start.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine, delete, select
from sqlmodel import SQLModel

from consent.vocabulary import IndividualId
from profile_service.domain.erasure import ErasureLine
from profile_service.storage.carrying import Carriage
from profile_service.storage.erasures import TableErasures
from profile_service.storage.forgetting import forget_old_pages
from profile_service.storage.outer_ledger import OuterLedger
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.roles import APPEND_ONLY
from profile_service.storage.standing import refuse_if_not_in_use
from profile_service.storage.unit_of_work import UnitOfWork

_TOGETHER: Final = 100
Erase = Callable[[UnitOfWork, IndividualId], None]


@dataclass(frozen=True, slots=True)
class Replayed:
    """`lines` that the database did not know, and how many people were in it who had been erased before.

    `begun_anew` where the database knew of erasures and no ledger was found: it is written again, and may lie in the wrong place.
    """

    lines: int
    people: int
    begun_anew: bool = False


def replay(engine: Engine, sealer: Sealer, outer: OuterLedger, erase: Erase) -> Replayed:
    """Bring database and ledger to say the same, by erasing; never by forgetting a line.

    Raises:
        OuterLedgerError: the ledger outside was tampered with, or belongs to other keys.
        NotInUseError: the database was moved, or is half a copy.
    """
    outside = outer.lines()
    with engine.connect() as connection:
        with connection.begin():
            refuse_if_not_in_use(connection)
            table = TableErasures(connection, sealer)
            inside = {line.subject for line in table.after(0)}
            due = [line for line in outside if line.subject not in inside]
            there = table.still_there([line.subject for line in due]) if due else {}
        for at in range(0, len(due), _TOGETHER):
            _carry(connection, sealer, due[at : at + _TOGETHER], there, erase)
        if there:
            forget_old_pages(connection)
        outer.agree(connection)
    return Replayed(len(due), len(there), begun_anew=bool(inside) and not outside)


def holds_nobody(engine: Engine) -> bool:
    """Whether there is no account and no organisation in a database yet."""
    tables = SQLModel.metadata.tables
    with engine.connect() as connection, connection.begin():
        return all(
            connection.execute(select(tables[name].c.id).limit(1)).first() is None
            for name in ("individual", "organisation")
        )


def _carry(
    connection: Connection,
    sealer: Sealer,
    lines: Sequence[ErasureLine],
    there: dict[bytes, IndividualId],
    erase: Erase,
) -> None:
    carriage = Carriage(connection, writes=True)
    try:
        work = UnitOfWork(connection, sealer)
        for line in lines:
            TableErasures(connection, sealer).take_over(line)
            individual = there.get(line.subject)
            if individual is None:
                continue
            if PersonalKeys(connection, sealer).exists(individual):
                erase(work, individual)
            else:
                wipe(connection, individual)
        carriage.end()
    except BaseException:
        carriage.give_up()
        raise


def wipe(connection: Connection, individual: IndividualId) -> None:
    """Take away every row of somebody whose key is gone already, so that nothing of hers opens and nobody can say more of it."""
    for name, table in SQLModel.metadata.tables.items():
        for column in ("individual_id", "holder_id"):
            if column in table.c and name not in APPEND_ONLY:
                connection.execute(delete(table).where(table.c[column] == individual))
    individuals = SQLModel.metadata.tables["individual"]
    connection.execute(delete(individuals).where(individuals.c.id == individual))
