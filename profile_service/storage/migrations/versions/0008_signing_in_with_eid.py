"""people and staff come in by OpenID providers"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "external_identity",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subject_hash", sa.LargeBinary(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("assurance", sa.String(), nullable=False),
        sa.Column("added_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_external_identity_subject_hash", "external_identity", ["subject_hash"])
    op.create_table(
        "identity_number",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "number_hash", "issuer"),
    )
    op.create_index("ix_identity_number_number_hash", "identity_number", ["number_hash"])
    op.create_table(
        "proved_account",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("assurance", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("proved_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "session_id"),
    )
    op.create_index("ix_proved_account_session_id", "proved_account", ["session_id"])
    op.create_table(
        "staff_identity",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("subject_hash", sa.LargeBinary(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "subject_hash"),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("sealing_version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash"),
    )
    op.create_index("ix_sign_in_attempt_until", "sign_in_attempt", ["until"])


def downgrade() -> None:
    op.drop_index("ix_sign_in_attempt_until", table_name="sign_in_attempt")
    op.drop_table("sign_in_attempt")
    op.drop_table("staff_identity")
    op.drop_index("ix_proved_account_session_id", table_name="proved_account")
    op.drop_table("proved_account")
    op.drop_index("ix_identity_number_number_hash", table_name="identity_number")
    op.drop_table("identity_number")
    op.drop_index("ix_external_identity_subject_hash", table_name="external_identity")
    op.drop_table("external_identity")
