"""A browser at the portal of a stage, as far as these tests need one: forms out of pages, and a jar of its own."""

import html
import re
from collections.abc import Mapping
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from profile_service.domain.people import Member, Place, StaffId, StaffRole
from profile_service.storage.unit_of_work import UnitOfWork
from tests.stage import BASE_URL, Stage
from tests.ways_in.authenticator import Authenticator

_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
_OPTIONS = re.compile(r'data-options="([^"]+)"')


def hidden(page: str, name: str) -> str:
    """What stands in an input of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return html.unescape(found.group(1)) if found else ""


def options_on(page: str) -> str:
    found = _OPTIONS.search(page)
    assert found, page
    return html.unescape(found.group(1))


class Browser:
    """One browser with its own cookies, on a stage that is open already."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.http = TestClient(
            stage.app, base_url=BASE_URL, follow_redirects=False, headers={"Origin": BASE_URL}
        )
        self.http.portal = stage.http.portal
        self.device = Authenticator("http://localhost:8000", "localhost")

    def get(self, path: str) -> Response:
        return self.http.get(path)

    def post(self, path: str, data: Mapping[str, Any] | None = None, *, on: str = "/") -> Response:
        """Post a form with the form token that the page `on` holds, if any."""
        signed_in = "egenkarta" in self.http.cookies
        token = _TOKEN.search(self.http.get(on).text) if signed_in else None
        sent = {"form_token": token.group(1)} if token else {}
        return self.http.post(path, data={**sent, **(data or {})})

    def sign_in(self, persona: str) -> None:
        answer = self.post("/demo/sign-in", {"persona": persona})
        assert answer.status_code == 303, answer.text

    def passkey_options(self, **fields: str) -> str:
        answer = self.post("/sign-in/passkey", fields)
        assert answer.status_code == 200, answer.text
        return options_on(answer.text)

    def show_passkey(self, **lies: Any) -> Response:
        """The whole ceremony with this browser's device."""
        response = self.device.get(self.passkey_options(), **lies)
        return self.post("/sign-in/passkey/answer", {"response": response})

    def add_passkey(self, **lies: Any) -> Response:
        """One more passkey of whoever is signed in."""
        page = self.get("/my/ways/passkey")
        assert page.status_code == 200, page.text
        response = self.device.create(options_on(page.text), **lies)
        return self.post("/my/ways/passkey", {"response": response, "name": "Min telefon"})

    def is_in(self) -> bool:
        return self.get("/my").status_code == 200


def reasons(stage: Stage) -> list[str]:
    """The reasons of what was refused about nobody, oldest first."""
    with stage.parts.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT reason FROM journal WHERE reason IS NOT NULL ORDER BY seq")
        return [reason for (reason,) in rows]


def carry(stage: Stage, action: Any) -> Any:
    """Run an action in a transaction of the stage's own."""
    return stage.parts.database.writer.run(action)


def add_colleague(stage: Stage, name: str, *roles: StaffRole) -> StaffId:
    """One more colleague of Nils in his unit."""
    made = StaffId(f"stf_demo_{name}")

    def add(work: UnitOfWork) -> None:
        nils = work.staff.find(StaffId("stf_demo_nils"))
        assert nils is not None
        work.staff.add(Member(made, nils.organisation, name, (Place(nils.places[0].unit, frozenset(roles)),)))

    carry(stage, add)
    return made
