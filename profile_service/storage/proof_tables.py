"""Tables of the journal's tree, and of the book of openings. All of them only grow: triggers refuse UPDATE and DELETE. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import BigInteger, Integer, LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime

_BIG = BigInteger().with_variant(Integer(), "sqlite")


class OpeningRow(SQLModel, table=True):
    """One opening of the vault for somebody else than her, written by the vault itself beside the journal."""

    __tablename__ = "opening"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: int | None = Field(default=None, primary_key=True, sa_type=_BIG)
    individual_id: str
    telling: str
    """How it is told of; see `domain.opening.Telling`."""
    event_id: str | None = None
    """The line of the journal that tells of it; NULL where nothing of what was opened goes out."""


class TreeLeavesRow(SQLModel, table=True):
    """Leaves of the tree in their order, as many as were taken up at a time: what no later change of the journal can take back."""

    __tablename__ = "tree_leaves"
    first: int = Field(primary_key=True, sa_type=_BIG)
    """Where in the tree the first of them stands, from nought."""
    count: int
    last_seq: int = Field(sa_type=_BIG, index=True)
    hashes: bytes = Field(sa_type=LargeBinary)
    """32 bytes for each."""
    lines: str
    """JSON: of each leaf the line's seq and id."""


class TreeNodeRow(SQLModel, table=True):
    """The root of one whole tile: a hash of the level above."""

    __tablename__ = "tree_node"
    level: int = Field(primary_key=True)
    at: int = Field(primary_key=True, sa_type=_BIG)
    hash: bytes = Field(sa_type=LargeBinary)


class TreeCheckpointRow(SQLModel, table=True):
    """A signed size and root, and the line that was taken up last."""

    __tablename__ = "tree_checkpoint"
    size: int = Field(primary_key=True, sa_type=_BIG)
    made_at: datetime = Field(sa_type=UtcTime)
    root: bytes = Field(sa_type=LargeBinary)
    last_seq: int = Field(sa_type=_BIG)
    note: bytes = Field(sa_type=LargeBinary)


class TreeCosignatureRow(SQLModel, table=True):
    """A witness's signature under a checkpoint, as it verified when it came."""

    __tablename__ = "tree_cosignature"
    size: int = Field(primary_key=True, sa_type=_BIG)
    witness: str = Field(primary_key=True)
    """The name and id of its key."""
    came_at: datetime = Field(sa_type=UtcTime)
    line: str
