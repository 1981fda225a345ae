"""What the service acknowledged, written down by its callers: each answer is on their disk before they go on."""

import json
import os
import threading
from collections.abc import Iterable, Iterator, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

ITEM: Final = "profile item"
GIVEN: Final = "grant given"
WITHDRAWN: Final = "grant withdrawn"
READ: Final = "disclosure"
ERASED: Final = "erasure"
KINDS: Final = (ITEM, GIVEN, WITHDRAWN, READ, ERASED)


@dataclass(frozen=True, slots=True)
class Fact:
    """One acknowledgement: `id` is the item's words, the grant, or the line of the log that a reading has."""

    kind: str
    person: str
    id: str
    grant: str = ""


class Notebook:
    """Facts in the order of their acknowledgement, by any number of threads. A line is on the disk when `write` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._facts: list[Fact] = []
        self._of: dict[str, list[Fact]] = {kind: [] for kind in KINDS}
        self._ids: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self._begun: set[str] = set()
        self.put_off = 0
        """How often the answer was 503: nothing is acknowledged, and nothing denied."""

    def write(self, kind: str, person: str, fact_id: str, grant: str = "") -> None:
        """Write an acknowledgement down, and return when it is durable."""
        fact = Fact(kind, person, fact_id, grant)
        with self._lock:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(fact), ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
            self._facts.append(fact)
            self._of[kind].append(fact)
            self._ids[kind].add(fact_id)

    def begin(self, what: str) -> None:
        """A withdrawal of this grant, or an erasure of this person, is about to be sent: from now on it may be either."""
        with self._lock:
            self._begun.add(what)

    # --- reading it again ---

    def __iter__(self) -> Iterator[Fact]:
        return iter(tuple(self._facts))

    def of(self, kind: str, people: Iterable[str] | None = None) -> list[Fact]:
        """All facts of a kind, oldest first; of some people alone, where they are named."""
        among = None if people is None else set(people)
        return [one for one in tuple(self._of[kind]) if among is None or one.person in among]

    def ids(self, kind: str) -> Set[str]:
        """The ids of all facts of a kind: it grows with them."""
        return self._ids[kind]

    def counts(self) -> dict[str, int]:
        """How many facts of each kind."""
        return {kind: len(self._of[kind]) for kind in KINDS}

    def standing(self) -> set[str]:
        """Grants that must be alive: given, and nobody has begun to end them or to erase whose they are."""
        ended = self._begun
        return {one.id for one in self.of(GIVEN) if one.id not in ended and one.person not in ended}

    def staying(self, person: str) -> bool:
        """Whether nobody has begun to erase her."""
        return person not in self._begun
