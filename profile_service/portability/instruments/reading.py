"""Read an instrument: JSON text, the wire model, and the rules that hold between its parts."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

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
from schemas import limits
from schemas.field_errors import told_errors

_MOST_TOLD: Final = 200
"""Mistakes in one answer: more than anybody mends in one go."""


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
        objections = list(islice(_of_rules(instrument), _MOST_TOLD))
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
    ids = {one.item.id for one in placed(rest) if one.at in broken}
    # Nobody knows the answers of a broken question, and so nobody knows whether a condition on it can be met.
    waiting = (one.at for one in placed(rest) if one.item.shown_if and one.item.shown_if.item in ids)
    unsure = (*(f"{at}/" for at in broken), *(f"{at}/shown_if/" for at in waiting))
    sure = (one for one in _of_rules(rest) if not f"{one.field}/".startswith(unsure))
    return list(islice(sure, _MOST_TOLD))


def _without_sorts(place: tuple[Any, ...]) -> tuple[Any, ...]:
    # pydantic names the member of a union as a part of the place; the text has no such part.
    return tuple(part for part in place if part not in ("(code)", "(value)"))


def _of_rules(instrument: wire.Instrument) -> Iterator[Objection]:
    yield from objections_to_names(instrument)
    if sum(len(section.items) for section in instrument.sections) > limits.INSTRUMENT_ITEMS_IN_ALL:
        return  # no work is spent on what is too much anyway
    yield from objections_to_languages(instrument)
    yield from objections_to_pictures(instrument)
    yield from objections_to_conditions(instrument)
    for one in placed(instrument):
        yield from objections_to_answers(one)
        yield from objections_to_target(one)
