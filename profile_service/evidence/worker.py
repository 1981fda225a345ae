"""The one process in which a file of somebody's is opened: it has little memory, little time, and writes nowhere.

Run as a module. The file comes on standard input; a line of JSON and the rewritten file go out on standard output.
"""

import json
import resource
import sys
from typing import Final

from profile_service.domain.evidence_file import LARGEST_FILE, CleanFile, Fault, FileRefusedError
from profile_service.evidence.kinds import kind_of
from profile_service.evidence.papers import rewrite
from profile_service.evidence.pictures import repaint

SECONDS: Final = 15
_MEMORY: Final = 1536 * 1024 * 1024
"""A picture of as many pixels as are taken is decoded twice over in some formats, at four bytes a pixel."""
_FILES: Final = 16


def limit_itself() -> None:
    """No more memory, time, files or processes than one honest file needs. Set before a byte of it is read."""
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def clean(raw: bytes) -> CleanFile:
    """What is kept of a file; FileRefusedError where it is not taken."""
    if len(raw) > LARGEST_FILE:
        raise FileRefusedError(Fault.TOO_LARGE)
    kind = kind_of(raw)
    try:
        cleaned = rewrite(raw) if kind == "PDF" else repaint(raw, kind)
    except (MemoryError, RecursionError):
        raise FileRefusedError(Fault.TOO_MUCH) from None
    if len(cleaned.content) > LARGEST_FILE:
        raise FileRefusedError(Fault.TOO_LARGE)
    return cleaned


def main() -> None:
    """Read, rewrite, write."""
    limit_itself()
    raw, content = sys.stdin.buffer.read(LARGEST_FILE + 1), b""
    try:
        cleaned = clean(raw)
    except FileRefusedError as refused:
        head = {"fault": refused.fault.name}
    else:
        head, content = {"kind": cleaned.kind.name, "pages": str(cleaned.pages)}, cleaned.content
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
