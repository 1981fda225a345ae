"""What became of each part of an imported file: nothing is dropped in silence."""

from schemas.model import Model
from schemas.sections.base import SectionName
from schemas.values import Excerpt, Identifier, JsonPointer, LongText, Token


class ImportedItem(Model):
    """An item that the import made."""

    section: SectionName
    id: Identifier


class Unmapped(Model):
    """A field of the file that has no place in the profile, or was refused, and why."""

    path: JsonPointer
    value_excerpt: Excerpt | None = None
    reason: LongText


class KeptAsText(Model):
    """A field of the file that was kept, but as words and not as a code or a date."""

    path: JsonPointer
    section: SectionName
    id: Identifier
    field: Token
    reason: LongText | None = None


class ImportReport(Model):
    """The outcome of one import. Paths are JSON Pointers (RFC 6901) into the imported file."""

    format: Token
    added: tuple[ImportedItem, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    kept_as_text: tuple[KeptAsText, ...] = ()
