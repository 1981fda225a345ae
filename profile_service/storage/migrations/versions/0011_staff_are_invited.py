"""organisations invite their staff; a system can have several keys"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE client RENAME COLUMN public_jwk TO public_jwks")
    op.execute("UPDATE client SET public_jwks = '[' || public_jwks || ']'")
    op.add_column(
        "organisation", sa.Column("sandbox", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("organisation", sa.Column("closed_at", UtcTime(), nullable=True))
    op.create_table(
        "staff_invitation",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("invited_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "staff_id"),
    )
    op.create_index("ix_staff_invitation_code_hash", "staff_invitation", ["code_hash"])
    op.create_table(
        "staff_change",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )


def downgrade() -> None:
    op.drop_table("staff_change")
    op.drop_index("ix_staff_invitation_code_hash", table_name="staff_invitation")
    op.drop_table("staff_invitation")
    op.drop_column("organisation", "closed_at")
    op.drop_column("organisation", "sandbox")
    # Of several keys the one that was registered last stays.
    last = (
        "json_extract(public_jwks, '$[' || (json_array_length(public_jwks) - 1) || ']')"
        if op.get_bind().dialect.name == "sqlite"
        else "public_jwks::json ->> -1"
    )
    op.execute(f"UPDATE client SET public_jwks = {last}")  # noqa: S608
    op.execute("ALTER TABLE client RENAME COLUMN public_jwks TO public_jwk")
