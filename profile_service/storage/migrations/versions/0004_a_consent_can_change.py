"""grants can be narrowed, paused and used once; declarations have a status; requests remember their answer"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("access_request", sa.Column("ending", sa.String(), nullable=False, server_default="date"))
    op.add_column("access_request", sa.Column("answered_at", UtcTime(), nullable=True))
    op.add_column("access_request", sa.Column("lifted_at", UtcTime(), nullable=True))
    op.add_column("consent_grant", sa.Column("ending", sa.String(), nullable=False, server_default="date"))
    op.add_column("consent_grant", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("consent_grant", sa.Column("barred", sa.LargeBinary(), nullable=True))
    op.add_column("consent_grant", sa.Column("paused_at", UtcTime(), nullable=True))
    op.add_column("consent_grant", sa.Column("reading", sa.String(), nullable=True))
    op.create_index("ix_consent_grant_end", "consent_grant", ["state", "until"], unique=False)
    op.add_column("individual", sa.Column("paused_at", UtcTime(), nullable=True))
    op.add_column(
        "purpose_declaration", sa.Column("status", sa.String(), nullable=False, server_default="approved")
    )
    op.add_column("purpose_declaration", sa.Column("submitted_at", UtcTime(), nullable=True))
    op.add_column("purpose_declaration", sa.Column("decided_at", UtcTime(), nullable=True))
    op.add_column("purpose_declaration", sa.Column("remark", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE purpose_declaration SET status = 'submitted' WHERE NOT approved")
    op.drop_column("purpose_declaration", "approved")


def downgrade() -> None:
    op.add_column(
        "purpose_declaration", sa.Column("approved", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute("UPDATE purpose_declaration SET approved = (status = 'approved')")
    op.drop_column("purpose_declaration", "remark")
    op.drop_column("purpose_declaration", "decided_at")
    op.drop_column("purpose_declaration", "submitted_at")
    op.drop_column("purpose_declaration", "status")
    op.drop_column("individual", "paused_at")
    op.drop_index("ix_consent_grant_end", table_name="consent_grant")
    op.drop_column("consent_grant", "reading")
    op.drop_column("consent_grant", "paused_at")
    op.drop_column("consent_grant", "barred")
    op.drop_column("consent_grant", "revision")
    op.drop_column("consent_grant", "ending")
    op.drop_column("access_request", "lifted_at")
    op.drop_column("access_request", "answered_at")
    op.drop_column("access_request", "ending")
