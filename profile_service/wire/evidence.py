"""What the service says of files of evidence, and of what is to be looked at again."""

from base64 import b64encode
from collections.abc import Sequence

from profile_service.domain.evidence_file import KeptFile
from profile_service.domain.looking_again import Reminder
from profile_service.domain.profile import Assertion
from profile_service.portability.own_format import Wire, in_utc


def render_file(file: KeptFile) -> Wire:
    """`schemas.access.EvidenceFile`."""
    return {
        "id": file.id,
        "media_type": file.kind.value,
        "size": file.size,
        "sha256": file.sha256,
        "pages": file.pages,
        "name": file.name,
        "kept_at": in_utc(file.kept_at),
    }


def render_files(files: Sequence[KeptFile]) -> Wire:
    """`schemas.access.EvidenceFileList`."""
    return {"files": [render_file(one) for one in files]}


def render_review_reminder(reminder: Reminder) -> Wire:
    """`schemas.access.ReviewReminder`."""
    return {
        "id": reminder.id,
        "section": reminder.section,
        "due": reminder.due,
        "reminded_at": in_utc(reminder.at),
    }


def render_look_again(item: Assertion) -> Wire:
    """`schemas.access.LookAgain`."""
    return {
        "section": item.section,
        "item_id": item.id,
        "version": item.version,
        "review_date": item.review_date,
    }


def file_headers(media_type: str, ending: str, digest: bytes) -> dict[str, str]:
    """What goes with the bytes of a file: taken to be saved and never shown on this origin, whatever a browser makes of its kind.

    The name says nothing: what she calls it, and whose it is, stays out of download folders and their logs. `Repr-Digest` is RFC 9530.
    """
    return {
        "Content-Type": media_type,
        "Content-Disposition": f'attachment; filename="egenkarta-evidence.{ending}"',
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Repr-Digest": f"sha-256=:{b64encode(digest).decode()}:",
    }
