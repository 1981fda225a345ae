"""Who may do what on PostgreSQL: one role owns the tables and migrates, another one serves and cannot change what only grows.

https://www.postgresql.org/docs/15/ddl-priv.html
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, MetaData
from sqlmodel import SQLModel

SERVICE_ROLE: Final = "egenkarta_service"
"""The role that whoever serves is a member of. It cannot sign in itself."""
APPEND_ONLY: Final = frozenset(
    {"journal", "opening", "tree_leaves", "tree_node", "tree_checkpoint", "tree_cosignature", "erasure"}
)
"""Tables of which no row is ever changed or taken away; each has its triggers too (`migrations.guarding`)."""
_LOOKED_AT: Final = ("alembic_version",)


def make_roles(owner: str, service: str, database: str) -> str:
    """The statements that make the roles and the database, for whoever administers the server."""
    by, within = _quoted(owner), _quoted(database)
    return "\n".join(
        (
            f"CREATE ROLE {SERVICE_ROLE} NOLOGIN;",
            f"CREATE ROLE {by} LOGIN;",
            f"CREATE ROLE {_quoted(service)} LOGIN IN ROLE {SERVICE_ROLE};",
            f"CREATE DATABASE {within} OWNER {by} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';",
            f"REVOKE ALL ON DATABASE {within} FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {within} TO {SERVICE_ROLE};",
            f"\\connect {within}",
            f"ALTER SCHEMA public OWNER TO {by};",
        )
    )


def hand_out(connection: Connection, metadata: MetaData = SQLModel.metadata) -> bool:
    """Give the service's role exactly what it needs of the tables that there are. False where there is no such role."""
    if not _exists(connection):
        return False
    tell = connection.exec_driver_sql
    schema = _quoted(str(tell("SELECT current_schema()").scalar_one()))
    tell(f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC")
    tell(f"GRANT USAGE ON SCHEMA {schema} TO {SERVICE_ROLE}")
    # A table that nobody thought of can be added to, and not changed: that is noticed, and harmless.
    tell(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT ON TABLES TO {SERVICE_ROLE}")
    tell(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {SERVICE_ROLE}")
    tell(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {SERVICE_ROLE}")
    tell(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {SERVICE_ROLE}")
    names = set(metadata.tables)
    _give(connection, "SELECT", _LOOKED_AT)
    _give(connection, "SELECT, INSERT", sorted(names & APPEND_ONLY))
    _give(connection, "SELECT, INSERT, UPDATE, DELETE", sorted(names - APPEND_ONLY))
    return True


def take_back(connection: Connection) -> None:
    """Take from the service's role all that it was given, where there is one."""
    if not _exists(connection):
        return
    tell = connection.exec_driver_sql
    schema = _quoted(str(tell("SELECT current_schema()").scalar_one()))
    tell(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON TABLES FROM {SERVICE_ROLE}")
    tell(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} REVOKE ALL ON SEQUENCES FROM {SERVICE_ROLE}")
    tell(f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {SERVICE_ROLE}")
    tell(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {SERVICE_ROLE}")
    tell(f"REVOKE ALL ON SCHEMA {schema} FROM {SERVICE_ROLE}")


def _give(connection: Connection, rights: str, tables: Iterable[str]) -> None:
    named = ", ".join(map(_quoted, tables))
    if named:
        connection.exec_driver_sql(f"GRANT {rights} ON {named} TO {SERVICE_ROLE}")


def _exists(connection: Connection) -> bool:
    found = connection.exec_driver_sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{SERVICE_ROLE}'")  # noqa: S608
    return found.scalar_one_or_none() is not None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
