"""An employer reads what somebody can do on a phone without scripts; the operator looks after the service and sees nobody."""

from urllib.parse import urlsplit

import httpx

from tests.journeys.conftest import Visit
from tests.journeys.demo_process import DemoProcess

_SKILL = "Ge omvårdnad till äldre"


def _link(demo: DemoProcess) -> str:
    with httpx.Client(base_url=demo.base_url) as http:
        signed = http.post(
            "/demo/sign-in", data={"persona": "astrid"}, headers={"Accept": "application/json"}
        )
        headers = {"Authorization": f"Bearer {signed.json()['access_token']}"}
        scopes = [f"profile:{name}:read" for name in ("skills", "languages", "experience")]
        body = {"vacancy": "Care assistant, nights", "employer": "Tjuvholmen AB", "scopes": scopes}
        made = http.post("/v1/me/shares", json=body, headers=headers)
        assert made.status_code == 201, made.text
        return urlsplit(made.json()["link"]).path


def test_an_employer_reads_on_a_phone_asks_for_more_and_who_it_is(visit: Visit, demo: DemoProcess) -> None:
    viewer = visit(width=360, scripts=False)
    path = _link(demo)
    viewer.open(path)
    assert _SKILL not in viewer.page.content()
    viewer.press("main form button.button")
    text = viewer.text()
    for told in (
        _SKILL,
        "4: can lead or teach others",
        "What the marks mean",
        "No file can be taken from here",
    ):
        assert told in text, told
    for hidden in ("Lindqvist", "Solgläntan", "Handlarn", "1984"):
        assert hidden not in viewer.page.content(), hidden
    viewer.fill({"more": "licences"})
    viewer.press('form[action$="/more"] button')
    assert "Can you show licences and certificates?" in viewer.text()
    viewer.press('form[action$="/contact"] button')
    assert "The person has been asked." in viewer.text()


def test_the_operator_sees_how_the_service_runs_and_nobody(visit: Visit) -> None:
    olle = visit("olle", language="sv")
    assert "Det som väntar på dig" in olle.text()
    for path, told in (("/operator/health", "Hur tjänsten går"), ("/operator/journal", "Journalen")):
        olle.open("/operator")
        olle.follow(path)
        assert told in olle.text()
        assert "Astrid" not in olle.page.content()
    olle.open("/operator")
    olle.press(olle.page.locator("a", has_text="Tjuvholmen AB").first)
    assert "Så ser personen frågan" in olle.text()
