"""Her files of evidence, and looking at entries again."""

from dataclasses import replace

from clients.call import Call, as_bytes, as_model, as_nothing, path_to, reading, writing
from schemas.access import EvidenceFile, EvidenceFileList
from schemas.profile import Item
from schemas.sections import SectionName

_FILES = ("v1", "me", "evidence-files")
_PROFILE = ("v1", "me", "profile")


def files() -> Call[EvidenceFileList]:
    """What is known of each of her files, newest first."""
    return reading(path_to(*_FILES), as_model(EvidenceFileList))


def add_file(content: bytes) -> Call[EvidenceFile]:
    """Bring a PDF or a picture. It is kept written anew; an item of evidence names it by its id, in `file`."""
    call = writing("POST", path_to(*_FILES), as_model(EvidenceFile))
    return replace(call, body=content, headers={**call.headers, "Content-Type": "application/octet-stream"})


def file(file_id: str) -> Call[bytes]:
    """A file of hers, as it is kept."""
    return reading(path_to(*_FILES, file_id), as_bytes, accept="*/*")


def remove_file(file_id: str) -> Call[None]:
    """Take a file away; whatever item named it names it no more."""
    return writing("DELETE", path_to(*_FILES, file_id), as_nothing)


def everything() -> Call[bytes]:
    """All that is hers with her files, as one archive (ZIP); her log says that it was taken."""
    return reading(path_to("v1", "me", "export.zip"), as_bytes, accept="application/zip")


def confirm(section: SectionName, item_id: str, *, version: int) -> Call[Item]:
    """Say that an item is still true, as it was at a `version`: the same words, and a new day to look again."""
    return writing("POST", path_to(*_PROFILE, section, item_id, "confirm"), as_model(Item), version=version)


def restore(section: SectionName, item_id: str, *, version: int) -> Call[Item]:
    """Put her own last wording back in the place of somebody else's, as the item was at a `version`."""
    return writing("POST", path_to(*_PROFILE, section, item_id, "restore"), as_model(Item), version=version)
