"""What a page weighs and how long its first byte takes, beside a bare page of the same size in the same run.

All over one kept connection, one after the other; the service and the bare app turn by turn. A page's weight is what a browser
that has never been here gets: the page as it is, and each file that it names, packed where the service packs it.
"""

import http.client
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter
from typing import Final
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from tests.screens.sheets import Button, sheets_of

Form = Mapping[str, str | Sequence[str]]
TIMES: Final = 40
_NAMED: Final = re.compile(r'<(?:link|script|img)\b[^>]*?\s(?:href|src)="(/static/[^"]+)"')
_TOKEN: Final = re.compile(r'name="form_token" value="([^"]+)"')
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page: bytes and milliseconds. `ratio` is the median of the pairwise ratios to the bare page."""

    name: str
    html: int
    files: int
    requests: int
    p50: float
    p95: float
    bare_p50: float
    ratio: float


class _Browser:
    """A connection that is kept, with cookies."""

    def __init__(self, port: int, cookies: str = "language=sv") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = cookies

    def ask(self, path: str, form: Form | None = None) -> tuple[http.client.HTTPResponse, bytes, float]:
        """The answer, its body, and the milliseconds until its head was there."""
        body = None if form is None else urlencode(form, doseq=True)
        headers = {"Cookie": self.cookies, "Accept-Encoding": "gzip", **(_FORM if form is not None else {})}
        begun = perf_counter()
        self._connection.request("GET" if form is None else "POST", path, body, headers)
        answer = self._connection.getresponse()
        took = (perf_counter() - begun) * 1000
        return answer, answer.read(), took

    def reconnect(self) -> None:
        """A fresh connection for the next question: the server ends those that nobody has used for some seconds."""
        self._connection.close()

    def sign_in(self, persona: str) -> "_Browser":
        """As one of the cast."""
        answer, _, _ = self.ask("/demo/sign-in", {"persona": persona})
        kept = [line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie") or []]
        self.cookies = "; ".join([self.cookies, *kept])
        return self


def pages_of(port: int, bare_port: int, grant: str) -> list[PageFigures]:
    """Measure each page of the portal that somebody begins with or comes back to."""
    anybody, her = _Browser(port), _Browser(port).sign_in("astrid")
    him, operator = _Browser(port).sign_in("nils"), _Browser(port).sign_in("olle")
    question, token = _waiting(her), _token(him)
    opened = {"form_token": token, "case_reference": "B"}
    asked: Sequence[tuple[str, _Browser, str, Form | None]] = (
        ("the welcome", anybody, "/", None),
        ("signing in", anybody, "/sign-in", None),
        ("who can read my profile", her, "/my", None),
        ("my profile", her, "/my/profile", None),
        ("a question", her, question, None),
        ("my history, after all these readings", her, "/my/log", None),
        ("an employer's link", anybody, _link(her), None),
        ("the agency's inbox", him, "/agency", None),
        ("a profile, opened", him, f"/agency/grants/{grant}", opened),
        ("the operator's first page", operator, "/operator", None),
    )
    bare = _Browser(bare_port)
    return [_measure(name, who, path, form, bare) for name, who, path, form in asked]


def _measure(name: str, who: _Browser, path: str, form: Form | None, bare: _Browser) -> PageFigures:
    who.reconnect()
    bare.reconnect()
    answer, html, _ = who.ask(path, form)
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    files = sorted(set(_NAMED.findall(html.decode())))
    weights = [len(who.ask(file.replace("&amp;", "&"))[1]) for file in files]
    ours, theirs = [], []
    for _ in range(TIMES):
        ours.append(who.ask(path, form)[2])
        theirs.append(bare.ask(f"/{len(html)}")[2])
    ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
    cuts = quantiles(ours, n=20, method="inclusive")
    return PageFigures(
        name, len(html), sum(weights), 1 + len(files), cuts[9], cuts[18], median(theirs), ratio
    )


def _waiting(her: _Browser) -> str:
    """The address of a question that waits for her, or of one that she has answered."""
    _, html, _ = her.ask("/my/requests")
    found = re.search(r'href="(/my/requests/[^"]+)"', html.decode())
    if found is None:
        raise RuntimeError("nobody has asked Astrid anything")
    return found[1]


def _token(who: _Browser) -> str:
    found = _TOKEN.search(who.ask("/accessibility")[1].decode())
    if found is None:
        raise RuntimeError("a page without a form token")
    return found[1]


def _link(her: _Browser) -> str:
    """A link that she has just made."""
    _, html, _ = her.ask("/my/shares/new")
    sheet = next(one for one in sheets_of(html.decode()) if one.action == "/my/shares")
    form = sheet.filled({"vacancy": "Kock", "employer": "Krogen", "scope": "skills"}, Button())
    _, made, _ = her.ask("/my/shares", form)
    found = re.search(r'value="http[^"]*(/shared/[^"]+)"', made.decode())
    if found is None:
        raise RuntimeError("no link was made")
    return found[1]


def show_pages(pages: Sequence[PageFigures], console: Console) -> None:
    """The table of pages."""
    table = Table(
        title="Pages of the portal: weight at the first visit, and time to the first byte",
        caption="Bare: a page of the same size from an app that does nothing else, turn by turn.",
    )
    for column in ("", "HTML kB", "files kB", "requests", "p50 ms", "p95 ms", "bare p50 ms", "to bare"):
        table.add_column(column, justify="left" if not column else "right")
    for one in pages:
        sizes = (f"{one.html / 1000:.1f}", f"{one.files / 1000:.1f}", str(one.requests))
        times = (f"{one.p50:.2f}", f"{one.p95:.2f}", f"{one.bare_p50:.2f}", f"{one.ratio:.1f}")
        table.add_row(one.name, *sizes, *times)
    console.print(table)
