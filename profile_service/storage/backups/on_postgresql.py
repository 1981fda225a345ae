"""The content of a PostgreSQL database by pg_dump, out of the snapshot that the keys are read in as well.

https://www.postgresql.org/docs/15/app-pgdump.html: the service's own role may read all that it needs, and nobody waits.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, make_url

from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.manifest import new_private

CONTENT: Final = "content.pgdump"
_LEFT_OUT: Final = ("data_key", "alembic_version")
"""The keys; and which migration this is, so that what was put back without keys is nothing that could be served."""


def dump(connection: Connection, url: str, target: Path) -> None:
    """Everything but the keys, as the transaction of this connection sees it, durably.

    Raises:
        BackupError: pg_dump is not installed, or says no.
    """
    snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    os.close(new_private(target))
    options = [
        "--format=custom",
        f"--snapshot={snapshot}",
        f"--schema={schema}",
        *(f"--exclude-table-data={schema}.{name}" for name in _LEFT_OUT),
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
    ]
    _run("pg_dump", options, url)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def load(connection: Connection, content: Path, url: str) -> None:
    """Put a dump into an empty schema of the same name, all or nothing, as the owner of the tables.

    Raises:
        BackupError: pg_restore is not installed, or says no.
    """
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    # Named, so that the schema itself is left as it is.
    options = [
        f"--schema={schema}",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
    ]
    options.append(str(content))
    _run("pg_restore", options, url)


def _run(program: str, options: Sequence[str], url: str) -> None:
    found = _program(program)
    address, secrets = _without_password(url)
    command = [found, f"--dbname={address}", *options]
    # What libpq reads goes along; the service's own settings, with key ring and PIN among them, do not.
    others = {name: value for name, value in os.environ.items() if not name.upper().startswith("EGENKARTA_")}
    done = subprocess.run(  # noqa: S603  our own words, and the operator's address
        command, env={**others, **secrets}, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:500]
        raise BackupError(f"{program} failed: {said}")


def _program(name: str) -> str:
    """The newest that is there: one that is older than the server refuses to work. Debian keeps each version's apart."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(debian[-1]) if debian else shutil.which(name)
    if found is None:
        raise BackupError(f"{name} is not installed: right would be the Debian package postgresql-client")
    return found


def _without_password(url: str) -> tuple[str, Mapping[str, str]]:
    """An address that anybody may see in the list of processes, and what the program learns in its environment."""
    whole = make_url(url).set(drivername="postgresql")
    if "sslpassword" in whole.query:
        raise BackupError(
            "the address holds sslpassword, which would be seen in the list of processes: right would be a key file without one"
        )
    bare = whole._replace(password=None).difference_update_query(["password"])
    # As the driver does it: one behind the question mark goes before one at the name.
    password = whole.query.get("password", whole.password)
    return bare.render_as_string(), {} if password is None else {"PGPASSWORD": str(password)}
