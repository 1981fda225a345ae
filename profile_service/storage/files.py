"""Files of evidence: sealed in pieces, each bound to its file and its place, so that none is moved, left out or exchanged."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, Final

import orjson
from sqlalchemy import Connection, delete, insert, select

from consent.errors import PermitError
from consent.permit import Basis, Permit
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.evidence_file import FILE_FIELD, FILE_SECTION, FileId, FileKind, KeptFile
from profile_service.domain.opening import Telling
from profile_service.storage.books import Books
from profile_service.storage.evidence_tables import EvidenceFileRow, EvidencePieceRow
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.tables import table_of

_FILES = table_of(EvidenceFileRow)
_PIECES = table_of(EvidencePieceRow)
_PIECE: Final = 512 * 1024
"""Bytes: what is sealed and written at a time."""


class TableFiles:
    """See `actions.ports.Files`."""

    def __init__(self, connection: Connection, keys: PersonalKeys, books: Books) -> None:
        self._connection = connection
        self._keys = keys
        self._books = books

    def add(self, individual: IndividualId, file: KeptFile, content: bytes) -> None:
        told = orjson.dumps([file.kind, file.size, file.sha256, file.pages, file.name])
        self._connection.execute(
            insert(_FILES),
            {
                "individual_id": individual,
                "id": file.id,
                "kept_at": file.kept_at,
                "sealed": self._keys.seal(individual, told, _about(file.id)),
            },
        )
        for at, piece in enumerate(_pieces(content)):
            row = {
                "individual_id": individual,
                "file_id": file.id,
                "at": at,
                "sealed": self._keys.seal(individual, piece, _bound(file.id, at)),
            }
            self._connection.execute(insert(_PIECES), row)

    def find(self, individual: IndividualId, file: FileId) -> KeptFile | None:
        hers = select(_FILES).where(_FILES.c.individual_id == individual, _FILES.c.id == file)
        row = self._connection.execute(hers).one_or_none()
        return None if row is None else self._load(individual, row)

    def of_individual(self, individual: IndividualId) -> Sequence[KeptFile]:
        hers = select(_FILES).where(_FILES.c.individual_id == individual)
        rows = self._connection.execute(hers.order_by(_FILES.c.kept_at.desc(), _FILES.c.id)).all()
        return [self._load(individual, row) for row in rows]

    def open(self, permit: Permit, file: FileId) -> bytes:
        if type(permit) is not Permit:  # a look-alike has been past no decision
            raise PermitError("this is not a permit")
        scopes = permit.use()
        named = any(one.section == FILE_SECTION and FILE_FIELD in (one.fields or ()) for one in scopes)
        if permit.basis is not Basis.OWNERSHIP and not named:
            raise PermitError("this permit gives no files")
        self._books.opened(permit, Telling.BESIDE)
        known = self.find(permit.individual, file)
        if known is None:
            raise NotAvailableError
        hers = (_PIECES.c.individual_id == permit.individual, _PIECES.c.file_id == file)
        rows = self._connection.execute(select(_PIECES).where(*hers).order_by(_PIECES.c.at)).all()
        content = b"".join(
            self._keys.open(permit.individual, row.sealed, _bound(file, at)) for at, row in enumerate(rows)
        )
        if sha256(content).hexdigest() != known.sha256:  # a piece at the end is missing
            raise NotAvailableError
        return content

    def remove(self, individual: IndividualId, file: FileId) -> bool:
        self._connection.execute(
            delete(_PIECES).where(_PIECES.c.individual_id == individual, _PIECES.c.file_id == file)
        )
        gone = self._connection.execute(
            delete(_FILES).where(_FILES.c.individual_id == individual, _FILES.c.id == file)
        )
        return gone.rowcount == 1

    def forget_all(self, individual: IndividualId) -> None:
        for table in (_FILES, _PIECES):
            self._connection.execute(delete(table).where(table.c.individual_id == individual))

    def _load(self, individual: IndividualId, row: Any) -> KeptFile:
        kind, size, digest, pages, name = orjson.loads(
            self._keys.open(individual, row.sealed, _about(row.id))
        )
        return KeptFile(FileId(row.id), FileKind(kind), size, digest, pages, name, row.kept_at)


def _pieces(content: bytes) -> Iterable[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]


def _about(file: str) -> str:
    return f"file|{file}"


def _bound(file: str, at: int) -> str:
    return f"piece|{file}|{at}"
