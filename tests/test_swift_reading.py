"""The consented read answers the same by its short way and by the framework's."""

from typing import Any

import pytest
from httpx import Response

from tests.stage import Stage

_LONG_WAY = "application/json; charset=utf-8"
"""Means the same, and is not plain enough for the short way."""


def _both(stage: Stage, body: bytes, **headers: str) -> list[Response]:
    token = stage.organisation("norrsken")
    return [
        stage.http.post("/v1/disclosures", content=body, headers={**token, **headers, "Content-Type": kind})
        for kind in ("application/json", _LONG_WAY)
    ]


def _told(answer: Response) -> dict[str, Any]:
    own = {"date": "", "egenkarta-disclosure": ""}
    return {"status": answer.status_code, "body": answer.content, "headers": {**answer.headers, **own}}


def _body(grant: str, more: str = "") -> bytes:
    return f'{{"grant_id":"{grant}","case_reference":"case-1","reader":"Nils Berg"{more}}}'.encode()


def test_a_reading_is_the_same_bytes_with_the_same_headers_and_a_line_of_its_own(stage: Stage) -> None:
    grant = stage.granted()
    short, long = _both(stage, _body(grant))
    assert short.status_code == 200
    assert _told(short) == _told(long)
    assert list(short.headers) == list(long.headers)
    lines = [line["id"] for line in stage.log() if line["kind"] == "read"]
    assert lines == [long.headers["Egenkarta-Disclosure"], short.headers["Egenkarta-Disclosure"]]


@pytest.mark.parametrize(
    "body",
    [
        _body("gra_nobodys"),
        _body("gra_nobodys", ',"unit":""'),
        _body("gra_nobodys", ',"surplus":1'),
        b"{",
        b"[]",
        b"",
        b'{"grant_id":7}',
        b"\xff",
        _body("x" * 300),
    ],
)
def test_a_refusal_is_the_same_bytes(stage: Stage, body: bytes) -> None:
    short, long = _both(stage, body)
    assert short.status_code >= 400
    assert _told(short) == _told(long)


def test_other_tokens_get_what_the_door_says(stage: Stage) -> None:
    for headers in (
        {},
        stage.individual("astrid"),
        {"Authorization": "Bearer nothing"},
        {"Authorization": "Basic x"},
    ):
        short, long = (
            stage.http.post(
                "/v1/disclosures", content=_body("gra_x"), headers={**headers, "Content-Type": kind}
            )
            for kind in ("application/json", _LONG_WAY)
        )
        assert short.status_code in (401, 403)
        assert _told(short) == _told(long)
