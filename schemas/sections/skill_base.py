"""The fields that skills and transversal skills share."""

from typing import Annotated, Literal

from pydantic import Field

from schemas import limits
from schemas.model import Model
from schemas.sections.base import SectionModel
from schemas.values import Coded, Flag, Identifier, NumbersOnly, PartialDate, ShortText, SkillLevel


class SkillOrigin(Model):
    """Where a skill comes from: an item of the same profile, a note, or both."""

    kind: Literal["job", "education", "activity"]
    item: Identifier | None = Field(None, description="Id of an item of the same profile.")
    note: ShortText | None = None


class SkillBase(SectionModel):
    """A skill, with a level on a scale that is the individual's own and is never converted to EQF or SeQF."""

    skill: Coded
    level: SkillLevel | None = Field(
        None, description="1 has tried, 2 with support, 3 independent, 4 can lead or teach."
    )
    months: Annotated[int, Field(ge=0, le=limits.MONTHS_OF_PRACTICE), NumbersOnly] | None = None
    last_used: PartialDate | None = None
    wants_to_use: Flag | None = None
    comes_from: Annotated[tuple[SkillOrigin, ...], Field(max_length=limits.ORIGINS)] | None = None
