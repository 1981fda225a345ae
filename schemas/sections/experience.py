"""What the individual has done: paid or not, in a job or at home."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from schemas import limits
from schemas.refusal import refusal
from schemas.sections.base import SectionModel
from schemas.values import Coded, CountryCode, Flag, LongText, PartialDate, ShortText
from schemas.values.dates import check_order


class Experience(SectionModel):
    """One job, assignment or other work."""

    setting: Literal["job", "unpaid", "home", "association", "own_business"] | None = None
    title: ShortText
    occupation: Coded | None = None
    employer: ShortText | None = None
    hide_employer: Flag | None = Field(None, description="True where no reader may see the employer.")
    country: CountryCode | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: Flag | None = None
    tasks: LongText | None = None
    skills_used: Annotated[tuple[Coded, ...], Field(max_length=limits.SKILLS_USED)] | None = None

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, value: str | None, info: ValidationInfo) -> str | None:
        return check_order(value, info.data.get("start"), "start")

    @field_validator("ongoing")
    @classmethod
    def _ongoing_has_no_end(cls, value: bool | None, info: ValidationInfo) -> bool | None:
        if value and info.data.get("end") is not None:
            raise refusal("ongoing_with_end", "what goes on has no end", "either ongoing or end, not both")
        return value
