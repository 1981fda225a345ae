#!/usr/bin/python3
"""Run by Patroni once, on the first primary: the roles, the service's database, and in it what leases.sql says.

Patroni gives the address as the last argument. Passwords come from the file that EGENKARTA_CLUSTER_PASSWORDS names
(JSON: lease_keeper, owner, service). Patroni runs this with synchronous_commit=local, since nobody follows yet.
"""

import json
import os
import sys
from pathlib import Path

import psycopg2
from psycopg2 import sql

_ROLES = {"lease_keeper": "lease_keeper", "owner": "egenkarta_owner", "service": "egenkarta"}


def main(address: str) -> None:
    """Make them; whoever runs it again on the same cluster is told by PostgreSQL that they are there."""
    passwords = json.loads(Path(os.environ["EGENKARTA_CLUSTER_PASSWORDS"]).read_text(encoding="utf-8"))
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        # As `egenkarta db roles` says it, and one for the lease keeper.
        cursor.execute("CREATE ROLE egenkarta_service NOLOGIN")
        for key, role in _ROLES.items():
            cursor.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD %s").format(sql.Identifier(role)), [passwords[key]]
            )
        cursor.execute("GRANT egenkarta_service TO egenkarta")
        cursor.execute(
            "CREATE DATABASE egenkarta OWNER egenkarta_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        )
        cursor.execute("REVOKE ALL ON DATABASE egenkarta FROM PUBLIC")
        cursor.execute("GRANT CONNECT ON DATABASE egenkarta TO egenkarta_service, lease_keeper")
    connection.close()
    connection = psycopg2.connect(address, dbname="egenkarta")
    with connection, connection.cursor() as cursor:
        cursor.execute("ALTER SCHEMA public OWNER TO egenkarta_owner")
        cursor.execute((Path(__file__).parent / "leases.sql").read_text(encoding="utf-8"))
    connection.close()


if __name__ == "__main__":
    main(sys.argv[-1])
