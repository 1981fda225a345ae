"""Which languages the individual knows, and how well in each of five skills."""

from typing import Literal

from pydantic import Field

from schemas.sections.base import SectionModel
from schemas.values import Cefr, Coded, Flag, ShortCode, ShortText


class Languages(SectionModel):
    """One language. The five skills are those of the CEFR; no other scale is converted to it."""

    language: Coded
    native: Flag | None = None
    listening: Cefr | None = None
    reading: Cefr | None = None
    spoken_interaction: Cefr | None = None
    spoken_production: Cefr | None = None
    writing: Cefr | None = None
    script_literacy: Literal["none", "some", "fluent"] | None = Field(
        None, description="Reading and writing in the script of this language."
    )
    sfi_course: ShortCode | None = Field(
        None, description="Course of Swedish for immigrants, such as B or 2C."
    )
    certificate: ShortText | None = None
