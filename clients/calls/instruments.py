"""Instruments: what people may be asked, and an organisation's own."""

from dataclasses import replace

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import InstrumentHead, InstrumentList, PublishedInstrument

_INSTRUMENTS = ("v1", "instruments")


def instruments() -> Call[InstrumentList]:
    """The newest version of each instrument in use. They are about nobody: no sign-in is needed."""
    return replace(reading(path_to(*_INSTRUMENTS), as_model(InstrumentList)), is_public=True)


def instrument(instrument_id: str, version: str | None = None) -> Call[PublishedInstrument]:
    """One instrument with all its questions; the newest version in use where none is said."""
    query = [("version", version)] if version else []
    call = reading(path_to(*_INSTRUMENTS, instrument_id), as_model(PublishedInstrument), query)
    return replace(call, is_public=True)


def own_instruments() -> Call[InstrumentList]:
    """Every version that the organisation has registered, retired ones as well."""
    return reading(path_to("v1", "own-instruments"), as_model(InstrumentList))


def register_instrument(text: bytes) -> Call[InstrumentHead]:
    """Register a version of an instrument, as its JSON text (`schemas.instruments.Instrument`); it is kept byte for byte."""
    call = writing("POST", path_to(*_INSTRUMENTS), as_model(InstrumentHead))
    return replace(call, body=text, headers={**call.headers, "Content-Type": "application/json"})


def retire_instrument(instrument_id: str, version: str) -> Call[None]:
    """Start no session with a version of one's own any more; those that run go on."""
    return writing("DELETE", path_to(*_INSTRUMENTS, instrument_id, "versions", version), as_nothing)
