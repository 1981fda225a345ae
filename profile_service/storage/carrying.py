"""One transaction of a lane: how it begins, sets marks that it can be undone to, and ends, on each database.

On SQLite a write transaction begins as `BEGIN IMMEDIATE`, so that writers are serial. On PostgreSQL the same order is
made by a lock that ends with the transaction: held alone by ordinary units of work, and shared by batches that hold
nothing but consented readings, whose writes commute.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Final

from sqlalchemy import Connection

from profile_service.storage.embedded import GivenUpError, is_given_up, see_that_it_is_there
from profile_service.storage.postgresql import (
    FOR_A_TRANSACTION,
    ask_whether_it_may,
    begin_with,
    grant_time,
    has_failed,
    say,
    surely,
    take_time_back,
    undo,
)

ORDER_OF_WRITES: Final = 4_711_001
"""The advisory lock that every write transaction on PostgreSQL holds, alone or shared."""

_ALONE: Final = "SELECT pg_advisory_xact_lock({})"
# Consented readings look up by keys alone, few or many. Left to itself the server plans each of their statements again for the
# number of keys that there are, which costs several times what it then finds.
_SHARED: Final = "SET LOCAL plan_cache_mode = force_generic_plan; SELECT pg_advisory_xact_lock_shared({})"


class Carriage:
    """A transaction that has begun. Ends by `commit` or `rollback`, once."""

    def __init__(self, connection: Connection, *, writes: bool, alone: bool = True) -> None:
        self._connection = connection
        self._writes = writes
        self._alone = alone
        self._on_postgresql = connection.dialect.name == "postgresql"
        self._begin()

    def _begin(self) -> None:
        self._transaction = self._connection.begin()
        if self._on_postgresql:
            grant_time(self._connection, FOR_A_TRANSACTION[self._writes])
        try:
            self._say_the_first_words()
        except BaseException:
            if self._on_postgresql:  # nobody has it in hand yet who could give it up
                take_time_back(self._connection)
            raise

    def _say_the_first_words(self) -> None:
        if self._writes and self._on_postgresql:
            begin_with(self._connection, (_ALONE if self._alone else _SHARED).format(ORDER_OF_WRITES))
        elif not self._writes:
            ask_whether_it_may(self._connection)

    def begin_again(self) -> None:
        """Undo all that was done in it so far. Who does nothing before needs no mark, and a mark is dear: SQLite keeps a second
        copy of each page that is written after one."""
        self._undo()
        self._begin()

    @property
    def has_failed(self) -> bool:
        """Whether the database has given it up, so that nothing more can be done in it."""
        return has_failed(self._connection) if self._on_postgresql else self.is_over

    @property
    def is_over(self) -> bool:
        """Whether SQLite has ended it by itself: what came after that would be kept at once, each statement for itself."""
        return not self._on_postgresql and is_given_up(self._connection)

    def mark(self) -> "Mark":
        """A place to come back to."""
        return Mark(self._connection)

    def end(self) -> None:
        """Make what was written durable; undo it where nothing should have been written.

        Raises:
            DBAPIError, UncertainError, ReplacedError, GivenUpError: nobody may be told that it is done.
        """
        if self.is_over:
            raise GivenUpError
        if self._writes:
            with self._certain():
                self._transaction.commit()
        else:
            self._undo()
        if self._on_postgresql:
            take_time_back(self._connection)
        else:
            see_that_it_is_there(self._connection)

    def give_up(self) -> None:
        """Undo all of it, where the database has not done so already."""
        if self._transaction.is_active:
            with suppress(Exception):  # what led here is to be told, not that the connection is gone as well
                self._transaction.rollback()
        if self._on_postgresql:
            take_time_back(self._connection)

    def _undo(self) -> None:
        if self._on_postgresql and self._connection.in_transaction():
            undo(self._connection, "ROLLBACK")
        self._transaction.rollback()

    def _certain(self) -> AbstractContextManager[None]:
        return surely(self._connection) if self._on_postgresql else nullcontext()


class Mark:
    """A savepoint by the driver itself: SQLAlchemy's own costs as much as a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._say("SAVEPOINT unit")

    def release(self) -> None:
        """Keep what was done since."""
        self._say("RELEASE SAVEPOINT unit")

    def undo(self) -> None:
        """Undo what was done since."""
        self._say("ROLLBACK TO SAVEPOINT unit", undo)
        self.release()

    def _say(self, words: str, on_postgresql: Callable[[Connection, str], None] = say) -> None:
        if self._connection.dialect.name == "postgresql":
            on_postgresql(self._connection, words)
            return
        cursor = self._connection.connection.cursor()
        cursor.execute(words)
        cursor.close()
