"""what a unit saw last, and what an organisation has asked"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grant_look",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("grant_id", sa.String(), nullable=False),
        sa.Column("unit_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "grant_id", "unit_hash"),
    )
    op.create_table(
        "sent_question",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("grant_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("declaration_id", sa.String(), nullable=False),
        sa.Column("declaration_version", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("sealing_version", sa.Integer(), nullable=False),
        sa.Column("wrapped_reference", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )
    op.create_index("ix_sent_question_grant_id", "sent_question", ["grant_id"])
    op.create_index("ix_sent_question_until", "sent_question", ["until"])


def downgrade() -> None:
    op.drop_table("sent_question")
    op.drop_table("grant_look")
