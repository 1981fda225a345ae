"""Erasure: her key goes, and with it everything that was sealed under it, wherever a copy lies."""

import time
from typing import Any

import pytest

from consent.decision import OwnReading, decide
from consent.scope import Scope
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.people import Individual
from profile_service.domain.sections import SECTIONS
from profile_service.storage.accounts import TableAccounts
from tests import databases
from tests.invariants.rawfile import ask, opened, raw_bytes, refuse
from tests.stage import Stage

_BO = IndividualId("ind_demo_bo")
_HIS = "individual_id = 'ind_demo_bo'"


def _erase(stage: Stage) -> None:
    assert stage.http.delete("/v1/me", headers=stage.individual("bo")).status_code == 204


def _sealed(stage: Stage) -> list[bytes]:
    found = []
    for table in ("section", "past_version", "access_request", "journal"):
        found += ask(stage, f"SELECT sealed FROM {table} WHERE {_HIS} AND sealed IS NOT NULL")  # noqa: S608
    return [row[0] for row in found]


def test_after_erasure_nothing_of_his_is_left_but_the_journals_lines(stage: Stage) -> None:
    stage.read(stage.granted(persona="bo"))
    lines = ask(stage, f"SELECT seq, id, kind, sealed FROM journal WHERE {_HIS}")  # noqa: S608
    assert len(_sealed(stage)) > 5
    _erase(stage)
    for table in (
        "section",
        "past_version",
        "data_key",
        "session",
        "access_request",
        "connection_code",
        "consent_grant",
        "receipt",
    ):
        assert ask(stage, f"SELECT * FROM {table} WHERE {_HIS}") == [], table  # noqa: S608
    assert ask(stage, "SELECT * FROM individual WHERE id = ?", _BO) == []
    after = ask(stage, f"SELECT seq, id, kind, sealed FROM journal WHERE {_HIS}")  # noqa: S608
    assert after[: len(lines)] == lines
    assert after[-1][2] == "erasure"


def test_his_wrapped_key_is_in_no_file_any_more(stage: Stage) -> None:
    (wrapped,) = ask(stage, "SELECT wrapped FROM data_key WHERE individual_id = ?", _BO)[0]
    assert wrapped in raw_bytes(stage)
    _erase(stage)
    if (
        databases.ON_POSTGRESQL
    ):  # which keeps what was deleted until it tidies up; until then it is wrapped all the same
        with opened(stage) as raw:
            raw.execute("VACUUM FULL data_key")
    assert wrapped not in raw_bytes(stage)


def test_a_copy_of_what_was_sealed_opens_no_more_and_all_of_it_did_before(stage: Stage) -> None:
    stage.read(stage.granted(persona="bo"))
    before = ask(stage, "SELECT name, version, sealed FROM section WHERE individual_id = ?", _BO)
    events = ask(stage, f"SELECT id, sealed FROM journal WHERE {_HIS} AND sealed IS NOT NULL")  # noqa: S608

    def open_all(work: Any) -> int:
        keys = work.vault._keys
        for name, version, sealed in before:
            keys.open(_BO, sealed, f"section|{name}|{version}")
        for event, sealed in events:
            keys.open(_BO, sealed, f"journal|{event}")
        return len(before) + len(events)

    assert stage.parts.database.reader.run(open_all) > 4
    _erase(stage)
    with pytest.raises(KeyError):
        stage.parts.database.reader.run(open_all)


def test_a_stored_section_put_back_under_a_new_key_does_not_open(stage: Stage) -> None:
    rows = ask(stage, "SELECT * FROM section WHERE individual_id = ?", _BO)
    _erase(stage)
    with opened(stage) as raw:
        raw.executemany("INSERT INTO section VALUES (?, ?, ?, ?)", rows)
    scopes = tuple(Scope(section) for section in SECTIONS)

    def read(work: Any) -> Any:
        decision = decide(OwnReading(_BO, _BO, scopes), None, stage.clock.now())
        return work.vault.read(decision)

    with pytest.raises(NotAvailableError):
        stage.parts.database.reader.run(read)
    stage.parts.database.writer.run(lambda work: work.vault.create(_BO))
    with pytest.raises(Exception, match="do not open"):
        stage.parts.database.reader.run(read)


def test_what_was_asked_of_him_and_answered_to_him_is_unreadable_too(stage: Stage) -> None:
    request_id = stage.asked(persona="bo", message="HEMLIGT")
    headers = {**stage.individual("bo"), "Idempotency-Key": "k"}
    stage.http.post("/v1/me/connection-codes", headers=headers)
    _erase(stage)
    assert stage.parts.database.reader.run(lambda work: work.requests.find(request_id)) is None
    assert stage.parts.database.reader.run(lambda work: work.replays.find(_BO, "k")) is None
    page = stage.parts.database.reader.run(lambda work: work.journal.page(_BO, None, 100))
    assert page.events
    assert all(event.detail == {} for event in page.events)


def test_the_others_are_left_as_they_were(stage: Stage) -> None:
    hers = stage.individual("astrid")
    before = stage.http.get("/v1/me/profile", headers=hers).content
    _erase(stage)
    assert stage.http.get("/v1/me/profile", headers=hers).content == before
    assert stage.read(stage.granted()).status_code == 200


def test_an_erasure_that_does_not_commit_erases_nothing(stage: Stage) -> None:
    refuse(stage, "DELETE", "individual")
    his = stage.individual("bo")
    before = stage.http.get("/v1/me/profile", headers=his).content
    assert stage.http.delete("/v1/me", headers=his).status_code == 503
    assert stage.http.get("/v1/me/profile", headers=his).content == before


@databases.only_on_sqlite("PostgreSQL's log is of the whole server, and goes round by itself")
def test_the_log_is_emptied_even_where_a_reader_was_in_the_way(stage: Stage) -> None:
    (wrapped,) = ask(stage, "SELECT wrapped FROM data_key WHERE individual_id = ?", _BO)[0]
    with opened(stage) as raw:
        raw.execute("BEGIN")
        raw.execute("SELECT COUNT(*) FROM individual").fetchone()
        _erase(stage)
        raw.execute("COMMIT")
    stage.code("astrid")  # the next thing that is written tries again
    assert wrapped not in raw_bytes(stage)


def test_nobody_waits_for_a_reader_who_keeps_the_log_from_being_emptied(stage: Stage) -> None:
    his, hers = stage.individual("bo"), stage.individual("astrid")
    assert his != hers
    with opened(stage) as raw:
        raw.execute("BEGIN")
        raw.execute("SELECT COUNT(*) FROM individual").fetchone()
        began = time.perf_counter()
        _erase(stage)
        stage.code("astrid")
        waited = time.perf_counter() - began
        raw.execute("COMMIT")
    assert waited < 2  # the patience of a connection is five seconds


def test_a_write_that_comes_after_his_erasure_finds_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    his = stage.individual("bo")
    _erase(stage)
    # As if his erasure had been waiting before this write, after the door had let both in.
    monkeypatch.setattr(TableAccounts, "individual", lambda _self, found: Individual(found, "sv"))
    for path in ("/v1/me/connection-codes", "/v1/me/import"):
        answer = stage.http.post(path, json={}, headers={**his, "Idempotency-Key": path})
        assert answer.status_code == 404
    assert ask(stage, "SELECT * FROM connection_code WHERE individual_id = ?", _BO) == []
