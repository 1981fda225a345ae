"""the journal proves itself: commitments, the tree's leaves, nodes and checkpoints, and the book of openings"""

from typing import Final

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime
from profile_service.storage.migrations.guarding import make_append_only

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_KEYS: Final = {
    "opening": ("seq",),
    "tree_leaves": ("first",),
    "tree_node": ("level", "at"),
    "tree_checkpoint": ("size",),
    "tree_cosignature": ("size", "witness"),
}
_BIG: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # Lines from before have none: what was written cannot be changed, so the leaf alone keeps theirs.
    op.add_column("journal", sa.Column("commitment", sa.LargeBinary(), nullable=True))
    op.create_table(
        "opening",
        sa.Column("seq", _BIG, nullable=False),
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("telling", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tree_leaves",
        sa.Column("first", _BIG, autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_seq", _BIG, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("lines", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("first"),
    )
    op.create_index(op.f("ix_tree_leaves_last_seq"), "tree_leaves", ["last_seq"], unique=False)
    op.create_table(
        "tree_node",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("at", _BIG, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "at"),
    )
    op.create_table(
        "tree_checkpoint",
        sa.Column("size", _BIG, autoincrement=False, nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("last_seq", _BIG, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "tree_cosignature",
        sa.Column("size", _BIG, nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("came_at", UtcTime(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("size", "witness"),
    )
    for table, keys in _KEYS.items():
        make_append_only(table, *keys)


def downgrade() -> None:
    for table in _KEYS:
        op.drop_table(table)
    op.drop_column("journal", "commitment")
