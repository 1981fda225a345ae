"""keys and running: what is wrapped is found by the key that it is wrapped under"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_WRAPPED = ("data_key", "webhook_endpoint", "assessor_record", "sent_question")


def upgrade() -> None:
    for table in _WRAPPED:
        op.create_index(f"ix_{table}_sealing_version", table, ["sealing_version"])


def downgrade() -> None:
    for table in _WRAPPED:
        op.drop_index(f"ix_{table}_sealing_version", table)
