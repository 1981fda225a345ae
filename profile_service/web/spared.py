"""Which questions somebody will not have to ask her, on her own pages."""

from dataclasses import dataclass

from consent.vocabulary import OrganisationId
from profile_service.actions.instruments import find_instrument, list_instruments
from profile_service.actions.ports import Work
from profile_service.domain.coverage import Knowledge, Sections, cover
from profile_service.domain.instrument import Instrument, Words
from profile_service.domain.reuse import counted_items, reuse_of
from profile_service.doors import House


@dataclass(frozen=True, slots=True)
class Spared:
    """An instrument with the texts of those of its questions that have a fresh answer, and how many it could have."""

    title: Words
    questions: tuple[Words, ...]
    all: int


async def spared(house: House, organisation: OrganisationId, sections: Sections) -> list[Spared]:
    """Of the instruments that ship, and the organisation's own: what these sections answer. Those of which nothing is
    answered are left out.

    Args:
        sections: as the organisation sees them.
    """
    if not any(sections.values()):
        return []
    today = house.desk.clock.now().astimezone(house.desk.zone).date()
    found = []
    for instrument in await house.read(lambda work: _instruments(work, house, organisation)):
        items = cover(instrument, sections, today)
        # The same questions count here as to the organisation: none that asks for a special category.
        counted = {one.id for one in counted_items(instrument)}
        fresh = [one.item for one in items if one.knowledge is Knowledge.FRESH]
        known = tuple(one.text for one in fresh if one.id in counted)
        if known:
            found.append(Spared(instrument.title, known, reuse_of(instrument, items).items))
    return found


def _instruments(work: Work, house: House, organisation: OrganisationId) -> list[Instrument]:
    heads = [one for one in list_instruments(work, house.desk) if one.organisation in (None, organisation)]
    return [find_instrument(work, house.desk, one.id, one.version) for one in heads]
