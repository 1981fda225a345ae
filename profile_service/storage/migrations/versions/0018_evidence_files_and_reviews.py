"""files of evidence, and when to look again"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evidence_file",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_table(
        "evidence_piece",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "file_id", "at"),
    )
    op.create_table(
        "review_day",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "section", "due"),
    )
    op.create_index("ix_review_day_due", "review_day", ["due"])
    op.create_table(
        "reminder",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("reminded_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )


def downgrade() -> None:
    op.drop_table("reminder")
    op.drop_index("ix_review_day_due", "review_day")
    op.drop_table("review_day")
    op.drop_table("evidence_piece")
    op.drop_table("evidence_file")
