"""An administrator invites a colleague, who makes a passkey with the code, and later chooses between her units."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.demo_process import DemoProcess
from tests.journeys.test_passkey_journey import _DEVICE, _HERE
from tests.journeys.visitor import Visitor

_NARROW = 360


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program is not None
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=_HERE)


def _arrive(demo: DemoProcess, browser: Browser) -> Visitor:
    context = browser.new_context(viewport={"width": _NARROW, "height": 800}, locale="en-GB")
    context.set_default_timeout(20_000)
    return Visitor.arrive(context, demo.base_url.replace("127.0.0.1", "localhost"), "en", _NARROW)


@pytest.mark.long
def test_somebody_is_invited_comes_in_and_chooses_her_unit(demo: DemoProcess, browser: Browser) -> None:
    nils, karin = _arrive(demo, browser), _arrive(demo, browser)
    device = karin.page.context.new_cdp_session(karin.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})

    nils.sign_in("nils")
    nils.open("/agency/staff")
    nils.follow("/agency/staff/invite")
    nils.fill({"name": "Karin Ek", "unit": "Etablering Nord", "roles": "case_worker"})
    nils.press('main form button:has-text("Make the code")')
    code = nils.page.locator("#code").inner_text()
    assert re.fullmatch(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}", code)

    karin.open("/invitation")
    karin.fill({"code": code.lower()})
    karin.press('form[action="/invitation"] button')
    karin.press("form[data-passkey] button")
    assert karin.path == "/agency"
    footer = karin.page.locator("footer")
    assert "Karin Ek, Etablering Nord" in " ".join(footer.inner_text().split())
    assert karin.page.locator('nav a[href="/agency/staff"]').count() == 0

    nils.open("/agency/staff")
    nils.press('a:has-text("Karin Ek")')
    place = nils.page.locator('form:has(button:has-text("Give the place"))')
    place.locator("select").select_option("Vägledning Syd")
    place.locator('input[value="administrator"]').check()
    nils.press(place.locator("button"))

    karin.open("/agency")
    assert karin.path == "/unit"
    karin.press('button[value="Vägledning Syd"]')
    assert karin.path == "/agency/staff", "here she administrates, and reads nothing"
    assert "Karin Ek, Vägledning Syd" in " ".join(footer.inner_text().split())
    karin.follow("/unit")
    karin.press('button[value="Etablering Nord"]')
    assert karin.path == "/agency"

    for path in ("/agency/systems", "/agency/staff/changes", "/agency/readings"):
        nils.open(path)
    nils.sign_out()
    nils.sign_in("olle")
    nils.follow("/operator/organisations")
    nils.open("/operator/organisations/org_demo_norrsken")
    nils.open("/operator/organisations/org_demo_norrsken/close")
    for one in (nils, karin):
        one.page.context.close()
        assert one.complaints == []
