"""The files that pages name come packed, and are kept; a page itself is never packed."""

import gzip

from tests.stage import Stage

_SHEET = "/static/egenkarta.css"


def test_a_file_comes_packed_where_it_is_asked_for_so(stage: Stage) -> None:
    plain = stage.http.get(_SHEET, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with stage.http.stream("GET", _SHEET, headers={"Accept-Encoding": "br, gzip;q=0.8"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert packed.headers["etag"] != plain.headers["etag"]
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2
    for refused in ("gzip;q=0", "gzip;q=0.000", "br"):
        answer = stage.http.get(_SHEET, headers={"Accept-Encoding": refused})
        assert "content-encoding" not in answer.headers, refused


def test_a_file_with_its_version_is_kept_for_a_year_and_another_for_an_hour(stage: Stage) -> None:
    assert stage.http.get(f"{_SHEET}?v=1").headers["cache-control"] == "public, max-age=31536000, immutable"
    assert stage.http.get(_SHEET).headers["cache-control"] == "public, max-age=3600"


def test_a_file_that_is_there_already_is_not_sent_again(stage: Stage) -> None:
    for coding in ("gzip", "identity"):
        first = stage.http.get(_SHEET, headers={"Accept-Encoding": coding})
        asked = {"Accept-Encoding": coding, "If-None-Match": first.headers["etag"]}
        again = stage.http.get(_SHEET, headers=asked)
        assert (again.status_code, again.content) == (304, b"")


def test_no_page_is_packed_since_it_holds_a_form_token(stage: Stage) -> None:
    assert "content-encoding" not in stage.http.get("/sign-in").headers
