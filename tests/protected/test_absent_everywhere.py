"""I-18: what is protected never leaves: every route, every caller but herself, every format, the log, the database, errors.

Petra has opened all that can be opened. Whoever meets something of her profile meets no word that names or places her.
"""

import io
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pypdf
import pytest
import structlog
from fastapi.testclient import TestClient
from httpx import Response

from profile_service.actions.delivering import make_deliveries, take_due
from profile_service.doors import levelling
from tests.invariants.everybody_else import BODIES, FORMATS
from tests.invariants.rawfile import ask, raw_bytes
from tests.invariants.routes import routes_of
from tests.protected.petra import CANARIES, CLEAN, HER, Opened, browser_of, canaries, open_everything
from tests.stage import Stage

_SYSTEMS = ("norrsken", "tjuvholmen", "egenkarta")
_STAFF = ("nils", "mona", "terje", "olle")
_LEFT_ALONE = (
    "/sign-out",
    "/demo/sign-in",
    "/v1/grants/{grant_id}/close",
    "/agency/grants/{grant_id}/close",
    "/v1/purpose-declarations/{declaration_id}/withdraw",
    "/agency/declarations/{declaration_id}/withdraw",
    "/v1/operator/purpose-declarations/{declaration_id}/withdraw",
    "/my/profile.pdf",
    "/v1/me/profile.pdf",
    "/my/erase/sure",
)
"""Whoever does these tries nothing more after it, since all is over; and a PDF is her own who asks for it."""
_READS = ("/v1/disclosures", "/agency/grants/{grant_id}", "/shared/{secret}")


@dataclass
class Heard:
    """What everybody was told."""

    calls: int = 0
    opened: set[str] = field(default_factory=set)
    """Who met something of her profile, and at which route."""
    told: list[str] = field(default_factory=list)

    def hear(self, who: str, pattern: str, answer: Response) -> None:
        self.calls += 1
        assert answer.status_code < 500, (pattern, answer.text)
        text = _text(answer)
        if CLEAN in text:
            self.opened.add(f"{who} {pattern}")
        headers = " ".join(
            f"{name}: {value}" for name, value in answer.headers.items() if name.lower() != "content-length"
        )
        if found := canaries(_without_chance(text)) + canaries(_without_chance(headers)):
            self.told.append(f"{who} {pattern} {answer.status_code}: {found}")


def _text(answer: Response) -> str:
    """What an answer says, where it is a paper as well."""
    if "pdf" not in answer.headers.get("content-type", ""):
        return answer.text
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


def _without_chance(text: str) -> str:
    """A text without its drawings and random words, in which the digits of a number may come up."""
    text = re.sub(r' d="[MmLlHhVvCcSsQqTtAaZz\d\s.,-]*"', "", text)
    text = re.sub(r"[\w-]{26,}", lambda one: one[0] if _is_worded(one[0]) else "", text)
    return " ".join(word for word in text.split() if len(word) < 60 or _is_worded(word))


def _is_worded(text: str) -> bool:
    """Whether a word of hers, which no chance writes, stands in it."""
    return any(word in text.lower() for word in CANARIES if word.isalpha())


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """What the service writes to its log, the most it can."""
    heard = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(heard),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    caplog.set_level(logging.INFO)
    for name in ("httpx", "httpcore"):  # the test's own client, which writes down each address
        caplog.set_level(logging.ERROR, name)
    yield heard
    logging.getLogger().removeHandler(handler)
    structlog.reset_defaults()


@dataclass(frozen=True)
class _Reach:
    method: str
    pattern: str
    path: str
    body: Mapping[str, Any]


def _reaches(opened: Opened) -> list[_Reach]:
    """Every route with her ids in it: first what looks, then what reads, then what changes something."""
    found = []
    for route in routes_of(opened.stage.app):
        for method in sorted(route.methods - {"HEAD"}):
            body = BODIES.get((method, route.path), {}) if method != "GET" else {}
            filled = {name: _filled(one, opened.ids) for name, one in body.items()}
            found.append(_Reach(method, route.path, _filled(route.path, opened.ids), filled))
    assert len(found) > 150
    return sorted(found, key=lambda one: (one.method != "GET", one.pattern not in _READS))


def _filled(one: Any, ids: Mapping[str, str]) -> Any:
    if not isinstance(one, str):
        return one
    for name, value in ids.items():
        one = one.replace("{" + name + "}", value)
    while "{" in one:  # an id of a kind that she has nothing of
        one = one[: one.index("{")] + "unknown" + one[one.index("}") + 1 :]
    return one


def _by_token(stage: Stage, headers: Mapping[str, str], reach: _Reach, accept: str) -> Response:
    stage.http.cookies.clear()
    sent = {} if reach.method in ("GET", "DELETE") else {"json": dict(reach.body)}
    return stage.http.request(
        reach.method, reach.path, headers={**headers, "Accept": accept, "If-Match": "*"}, **sent
    )


def _by_browser(browser: TestClient, token: str, reach: _Reach, accept: str) -> Response:
    sent = {} if reach.method in ("GET", "DELETE") else {"data": {**reach.body, "form_token": token}}
    return browser.request(reach.method, reach.path, headers={"Accept": accept}, **sent)


