"""Every page of the portal: who gets it, in which language, under which headers, and with nothing inline."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from profile_service.domain.sections import SECTIONS
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
TEMPLATES = sorted(
    (Path(__file__).parents[2] / "profile_service" / "web" / "templates").glob("*.html"),
    key=lambda path: path.name,
)
PUBLIC = ("/", "/sign-in", "/accessibility")
INDIVIDUALS = (
    "/my",
    "/my/code",
    "/my/erase",
    "/my/erase/sure",
    "/my/import",
    "/my/log",
    "/my/profile",
    "/my/requests",
    *(f"/my/profile/{section}" for section in SECTIONS),
)
STAFF = ("/agency", "/agency/ask", "/agency/ask/sent", "/agency/grants/gra_nobody")


def test_public_pages_are_open_to_all(visitor: Visitors) -> None:
    nobody = visitor("")
    assert {path: nobody.get(path).status_code for path in PUBLIC} == dict.fromkeys(PUBLIC, 200)


def test_other_pages_lead_to_the_sign_in(visitor: Visitors) -> None:
    nobody = visitor("")
    for path in INDIVIDUALS + STAFF:
        answer = nobody.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path


def test_an_individual_gets_all_of_hers_and_none_of_the_staff_s(visitor: Visitors) -> None:
    her = visitor("rim")
    assert {path: her.get(path).status_code for path in INDIVIDUALS} == dict.fromkeys(INDIVIDUALS, 200)
    assert {path: her.get(path).status_code for path in STAFF} == dict.fromkeys(STAFF, 403)


def test_staff_get_theirs_and_no_individual_s(visitor: Visitors) -> None:
    nils = visitor("nils")
    assert {path: nils.get(path).status_code for path in STAFF} == dict.fromkeys(STAFF, 200)
    assert {path: nils.get(path).status_code for path in INDIVIDUALS} == dict.fromkeys(INDIVIDUALS, 403)


def test_every_page_carries_the_headers_that_keep_it(visitor: Visitors) -> None:
    answer = visitor("astrid").get("/my")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


def test_what_is_not_there_looks_the_same_everywhere(visitor: Visitors) -> None:
    her = visitor("astrid")
    for path in ("/my/nothing", "/my/requests/req_nobody", "/my/grants/gra_nobody", "/my/profile/x"):
        answer = her.get(path)
        assert answer.status_code == 404, path
        assert answer.content == her.get("/no/such/page").content, path


def test_a_refused_opening_looks_like_one_of_nothing(visitor: Visitors) -> None:
    terje = visitor("terje")
    nothing = terje.send("/agency/grants/gra_nobody", case_reference="K-1")
    astrid = visitor("astrid")
    grant = re.findall(r'href="/my/grants/([^"/]+)"', astrid.get("/my").text)[0]
    refused = terje.send(f"/agency/grants/{grant}", case_reference="K-1")
    assert (refused.status_code, refused.content) == (404, nothing.content)
    assert "Tjuvholmen AB" in astrid.get("/my/log").text, "and she sees that they tried"


def test_the_language_is_chosen_on_the_page_and_kept(visitor: Visitors) -> None:
    her = visitor("astrid")
    answer = her.send("/language", language="en", back="/my/log")
    assert (answer.status_code, answer.headers["location"]) == (303, "/my/log")
    page = her.get("/my/log")
    assert '<html lang="en" dir="ltr">' in page.text
    assert page.headers["content-language"] == "en"


def test_the_way_back_never_leaves_the_site(visitor: Visitors) -> None:
    her = visitor("astrid")
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "/\nx", ""):
        assert her.send("/language", language="en", back=back).headers["location"] == "/", back


def test_an_unknown_language_is_not_kept(visitor: Visitors) -> None:
    assert "set-cookie" not in visitor("astrid").send("/language", language="xx", back="/my").headers


def test_signing_out_ends_the_session(visitor: Visitors) -> None:
    her = visitor("astrid")
    cookies = dict(her.http.cookies)
    assert her.send("/sign-out").headers["location"] == "/signed-out"
    her.http.cookies.update(cookies)
    assert her.get("/my").status_code == 303, "the old cookie opens nothing"


def test_a_form_from_elsewhere_is_refused(visitor: Visitors) -> None:
    her = visitor("astrid")
    assert her.http.post("/my/code").status_code == 403
    assert her.http.post("/my/code", data={"form_token": "guess"}).status_code == 403
    foreign = {"Sec-Fetch-Site": "cross-site"}
    answer = her.http.post("/my/code", data={"form_token": her.form_token}, headers=foreign)
    assert answer.status_code == 403


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_nothing_inline_and_every_form_its_token(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|\son[a-z]+=|<style|<script(?! src)|javascript:|\|\s*safe", text) == []
    for form in re.findall(r'<form[^>]*method="post".*?</form>', text, flags=re.DOTALL):
        assert "form_token" in form or '{% include "sign_in_fields.html" %}' in form


def test_pages_are_well_built(visitor: Visitors) -> None:
    astrid, nils = visitor("astrid"), visitor("nils")
    for came, paths in ((astrid, (*INDIVIDUALS, "/")), (nils, STAFF), (visitor(""), PUBLIC)):
        for path in paths:
            _check_build(came.get(path).text, path)


def _check_build(html: str, path: str) -> None:
    assert html.count("<h1") == 1, path
    assert html.count("<main") == 1, path
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids)), path
    for told in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html):
        assert set(told.split()) <= set(ids), path
    assert set(re.findall(r'\sfor="([^"]+)"', html)) <= set(ids), path
