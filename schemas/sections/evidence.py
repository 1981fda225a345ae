"""What shows that something is true; shared apart from what it supports."""

from typing import Annotated

from pydantic import Field

from schemas import limits
from schemas.sections.base import SENSITIVE, SectionModel
from schemas.values import Coded, Identifier, PartialDate, Sha256, ShortText


class Evidence(SectionModel):
    """One document or other proof. The file itself is kept beside the profile, and shared only where it is named."""

    type: Coded | None = None
    title: ShortText
    issuer: ShortText | None = None
    date: PartialDate | None = None
    file_sha256: Sha256 | None = Field(
        None,
        description="SHA-256 of the file's bytes, in hexadecimal. Where `file` is set, the service writes it.",
    )
    file: Annotated[Identifier | None, SENSITIVE] = Field(
        None, description="Id of a file of hers that the service keeps. A scope covers it by name alone."
    )
    supports: Annotated[tuple[Identifier, ...], Field(max_length=limits.SUPPORTED_ITEMS)] | None = Field(
        None, description="Ids of items of the same profile."
    )
