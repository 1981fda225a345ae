"""What the individual needs in order to be able to work."""

from typing import Annotated, Self

from pydantic import model_validator

from schemas.refusal import refusal
from schemas.sections.base import SPECIAL_CATEGORY, SectionModel
from schemas.values import LongText


class Adaptations(SectionModel):
    """Needs in her own words. Every field is of a special category: own consent for each, off by default."""

    needs_at_work: Annotated[LongText | None, SPECIAL_CATEGORY] = None
    health: Annotated[LongText | None, SPECIAL_CATEGORY] = None
    equipment: Annotated[LongText | None, SPECIAL_CATEGORY] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.needs_at_work is None and self.health is None and self.equipment is None:
            raise refusal("nothing_said", "the item is empty", "one of needs_at_work, health, equipment")
        return self
