"""Ends that are past, endless, or no moment at all."""

import pytest

from tests.invariants.rawfile import everything
from tests.stage import LANGUAGES, Stage

_NO_END = {
    "past": "2026-11-20T00:00:00Z",
    "now": "2026-11-21T09:00:00Z",
    "yesterday": "2026-11-20",
    "far": "2027-11-23",
    "further": "2999-12-31T23:59:59Z",
    "the last year": "9999-12-31",
    "the last moment": "9999-12-31T23:59:59.999999+14:00",
    "the first year": "0001-01-01T00:00:00Z",
    "no zone": "2026-12-24T12:00:00",
    "no such day": "2026-02-30",
    "no such hour": "2026-12-24T25:00:00Z",
    "leap second": "2026-12-31T23:59:60Z",
    "a week": "2026-W50",
    "a day of the year": "2026-360",
    "words": "in a year",
    "empty": "",
    "a number": 1_800_000_000,
    "a number as text": "1800000000",
    "a fraction": 1.5,
    "true": True,
    "a list": ["2026-12-24"],
    "NUL": "2026-12-24\u0000",
    "other digits": "２０２６-12-24",
    "a huge offset": "2026-12-24T00:00:00+99:99",
}


@pytest.mark.parametrize("name", sorted(_NO_END))
def test_no_question_stands_with_such_an_end(standing: Stage, name: str) -> None:
    code = standing.code()
    before = everything(standing)
    answer = standing.ask(connection_code=code, until=_NO_END[name])
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["/until"]
    assert everything(standing)["access_request"] == before["access_request"]


@pytest.mark.parametrize("name", sorted(_NO_END))
def test_no_yes_and_no_look_goes_with_such_an_end(standing: Stage, name: str) -> None:
    request_id = standing.asked()
    hers = standing.individual("astrid")
    before = everything(standing)
    body = {"scopes": [LANGUAGES], "until": _NO_END[name]}
    given = standing.http.post(f"/v1/me/access-requests/{request_id}/grant", json=body, headers=hers)
    assert given.status_code == 422
    assert [error["field"] for error in given.json()["errors"]] == ["/until"]
    if isinstance(_NO_END[name], str):
        looked = standing.http.get(
            f"/v1/me/access-requests/{request_id}/preview", params={"until": _NO_END[name]}, headers=hers
        )
        assert looked.status_code == 422
    assert everything(standing) == before


def test_a_day_counts_to_its_last_moment_in_sweden(stage: Stage) -> None:
    request_id = stage.asked(until="2026-12-24")
    hers = stage.individual("astrid")
    asked = stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()
    assert asked["until"] == "2026-12-24T23:00:00Z"
    grant = stage.answer_yes(request_id, (LANGUAGES,), until="2026-12-24").json()
    assert grant["until"] == "2026-12-24T23:00:00Z"
    shorter = stage.asked(until="2026-12-24")
    assert stage.answer_yes(shorter, (LANGUAGES,), until="2026-12-25").status_code == 422


def test_without_an_end_it_is_ninety_days_and_never_longer_than_was_asked(stage: Stage) -> None:
    usual = stage.answer_yes(stage.asked(), (LANGUAGES,)).json()
    assert usual["until"] == "2027-02-19T23:00:00Z"
    shorter = stage.answer_yes(stage.asked(until="2026-12-01"), (LANGUAGES,)).json()
    assert shorter["until"] == "2026-12-01T23:00:00Z"
    longest = stage.answer_yes(stage.asked(until="2027-11-21"), (LANGUAGES,), until="2027-11-21").json()
    assert longest["until"] == "2027-11-21T23:00:00Z"


def test_a_question_whose_end_has_come_cannot_be_answered_with_yes(stage: Stage) -> None:
    request_id = stage.asked(until="2026-11-22T10:00:00Z")
    stage.move(days=2)
    assert stage.answer_yes(request_id, (LANGUAGES,)).status_code == 422
    hers = stage.individual("astrid")
    shown = stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()
    assert shown["state"] == "expired"
