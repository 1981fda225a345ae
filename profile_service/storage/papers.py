"""Papers that were taken, with keyed hashes of what is printed on them and of their files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from consent.vocabulary import IndividualId
from profile_service.domain.paper import Paper, PaperId, PaperKind
from profile_service.storage.paper_tables import PaperRow
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of

_PAPERS = table_of(PaperRow)
_BY_CODE = Prepared(select(_PAPERS).where(_PAPERS.c.code_hash == bindparam("hash")))
_BY_FILE = Prepared(select(_PAPERS).where(_PAPERS.c.file_hash == bindparam("hash")))


class TablePapers:
    """See `actions.ports.Papers`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, paper: Paper, code: str) -> None:
        self._connection.execute(
            insert(_PAPERS),
            {
                "individual_id": paper.individual,
                "id": paper.id,
                "kind": paper.kind.value,
                "made_at": paper.made_at,
                "code_hash": self._code(code),
                "file_hash": None,
                "taken_back_at": None,
            },
        )

    def seal(self, individual: IndividualId, paper: PaperId, file_sha256: str) -> None:
        mine = update(_PAPERS).where(_PAPERS.c.individual_id == individual, _PAPERS.c.id == paper)
        self._connection.execute(mine.values(file_hash=self._file(file_sha256)))

    def of_individual(self, individual: IndividualId) -> Sequence[Paper]:
        mine = select(_PAPERS).where(_PAPERS.c.individual_id == individual)
        rows = self._connection.execute(mine.order_by(_PAPERS.c.made_at.desc(), _PAPERS.c.id)).all()
        return [_load(row) for row in rows]

    def since(self, individual: IndividualId, moment: datetime) -> int:
        mine = select(func.count()).where(_PAPERS.c.individual_id == individual, _PAPERS.c.made_at > moment)
        return int(self._connection.execute(mine.select_from(_PAPERS)).scalar_one())

    def by_code(self, code: str) -> Paper | None:
        row = _BY_CODE.one(self._connection, hash=self._code(code))
        return None if row is None else _load(row)

    def by_file(self, file_sha256: str) -> Paper | None:
        row = _BY_FILE.one(self._connection, hash=self._file(file_sha256))
        return None if row is None else _load(row)

    def take_back(self, individual: IndividualId, paper: PaperId, at: datetime) -> bool:
        mine = update(_PAPERS).where(
            _PAPERS.c.individual_id == individual,
            _PAPERS.c.id == paper,
            _PAPERS.c.file_hash.is_not(None),
        )
        first = func.coalesce(_PAPERS.c.taken_back_at, at)
        return bool(self._connection.execute(mine.values(taken_back_at=first)).rowcount)

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_PAPERS).where(_PAPERS.c.individual_id == individual))

    def _code(self, code: str) -> bytes:
        return self._sealer.blind("paper", code)

    def _file(self, sha256: str) -> bytes:
        return self._sealer.blind("paper-file", sha256)


def _load(row: Any) -> Paper:
    return Paper(
        PaperId(row.id),
        IndividualId(row.individual_id),
        PaperKind(row.kind),
        row.made_at,
        sealed=row.file_hash is not None,
        taken_back_at=row.taken_back_at,
    )
