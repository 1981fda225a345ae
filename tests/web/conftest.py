"""A browser without a screen: signs in, follows nothing by itself, and sends forms as a page would."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage

_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
_NOTICE = re.compile(r'name="notice" value="([^"]+)"')


class Visitor:
    """Somebody at the portal, with cookies of her own."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.form_token = ""
        self.notice = ""

    def sign_in(self, persona: str) -> "Visitor":
        assert self.http.post("/demo/sign-in", data={"persona": persona}).status_code == 303
        self.form_token = _TOKEN.search(self.get("/accessibility").text)[1]  # type: ignore[index]
        return self

    def get(self, path: str) -> Response:
        page = self.http.get(path)
        # A browser sends the hidden fields of the page that it shows.
        self.notice = (
            next(iter(_NOTICE.findall(page.text)), "")
            if "html" in page.headers.get("content-type", "")
            else ""
        )
        return page

    def send(self, path: str, **fields: str | list[str]) -> Response:
        """Post a form; `__` in a name stands for the dot in an input's name."""
        named = {name.replace("__", "."): value for name, value in fields.items()}
        return self.http.post(path, data={"form_token": self.form_token, "notice": self.notice, **named})


@pytest.fixture
def visitor(stage: Stage) -> Iterator[Callable[[str], Visitor]]:
    """Makes visitors: `visitor("astrid")`, or `visitor("")` for one who is not signed in."""
    with ExitStack() as open_clients:

        def make(persona: str) -> Visitor:
            client = TestClient(
                stage.app,
                base_url=BASE_URL,
                raise_server_exceptions=False,
                follow_redirects=False,
                headers=FROM_OWN_PAGE,
            )
            open_clients.callback(client.close)
            came = Visitor(client)
            return came.sign_in(persona) if persona else came

        yield make
