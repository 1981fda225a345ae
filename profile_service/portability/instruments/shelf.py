"""The instruments that ship with the service, and the one way in which an instrument's text is read."""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from consent.vocabulary import OrganisationId
from profile_service.domain.instrument import Instrument
from profile_service.portability.instruments.reading import read_instrument

_SHIPPED = ("orientation", "work-skills", "language", "work-ability")


class Shelf:
    """See `actions.ports.InstrumentShelf`."""

    @property
    def shipped(self) -> Sequence[Instrument]:
        return _shipped()

    def read(self, text: bytes, organisation: OrganisationId | None = None) -> Instrument:
        # A text never changes under its bytes, so what was read once need not be read again.
        return _read(text, organisation)


@lru_cache(maxsize=256)
def _read(text: bytes, organisation: OrganisationId | None) -> Instrument:
    return read_instrument(text, organisation)


@cache
def _shipped() -> tuple[Instrument, ...]:
    folder = files("profile_service.portability.instruments") / "shipped"
    return tuple(read_instrument((folder / f"{name}.json").read_bytes(), None) for name in _SHIPPED)
