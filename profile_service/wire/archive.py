"""All that she takes along with her files: an archive (ZIP) that is handed on while it is written, one file in memory at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from profile_service.actions.errors import NotAvailableError
from profile_service.actions.exporting import Everything
from profile_service.domain.evidence_file import FileId, KeptFile
from profile_service.portability.own_format import to_bytes
from profile_service.wire.export import render_export

ARCHIVE_HEADERS: Final = {
    "Content-Type": "application/zip",
    "Content-Disposition": 'attachment; filename="egenkarta.zip"',
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
Opened = Callable[[FileId], Awaitable[tuple[KeptFile, bytes]]]


async def archive_of(everything: Everything, opened: Opened) -> AsyncIterator[bytes]:
    """The export as it is without files, and each file under its id. One that she takes away meanwhile is left out."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        archive.writestr(ZipInfo("egenkarta.json"), to_bytes(render_export(everything)))
        yield sink.taken()
        for file in everything.files:
            try:
                _, content = await opened(file.id)
            except NotAvailableError:
                continue
            archive.writestr(ZipInfo(f"files/{file.id}.{file.kind.ending}"), content)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """What has been written and not yet handed on. Cannot be wound back, so the archive writes its sizes behind each file."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._written.append(bytes(piece))
        return len(piece)

    def close(self) -> None:
        """There is nothing to be closed."""

    def flush(self) -> None:
        """There is nothing further down."""

    def taken(self) -> bytes:
        written, self._written = b"".join(self._written), []
        return written
