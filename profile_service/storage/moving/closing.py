"""The source of a move takes no writes any more, from whomever: it is marked, and triggers refuse what would change it.

Both are made in one transaction, which waits for its turn as every writer does. So a service that still runs there
is told no with its next write, and whatever stops the copying, nothing can be written behind it.
"""

from typing import Final

from sqlalchemy import Connection, Engine, inspect, update

from profile_service.storage.carrying import Carriage
from profile_service.storage.standing import MOVED, NotInUseError, Standing, standing_of
from profile_service.storage.tables import InstallationRow, table_of

_INSTALLATION: Final = table_of(InstallationRow)
_EVENTS: Final = ("INSERT", "UPDATE", "DELETE")
_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION refuse_after_moving() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'this installation was moved' USING ERRCODE = 'restrict_violation';
END $$
"""


def close(engine: Engine, move: str) -> Standing:
    """Let nothing be written there any more; says what stands there. One that was closed before stays as it is.

    Raises:
        NotInUseError: nobody has used it yet, or it is half a copy itself.
    """
    with engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        try:
            found = standing_of(connection)
            if found is None or found.state not in ("", MOVED):
                raise NotInUseError(
                    "there is no whole installation to copy: right would be one that was served"
                )
            if not found.state:
                found = Standing(found.kind, MOVED, move)
                connection.execute(update(_INSTALLATION).values(mode=str(found)))
                _guard(connection)
            carriage.end()
        except BaseException:
            carriage.give_up()
            raise
    return found


def reopen(engine: Engine) -> bool:
    """Take the mark and the guards away again, where the move is given up; whether there were any."""
    with engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        try:
            found = standing_of(connection)
            moved = found is not None and found.state == MOVED
            if found is not None and moved:
                _unguard(connection)
                connection.execute(update(_INSTALLATION).values(mode=found.kind))
            carriage.end()
        except BaseException:
            carriage.give_up()
            raise
    return moved


def _guard(connection: Connection) -> None:
    tell = connection.exec_driver_sql
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite:
        tell(_FUNCTION)
    for table in inspect(connection).get_table_names():
        if sqlite:
            for event in _EVENTS:
                tell(
                    f'CREATE TRIGGER "moved_{table}_{event.lower()}" BEFORE {event} ON "{table}" '
                    "BEGIN SELECT RAISE(ABORT, 'this installation was moved'); END"
                )
        else:
            tell(
                f'CREATE TRIGGER "moved_{table}" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_after_moving()"
            )


def _unguard(connection: Connection) -> None:
    tell = connection.exec_driver_sql
    for table in inspect(connection).get_table_names():
        if connection.dialect.name == "sqlite":
            for event in _EVENTS:
                tell(f'DROP TRIGGER IF EXISTS "moved_{table}_{event.lower()}"')
        else:
            tell(f'DROP TRIGGER IF EXISTS "moved_{table}" ON "{table}"')
