"""Readings that are carried together: the same action, over repositories that were primed for all of them at once.

What the readings of a batch foresee is fetched in a few statements (`foreseeing`), in their own transaction; what they write
is gathered and written at its end. Nothing outlives the transaction. Whatever asks for more than an ordinary reading does (a
refusal, news, a duty, a protected person, a grant for one reading, somebody shut out, an alarm) raises `UnforeseenError`,
leaves no trace, and goes the general way.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection

from profile_service.actions.ports.foreseen import Foreseen
from profile_service.storage.books import Books, OpeningLine, insert_openings
from profile_service.storage.foreseeing import Fetched, Primed
from profile_service.storage.journal_rows import insert_rows
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.primed import (
    PrimedAccounts,
    PrimedDeclarations,
    PrimedDuties,
    PrimedJournal,
    PrimedKeys,
    PrimedLedger,
    PrimedMarks,
    PrimedNews,
    PrimedTallies,
    PrimedTokens,
)
from profile_service.storage.vault import PrimedVault

T = TypeVar("T")


class PrimedReadings(Primed):
    """The unit of work that the readings of a batch share, one after the other; see `actions.ports.Work`.

    Args:
        foreseen: what each of them will ask for.
        alone: whether nobody else writes meanwhile.
    """

    def __init__(
        self, connection: Connection, sealer: Sealer, foreseen: Sequence[Foreseen], *, alone: bool
    ) -> None:
        self._connection = connection
        fetched = Fetched(connection, foreseen)
        self._keys = PrimedKeys(connection, sealer, fetched)
        fetched.leave_out(self._keys.are_apart)
        self._lines: list[tuple[Any, ...]] = []
        self._openings: list[OpeningLine] = []
        self.accounts = PrimedAccounts(connection)
        self.tokens = PrimedTokens(connection, sealer)
        self.declarations = PrimedDeclarations(connection)
        self.ledger = PrimedLedger(fetched)
        self.duties = PrimedDuties()
        self.marks = PrimedMarks(fetched)
        self.tallies = PrimedTallies(sealer, fetched, foreseen, alone=alone)
        self.news = PrimedNews(sealer, fetched, foreseen)
        self._books = Books()
        self.vault = PrimedVault(connection, self._keys, self._books, list(fetched.granted))
        self._open_books()

    def carry(self, action: Callable[[Any], T], foreseen: Foreseen) -> T:
        """Run one reading; what it writes is kept for the end.

        Raises:
            UnforeseenError: it is no ordinary one.
            Exception: what the action raises. In both cases nothing of it is kept.
        """
        self.tallies.most = foreseen.most_tries
        try:
            found = action(self)
            openings = self._books.take()
        except BaseException:
            self.tallies.drop()
            self._open_books()
            raise
        self._openings += openings
        self._lines += self.journal.rows
        self.journal.rows.clear()
        self.tallies.keep()
        return found

    def write(self) -> None:
        """Write down what was gathered: the lines in their order, the openings, and the tries."""
        if self._lines:
            insert_rows(self._connection, self._lines)
            insert_openings(self._connection, self._openings)
            self.tallies.write(self._connection)

    def _open_books(self) -> None:
        self._books = Books()
        self.journal = PrimedJournal(self._keys, self._books)
        self.vault.turn_to(self._books)
