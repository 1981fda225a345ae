"""assessments by others"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assessment",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("proposed_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index("ix_assessment_id", "assessment", ["id"])
    op.create_index("ix_assessment_proposed_at", "assessment", ["proposed_at"])
    op.create_table(
        "assessor_record",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("root_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("proposed_at", UtcTime(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.Column("followed_by", sa.String(), nullable=True),
        sa.Column("sealing_version", sa.Integer(), nullable=False),
        sa.Column("wrapped_reference", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "id"),
    )


def downgrade() -> None:
    op.drop_table("assessor_record")
    op.drop_index("ix_assessment_proposed_at", "assessment")
    op.drop_index("ix_assessment_id", "assessment")
    op.drop_table("assessment")