def _callers(opened: Opened) -> Iterator[tuple[str, Callable[[_Reach, str], Response]]]:
    stage = opened.stage
    viewer, _ = browser_of(stage)
    assert viewer.post(opened.link.path).status_code == 303
    yield "viewer", partial(_by_browser, viewer, "")
    yield "nobody", partial(_by_browser, browser_of(stage)[0], "")
    for name in _SYSTEMS:
        yield name, partial(_by_token, stage, stage.organisation(name))
    for persona in _STAFF:
        yield persona, partial(_by_browser, *browser_of(stage, persona))
    yield "astrid", partial(_by_browser, *browser_of(stage, "astrid"))
    yield "astrid by token", partial(_by_token, stage, stage.individual("astrid"))


def _walk(opened: Opened) -> Heard:
    heard = Heard()
    for who, call in _callers(opened):
        for reach in _reaches(opened):
            if not _is_tried(who, reach):
                continue
            for accept in _formats(who, reach):
                answer = call(reach, accept)
                heard.hear(who, reach.pattern, answer)
                if answer.status_code != 200:
                    break
    return heard


def _is_tried(who: str, reach: _Reach) -> bool:
    if reach.pattern in _LEFT_ALONE or (reach.method, reach.pattern) == ("DELETE", "/v1/me"):
        return False
    # A page does not know a token, and the API no cookie: to them these callers are nobody, who tries all.
    is_api = reach.pattern.startswith("/v1/")
    return who == "nobody" or is_api == (who in _SYSTEMS or who.endswith("by token"))


def _formats(who: str, reach: _Reach) -> tuple[str, ...]:
    """All of them to the one program that gets something; a page is a page."""
    is_read = reach.method == "GET" or reach.pattern in _READS
    return FORMATS if who == "norrsken" and is_read else FORMATS[:1]


@pytest.mark.timeout(300)
def test_no_word_that_names_or_places_her_is_met_by_anybody_anywhere(
    stage: Stage, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(levelling, "QUANTUM", 0.0001)  # how long a refusal takes is measured elsewhere
    opened = open_everything(stage)
    heard = _walk(opened)
    assert heard.told == []
    # The walk has met her profile where it is open, and nowhere else: its silence means something.
    assert {
        "norrsken /v1/disclosures",
        "nils /agency/grants/{grant_id}",
        "viewer /shared/{secret}",
    } <= heard.opened
    assert not {one for one in heard.opened if one.split()[0] not in ("norrsken", "nils", "viewer")}
    assert heard.calls > 1_000
    _nothing_in_the_log(lines.getvalue())
    _nothing_in_messages(stage)
    _nothing_in_the_files(stage)


def _nothing_in_the_log(log: str) -> None:
    assert log.count('"event": "request"') > 1_000
    assert canaries(log) == []
    assert HER not in log
    assert "/protection" not in log, "which route switches it is told by no line"


def _nothing_in_messages(stage: Stage) -> None:
    """What is sent to the addresses of organisations."""
    told = stage.http.post(
        "/v1/webhooks", json={"url": "https://receiver.example.org/"}, headers=stage.organisation("norrsken")
    )
    assert told.status_code == 201, told.text
    stage.granted(persona="petra")
    stage.move(seconds=60)
    writer, desk = stage.parts.database.writer, stage.house.desk
    writer.run(lambda work: make_deliveries(work, desk))
    parcels = writer.run(lambda work: take_due(work, desk))
    assert parcels
    for parcel in parcels:
        assert [
            word for word in ("spov", "petr", HER, "norrsken") if word in parcel.body.decode().lower()
        ] == []


def _nothing_in_the_files(stage: Stage) -> None:
    stored = raw_bytes(stage)
    assert b"org_demo_norrsken" in stored  # the search reads what it should
    words = [*(one for one in CANARIES if one.isalpha() and not one.isdigit()), "+46700000917", "1979-03-14"]
    for word in words:
        for form in (word, word.capitalize(), word.upper()):
            for encoding in ("utf-8", "utf-16-le"):
                assert form.encode(encoding) not in stored, word
    kinds = {kind for (kind,) in ask(stage, "SELECT DISTINCT kind FROM journal")}
    assert not {kind for kind in kinds if "protect" in kind}
    assert {one for (one,) in ask(stage, "SELECT DISTINCT length(marks) FROM individual")} != {None}
    assert len({one for (one,) in ask(stage, "SELECT DISTINCT length(marks) FROM individual")}) == 1


def test_her_own_file_is_whole_and_says_so_and_what_she_hands_on_is_not(stage: Stage) -> None:
    hers = stage.individual("petra")
    own = stage.http.get("/v1/me/export", headers=hers)
    assert own.json()["protected"] is True
    assert "Spovens Tvätteri AB" in own.text
    assert stage.http.get("/v1/me/export", headers=stage.individual("bo")).json()["protected"] is False
    paper = stage.http.get("/v1/me/profile.pdf", headers=hers)
    assert paper.status_code == 200
    printed = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)
    assert CLEAN in printed
    assert canaries(printed) == []
    assert "petra" not in paper.headers["content-disposition"]
