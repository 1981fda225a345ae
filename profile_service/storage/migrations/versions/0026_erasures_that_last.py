"""erasures that last"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.migrations.guarding import let_change, make_append_only

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_erasure_subject", "erasure", ["subject"], unique=True)
    make_append_only("erasure", "number")
    if op.get_bind().dialect.name == "sqlite":
        # The subject is a key as well, and REPLACE takes away what stands in its way.
        op.execute(
            "CREATE TRIGGER erasure_no_other_number BEFORE INSERT ON erasure "
            "WHEN EXISTS (SELECT 1 FROM erasure WHERE subject = NEW.subject) "
            "BEGIN SELECT RAISE(ABORT, 'the erasure is append-only'); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS erasure_no_other_number")
    let_change("erasure")
    op.drop_index("ix_erasure_subject", "erasure")
    op.drop_table("erasure")
