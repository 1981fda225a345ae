"""What the individual has studied, finished or not."""

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from schemas.sections.base import SectionModel
from schemas.values import Coded, CountryCode, HalfSteps, PartialDate, ShortText
from schemas.values.dates import check_order


class Education(SectionModel):
    """One education."""

    name: ShortText = Field(description="As it stands on the document.")
    school: ShortText | None = None
    country: CountryCode | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    outcome: Literal["completed", "interrupted", "ongoing"] | None = None
    years_done: HalfSteps | None = Field(None, description="In years, by halves.")
    level: Coded | None = None
    field: Coded | None = None
    document: Literal["held", "lost", "never_issued"] | None = None
    recognition: Literal["none", "applied", "recognised", "not_recognised"] | None = None

    @field_validator("end")
    @classmethod
    def _end_after_start(cls, value: str | None, info: ValidationInfo) -> str | None:
        return check_order(value, info.data.get("start"), "start")
