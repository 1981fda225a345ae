"""One text in several languages."""

from typing import Annotated, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.values.codes import LanguageTag
from schemas.values.text import LongText

LocalisedText: TypeAlias = Annotated[
    dict[LanguageTag, LongText],
    Field(min_length=1, max_length=limits.TRANSLATIONS, description="The text by language tag (BCP 47)."),
]
