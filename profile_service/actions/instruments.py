"""Instruments: found, listed, registered and retired. They are about nobody, so whoever may come in may read them."""

from profile_service.actions.errors import NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.domain.instrument import Instrument, InstrumentId


def find_instrument(work: Work, desk: Desk, instrument: InstrumentId, version: str = "") -> Instrument:
    """One version of an instrument, or the newest where none is said.

    Raises:
        NotAvailableError: there is none.
    """
    for one in desk.instruments.shipped:
        if one.id == instrument and version in ("", one.version):
            return one
    raise NotAvailableError
