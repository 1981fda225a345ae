"""The table of papers that were taken. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class PaperRow(SQLModel, table=True):
    """What is printed on a paper, and its file, are keyed hashes here: whoever has the table can make no paper, and know none."""

    __tablename__ = "paper"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str
    made_at: datetime = Field(sa_type=UtcTime)
    code_hash: bytes = Field(sa_type=LargeBinary, index=True)
    file_hash: bytes | None = Field(default=None, sa_type=LargeBinary, index=True)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcTime)
