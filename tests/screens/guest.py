"""Somebody of the cast at the portal, in-process: opens pages and sends their forms; each answer is kept to be looked at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urljoin

from httpx import Response

from tests.screens.sheets import Button, Sheet, sheets_of
from tests.stage import BASE_URL, Stage

_STEPS: Final = 5
"""How many redirects are followed."""
Answers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Screen:
    """What somebody has before her: an address, and what was answered there."""

    path: str
    status: int
    html: str
    headers: Mapping[str, str]

    def sheets(self) -> list[Sheet]:
        """Its forms."""
        return sheets_of(self.html)


@dataclass
class Guest:
    """One browser with its cookies."""

    stage: Stage
    language: str
    cookies: dict[str, str] = field(default_factory=dict)
    screen: Screen = field(default_factory=lambda: Screen("/", 0, "", {}))

    def sign_in(self, persona: str, **more: str) -> "Guest":
        """As one of the demo's cast."""
        self._send("POST", "/demo/sign-in", {"persona": [persona], **{k: [v] for k, v in more.items()}})
        assert "egenkarta" in self.cookies
        return self

    def open(self, path: str) -> Screen:
        """A page, and whatever it leads on to."""
        return self._arrive("GET", path, None)

    def press(
        self, button: str = "", fill: Answers | None = None, *, form: str = "", upload: bytes | None = None
    ) -> Screen:
        """A button of the page that is open.

        Args:
            button: `name=value`, or the address that the button alone leads to; empty for the form's first.
            form: the end of the form's address, `.` for one that is sent to the page itself; empty for the first that fits.
        """
        for sheet in self.screen.sheets():
            pressed = _button(sheet, button)
            if sheet.method == "post" and pressed is not None and _fits(sheet, button, form):
                target = urljoin(self.screen.path, pressed.to or sheet.action or self.screen.path)
                sent = sheet.filled(fill or {}, pressed)
                return self._arrive("POST", target, sent, sheet, upload)
        raise AssertionError(f"no form {form!r} with a button {button!r} on {self.screen.path}")

    def take(self, path: str) -> None:
        """A file; the page that is open stays."""
        assert self._send("GET", path, None).status_code == 200, path

    def follow(self, start: str) -> Screen:
        """The first link of the page that is open whose address begins so."""
        return self.open(self.find(rf'href="({re.escape(start)}[^"]*)"'))

    def find(self, pattern: str) -> str:
        """What the first group of the pattern is on the page that is open."""
        found = re.search(pattern, self.screen.html)
        assert found is not None, f"no {pattern} on {self.screen.path} ({self.screen.status})"
        return unescape(found[1])

    def send(self, sheet: Sheet, sent: dict[str, list[str]]) -> Screen:
        """A form as it is given."""
        target = urljoin(self.screen.path, sheet.main_button.to or sheet.action or self.screen.path)
        return self._arrive("POST", target, sent, sheet)

    def _arrive(
        self,
        method: str,
        path: str,
        sent: dict[str, list[str]] | None,
        sheet: Sheet | None = None,
        upload: bytes | None = None,
    ) -> Screen:
        answer = self._send(method, path, sent, sheet, upload)
        for _ in range(_STEPS):
            if answer.status_code not in (302, 303):
                break
            path = urljoin(path, answer.headers["location"])
            answer = self._send("GET", path, None)
        self.screen = Screen(path, answer.status_code, answer.text, dict(answer.headers))
        return self.screen

    def _send(
        self,
        method: str,
        path: str,
        sent: dict[str, list[str]] | None,
        sheet: Sheet | None = None,
        upload: bytes | None = None,
    ) -> Response:
        http = self.stage.http
        http.cookies.clear()
        brought = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        files = None
        if sheet is not None and sheet.files:
            named = "" if upload is None else "paper.pdf"
            files = dict.fromkeys(sheet.uploads, (named, upload or b"", "application/octet-stream"))
        headers = {"Cookie": f"{brought}; language={self.language}".removeprefix("; ")}
        answer = http.request(method, path.removeprefix(BASE_URL), data=sent, files=files, headers=headers)
        self._keep_cookies(answer)
        http.cookies.clear()
        return answer

    def _keep_cookies(self, answer: Response) -> None:
        for line in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


def _button(sheet: Sheet, wanted: str) -> Button | None:
    if not wanted:
        plain = (one for one in sheet.buttons if not one.name and not one.to)
        return next(plain, sheet.main_button)
    named = (one for one in sheet.buttons if f"{one.name}={one.value}" == wanted or one.to.endswith(wanted))
    return next((one for one in named if one.name or one.to), None)


def _fits(sheet: Sheet, button: str, form: str) -> bool:
    if form:
        return sheet.action == "" if form == "." else sheet.action.endswith(form)
    return bool(button) or sheet.action not in ("/language", "/sign-out")
