"""How the individual is getting on, as she sees it and, apart from that, as a caseworker sees it."""

from typing import Annotated, Literal

from pydantic import Field

from schemas import limits
from schemas.sections.base import SectionModel
from schemas.values import CalendarDate, Coded, LongText, NumbersOnly


class Progress(SectionModel):
    """One answer of one respondent on one day; answers of different respondents are never merged."""

    indicator: Coded
    respondent: Literal["person", "caseworker"]
    value: Annotated[int, Field(ge=0, le=limits.PROGRESS_TOP), NumbersOnly]
    date: CalendarDate
    remark: LongText | None = None
