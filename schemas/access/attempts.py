"""Attempts: what was tried after a no, or without a yes."""

from typing import Annotated

from pydantic import Field

from schemas.access.declarations import Organisation
from schemas.model import Model
from schemas.values import ShortText, Timestamp

_Count = Annotated[int, Field(ge=0)]


class Attempts(Model):
    """What one unit of an organisation tried. None of it reached anything."""

    organisation: Organisation
    unit: ShortText | None = None
    asked_again: _Count = Field(description="Questions that came again after a no, and were held back.")
    tried_to_read: _Count = Field(description="Readings that were refused.")
    first: Timestamp
    last: Timestamp


class AttemptsList(Model):
    """Everything that was tried, by unit, the latest first."""

    attempts: tuple[Attempts, ...]
