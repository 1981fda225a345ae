"""papers that were taken"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("file_hash", sa.LargeBinary(), nullable=True),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_paper_code_hash", "paper", ["code_hash"])
    op.create_index("ix_paper_file_hash", "paper", ["file_hash"])


def downgrade() -> None:
    op.drop_index("ix_paper_file_hash", "paper")
    op.drop_index("ix_paper_code_hash", "paper")
    op.drop_table("paper")
