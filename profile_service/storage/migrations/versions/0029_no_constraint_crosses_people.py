"""no constraint crosses people: what finds one of them by a hash is an index, and no promise that nobody else has it

A share's secret and a sheet's number are 128 random bits. That a passkey is kept once is looked up before it is kept.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_FOUND_BY = (("share", "secret_hash"), ("sheet", "handle_hash"), ("passkey", "credential_hash"))


def upgrade() -> None:
    for table, column in _FOUND_BY:
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in _FOUND_BY:
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column], unique=True)
