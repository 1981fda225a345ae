"""Tables that only grow: triggers refuse whoever would change or take away a row, the owner of the table as well.

On PostgreSQL the service's role may not do it in the first place (`storage.roles`); the triggers are for everybody else.
Names of tables here are ours, never anybody's input.
"""

from typing import Final

from alembic import op

_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'the % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def make_append_only(table: str, *keys: str) -> None:
    """Let nothing of a table be updated, deleted, emptied, or replaced under the same key."""
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite(table, keys)
        return
    op.execute(_FUNCTION)
    for event, each in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        name = f"{table}_no_{event.lower()}"
        op.execute(
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} "
            "EXECUTE FUNCTION refuse_change()"
        )
        # A session that plays a replica's part (session_replication_role) passes ordinary triggers by.
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def let_change(table: str) -> None:
    """Take the guards of a table away again."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
        return
    for event in ("update", "delete", "truncate"):
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event} ON {table}")


def _on_sqlite(table: str, keys: tuple[str, ...]) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the {table} is append-only'); END"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} {refuse}")
    # REPLACE takes the old row away without waking the trigger on DELETE.
    same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
    )
