"""signed receipts, access by law, links that she makes herself"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index(op.f("ix_duty_id"), "duty", ["id"], unique=False)
    op.create_index(op.f("ix_duty_organisation_id"), "duty", ["organisation_id"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("grant_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_receipt_request", "receipt", ["individual_id", "request_id"], unique=False)
    op.create_table(
        "share",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("word_hash", sa.LargeBinary(), nullable=True),
        sa.Column("wrong_words", sa.Integer(), nullable=False),
        sa.Column("went_on", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("contact_asked_at", UtcTime(), nullable=True),
        sa.Column("contact_given_at", UtcTime(), nullable=True),
        sa.Column("contact_refused_at", UtcTime(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index(op.f("ix_share_id"), "share", ["id"], unique=False)
    op.create_index(op.f("ix_share_secret_hash"), "share", ["secret_hash"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_share_secret_hash"), table_name="share")
    op.drop_index(op.f("ix_share_id"), table_name="share")
    op.drop_table("share")
    op.drop_index("ix_receipt_request", table_name="receipt")
    op.drop_table("receipt")
    op.drop_index(op.f("ix_duty_organisation_id"), table_name="duty")
    op.drop_index(op.f("ix_duty_id"), table_name="duty")
    op.drop_table("duty")
