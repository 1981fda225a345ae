"""What the individual wants."""

from typing import Annotated, Literal

from pydantic import Field

from schemas import limits
from schemas.sections.base import SENSITIVE, SectionModel
from schemas.values import Coded, LongText, NumbersOnly, PartialDate


class Expectations(SectionModel):
    """One goal, with when, where and how much."""

    goal: Literal["occupation", "education", "self_employment", "language"]
    target: Coded | None = Field(None, description="The occupation, education or language that is the goal.")
    horizon: Literal["now", "within_6_months", "within_a_year", "later"] | None = None
    regions: Annotated[tuple[Coded, ...], Field(max_length=limits.REGIONS)] | None = None
    hours_per_week: Annotated[int, Field(ge=1, le=limits.HOURS_PER_WEEK), NumbersOnly] | None = None
    start: PartialDate | None = None
    obstacles: Annotated[LongText | None, SENSITIVE] = Field(None, description="In her own words.")
