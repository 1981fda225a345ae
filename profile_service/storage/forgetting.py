"""What a deleted key leaves behind: old pages in SQLite's write-ahead log, which still hold it wrapped."""

import sqlite3

from sqlalchemy import Connection


def forget_old_pages(connection: Connection) -> bool:
    """Empty the write-ahead log into the database file, where deleted bytes have been written over with zeros.

    Between transactions only. False where a reader was in the way: to be tried again. Nobody waits for that reader
    here, since every writer would wait with her.
    """
    if connection.dialect.name != "sqlite":
        return True
    driver = connection.connection.driver_connection
    if driver is None:
        return False
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    try:
        driver.execute("PRAGMA busy_timeout=0")
        blocked, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:  # the work is committed; only the tidying waits
        return False
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")
    return not blocked
