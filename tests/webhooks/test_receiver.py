"""The example receiver beside a running service: told, looks, drops its copy, says so, and she sees it."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from clients import Individual, Organisation
from clients.demo import read_cast, sign_in
from clients.receiver import Obedience, Receiver
from consent.duty import Duty, Rule
from consent.scope import Scope
from consent.vocabulary import DutyId, IndividualId
from profile_service.actions.telling import tell_about
from profile_service.demo.cast import NORRSKEN
from profile_service.demo.opening import open_demo
from profile_service.domain.notice import Change
from profile_service.domain.sections import CATALOGUE, ORDINARY
from profile_service.webhooks.signature import signed_headers
from schemas.access import MessageAbout
from tests.live import free_port, listening
from tests.stage import LANGUAGES, MAPPING, put_migrated_database

_PATIENCE = 20.0
ASTRID = IndividualId("ind_demo_astrid")


@dataclass
class Town:
    """A running service, Astrid, and Norrsken's system."""

    app: FastAPI
    base_url: str
    astrid: Individual
    norrsken: Organisation

    def granted(self) -> str:
        asked = self.norrsken.ask(
            connection_code=self.astrid.connection_code().code,
            purpose_declaration=MAPPING,
            scopes=[LANGUAGES],
            case_reference="case-1",
        )
        return self.astrid.give(asked.id, [LANGUAGES]).id


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    put_migrated_database(tmp_path / "demo" / "egenkarta.sqlite3")
    _, app = open_demo(tmp_path / "demo", base_url)
    cast = read_cast(tmp_path / "demo" / "demo.json")
    company = cast.organisation("Norrsken AB")
    with (
        listening(app, port),
        Organisation(base_url, company.client_id, company.private_key_jwk) as norrsken,
        Individual(base_url, sign_in(base_url, "astrid")) as astrid,
    ):
        yield Town(app, base_url, astrid, norrsken)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


@contextmanager
def receiving(town: Town, copies: Path, said: list[str]) -> Iterator[None]:
    """The receiver, registered at the service under a port of its own."""
    port = free_port()
    secret = town.norrsken.register_webhook(f"http://127.0.0.1:{port}/").secret
    receiver = Receiver(secret, Obedience(town.norrsken, copies, said.append), said.append)
    with receiver.listening("127.0.0.1", port):
        yield


def _until(holds: Callable[[], Any]) -> Any:
    began = time.monotonic()
    while time.monotonic() - began < _PATIENCE:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def _ending(town: Town, grant: str) -> Any:
    return next(
        (
            one
            for one in town.astrid.own_notices().notices
            if one.data.grant_id == grant and one.change == "ended"
        ),
        None,
    )


def test_a_withdrawal_reaches_the_receiver_by_itself_which_drops_its_copy_and_she_sees_it(
    town: Town, copies: Path
) -> None:
    said: list[str] = []
    with receiving(town, copies, said):
        grant, kept = town.granted(), town.granted()
        for one in (grant, kept):
            (copies / f"{one}.json").write_text("{}")
        town.astrid.withdraw(grant)
        ending = _until(lambda: (one := _ending(town, grant)) and one.erased_at and one)
    assert ending.told_at <= ending.acknowledged_at <= ending.erased_at
    assert ending.told_at - ending.at < timedelta(seconds=5)
    assert not (copies / f"{grant}.json").exists()
    assert (copies / f"{kept}.json").exists(), "what is still open stays"
    kinds = [line.kind for line in town.astrid.log(limit=50).disclosures if line.grant_id == grant]
    assert {"acknowledgement", "erased_there"} <= set(kinds)
    assert any(line.endswith("erasure stated") for line in said)


def test_a_receiver_that_was_away_catches_up(town: Town, copies: Path) -> None:
    grant = town.granted()
    (copies / f"{grant}.json").write_text("{}")
    town.astrid.withdraw(grant)
    Obedience(town.norrsken, copies).catch_up()
    assert _ending(town, grant).erased_at is not None
    assert not (copies / f"{grant}.json").exists()
    assert town.norrsken.notices(unacknowledged=True).notices == ()


