"""Bodies that are made to break a parser: each gets a problem, none a 500, and nothing is written."""

from collections.abc import Iterator

import pytest
from httpx import Response

from tests.invariants.rawfile import everything
from tests.stage import Stage

_LARGEST = 1024 * 1024
_WRITES = (
    ("POST", "/v1/me/profile/skills"),
    ("PATCH", "/v1/me/profile"),
    ("POST", "/v1/me/import"),
)
_BODIES = {
    "nothing": b"",
    "spaces": b" " * 1000,
    "deep lists": b"[" * 100_000,
    "deep lists, closed": b"[" * 50_000 + b"]" * 50_000,
    "deep objects": b'{"a":' * 50_000,
    "nested in a field": b'{"skill":{"label":' + b"[" * 900 + b"]" * 900 + b"}}",
    "nested in the person": b'{"person":{"name":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}}",
    "NaN": b'{"skill":{"label":"x"},"level":NaN}',
    "infinity": b'{"skill":{"label":"x"},"months":Infinity}',
    "a number without end": b'{"skill":{"label":"x"},"months":' + b"9" * 5000 + b"}",
    "an exponent": b'{"skill":{"label":"x"},"months":1e400}',
    "a lone surrogate": b'{"skill":{"label":"\\ud800"}}',
    "a lone surrogate as a name": b'{"\\udfff":1}',
    "a surrogate in bytes": b'{"skill":{"label":"\xed\xa0\x80"}}',
    "NUL": b'{"skill":{"label":"a\\u0000b"}}',
    "a raw NUL": b'{"skill":{"label":"a\x00b"}}',
    "a mark at the start": b'\xef\xbb\xbf{"skill":{"label":"x","more":1}}',
    "UTF-16": '{"skill":{"label":"x"}}'.encode("utf-16"),
    "latin-1": b'{"skill":{"label":"\xe5\xe4\xf6"}}',
    "overlong": b'{"skill":{"label":"\xc0\xaf"}}',
    "two documents": b'{"skill":{"label":"x"}}{"skill":{"label":"y"}}',
    "a list": b"[]",
    "null": b"null",
    "a word": b'"skills"',
    "a number": b"1",
    "a comment": b'{"skill":{"label":"x"}/* */}',
    "a trailing comma": b'{"skill":{"label":"x"},}',
    "single quotes": b"{'skill':{'label':'x'}}",
    "many names": b'{"person":{' + b",".join(b'"n%d":1' % at for at in range(20_000)) + b'},"skill":1}',
    "a long name": b'{"' + b"n" * 500_000 + b'":1}',
    "prototype": b'{"__proto__":{"level":1},"constructor":{}}',
}


def _send(
    stage: Stage, method: str, path: str, body: bytes, media_type: str = "application/json"
) -> Response:
    headers = {**stage.individual("astrid"), "Content-Type": media_type, "If-Match": "*"}
    return stage.http.request(method, path, content=body, headers=headers)


@pytest.mark.parametrize(("method", "path"), _WRITES)
@pytest.mark.parametrize("name", sorted(_BODIES))
def test_a_broken_body_is_a_problem_and_changes_nothing(
    standing: Stage, name: str, method: str, path: str
) -> None:
    before = everything(standing)
    answer = _send(standing, method, path, _BODIES[name])
    assert 400 <= answer.status_code < 500, (name, answer.text[:300])
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.content) < 100_000
    assert everything(standing) == before


@pytest.mark.parametrize("path", ["/v1/access-requests", "/v1/disclosures"])
@pytest.mark.parametrize("name", sorted(_BODIES))
def test_an_organisations_broken_body_is_a_problem_and_changes_nothing(
    standing: Stage, name: str, path: str
) -> None:
    before = everything(standing)
    headers = {**standing.organisation("norrsken"), "Content-Type": "application/json"}
    answer = standing.http.post(path, content=_BODIES[name], headers=headers)
    assert 400 <= answer.status_code < 500, (name, answer.text[:300])
    assert everything(standing) == before


def test_of_two_fields_of_one_name_one_counts_in_what_is_checked_and_in_what_is_kept(stage: Stage) -> None:
    body = b'{"skill":{"label":"one"},"level":9,"skill":{"label":"two"},"level":2}'
    answer = _send(stage, "POST", "/v1/me/profile/skills", body)
    assert answer.status_code == 201
    assert answer.json()["content"] == {"skill": {"label": "two"}, "level": 2}
    twice = _send(stage, "POST", "/v1/me/profile/skills", b'{"skill":{"label":"x"},"level":1,"level":9}')
    assert twice.status_code == 422


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", ""])
def test_a_body_of_a_mebibyte_and_one_byte_is_cut_off(standing: Stage, media_type: str) -> None:
    answer = _send(standing, "POST", "/v1/me/profile/skills", b"a" * (_LARGEST + 1), media_type)
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:egenkarta:problem:body-too-large"


def test_a_body_of_exactly_a_mebibyte_is_read(standing: Stage) -> None:
    answer = _send(standing, "POST", "/v1/me/profile/skills", b'{"a":"' + b"a" * (_LARGEST - 8) + b'"}')
    assert answer.status_code == 422


def test_a_body_in_pieces_is_cut_off_as_it_arrives(standing: Stage) -> None:
    sent: list[int] = []

    def pieces() -> Iterator[bytes]:
        for _ in range(64):
            sent.append(1)
            yield b"[" * 65_536

    headers = {**standing.individual("astrid"), "Content-Type": "application/json"}
    answer = standing.http.post("/v1/me/profile/skills", content=pieces(), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["1", "0", "-1", "1048576", "abc", "1e3"])
def test_a_length_that_lies_does_not_let_more_in(standing: Stage, length: str) -> None:
    headers = {
        **standing.individual("astrid"),
        "Content-Type": "application/json",
        "Content-Length": length,
    }
    body = b"[" * (_LARGEST + 1)
    request = standing.http.build_request("POST", "/v1/me/profile/skills", content=body, headers=headers)
    assert standing.http.send(request).status_code == 413


def test_a_length_of_five_thousand_digits_is_too_much_and_no_fault(standing: Stage) -> None:
    headers = {**standing.individual("astrid"), "Content-Length": "9" * 5000}
    request = standing.http.build_request("POST", "/v1/me/profile/skills", content=b"{}", headers=headers)
    assert standing.http.send(request).status_code == 413


@pytest.mark.parametrize("path", ["/oauth/token", "/demo/sign-in", "/language", "/sign-out", "/my/import"])
def test_forms_are_cut_off_too(standing: Stage, path: str) -> None:
    form = b"a=" + b"b" * _LARGEST
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert standing.http.post(path, content=form, headers=headers).status_code in (303, 413)
    assert standing.http.post("/oauth/token", content=form, headers=headers).status_code == 413
