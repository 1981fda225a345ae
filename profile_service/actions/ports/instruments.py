"""Instruments: those that ship with the service, and those that organisations registered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import OrganisationId
from profile_service.domain.instrument import Head, Instrument, InstrumentId, Registered


class InstrumentShelf(Protocol):
    """What ships with the service, and the rules by which an instrument's text is read."""

    @property
    def shipped(self) -> Sequence[Instrument]:
        """The newest version of each, in the order in which they are shown."""
        ...

    def read(self, text: bytes, organisation: OrganisationId | None = None) -> Instrument:
        """The instrument in a JSON text; raises `ContentError` with every place that is wrong."""
        ...


class Instruments(Protocol):
    """What organisations registered. About nobody: no row of it is anyone's."""

    def add(self, registered: Registered) -> None: ...
    def find(self, instrument: InstrumentId, version: str = "") -> Registered | None:
        """One version, retired or not; the newest that is in use where none is said."""
        ...

    def heads_of(self, organisation: OrganisationId) -> Sequence[Head]:
        """Every version of every instrument of one organisation, the newest first."""
        ...

    def heads_in_use(self) -> Sequence[Head]:
        """The newest version of each that is not retired, of every organisation, by id."""
        ...

    def retire(self, instrument: InstrumentId, version: str, at: datetime) -> bool:
        """No new session is started with it; False where it was retired before."""
        ...
