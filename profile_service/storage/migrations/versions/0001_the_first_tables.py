"""the first tables"""

import sqlalchemy as sa
from alembic import op

from profile_service.storage.columns import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


_TRIGGERS = ("UPDATE", "DELETE")


def upgrade() -> None:
    op.create_table(
        "access_request",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("declaration_id", sa.String(), nullable=False),
        sa.Column("declaration_version", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("grant_id", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index(op.f("ix_access_request_id"), "access_request", ["id"], unique=False)
    op.create_table(
        "client",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("public_jwk", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "client_assertion",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("jti_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", "jti_hash"),
    )
    op.create_index(op.f("ix_client_assertion_expires_at"), "client_assertion", ["expires_at"], unique=False)
    op.create_table(
        "connection_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_table(
        "consent_grant",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("declaration_id", sa.String(), nullable=False),
        sa.Column("declaration_version", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("given_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("individual_id", "id"),
    )
    op.create_index(op.f("ix_consent_grant_id"), "consent_grant", ["id"], unique=False)
    op.create_index(
        op.f("ix_consent_grant_organisation_id"), "consent_grant", ["organisation_id"], unique=False
    )
    op.create_table(
        "data_key",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("sealing_version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id"),
    )
    op.create_table(
        "individual",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("individual_id", sa.String(), nullable=True),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("grant_id", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_individual", "journal", ["individual_id", "seq"], unique=False)
    op.create_index("ix_journal_organisation", "journal", ["organisation_id", "kind", "at"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "past_version",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "item_id", "version"),
    )
    op.create_table(
        "purpose_declaration",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version"),
    )
    op.create_index(
        op.f("ix_purpose_declaration_organisation_id"),
        "purpose_declaration",
        ["organisation_id"],
        unique=False,
    )
    op.create_table(
        "replay",
        sa.Column("caller", sa.String(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("individual_id", sa.String(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key_hash"),
    )
    op.create_index(op.f("ix_replay_individual_id"), "replay", ["individual_id"], unique=False)
    op.create_table(
        "section",
        sa.Column("individual_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("individual_id", "name"),
    )
    op.create_table(
        "session",
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("individual_id", sa.String(), nullable=True),
        sa.Column("staff_id", sa.String(), nullable=True),
        sa.Column("form_token", sa.String(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("secret_hash"),
    )
    op.create_index(op.f("ix_session_individual_id"), "session", ["individual_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _make_the_journal_append_only()


def _make_the_journal_append_only() -> None:
    for event in _TRIGGERS:
        op.execute(
            f"CREATE TRIGGER journal_no_{event.lower()} BEFORE {event} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
    # REPLACE takes the old row away without waking the trigger on DELETE.
    op.execute(
        "CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal "
        "WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "DROP FUNCTION IF EXISTS refuse_change() CASCADE"
        )  # of triggers that later migrations made
    op.drop_table("staff")
    op.drop_index(op.f("ix_session_individual_id"), table_name="session")
    op.drop_table("session")
    op.drop_table("section")
    op.drop_index(op.f("ix_replay_individual_id"), table_name="replay")
    op.drop_table("replay")
    op.drop_index(op.f("ix_purpose_declaration_organisation_id"), table_name="purpose_declaration")
    op.drop_table("purpose_declaration")
    op.drop_table("past_version")
    op.drop_table("organisation")
    op.drop_index("ix_journal_organisation", table_name="journal")
    op.drop_index("ix_journal_individual", table_name="journal")
    op.drop_table("journal")
    op.drop_table("installation")
    op.drop_table("individual")
    op.drop_table("data_key")
    op.drop_index(op.f("ix_consent_grant_organisation_id"), table_name="consent_grant")
    op.drop_index(op.f("ix_consent_grant_id"), table_name="consent_grant")
    op.drop_table("consent_grant")
    op.drop_table("connection_code")
    op.drop_index(op.f("ix_client_assertion_expires_at"), table_name="client_assertion")
    op.drop_table("client_assertion")
    op.drop_table("client")
    op.drop_index(op.f("ix_access_request_id"), table_name="access_request")
    op.drop_table("access_request")
