"""The consent layer as plain sets and plain ifs: slow, obvious, and written without looking at `decide`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from consent.scope import Scope

ANY = "*"
Cell = tuple[str, str, str]
"""Section, field, item; `ANY` where items were not named."""


def cells_of(scopes: Iterable[Scope]) -> frozenset[Cell]:
    """Frozen scopes, cell by cell."""
    return frozenset(
        (scope.section, name, item)
        for scope in scopes
        for name in scope.fields or ()
        for item in (scope.items if scope.items is not None else (ANY,))
    )


def covers(cells: frozenset[Cell], section: str, name: str, item: str) -> bool:
    """Whether one value of one item lies inside."""
    return (section, name, item) in cells or (section, name, ANY) in cells


UNITS = {"norrsken": ("Etablering Nord", "Vägledning Syd"), "yrkesskolan": ("Validering",)}
"""The units that the cast's organisations have; any other name is nobody's."""


@dataclass
class GrantOracle:
    """One grant as somebody would note it on paper."""

    individual: str
    organisation: str
    request: str
    cells: frozenset[Cell]
    given_at: datetime
    until: datetime
    ending: str
    state: str = "active"
    paused: bool = False
    shut_units: set[str] = field(default_factory=set)
    shut_readers: set[str] = field(default_factory=set)
    reads: int = 0

    def state_at(self, now: datetime, everything_paused: bool) -> str:
        """The word for it now."""
        if self.state != "active":
            return self.state
        if now >= self.until:
            return "expired"
        return "paused" if self.paused or everything_paused else "active"

    def opens(
        self, now: datetime, everything_paused: bool, organisation: str, unit: str, reader: str
    ) -> bool:
        """Whether this reader of this organisation gets anything at all."""
        if organisation != self.organisation or self.state_at(now, everything_paused) != "active":
            return False
        if self.shut_units and (unit not in UNITS[self.organisation] or unit in self.shut_units):
            return False
        return not (self.shut_readers and (reader == "" or reader in self.shut_readers))

    def can_undo(self, now: datetime, everything_paused: bool) -> bool:
        """Whether thirty seconds have not gone by, and nobody has read."""
        live = self.state_at(now, everything_paused) in ("active", "paused")
        return live and self.reads == 0 and now - self.given_at <= timedelta(seconds=30)
