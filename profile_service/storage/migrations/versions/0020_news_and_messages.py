"""news, where she is reached, and messages on their way"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "news",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_news_at", "news", ["at"])
    op.create_table(
        "acquaintance",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("who_hash", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "who_hash"),
    )
    op.create_table(
        "said_ending",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("grant_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "grant_id"),
    )
    op.create_table(
        "reach_wishes",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id"),
    )
    op.create_table(
        "reach_place",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "channel"),
    )
    op.create_table(
        "message",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("next_at", UtcTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.Column("code_to", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_message_due", "message", ["state", "next_at"])
    op.create_index("ix_message_code_to", "message", ["code_to"])


def downgrade() -> None:
    op.drop_index("ix_message_code_to", "message")
    op.drop_index("ix_message_due", "message")
    op.drop_table("message")
    op.drop_table("reach_place")
    op.drop_table("reach_wishes")
    op.drop_table("said_ending")
    op.drop_table("acquaintance")
    op.drop_index("ix_news_at", "news")
    op.drop_table("news")
