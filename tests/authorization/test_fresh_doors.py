"""What gives, exports, erases or changes a way in has a door that asks for a fresh proof; one list says which routes these are."""

import re
from typing import Final

from tests.authorization.table import FRESH
from tests.invariants.routes import routes_of
from tests.stage import Stage

_GIVES: Final = frozenset(
    {
        # a yes to a question, and to who she is
        ("POST", "/my/requests/{request_id}/answer"),
        ("POST", "/v1/me/access-requests/{request_id}/grant"),
        ("POST", "/my/shares/{share_id}/contact"),
        ("POST", "/v1/me/shares/{share_id}/contact"),
        # a link, and a word that opens one again
        ("POST", "/my/shares"),
        ("POST", "/v1/me/shares"),
        ("POST", "/my/shares/{share_id}/word"),
        ("POST", "/v1/me/shares/{share_id}/word"),
        # somebody who helps her, or acts for her
        ("POST", "/my/help"),
        ("POST", "/my/representatives"),
        # an end of protection
        ("GET", "/my/protection/end"),
        ("POST", "/my/protection/end"),
        ("DELETE", "/v1/me/protection"),
    }
)
_EXPORTS: Final = frozenset(
    {
        ("GET", "/my/profile.pdf"),
        ("GET", "/my/plan.pdf"),
        ("GET", "/my/profile.json"),
        ("GET", "/my/profile.zip"),
        ("GET", "/v1/me/export"),
        ("GET", "/v1/me/export.zip"),
        ("GET", "/v1/me/profile.pdf"),
    }
)
_ERASES: Final = frozenset({("GET", "/my/erase/sure"), ("POST", "/my/erase/sure"), ("DELETE", "/v1/me")})
_WAYS_IN: Final = frozenset(
    {
        ("GET", "/my/join"),
        ("POST", "/my/join"),
        ("GET", "/my/ways/passkey"),
        ("POST", "/my/ways/passkey"),
        ("GET", "/my/ways/sheet"),
        ("POST", "/my/ways/sheet"),
        ("GET", "/my/ways/sheet/pin"),
        ("POST", "/my/ways/sheet/pin"),
        ("GET", "/my/ways/{way_id}/remove"),
        ("POST", "/my/ways/{way_id}/remove"),
    }
)
_LETS_IN_AT_WORK: Final = re.compile(
    r"/agency/(staff/invite|staff/\{staff_id\}/\w+|systems/\{client_id\}/.+|webhooks/\{webhook_id\}/remove)"
)
_AT_THE_DESK: Final = frozenset(
    (method, f"/agency/desk/{page}") for method in ("GET", "POST") for page in ("new", "lost")
)
_AT_THE_OPERATORS: Final = re.compile(
    r"/operator/(duties/new|organisations/(new|\{organisation_id\}/(administrators|systems|close|staff/.+)))"
)
"""Whom the operator lets in or ends, and what a statute opens without anybody's yes."""
_LOOKS_LIKE_ONE: Final = re.compile(
    r"export|erase|\.pdf$|\.json$|\.zip$|/ways/|/word$|/grant$|/contact$|/join"
)
"""Words by which a new route of this kind would be noticed, if nobody had thought of it."""
_HELD_UP_BY_NOTHING: Final = frozenset(
    {
        ("GET", "/my/erase"),  # explains, and does nothing
        ("GET", "/openapi.json"),
        ("GET", "/.well-known/egenkarta-record-keys.json"),
        ("GET", "/.well-known/egenkarta-rp-jwks.json"),
        ("POST", "/shared/{secret}/contact"),  # they ask who she is; she answers elsewhere
    }
)


def _doors(stage: Stage) -> dict[tuple[str, str], str]:
    return {
        (method, route.path): route.doors[0]
        for route in routes_of(stage.app)
        if route.doors
        for method in route.methods - {"HEAD"}
    }


def test_each_of_them_has_a_fresh_door(stage: Stage) -> None:
    doors = _doors(stage)
    for named in _GIVES | _EXPORTS | _ERASES | _WAYS_IN:
        assert doors[named] in FRESH, named
    at_work = {named: door for named, door in doors.items() if _LETS_IN_AT_WORK.fullmatch(named[1])}
    assert at_work
    assert set(at_work.values()) == {"fresh_administrator"}
    assert doors["POST", "/agency/webhooks"] == "fresh_administrator"
    assert {doors[named] for named in _AT_THE_DESK} == {"fresh_reader"}
    operators = {named: door for named, door in doors.items() if _AT_THE_OPERATORS.fullmatch(named[1])}
    assert len(operators) == 9
    assert set(operators.values()) == {"fresh_operator"}


def test_what_is_called_like_one_of_them_is_one_of_them(stage: Stage) -> None:
    listed = _GIVES | _EXPORTS | _ERASES | _WAYS_IN | _HELD_UP_BY_NOTHING
    doors = _doors(stage)
    assert [named for named in doors if _LOOKS_LIKE_ONE.search(named[1]) and named not in listed] == []


def test_what_takes_away_is_held_up_by_nothing(stage: Stage) -> None:
    takes = re.compile(
        r"/(stop|withdraw|pause|refuse|undo|narrow|close-case|refuse-contact|sessions|end)(/\{\w+\})?$"
    )
    ends_protection = {("GET", "/my/protection/end"), ("POST", "/my/protection/end")}
    hers = {
        named: door
        for named, door in _doors(stage).items()
        if named[1].startswith(("/my", "/v1/me")) and takes.search(named[1]) and named not in ends_protection
    }
    assert len(hers) > 15
    assert {named for named, door in hers.items() if door in FRESH} == set()
