"""Read an instrument: JSON text, the wire model, and the rules that hold between its parts."""

import json

from consent.vocabulary import OrganisationId
from profile_service.domain.instrument import Instrument
from profile_service.portability.instruments.building import build
from schemas import instruments as wire


def read_instrument(text: bytes, organisation: OrganisationId | None) -> Instrument:
    """The instrument in the text.

    Raises:
        ContentError: every place that is wrong.
    """
    return build(wire.Instrument.model_validate(json.loads(text)), organisation)
