"""What somebody else has looked into and stated: beside the individual's own words, and never over them."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from schemas import limits
from schemas.refusal import refusal
from schemas.sections.base import SectionModel
from schemas.values import CalendarDate, Coded, Flag, Identifier, LongText, Message, ShortText, SkillLevel


class Assessments(SectionModel):
    """One assessment that she has accepted. The assessor states it; `answer` and `hidden` are hers, nothing else is."""

    competence: Coded
    about: Identifier | None = Field(None, description="Id of an item of the same profile.")
    kind: Literal["third_party", "assessed", "recognised"]
    assessor: ShortText = Field(description="The organisation that states it.")
    unit: ShortText | None = None
    method: ShortText
    standard: Coded | None = Field(
        None, description="What it was measured against, where there is such a thing."
    )
    standard_level: ShortText | None = Field(None, description="A level of the standard, in its own words.")
    level: SkillLevel | None = Field(
        None, description="1 has tried, 2 with support, 3 independent, 4 can lead or teach."
    )
    evidence: Annotated[tuple[ShortText, ...], Field(max_length=limits.EVIDENCE_SEEN)] | None = Field(
        None, description="What was looked at."
    )
    statement: LongText | None = None
    assessed_on: CalendarDate
    valid_until: CalendarDate | None = None
    status: Literal["stands", "superseded", "withdrawn"] = "stands"
    reason: Message | None = Field(None, description="Why it does not stand any more.")
    followed_by: Identifier | None = Field(
        None, description="`assessment_id` of the one that she accepted in its place."
    )
    answer: LongText | None = Field(
        None, description="In her own words; goes along whenever the assessment does."
    )
    hidden: Flag | None = Field(None, description="True where no reader may see the assessment.")
    assessment_id: Identifier

    @field_validator("valid_until")
    @classmethod
    def _valid_after_the_day(cls, value: CalendarDate | None, info: ValidationInfo) -> CalendarDate | None:
        day = info.data.get("assessed_on")
        if value is not None and day is not None and value < day:
            raise refusal(
                "date_order", "the date is before assessed_on", "a date that is not before assessed_on"
            )
        return value
