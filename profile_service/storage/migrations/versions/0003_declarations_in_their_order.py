"""purpose declarations are listed in the order in which they were registered; older ones keep the order of their ids"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("purpose_declaration", sa.Column("place", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("purpose_declaration", "place")
