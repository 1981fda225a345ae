"""helpers and representatives"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "help_code",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "code_hash"),
    )
    op.create_index(op.f("ix_help_code_code_hash"), "help_code", ["code_hash"])
    op.create_table(
        "assistance",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("helper_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_assistance_open", "assistance", ["ended_by", "until"])
    op.create_index(op.f("ix_assistance_helper_id"), "assistance", ["helper_id"])
    op.create_index(op.f("ix_assistance_session_id"), "assistance", ["session_id"])
    op.create_table(
        "draft",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("assistance_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index(op.f("ix_draft_made_at"), "draft", ["made_at"])
    op.create_table(
        "mandate_code",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("powers", sa.String(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "code_hash"),
    )
    op.create_index(op.f("ix_mandate_code_code_hash"), "mandate_code", ["code_hash"])
    op.create_table(
        "mandate",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("representative_id", sa.String(), nullable=False),
        sa.Column("powers", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("seen_by", sa.String(), nullable=False),
        sa.Column("given_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index(op.f("ix_mandate_id"), "mandate", ["id"])
    op.create_index(op.f("ix_mandate_representative_id"), "mandate", ["representative_id"])
    op.create_index(op.f("ix_mandate_organisation_id"), "mandate", ["organisation_id"])


def downgrade() -> None:
    for table in ("mandate", "mandate_code", "draft", "assistance", "help_code"):
        op.drop_table(table)
