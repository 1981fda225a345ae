"""Somebody who reads every page of the portal, as whoever it is for, in any language."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from fastapi.testclient import TestClient

from tests.hostile.everywhere import ids_of
from tests.invariants.routes import routes_of
from tests.language.page_texts import PageTexts
from tests.screens.walking_round import NO_SCREENS, who_sees
from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage

_NO_PAGE: Final = ("/v1", "/oauth", "/.well-known", "/journal", "/healthz", "/readyz", "/static", "/demo")


class Reader:
    """Reads pages of a stage on which there is something of everything."""

    def __init__(self, stage: Stage, open_clients: ExitStack) -> None:
        self._stage = stage
        self._open_clients = open_clients
        self._clients: dict[str, TestClient] = {}
        self.ids = ids_of(stage)

    def patterns(self) -> list[str]:
        """Every page that the app has."""
        found = [one.path for one in routes_of(self._stage.app) if "GET" in one.methods]
        return [one for one in found if not one.startswith(_NO_PAGE) and one not in NO_SCREENS]

    def read(self, pattern: str, language: str) -> PageTexts:
        """What the page says to whoever it is for."""
        return PageTexts.of(self.html(pattern, language))

    def html(self, pattern: str, language: str) -> str:
        """The page itself."""
        client = self._client(who_sees(pattern))
        client.cookies.set("language", language)
        address = pattern
        for place, value in self.ids.items():
            address = address.replace(place, value)
        answer = client.get(address)
        assert answer.status_code < 500, (pattern, answer.status_code)
        return answer.text

    def _client(self, who: str) -> TestClient:
        if who not in self._clients:
            client = TestClient(self._stage.app, base_url=BASE_URL, headers=FROM_OWN_PAGE)
            self._open_clients.callback(client.close)
            if who:
                client.post("/demo/sign-in", data={"persona": who})
            self._clients[who] = client
        return self._clients[who]


@contextmanager
def reader_at(folder: Path) -> Iterator[Reader]:
    """A reader with a stage of its own."""
    with ExitStack() as open_clients:
        stage = open_clients.enter_context(Stage.open(folder))
        yield Reader(stage, open_clients)
