"""A passkey in a real browser, with Chromium's own virtual authenticator: made, used, and shown once more."""

import io
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, sync_playwright
from pypdf import PdfReader

from tests.journeys.conftest import _FLAGS
from tests.journeys.demo_process import DemoProcess
from tests.journeys.visitor import Visitor

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# A passkey belongs to a name, so here the demo is called by the name of this machine.
_HERE = [flag.replace("EXCLUDE 127.0.0.1", "EXCLUDE localhost") for flag in _FLAGS]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program is not None
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=_HERE)


def _credentials(device: CDPSession, authenticator: str) -> list[dict[str, object]]:
    found = device.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    return list(found["credentials"])


def test_she_makes_a_passkey_comes_in_by_it_and_proves_it_once_more(
    demo: DemoProcess, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800}, locale="en-GB")
    context.set_default_timeout(20_000)
    her = Visitor.arrive(context, demo.base_url.replace("127.0.0.1", "localhost"), "en", 360)
    device = context.new_cdp_session(her.page)
    device.send("WebAuthn.enable")
    authenticator = device.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})["authenticatorId"]

    her.sign_in("astrid")
    her.open("/my/ways/passkey")
    her.fill({"name": "My phone"})
    her.press("form[data-passkey] button")
    assert her.page.url.endswith("/my/ways")
    assert "Passkey: My phone" in her.text()
    (kept,) = _credentials(device, authenticator)
    assert kept["isResidentCredential"] is True and kept["rpId"] == "localhost"

    her.sign_out()
    her.open("/sign-in")
    her.press('form[action="/sign-in/passkey"] button')
    her.press("form[data-passkey] button")
    assert her.page.url.endswith("/my")

    her.open("/sign-in/again?to=/my/ways")
    her.press('form[action="/sign-in/passkey"] button')
    her.press("form[data-passkey] button")
    assert her.page.url.endswith("/my/ways")

    # Somebody whom the device does not know to be her: it says no, and the page says so and stays.
    her.sign_out()
    device.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    her.open("/sign-in")
    her.press('form[action="/sign-in/passkey"] button')
    her.page.locator("form[data-passkey] button").click()
    her.page.locator("[data-failed]").wait_for(state="visible")
    assert "That did not work" in her.text()
    context.close()
    assert her.complaints == []


def test_a_desk_prints_a_sheet_on_one_page_and_it_opens_on_a_small_screen_without_a_script(
    demo: DemoProcess, browser: Browser
) -> None:
    base = demo.base_url.replace("127.0.0.1", "localhost")
    desk = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    desk.set_default_timeout(20_000)
    nils = Visitor.arrive(desk, base, "en", 1280)
    nils.sign_in("nils")
    nils.open("/agency/desk/new")
    assert nils.press("main form button.button").status == 422
    nils.fill({"proof": "passport", "tail": "4x7", "language": "ar", "way": "sheet", "seen": "yes"})
    nils.fill({"born.year": "1990", "born.month": "05", "born.day": "17"})
    nils.press("main form button.button")
    assert len(PdfReader(io.BytesIO(nils.page.pdf(format="A4"))).pages) == 1
    handle, pin = nils.page.locator(".sheet-top dd").all_inner_texts()[:2]
    written = nils.page.locator(".sheet-codes").inner_text()
    codes = {int(at): first + last for at, first, last in re.findall(r"(\d+)\s+(\d{3}) (\d{3})", written)}
    assert len(codes) == 48

    home = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="ar")
    home.set_default_timeout(20_000)
    her = Visitor.arrive(home, base, "ar", 360)
    her.open("/sign-in")
    her.fill({"sheet": handle})
    her.press('form[action="/sign-in/sheet"] button')
    asked = [int(one) for one in re.findall(r'name="number" value="(\d+)"', her.page.content())]
    her.fill({f"code_{number}": codes[number] for number in asked})
    her.fill({"pin": "000000"})
    assert her.press('form[action="/sign-in/sheet/codes"] button').status == 422
    her.fill({**{f"code_{number}": codes[number] for number in asked}, "pin": pin})
    her.press('form[action="/sign-in/sheet/codes"] button')
    assert her.page.url.endswith("/my")
    her.open("/my/ways")
    her.open("/my/log")
    assert "Norrsken AB" in her.text()
    her.open("/start")
    for context in (desk, home):
        context.close()
    assert nils.complaints == her.complaints == []
