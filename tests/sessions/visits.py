"""A browser that fills in what a page shows, hidden fields and all, and sends it as the page would."""

from collections.abc import Mapping
from html.parser import HTMLParser

from fastapi.testclient import TestClient
from httpx import Response

from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage


class _Forms(HTMLParser):
    """Every form of a page: its action and its hidden fields."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((said.get("action", ""), []))
        elif tag == "input" and said.get("type") == "hidden" and self.found:
            self.found[-1][1].append((said["name"], said["value"]))


class AtHome:
    """Somebody at a browser of her own. `close` it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.http = TestClient(
            stage.app,
            base_url=BASE_URL,
            raise_server_exceptions=False,
            follow_redirects=False,
            headers=FROM_OWN_PAGE,
        )
        self.http.cookies.set("language", "en")

    def sign_in(self, persona: str = "astrid", **more: str) -> "AtHome":
        answer = self.http.post("/demo/sign-in", data={"persona": persona, **more})
        assert answer.status_code == 303, answer.text
        return self

    def again(self, address: str, persona: str = "astrid") -> Response:
        """Prove once more who she is, on the page that she was led to; the answer leads on."""
        page = self.http.get(address)
        assert page.status_code == 200, page.text
        return self.press(page, "/demo/sign-in", {"persona": persona})

    def press(
        self, page: Response, action: str, more: Mapping[str, str | list[str]] | None = None, to: str = ""
    ) -> Response:
        """The button of the form with this action, with the hidden fields that stand there; sent elsewhere with `to`."""
        hidden = next(fields for found, fields in forms_of(page) if found == action)
        sent: dict[str, str | list[str]] = dict(more or {})
        for name, value in hidden:
            before = sent.get(name)
            sent[name] = value if before is None or isinstance(before, str) else [*before, value]
        return self.http.post(to or action, data=sent)

    @property
    def secret(self) -> str:
        return str(self.http.cookies["egenkarta"])

    def close(self) -> None:
        self.http.close()


def forms_of(page: Response) -> list[tuple[str, list[tuple[str, str]]]]:
    reader = _Forms()
    reader.feed(page.text)
    return reader.found
