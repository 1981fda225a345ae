"""An organisation's own instruments: registered once and for all, found by everybody, retired without ending what runs."""

import pytest

from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.instruments import (
    find_instrument,
    instrument_to_start,
    list_instruments,
    register_instrument,
    retire_instrument,
)
from profile_service.actions.ports import Work
from profile_service.domain import instrument as rules
from profile_service.domain.instrument import InstrumentId
from schemas.access import InstrumentHead, InstrumentList, PublishedInstrument
from schemas.instruments import Instrument
from tests.instruments.texts import plain, register, registered, spoilt, written
from tests.stage import Stage


def test_what_is_registered_is_read_by_everybody_and_never_changes(stage: Stage) -> None:
    text = written(plain())
    made = register(stage, text)
    head = InstrumentHead.model_validate_json(made.content)
    assert (head.id, head.version, head.questions) == ("org_demo_norrsken.first-talk", "1", 5)
    assert made.headers["location"] == f"/v1/instruments/{head.id}?version=1"
    again = register(stage, text)
    assert (again.status_code, again.json()) == (201, made.json()), "the same bytes are the same registration"
    other = register(stage, text + b" ")
    assert other.status_code == 422
    assert [one["field"] for one in other.json()["errors"]] == ["/version"]
    found = stage.http.get(f"/v1/instruments/{head.id}")
    published = PublishedInstrument.model_validate_json(found.content)
    assert published.organisation is not None
    assert published.organisation.name == "Norrsken AB"
    own = Instrument.model_validate(plain())
    assert published.sections == own.sections
    listed = InstrumentList.model_validate_json(stage.http.get("/v1/instruments").content)
    assert [one.id for one in listed.instruments][-1] == head.id
    assert len(listed.instruments) == 5


def test_the_newest_version_is_found_and_a_retired_one_only_by_its_name(stage: Stage) -> None:
    norrsken = stage.organisation("norrsken")
    named = registered(stage, "1")
    stage.move(minutes=1)
    norrsken = stage.organisation("norrsken")
    registered(stage, "2")
    address = f"/v1/instruments/{named}"
    assert stage.http.get(address).json()["version"] == "2"
    assert stage.http.delete(f"{address}/versions/2", headers=norrsken).status_code == 204
    assert stage.http.delete(f"{address}/versions/2", headers=norrsken).status_code == 204, "quiet again"
    assert stage.http.get(address).json()["version"] == "1"
    assert stage.http.get(f"{address}?version=2").status_code == 200

    def try_to_start(work: Work) -> None:
        desk, instrument = stage.house.desk, InstrumentId(named)
        assert find_instrument(work, desk, instrument, "2").version == "2"
        assert instrument_to_start(work, desk, instrument).version == "1"
        with pytest.raises(NotAvailableError):
            instrument_to_start(work, desk, instrument, "2")

    stage.parts.database.writer.run(try_to_start)
    retired = stage.http.get("/v1/own-instruments", headers=norrsken).json()["instruments"]
    assert [(one["version"], one["retired_at"] is None) for one in retired] == [("2", False), ("1", True)]


def test_nobody_takes_a_name_of_anothers_or_one_that_ships(stage: Stage) -> None:
    mine = registered(stage)
    theirs = registered(stage, organisation="tjuvholmen")
    assert mine != theirs
    taken = register(stage, written(plain(id="language")))
    assert taken.json()["id"] == "org_demo_norrsken.language"
    assert stage.http.get("/v1/instruments/language").json()["organisation"] is None
    others = stage.organisation("tjuvholmen")
    assert stage.http.delete(f"/v1/instruments/{mine}/versions/1", headers=others).status_code == 404
    shipped = stage.http.delete("/v1/instruments/language/versions/2026.1", headers=others)
    assert shipped.status_code == 404
    assert stage.http.get(f"/v1/instruments/{mine}").status_code == 200


def test_what_an_organisation_registered_starts_nothing_once_it_takes_no_part(stage: Stage) -> None:
    named = InstrumentId(registered(stage))
    desk = stage.house.desk

    def close(work: Work) -> None:
        organisation = work.instruments.find(named)
        assert organisation is not None
        assert organisation.head.organisation is not None
        work.accounts.close_organisation(organisation.head.organisation, desk.clock.now())
        assert [one.organisation for one in list_instruments(work, desk)] == [None] * 4
        with pytest.raises(NotAvailableError):
            instrument_to_start(work, desk, named)
        assert find_instrument(work, desk, named).version == "1", "what runs can still be read"

    stage.parts.database.writer.run(close)


def test_one_organisation_fills_no_more_than_its_share(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_service.actions.instruments.MOST_REGISTERED", 2)
    assert rules.MOST_REGISTERED == 100
    registered(stage, "1")
    registered(stage, "2")
    full = register(stage, written(plain(version="3")))
    assert full.json()["errors"][0]["problem"] == "your organisation has as many as it may"
    assert register(stage, written(plain(version="2"))).status_code == 201, "what is there already is no more"
    registered(stage, "1", "tjuvholmen")


def test_the_journal_says_that_it_was_done_and_about_nobody(stage: Stage) -> None:
    desk, database = stage.house.desk, stage.parts.database

    def do(work: Work) -> None:
        norrsken = work.accounts.client("norrsken-system").organisation  # type: ignore[arg-type, union-attr]
        made = register_instrument(work, desk, norrsken, written(plain()))
        retire_instrument(work, desk, norrsken, made.id, made.version)
        with pytest.raises(ContentError):
            register_instrument(work, desk, norrsken, spoilt("/id", "A B"))

    database.writer.run(do)
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT individual_id, organisation_id, reason FROM journal WHERE kind = 'instrument' ORDER BY seq"
        ).all()
    assert [tuple(row) for row in rows] == [
        (None, "org_demo_norrsken", "registered"),
        (None, "org_demo_norrsken", "retired"),
    ]
