"""who is under protected identity is known without opening a section, and to nobody who reads the database"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Sealed, and of one length for everybody. Empty for those who are there already: the service fills it in for all of
    # them when it starts, since only it has their keys.
    op.add_column("individual", sa.Column("marks", sa.LargeBinary(), nullable=True))
    op.add_column(
        "client",
        sa.Column("handles_protected_identity", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("client", "handles_protected_identity")
    op.drop_column("individual", "marks")
