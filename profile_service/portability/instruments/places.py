"""Where each part of an instrument stands in its JSON text (RFC 6901)."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas import instruments as wire


@dataclass(frozen=True, slots=True)
class Placed:
    """One question, the section it is in, and the JSON Pointer of it."""

    at: str
    section: wire.InstrumentSection
    item: wire.InstrumentItem


def placed(instrument: wire.Instrument) -> Iterator[Placed]:
    """Every question in order."""
    for number, section in enumerate(instrument.sections):
        for place, item in enumerate(section.items):
            yield Placed(f"/sections/{number}/items/{place}", section, item)
