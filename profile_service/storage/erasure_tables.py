"""The ledger of erasures. See `storage.tables`."""

from sqlalchemy import BigInteger, Integer, LargeBinary
from sqlmodel import Field, SQLModel


class ErasureRow(SQLModel, table=True):
    """Append-only: triggers refuse UPDATE and DELETE. Whose it was is a keyed hash; she cannot be looked up by it."""

    __tablename__ = "erasure"
    number: int = Field(
        primary_key=True,
        sa_type=BigInteger().with_variant(Integer(), "sqlite"),
        sa_column_kwargs={"autoincrement": False},
    )
    day: str
    subject: bytes = Field(sa_type=LargeBinary, unique=True, index=True)
    mac: bytes = Field(sa_type=LargeBinary)
