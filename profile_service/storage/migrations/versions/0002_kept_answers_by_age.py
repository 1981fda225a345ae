"""kept answers are found by their age: every write with an Idempotency-Key takes the old ones away"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_replay_at"), "replay", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_replay_at"), table_name="replay")
