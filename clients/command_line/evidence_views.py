"""Files of evidence in words."""

from rich.text import Text

from clients.command_line.words import block, listed, when
from schemas.access import EvidenceFile, EvidenceFileList


def file(value: EvidenceFile) -> Text:
    """One file, without its bytes."""
    return block(
        f"{value.id} ({value.media_type})",
        [
            ("name", value.name or None),
            ("bytes", str(value.size)),
            ("pages", str(value.pages)),
            ("SHA-256", value.sha256),
            ("kept", when(value.kept_at)),
        ],
    )


def files(value: EvidenceFileList) -> Text:
    """Every file of hers."""
    return listed([file(one) for one in value.files], "No files.")
