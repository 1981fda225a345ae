"""What the individual has agreed to do, with whom, also after a job has started."""

from typing import Annotated, Literal

from pydantic import Field

from schemas import limits
from schemas.sections.base import SectionModel
from schemas.values import CalendarDate, Flag, LongText, ShortText


class Plan(SectionModel):
    """One step towards a goal."""

    goal: ShortText
    step: LongText | None = None
    owner: ShortText | None = Field(None, description="Who sees to it that the step is taken.")
    agreed_with: Annotated[tuple[ShortText, ...], Field(max_length=limits.PARTIES)] | None = None
    status: Literal["agreed", "started", "done", "dropped"] | None = None
    follow_up: CalendarDate | None = None
    after_job_start: Flag | None = None
    remark: LongText | None = Field(None, description="What the individual says of the step herself.")
