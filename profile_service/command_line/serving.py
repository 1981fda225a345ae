"""Start the server, after looking at everything that would make it unsafe."""

import gc
import re
from contextlib import suppress
from pathlib import Path
from socket import socket
from typing import Final

import structlog
import uvicorn
from fastapi import FastAPI
from rich.console import Console
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from profile_service.command_line.leaving import TO_FINISH, LeavingServer
from profile_service.command_line.listening import bind
from profile_service.command_line.logs import set_up_logs
from profile_service.command_line.metrics_port import open_metrics
from profile_service.command_line.wire_limits import protocol_of
from profile_service.demo.cast import INDIVIDUALS, ORGANISATIONS
from profile_service.demo.opening import DEMO_FILE, SINK, open_demo
from profile_service.domain.reach import Channel
from profile_service.doors import House
from profile_service.identity.oidc.configuration import read_providers
from profile_service.identity.oidc.own_keys import OwnKeys
from profile_service.key_source import ring_of
from profile_service.main import create_app, open_parts, post_office_of, recall_erasures, stock
from profile_service.settings import Settings
from profile_service.storage.database import (
    DatabaseError,
    check_key_ring,
    check_server,
    mark,
    see_that_it_is_current,
)
from profile_service.storage.outside import see_that_it_can_be_written
from profile_service.storage.replaying import Replayed

_console = Console(stderr=True)
_log = structlog.get_logger("egenkarta.start")
# Tokens are issued in its name and addresses begin with it: another spelling of it is another issuer.
_ADDRESS: Final = re.compile(r"https://[A-Za-z0-9._\-\[\]:]+")


_LEAVES_FOR: Final = 3.0
"""Seconds, unless the settings say otherwise: whoever shares out requests looks every second or two."""

_NEW_OBJECTS: Final = 10_000
"""Between two looks of the collector. What is in hand for sixty requests is more than Python's own 700: it would be looked through
again and again while nothing of it is rubbish, which cost an eighth of each reading."""


class UnsafeError(DatabaseError):
    """The service will not start like this: what is unsafe, and what would be right."""


def run_service(settings: Settings) -> None:
    """Serve until told to stop.

    Raises:
        UnsafeError: a public address that is plain HTTP or more than an address, the demo's keys, or a database that was
            not brought up to date.
        DatabaseError: the database holds a demo, or cannot be used.
        ProviderFileError: the OpenID providers, or the key for them, cannot be used.
        PostError: a setting for messages to people cannot be used.
        KeyRingError: the key ring cannot be used.
        SealError: the key ring is another database's.
        OuterLedgerError: the ledger of erasures was tampered with.
        PortError: nobody can listen there.
    """
    if _ADDRESS.fullmatch(settings.public_url) is None:
        raise UnsafeError(
            "EGENKARTA_PUBLIC_URL must be the https:// address that people use, host and port only, "
            "without a slash at its end"
        )
    _check_providers(settings)
    post = post_office_of(settings)
    keys = ring_of(settings)
    if keys.origin != "operator":
        raise UnsafeError("these are a demo's keys: make your own with 'egenkarta keys init'")
    parts = open_parts(settings, keys)
    try:
        see_that_it_is_current(parts.database.engine)
        doubts = check_server(parts.database.engine)
        mark(parts.database.engine, "real", parts.clock.now())
        check_key_ring(parts.database.engine, keys)
        _see_that_it_can_be_written(settings)
        again = recall_erasures(parts)
        stock(parts)
        listener = bind(settings.host, settings.port, another="EGENKARTA_PORT={port}")
    except BaseException:
        parts.database.close()
        raise
    set_up_logs()
    _log.info("listening", host=settings.host, port=settings.port, public_url=settings.public_url)
    for doubt in doubts:
        _log.warning("the database could be safer", what=doubt)
    _tell_of_erasures(again, settings)
    for channel in Channel:
        if channel not in post.channels:
            _log.info("people are not told this way: nothing is set for it", channel=channel.value)
    app = create_app(parts)
    try:
        open_metrics(settings, app.state.measuring)
    except BaseException:
        listener.close()
        parts.database.close()
        raise
    _listen(app, listener, _LEAVES_FOR)


def _see_that_it_can_be_written(settings: Settings) -> None:
    try:
        see_that_it_can_be_written(settings.ledger_of_erasures)
    except OSError as error:
        raise UnsafeError(
            f"{settings.ledger_of_erasures} cannot be written ({error.strerror}): each erasure and the journal's newest checkpoint "
            "stand there; right would be a folder of whoever runs the service in EGENKARTA_ERASURES, on a disk that is mounted"
        ) from None


def _tell_of_erasures(again: Replayed, settings: Settings) -> None:
    if again.lines:
        _log.warning(
            "the database was older than the ledger of erasures", lines=again.lines, erased_again=again.people
        )
    if again.begun_anew:
        place = str(settings.ledger_of_erasures)
        _log.warning(
            "no ledger of erasures was found, and it was begun anew: is its disk mounted?", folder=place
        )


def _check_providers(settings: Settings) -> None:
    if settings.providers is None:
        return
    read = read_providers(settings.providers)
    testing = next((one.name for one in read.providers.values() if one.test_numbers), None)
    if testing is not None:
        raise UnsafeError(
            f"{settings.providers}: {testing} takes test numbers: right would be test_numbers = false, "
            "since they belong to nobody"
        )
    OwnKeys.load(read.key)


def run_demo(port: int, folder: Path, database: str = "") -> None:
    """Serve the demo on loopback until told to stop.

    Raises:
        PortError: the port is taken; nothing in the folder was touched.
        DatabaseError, KeyRingError, SealError, OSError: as `open_demo` says.
    """
    base_url = f"http://127.0.0.1:{port}"
    listener = bind("127.0.0.1", port, another="make run PORT={port}")
    with _console.status("Setting up the demo ..."):
        _, app = open_demo(folder, base_url, database=database)
    _console.print(f"\n[bold]Egenkarta, the demo:[/bold] {base_url}")
    _console.print("Sign in as " + ", ".join(f"{one.name} ({one.persona})" for one in INDIVIDUALS))
    for company in ORGANISATIONS:
        names = ", ".join(f"{one.name} ({one.persona})" for one in company.colleagues)
        _console.print(f"  or at {company.name}, {company.role.value}: {names}")
    _console.print(f"E-mail and SMS to people are not sent, but written to {folder / SINK}")
    _console.print(f"To script against it: {folder / DEMO_FILE}\nStop with Ctrl+C.\n")
    set_up_logs()
    open_metrics(app.state.house.settings, app.state.measuring)
    _listen(app, listener)


def _listen(app: FastAPI, listener: socket, leaves_for: float = 0) -> None:
    # What lives since the start lives on: kept out of the collector's way, it shortens the longest answers.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 10, 10)
    house: House = app.state.house
    config = uvicorn.Config(
        app,
        http=protocol_of(secure=house.settings.secure),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=TO_FINISH,
    )
    # What a trusted proxy says of the caller's address is for those who count by it; the gate and the consented read do not.
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=config.forwarded_allow_ips)
    said = house.settings.leaving_seconds
    server = LeavingServer(config, house.pulse, house.crowd, leaves_for if said is None else said)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