def test_what_a_law_opens_is_no_grant_that_has_ended(town: Town, copies: Path) -> None:
    house = town.app.state.house
    now = house.desk.clock.now()
    rule = Rule("SFL 1 kap.", {"sv": "En regel.", "en": "A rule."})
    scope = Scope.parse("profile:languages:read").frozen(CATALOGUE, ORDINARY)
    duty = Duty(
        DutyId("dty_1"), ASTRID, NORRSKEN.id, rule, (scope,), since=now, until=now + timedelta(days=9)
    )

    def make(work: Any) -> None:
        work.duties.add(duty)
        tell_about(work, house.desk, ASTRID, NORRSKEN.id, duty.id, Change.CHANGED)

    house.writer.run(make)
    Obedience(town.norrsken, copies).catch_up()
    (answered,) = [one for one in town.norrsken.notices().notices if one.data.grant_id == duty.id]
    assert answered.acknowledged_at is not None
    assert answered.erased_at is None


class Nobody:
    """Keeps what it was asked to do."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, MessageAbout]] = []

    def obey(self, notice_id: str, about: MessageAbout) -> None:
        self.asked.append((notice_id, about))


def test_a_message_that_comes_twice_is_obeyed_once_and_a_forged_one_never() -> None:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    obedience, said = Nobody(), []
    receiver = Receiver(
        "whsec_" + "A" * 43 + "=",
        obedience,  # type: ignore[arg-type]
        said.append,
        lambda: now,
    )
    body = b'{"type":"grant.changed","timestamp":"2026-11-21T09:00:00Z","data":{"grant_id":"gra_1"}}'
    good = dict(signed_headers("ntc_1", body, bytes(32), now))
    with receiver.listening("127.0.0.1", 0) as port:
        url = f"http://127.0.0.1:{port}/"
        answers = [httpx.post(url, content=body, headers=good).status_code for _ in range(3)]
        forged = dict(signed_headers("ntc_2", body, b"x" * 32, now))
        old = dict(signed_headers("ntc_3", body, bytes(32), now - timedelta(minutes=6)))
        answers += [
            httpx.post(url, content=body, headers=headers).status_code for headers in (forged, old, {})
        ]
        answers.append(httpx.post(url, content=b"x" * 70_000, headers=good).status_code)
        answers.append(httpx.get(url).status_code)
    assert answers == [
        *[HTTPStatus.NO_CONTENT] * 3,
        *[HTTPStatus.BAD_REQUEST] * 3,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.NOT_IMPLEMENTED,
    ]
    assert [one for one, _ in obedience.asked] == ["ntc_1"]
    assert len(said) == 3


class Clumsy(Nobody):
    """Cannot drop the first copy."""

    def obey(self, notice_id: str, about: MessageAbout) -> None:
        super().obey(notice_id, about)
        if notice_id == "ntc_1":
            raise PermissionError("the folder cannot be written to")


def test_a_copy_that_cannot_be_dropped_and_an_odd_length_stop_no_later_message(
    capfd: pytest.CaptureFixture[str],
) -> None:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    obedience, said = Clumsy(), []
    receiver = Receiver("whsec_" + "A" * 43 + "=", obedience, said.append, lambda: now)  # type: ignore[arg-type]
    body = b'{"type":"grant.changed","timestamp":"2026-11-21T09:00:00Z","data":{"grant_id":"gra_1"}}'
    with receiver.listening("127.0.0.1", 0) as port:
        url = f"http://127.0.0.1:{port}/"
        for message in ("ntc_1", "ntc_2"):
            headers = dict(signed_headers(message, body, bytes(32), now))
            assert httpx.post(url, content=body, headers=headers).status_code == HTTPStatus.NO_CONTENT
        for length in ("²".encode("latin-1"), b"9" * 5000, b"-1", b""):
            with socket.create_connection(("127.0.0.1", port), 5) as line:
                line.sendall(b"POST / HTTP/1.1\r\nContent-Length: " + length + b"\r\n\r\n")
                assert line.recv(1000).split(b" ")[1] == b"413"
    assert [one for one, _ in obedience.asked] == ["ntc_1", "ntc_2"]
    assert len(said) == 1
    assert "Traceback" not in capfd.readouterr().err
