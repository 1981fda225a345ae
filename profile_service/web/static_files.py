"""The files that the pages name: packed where a browser takes that, and kept by it for a year where the address says their version.

Pages themselves are never packed: what stands in them of somebody else's choosing, beside a form token, could be told from their
length (BREACH, 2013). These files are the same for everybody and hold nothing secret.
"""

import gzip
from functools import lru_cache
from os import stat_result
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

_PACKED: Final = frozenset({".css", ".js", ".svg"})
_SMALLEST: Final = 600
"""Bytes. Less is no shorter on its way: it is one packet either way."""
_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
"""RFC 8246: the address changes when the file does."""
_FOR_AN_HOUR: Final = "public, max-age=3600"


class PortalFiles(StaticFiles):
    """As Starlette's, with how long each is kept, and packed once for all who ask (RFC 9110, section 8.4)."""

    def file_response(
        self,
        full_path: "str | Path",  # type: ignore[override]  # Starlette's own takes any kind of path
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The answer for one file that is there."""
        path, asked = Path(full_path), Headers(scope=scope)
        kept = _FOR_A_YEAR if scope["query_string"].startswith(b"v=") else _FOR_AN_HOUR
        headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
        whole = FileResponse(path, status_code, headers, stat_result=stat_result)
        answer: Response = whole
        if path.suffix in _PACKED and stat_result.st_size >= _SMALLEST and _takes_gzip(asked):
            headers["Content-Encoding"] = "gzip"
            headers["ETag"] = whole.headers["etag"].removesuffix('"') + '-gzip"'
            headers["Last-Modified"] = whole.headers["last-modified"]
            packed = _packed(path, stat_result.st_mtime_ns)
            answer = Response(packed, status_code, headers, whole.media_type)
        return NotModifiedResponse(answer.headers) if self.is_not_modified(answer.headers, asked) else answer


def _takes_gzip(asked: Headers) -> bool:
    """Whether gzip is named and not refused (RFC 9110, section 12.5.3)."""
    for part in asked.get("accept-encoding", "").lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" if weight else True
    return False


@lru_cache(maxsize=256)
def _packed(path: Path, changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
