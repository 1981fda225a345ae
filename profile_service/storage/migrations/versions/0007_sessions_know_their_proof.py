"""sessions know how somebody proved who she is; staff have roles in units; the journal has a reason"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("reason", sa.String(), nullable=True))
    # Nobody can say how a session from before was proved: whoever is signed in signs in again.
    op.drop_table("session")
    op.create_table(
        "session",
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("individual_id", sa.String(), nullable=True),
        sa.Column("staff_id", sa.String(), nullable=True),
        sa.Column("form_token", sa.String(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("assurance", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("proved_at", UtcTime(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("shared_computer", sa.Boolean(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("acting_for", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("secret_hash"),
    )
    op.create_index("ix_session_individual_id", "session", ["individual_id"])
    op.create_index("ix_session_id", "session", ["id"])
    op.create_table(
        "unit",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "name"),
    )
    op.create_table(
        "staff_place",
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "unit"),
    )
    op.execute("INSERT INTO unit SELECT DISTINCT organisation_id, unit FROM staff")
    op.execute("INSERT INTO staff_place SELECT id, unit, 'administrator,case_worker' FROM staff")
    op.drop_column("staff", "unit")
    op.create_index("ix_staff_organisation_id", "staff", ["organisation_id"])


def downgrade() -> None:
    op.drop_index("ix_staff_organisation_id", table_name="staff")
    op.add_column("staff", sa.Column("unit", sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE staff SET unit = coalesce("
        "(SELECT min(unit) FROM staff_place WHERE staff_place.staff_id = staff.id), '')"
    )
    op.drop_table("staff_place")
    op.drop_table("unit")
    op.execute("DELETE FROM session")
    op.drop_index("ix_session_id", table_name="session")
    for column in (
        "acting_for", "unit", "shared_computer", "device", "proved_at", "provider", "assurance", "method", "id",
    ):  # fmt: skip
        op.drop_column("session", column)
    op.drop_column("journal", "reason")
