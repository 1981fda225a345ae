"""Again where it is safe, and never where it is not."""

import httpx
import pytest
import wire_samples as wire
from small_service import Reply, problem

from clients import Retries, TransportError, UnexpectedAnswerError
from clients.call import Repeat
from clients.retries import retry_after

GRANTS = "/v1/me/grants"
OK = Reply(content={"grants": []})


def read(agency):
    return agency.read("gra_1", case_reference="A-1", reader="Ann")


@pytest.mark.parametrize(
    "failure", [problem("busy"), Reply(502, b""), problem("too-many-attempts"), Reply(drops=True)]
)
def test_reading_is_repeated(cast, failure):
    cast.service.answers("GET", GRANTS, failure, failure, OK)
    with cast.astrid() as me:
        assert me.grants().grants == ()
    assert len(cast.service.calls(GRANTS)) == 3
    assert cast.pauses == [0.375, 0.75]


def test_retry_after_sets_the_pause(cast):
    cast.service.answers("GET", GRANTS, problem("too-many-attempts", Retry_After="7"), OK)
    with cast.astrid() as me:
        me.grants()
    assert cast.pauses == [7.25]


def test_write_is_repeated_under_one_key(cast):
    path = "/v1/me/connection-codes"
    cast.service.answers("POST", path, Reply(drops=True), problem("busy"), Reply(201, wire.CODE))
    with cast.astrid() as me:
        assert me.connection_code().code == wire.CODE["code"]
        me.connection_code()
    keys = [one.headers["idempotency-key"] for one in cast.service.calls(path)]
    assert keys[0] == keys[1] == keys[2] != keys[3]


def test_disclosure_is_repeated_under_one_key(cast):
    cast.service.answers(
        "POST", "/v1/disclosures", Reply(drops=True), problem("busy"), Reply(content=wire.DISCLOSURE)
    )
    with cast.norrsken() as agency:
        assert read(agency).grant.id == wire.DISCLOSURE["grant"]["id"]
    keys = [one.headers["idempotency-key"] for one in cast.service.calls("/v1/disclosures")]
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_disclosure_is_repeated_where_no_connection_was_made(cast):
    with cast.norrsken() as agency:
        cast.service.answers("GET", "/v1/grants", OK)
        agency.grants()
        agency._base = agency._base.copy_with(port=9)
        with pytest.raises(TransportError):
            read(agency)
    assert len(cast.pauses) == 3


def test_it_gives_up(cast):
    cast.service.answers("GET", GRANTS, Reply(502, b""))
    with cast.astrid() as me, pytest.raises(UnexpectedAnswerError):
        me.grants()
    assert len(cast.service.calls(GRANTS)) == 4


@pytest.mark.parametrize("reply", [problem("internal"), problem("stale-version"), problem("invalid-request")])
def test_other_answers_are_taken_as_they_are(cast, reply):
    cast.service.answers("GET", GRANTS, reply)
    with cast.astrid() as me, pytest.raises(Exception, match=r"\("):
        me.grants()
    assert len(cast.service.calls(GRANTS)) == 1


def test_pauses_grow_to_a_limit_and_differ():
    error = httpx.ConnectError("none")
    late, early = (Retries(attempts=99, chance=lambda luck=luck: luck) for luck in (1.0, 0.0))
    assert [late.after_failure(Repeat.SAFELY, error, n) for n in (1, 2, 3, 20)] == [0.5, 1.0, 2.0, 30.0]
    assert early.after_failure(Repeat.SAFELY, error, 20) == 15.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "3"}, 3),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT", "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 30),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:30 GMT"}, None),
        ({"Retry-After": "-3"}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_both_forms(headers, seconds):
    assert retry_after(httpx.Response(503, headers=headers)) == seconds
