"""a form waits while she signs in again; the sessions of a member of staff are found"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_form",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_kept_form_at", "kept_form", ["at"])
    op.create_index("ix_session_staff_id", "session", ["staff_id"])


def downgrade() -> None:
    op.drop_index("ix_session_staff_id", table_name="session")
    op.drop_index("ix_kept_form_at", table_name="kept_form")
    op.drop_table("kept_form")
