"""Only what a route says it reads is read; whatever else is sent is refused before it is parsed."""

import pytest

from tests.invariants.rawfile import everything
from tests.stage import Stage

_JSON = b'{"skill":{"label":"x"}}'
_WRONG = (
    "",
    "text/plain",
    "text/json",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "application/jsonx",
    "application/ld+json",
    "application/json, text/plain",
    "application/merge-patch+json",
    "application",
    "/",
    ";application/json",
    "*/*",
)


@pytest.mark.parametrize("media_type", _WRONG)
def test_a_write_in_another_media_type_is_refused_and_changes_nothing(
    standing: Stage, media_type: str
) -> None:
    before = everything(standing)
    for caller, path in (
        ("astrid", "/v1/me/profile/skills"),
        ("astrid", "/v1/me/import"),
        ("norrsken", "/v1/access-requests"),
        ("norrsken", "/v1/disclosures"),
    ):
        who = standing.individual if caller == "astrid" else standing.organisation
        headers = {**who(caller), "Content-Type": media_type}
        answer = standing.http.post(path, content=_JSON, headers=headers)
        assert answer.status_code == 415, (path, answer.text)
        assert answer.json()["type"] == "urn:egenkarta:problem:unsupported-media-type"
    assert everything(standing) == before


@pytest.mark.parametrize(
    "media_type", ["application/json; charset=utf-8", "APPLICATION/JSON", "application/json ;x"]
)
def test_the_right_one_is_known_in_every_spelling(stage: Stage, media_type: str) -> None:
    headers = {**stage.individual("astrid"), "Content-Type": media_type}
    assert stage.http.post("/v1/me/profile/skills", content=_JSON, headers=headers).status_code == 201


def test_a_form_in_json_signs_nobody_in_and_gives_no_token(standing: Stage) -> None:
    assert standing.http.post("/demo/sign-in", json={"persona": "astrid"}).status_code == 422
    answer = standing.http.post("/oauth/token", json=standing.token_form("norrsken"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "charset", ["undefined", "punycode", "idna", "utf-7", "unicode_escape", "hex", "utf-16", "x"]
)
@pytest.mark.parametrize("path", ["/language", "/demo/sign-in", "/sign-out"])
def test_a_form_in_a_strange_charset_is_no_fault_of_the_service(
    standing: Stage, path: str, charset: str
) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n\\ud800+2AA-\r\n'
        b'--b\r\nContent-Disposition: form-data; name="persona"\r\n\r\n\\ud800\xff\r\n--b--\r\n'
    )
    media_type = f"multipart/form-data; boundary=b; charset={charset}"
    answer = standing.http.post(path, content=body, headers={"Content-Type": media_type})
    assert answer.status_code < 500


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=b", b"--b"),
        ("multipart/form-data; boundary=b", b"--b\r\nno header\r\n\r\n"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n' * 2000,
        ),
        ("application/x-www-form-urlencoded", b"&".join(b"n%d=1" % at for at in range(3000))),
        ("application/x-www-form-urlencoded", b"%ff=%fe&%00=%00&=&&&==;"),
        ("application/x-www-form-urlencoded", b"\xff\xfe\x00"),
    ],
)
def test_a_broken_form_is_no_fault_of_the_service(standing: Stage, media_type: str, body: bytes) -> None:
    for path in ("/language", "/demo/sign-in", "/sign-out", "/oauth/token"):
        answer = standing.http.post(path, content=body, headers={"Content-Type": media_type})
        assert answer.status_code < 500, path
