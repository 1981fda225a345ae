"""on PostgreSQL the journal is guarded as it is on SQLite, and who serves may not change it; rights are handed out after each upgrade"""

from alembic import op

from profile_service.storage.migrations.guarding import let_change, make_append_only
from profile_service.storage.roles import take_back

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        make_append_only("journal")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        take_back(op.get_bind())
        let_change("journal")
