"""Files of evidence: what is known of one, and opening one under a grant. The bytes themselves are no JSON."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.model import Model
from schemas.sections.base import SectionName
from schemas.values import CalendarDate, CaseReference, Identifier, Sha256, ShortText, Timestamp, Version

FileType: TypeAlias = Literal["application/pdf", "image/jpeg", "image/png"]
LARGEST_FILE: Final = 10 * 1024 * 1024


class EvidenceFile(Model):
    """A file as it is kept: written anew from what was sent, so that nothing but what is seen in it goes on."""

    id: Identifier
    media_type: FileType
    size: Annotated[int, Field(ge=1, le=LARGEST_FILE)] = Field(description="Bytes.")
    sha256: Sha256 = Field(description="Of the bytes as they are kept, and as they leave.")
    pages: Annotated[int, Field(ge=1)]
    name: Annotated[str, Field(max_length=limits.SHORT_TEXT)] = Field(
        description="What the file was called where that was said; for her alone."
    )
    kept_at: Timestamp


class EvidenceFileList(Model):
    """Every file of hers, newest first."""

    files: tuple[EvidenceFile, ...]


class EvidenceFileBody(Model):
    """What a grantee sends to open a file that an item of evidence names. Whom it is about comes from the grant."""

    grant_id: Identifier = Field(description="The id of a grant, or of a duty by law.")
    file: Identifier = Field(description="The file that a disclosed item names.")
    case_reference: CaseReference
    reader: ShortText = Field(description="The person who opens it, as the individual will see her named.")
    unit: ShortText | None = None
    disclosure: Identifier | None = Field(
        None,
        description="The reading (Egenkarta-Disclosure) that a grant for one reading was used up by: its files go along for "
        "ten minutes.",
    )
    over_limit_reason: ShortText | None = Field(
        None, description="As in a disclosure: why one more person is opened; the person sees it."
    )


class ReviewReminder(Model):
    """She was reminded, once, that something of a section was to be looked at again on a day."""

    id: Identifier
    section: SectionName
    due: CalendarDate
    reminded_at: Timestamp


class LookAgain(Model):
    """An item whose day to be looked at again has come."""

    section: SectionName
    item_id: Identifier
    version: Version
    review_date: CalendarDate
