"""What became of each part of an imported file: nothing is dropped in silence."""

from schemas.model import Model
from schemas.sections.base import SectionName
from schemas.values import Identifier, JsonPointer, LongText, Token


class ImportedItem(Model):
    """An item that the import made."""

    section: SectionName
    id: Identifier


class Unmapped(Model):
    """A field of the file that has no place in the profile, or was refused, and why."""

    path: JsonPointer
    reason: LongText


class ImportReport(Model):
    """The outcome of one import. Paths are JSON Pointers (RFC 6901) into the imported file."""

    format: Token
    added: tuple[ImportedItem, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
