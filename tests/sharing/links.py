"""Making a link, and following it as somebody without an account."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage

EVERYTHING = tuple(
    f"profile:{name}:read"
    for name in ("experience", "education", "languages", "skills", "transversal", "licences")
)
SKILLS = ("profile:skills:read",)


@dataclass(frozen=True)
class Link:
    """A link that somebody has made."""

    id: str
    path: str
    word: str | None

    @property
    def secret(self) -> str:
        return self.path.rsplit("/", 1)[1]


def make(stage: Stage, persona: str = "astrid", scopes: tuple[str, ...] = SKILLS, **more: Any) -> Link:
    body = {"vacancy": "Kock", "employer": "Krogen", "scopes": list(scopes), **more}
    answer = stage.http.post("/v1/me/shares", json=body, headers=stage.individual(persona))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return Link(made["share"]["id"], made["link"].removeprefix(BASE_URL), made.get("word"))


def act(stage: Stage, link: Link, what: str, persona: str = "astrid", **body: Any) -> Response:
    """Something that she does with a link of hers."""
    sent = {"json": body} if body else {}
    return stage.http.post(
        f"/v1/me/shares/{link.id}/{what}",
        headers=stage.individual(persona),
        **sent,  # type: ignore[arg-type]
    )


def seen(stage: Stage, link: Link, persona: str = "astrid") -> dict[str, Any]:
    """A link as she sees it."""
    return stage.http.get(f"/v1/me/shares/{link.id}", headers=stage.individual(persona)).json()


class Follower:
    """A browser with nothing in it but what the links put there."""

    def __init__(self, http: TestClient) -> None:
        self.http = http
        self.form: dict[str, str] = {}

    def sign_in(self, persona: str) -> "Follower":
        self.http.post("/demo/sign-in", data={"persona": persona})
        page = self.http.get("/accessibility").text
        self.form = {"form_token": re.findall(r'name="form_token" value="([^"]+)"', page)[0]}
        return self

    def look(self, link: Link) -> Response:
        return self.http.get(link.path)

    def press_open(self, link: Link, word: str | None = None) -> Response:
        return self.http.post(link.path, data={**self.form, "word": word or ""})

    def open(self, link: Link) -> Response:
        """Press the button, and see what comes."""
        pressed = self.press_open(link, link.word)
        assert pressed.status_code == 303, pressed.text
        return self.look(link)

    def ask(self, link: Link) -> Response:
        return self.http.post(f"{link.path}/contact", data=self.form)

    def alive(self, link: Link) -> Response:
        return self.http.get(f"{link.path}/alive")


@contextmanager
def following(stage: Stage) -> Iterator[Follower]:
    # Outside a `with`: at its end the whole service would be shut down.
    http = TestClient(
        stage.app,
        base_url=BASE_URL,
        raise_server_exceptions=False,
        follow_redirects=False,
        headers=FROM_OWN_PAGE,
    )
    try:
        yield Follower(http)
    finally:
        http.close()
