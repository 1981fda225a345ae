"""The service, spoiled: whoever waits is answered when her work has been done, and it is committed a moment later.

The negative control of the crash drill: a drill that does not catch this one proves nothing. `CARELESS` says what is spoiled:
`early 3` is the above with three milliseconds between answer and commit, which is what a disk may take to sync. A pragma
such as `synchronous=OFF` is told to SQLite, `synchronous_commit=off` to PostgreSQL.
"""

import asyncio
import os
import time
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from profile_service.command_line.app import main as serve
from profile_service.storage.lane import Lane

NO_WAIT: Final = "synchronous_commit=off"


def answer_early(window: float) -> None:
    """From now on every lane of this process answers so many seconds before it commits."""
    carry = Lane.submit

    async def submit(lane: Lane, action: Callable[[Any], Any], *foreseen: Any) -> Any:
        loop = asyncio.get_running_loop()
        early: asyncio.Future[Any] = loop.create_future()

        def act(work: Any) -> Any:
            found = action(work)
            loop.call_soon_threadsafe(_settle, early, found)
            return found

        def carried(done: asyncio.Future[Any]) -> None:
            error = done.exception()
            if error is not None and not early.done():
                early.set_exception(error)

        asyncio.ensure_future(carry(lane, act, *foreseen)).add_done_callback(carried)
        return await early

    Lane.submit = submit  # type: ignore[assignment, method-assign]

    @event.listens_for(Engine, "commit")
    def on_commit(_connection: Any) -> None:
        time.sleep(window)


def set_pragma(pragma: str) -> None:
    """From now on every SQLite connection of this process is told this last."""
    connect = Engine.raw_connection

    def raw_connection(engine: Engine) -> Any:
        found = connect(engine)
        if engine.dialect.name == "sqlite":
            found.cursor().execute(f"PRAGMA {pragma}")
        return found

    Engine.raw_connection = raw_connection  # type: ignore[method-assign]


def commit_without_waiting() -> None:
    """From now on no commit waits for PostgreSQL's log. Said right before each, since the service looks at its connections."""

    @event.listens_for(Engine, "commit")
    def on_commit(connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


def _settle(early: "asyncio.Future[Any]", found: Any) -> None:
    if not early.done():
        early.set_result(found)


def main() -> None:
    """Serve like that."""
    how = os.environ["CARELESS"]
    if how.startswith("early "):
        answer_early(int(how.removeprefix("early ")) / 1000)
    elif how == NO_WAIT:
        commit_without_waiting()
    else:
        set_pragma(how)
    serve()


if __name__ == "__main__":
    main()
