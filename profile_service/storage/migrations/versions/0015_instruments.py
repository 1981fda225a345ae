"""instruments that organisations registered"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instrument",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("registered_at", UtcTime(), nullable=False),
        sa.Column("registered_by", sa.String(), nullable=False),
        sa.Column("retired_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", "version"),
    )
    op.create_index("ix_instrument_organisation_id", "instrument", ["organisation_id"])


def downgrade() -> None:
    op.drop_index("ix_instrument_organisation_id", "instrument")
    op.drop_table("instrument")
