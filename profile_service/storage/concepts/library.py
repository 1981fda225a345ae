"""Asking the store of concepts from an event loop: some threads of their own, each with a connection while it asks.

Apart from the lanes, so that neither a search nor an import ever holds up a grant.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from profile_service.actions.errors import BusyError
from profile_service.actions.ports.concepts import Concepts
from profile_service.storage.concepts.store import ConceptStore, open_store
from profile_service.storage.database import DatabaseError

T = TypeVar("T")
_READERS: Final = 4
_LONGEST_QUEUE: Final = 20
"""Who is being answered and who waits. A queue that is longer would be waited in for seconds; to ask again is quicker."""


class Library:
    """One store and those who read in it. Opens nothing and starts no thread before the first question."""

    def __init__(self, url: str) -> None:
        self.store: ConceptStore = open_store(url)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="concepts")
        self._asking = 0

    @property
    def asking(self) -> int:
        """How many are asking, and wait."""
        return self._asking

    async def look_up(self, ask: Callable[[Concepts], T]) -> T:
        """Run a question in a thread.

        Raises:
            BusyError: too many are waiting, or the store cannot be read now.
        """
        if self._asking >= _LONGEST_QUEUE:
            raise BusyError
        self._asking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._readers, ask, self.store)
        except DatabaseError as error:
            raise BusyError from error
        finally:
            self._asking -= 1

    def close(self) -> None:
        """Finish what is being asked, and let go."""
        self._readers.shutdown(cancel_futures=True)
        self.store.close()
