"""passkeys, sheets and desks; accounts that became one"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("holder_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("holder_kind", sa.String(), nullable=False),
        sa.Column("credential_hash", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("assurance", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("last_used_at", UtcTime(), nullable=True),
        sa.Column("locked_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("holder_id", "id"),
    )
    op.create_index("ix_passkey_credential_hash", "passkey", ["credential_hash"], unique=True)
    op.create_table(
        "passkey_ceremony",
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("holder_id", sa.String(), nullable=False),
        sa.Column("holder_kind", sa.String(), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("grounds", sa.String(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("secret_hash"),
    )
    op.create_index("ix_passkey_ceremony_expires_at", "passkey_ceremony", ["expires_at"])
    _sheets()
    _desks()


def _sheets() -> None:
    op.create_table(
        "sheet",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("handle_hash", sa.LargeBinary(), nullable=False),
        sa.Column("pin_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("last_used_at", UtcTime(), nullable=True),
        sa.Column("locked_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_sheet_handle_hash", "sheet", ["handle_hash"], unique=True)
    op.create_table(
        "sheet_code",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("sheet_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "sheet_id", "number"),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash"),
    )
    op.create_index("ix_sign_in_tries_last_at", "sign_in_tries", ["last_at"])


def _desks() -> None:
    op.create_table(
        "enrolment",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("reviewed_at", UtcTime(), nullable=True),
        sa.Column("recovery_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_enrolment_id", "enrolment", ["id"])
    op.create_index("ix_enrolment_recovery_hash", "enrolment", ["recovery_hash"])
    op.create_index("ix_enrolment_review", "enrolment", ["organisation_id", "review"])
    op.create_table(
        "start_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("holder_id", sa.String(), nullable=False),
        sa.Column("holder_kind", sa.String(), nullable=False),
        sa.Column("assurance", sa.String(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_start_code_id", "start_code", ["id"])
    op.create_table(
        "joined_account",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("former_id", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "former_id"),
    )
    op.create_index("ix_joined_account_former_id", "joined_account", ["former_id"])


def downgrade() -> None:
    for table in (
        "joined_account",
        "start_code",
        "enrolment",
        "sign_in_tries",
        "sheet_code",
        "sheet",
        "passkey_ceremony",
        "passkey",
    ):
        op.drop_table(table)
