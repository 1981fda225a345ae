"""Read an instrument: JSON text, the wire model, and the rules that hold between its parts."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.errors import ContentError
from profile_service.domain.instrument import Instrument
from profile_service.portability.instruments.answering import objections_to_answers, objections_to_conditions
from profile_service.portability.instruments.building import build
from profile_service.portability.instruments.mending import mended
from profile_service.portability.instruments.naming import (
    objections_to_languages,
    objections_to_names,
    objections_to_pictures,
)
from profile_service.portability.instruments.places import placed
from profile_service.portability.instruments.targeting import objections_to_target
from profile_service.portability.instruments.text import read_text
from schemas import instruments as wire
from schemas.field_errors import told_errors


def read_instrument(text: bytes, organisation: OrganisationId | None) -> Instrument:
    """The instrument in a JSON text, every rule checked.

    Args:
        text: in UTF-8.
        organisation: whose it is; None for one that ships with the service.

    Raises:
        ContentError: every place that is wrong (RFC 6901), what is wrong there, and what would be right. Where the shape is
            wrong somewhere, the rules between the parts are checked over what is left.
    """
    value = read_text(text)
    try:
        instrument = wire.Instrument.model_validate(value)
    except ValidationError as error:
        objections = [*_of_shape(error), *_of_the_rest(value, error)]
    else:
        objections = list(_of_rules(instrument))
        if not objections:
            return build(instrument, organisation)
    # Outside the handler, so that the refusal carries no context that still holds what was written.
    raise ContentError(objections)


def _of_shape(error: ValidationError) -> list[Objection]:
    listed = error.errors(include_url=False, include_input=False)
    told = told_errors([{**one, "loc": _without_sorts(one["loc"])} for one in listed])
    return [Objection(one.field, one.problem, one.expected) for one in told]


def _of_the_rest(value: Any, error: ValidationError) -> list[Objection]:
    listed = error.errors(include_url=False, include_input=False, include_context=False)
    found = mended(value, (one["loc"] for one in listed))
    if found is None:
        return []
    rest, broken = found
    unsure = (*broken, *(f"{one.at}/shown_if" for one in placed(rest) if _waits_for(one.item, rest, broken)))
    return [
        one for one in _of_rules(rest) if not f"{one.field}/".startswith(tuple(f"{at}/" for at in unsure))
    ]


def _waits_for(item: wire.InstrumentItem, instrument: wire.Instrument, broken: frozenset[str]) -> bool:
    """Whether a condition is on a broken question, whose answers nobody knows."""
    ids = {one.item.id for one in placed(instrument) if one.at in broken}
    return item.shown_if is not None and item.shown_if.item in ids


def _without_sorts(place: tuple[Any, ...]) -> tuple[Any, ...]:
    # pydantic names the member of a union as a part of the place; the text has no such part.
    return tuple(part for part in place if part not in ("(code)", "(value)"))


def _of_rules(instrument: wire.Instrument) -> Iterator[Objection]:
    yield from objections_to_names(instrument)
    yield from objections_to_languages(instrument)
    yield from objections_to_pictures(instrument)
    yield from objections_to_conditions(instrument)
    for one in placed(instrument):
        yield from objections_to_answers(one)
        yield from objections_to_target(one)
