"""Instruments as the service publishes them: about nobody, and so for everybody to read."""

from typing import Annotated

from pydantic import Field

from schemas import limits
from schemas.access.declarations import Organisation
from schemas.instruments import Instrument, InstrumentVersion, Paragraphs, Stage, Titles
from schemas.model import Model
from schemas.values import Identifier, LanguageTag, Timestamp


class InstrumentHead(Model):
    """One version of an instrument, without its questions. Without an organisation it ships with the service."""

    id: Identifier = Field(
        description="Of an organisation's own: the organisation's id, a full stop, and the id in the text."
    )
    version: InstrumentVersion
    stage: Stage
    title: Titles
    about: Paragraphs
    languages: tuple[LanguageTag, ...]
    questions: Annotated[int, Field(ge=1, le=limits.INSTRUMENT_ITEMS_IN_ALL)]
    organisation: Organisation | None = None
    registered_at: Timestamp | None = None
    retired_at: Timestamp | None = Field(None, description="No session starts with it from then on.")


class InstrumentList(Model):
    """Instruments: those that ship with the service first."""

    instruments: tuple[InstrumentHead, ...]


class PublishedInstrument(Instrument):
    """One version with all its questions."""

    id: Identifier
    organisation: Organisation | None = None
