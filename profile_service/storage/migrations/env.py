"""Runs the migrations over the connection that `database.upgrade` hands in, inside its transaction."""

from alembic import context
from sqlmodel import SQLModel

from profile_service.storage import (  # noqa: F401  the tables register themselves
    assessment_tables,
    authorization_tables,
    consent_tables,
    erasure_tables,
    evidence_tables,
    external_tables,
    helping_tables,
    instrument_tables,
    kept_tables,
    mapping_session_tables,
    paper_tables,
    proof_tables,
    reach_tables,
    reuse_tables,
    staff_tables,
    tables,
    telling_tables,
    ways_in_tables,
    workspace_tables,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
)
context.run_migrations()
