"""I-14: no personal data in logs, URLs and error bodies, and none in clear in the database's files.

The main job is done with canaries: words that nobody else writes, in every field. Then everything that the service let
out is searched for them.
"""

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from httpx import Response

from profile_service.command_line.logs import set_up_logs
from tests.invariants.rawfile import raw_bytes
from tests.stage import LANGUAGES, SKILLS, Stage

_CODED = {"label": "KANARIE-etikett"}
_PROFILE: dict[str, dict[str, Any]] = {
    "expectations": {
        "goal": "occupation",
        "target": _CODED,
        "regions": [_CODED],
        "obstacles": "KANARIE-hinder",
    },
    "experience": {"title": "KANARIE-titel", "employer": "KANARIE-chef", "tasks": "KANARIE-sysslor"},
    "education": {"name": "KANARIE-examen", "school": "KANARIE-skola", "field": _CODED},
    "languages": {
        "language": {"label": "KANARIE-tunga"},
        "certificate": "KANARIE-intyg",
        "sfi_course": "KANARIE",
    },
    "skills": {"skill": {"label": "KANARIE-konst"}, "level": 3},
    "transversal": {"skill": {"label": "KANARIE-vana"}},
    "licences": {"licence": {"label": "KANARIE-kort"}},
    "evidence": {"title": "KANARIE-bevis", "issuer": "KANARIE-givare"},
    "adaptations": {"health": "KANARIE-rygg", "needs_at_work": "KANARIE-vila", "equipment": "KANARIE-stol"},
    "plan": {"goal": "KANARIE-plan", "step": "KANARIE-steg", "owner": "KANARIE-hjalp"},
    "progress": {
        "indicator": _CODED,
        "respondent": "person",
        "value": 3,
        "date": "2026-11-01",
        "remark": "KANARIE-tanke",
    },
}
_PERSON = {"name": "KANARIE-namn", "email": "kanarie@example.org", "phone": "+46701234567"}
_WORDS = ("kanarie", "+46701234567", "0701234567", "k-ärende-kanarie", "8xkanarieläsare")


class Told:
    """Everything that was said, as it left."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.addresses: list[str] = []

    def hear(self, answer: Response) -> None:
        for name in ("location", "content-location", "link", "etag", "set-cookie", "www-authenticate"):
            self.addresses.append(answer.headers.get(name, ""))
        if answer.status_code >= 400:
            self.errors.append(answer.text)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[io.StringIO]:
    """What the service writes to its log, set up as `serve` and `demo` set it up."""
    heard = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(heard),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):  # the test's own client, which writes down each address
        caplog.set_level(logging.ERROR, name)
    yield heard
    logging.getLogger().removeHandler(handler)
    structlog.reset_defaults()


def _play(stage: Stage, told: Told) -> None:
    stage.http.event_hooks["response"] = [lambda answer: (answer.read(), told.hear(answer))[0]]
    hers = stage.individual("astrid")
    http = stage.http
    http.patch("/v1/me/profile", json={"person": _PERSON}, headers={**hers, "If-Match": "*"})
    items = {
        section: http.post(f"/v1/me/profile/{section}", json=content, headers=hers).json()["id"]
        for section, content in _PROFILE.items()
    }
    for section, item in items.items():
        assert http.get(f"/v1/me/profile/{section}/{item}", headers=hers).status_code == 200
    said = {"message": "KANARIE-hälsning", "case_reference": "K-ÄRENDE-KANARIE"}
    request_id = stage.asked((LANGUAGES, SKILLS, "profile:experience:read"), **said)
    grant_id = stage.answer_yes(request_id, (LANGUAGES, SKILLS)).json()["id"]
    reading = {"reader": "8xKANARIELÄSARE", "case_reference": "K-ÄRENDE-KANARIE"}
    assert "KANARIE-tunga" in stage.read(grant_id, **reading).text
    _go_wrong(stage, hers, items, grant_id, reading)
    stage.withdraw(grant_id)
    stage.read(grant_id, **reading)
    _at_the_portal(stage, request_id, grant_id)


def _go_wrong(
    stage: Stage, hers: dict[str, str], items: dict[str, str], grant_id: str, reading: dict[str, Any]
) -> None:
    """Mistakes of every kind with the words in them: an error may say what is wrong, never what was sent."""
    http = stage.http
    for section, content in _PROFILE.items():
        for wrong in (
            {**content, "unknown": "KANARIE-okänt"},
            {name: ["KANARIE-lista"] for name in content},
            {name: {"label": "KANARIE-fel", "okand": "KANARIE"} for name in content},
            dict.fromkeys(content, "KANARIE\x00"),
            "KANARIE-text",
            ["KANARIE-lista"],
        ):
            assert http.post(f"/v1/me/profile/{section}", json=wrong, headers=hers).status_code == 422
        http.patch(
            f"/v1/me/profile/{section}/{items[section]}",
            json={"x": "KANARIE"},
            headers={**hers, "If-Match": "*"},
        )
    broken = {**hers, "Content-Type": "application/json"}
    http.post("/v1/me/profile/skills", content=b'{"skill": KANARIE', headers=broken)
    http.post("/v1/me/import", content=b'{"basics": {"name": "KANARIE"', headers=broken)
    http.patch("/v1/me/profile", json={"person": {"email": "KANARIE@"}}, headers={**hers, "If-Match": "*"})
    http.get("/v1/me/disclosures?before=KANARIE", headers=hers)
    stage.ask(("profile:KANARIE:read",))
    stage.ask(declaration="KANARIE")
    stage.ask(connection_code="KANARIE")
    stage.ask(until="KANARIE")
    stage.ask(okand="KANARIE")
    stage.read("KANARIE", **reading)
    stage.read(grant_id, **{**reading, "scopes": ["profile:kanarie:read"]})
    http.get("/v1/KANARIE", headers=hers)
    http.get("/my/KANARIE")
    http.post("/oauth/token", data={"client_assertion": "KANARIE", "grant_type": "KANARIE"})
    http.post("/demo/sign-in", data={"persona": "KANARIE"})
    http.get("/v1/me/profile", headers={"Authorization": "Bearer KANARIE"})


def _at_the_portal(stage: Stage, request_id: str, grant_id: str) -> None:
    http = stage.http
    http.post("/demo/sign-in", data={"persona": "astrid"})
    token = http.get("/my/code").text.split('name="form_token" value="')[1].split('"')[0]
    for path in (
        "/my",
        "/my/log",
        f"/my/requests/{request_id}",
        f"/my/grants/{grant_id}",
        "/my/profile/skills",
    ):
        assert http.get(path).status_code == 200
    added = http.post("/my/profile/skills/add", data={"form_token": token, "skill": "KANARIE-portal"})
    assert added.status_code == 303
    http.post("/my/profile/skills/add", data={"form_token": "KANARIE", "skill": "KANARIE-portal"})
    http.cookies.clear()


def _canaries(text: str) -> list[str]:
    return [word for word in _WORDS if word in text.lower()]


def test_the_main_job_leaves_no_word_of_hers_in_logs_errors_or_addresses(
    stage: Stage, lines: io.StringIO
) -> None:
    told = Told()
    _play(stage, told)
    log = lines.getvalue()
    assert log.count('"event": "request"') > 100
    assert _canaries(log) == []
    assert "ind_demo_astrid" not in log
    assert "itm_" not in log
    assert "gra_" not in log
    assert len(told.errors) > 80
    for error in told.errors:
        assert _canaries(error) == [], error
    for address in told.addresses:
        assert _canaries(address) == [], address


def test_the_files_of_the_database_hold_no_word_of_hers_in_clear(stage: Stage) -> None:
    _play(stage, Told())
    stored = raw_bytes(stage)
    assert b"org_demo_norrsken" in stored  # the search reads what it should
    for word in (*_WORDS, "KANARIE", "K-ÄRENDE", "8xKANARIE"):
        for form in (word, word.upper(), json.dumps(word).strip('"')):
            for encoding in ("utf-8", "utf-16-le"):
                assert form.encode(encoding) not in stored, word
    for secret in ("Astrid Lindqvist", "astrid.lindqvist", "Besvär", "Vårdbiträde", "KARTA-2026-17"):
        assert secret.encode() not in stored


def test_a_log_line_names_the_route_and_not_the_address(stage: Stage, lines: io.StringIO) -> None:
    stage.http.get("/v1/me/grants/gra_secret?kanarie=1", headers=stage.individual("astrid"))
    line = json.loads(lines.getvalue().splitlines()[-1])
    assert line["route"].endswith("/grants/{grant_id}")
    assert set(line) == {"event", "level", "method", "route", "status", "ms"}


def test_an_unforeseen_error_is_logged_by_its_kind_and_answered_without_its_words(
    stage: Stage, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    from profile_service.actions import own_profile

    def broken(*_: Any) -> None:
        raise LookupError("KANARIE-undantag")

    monkeypatch.setattr(own_profile, "decide", broken)
    answer = stage.http.get("/v1/me/profile", headers=stage.individual("astrid"))
    assert answer.status_code == 500
    assert _canaries(answer.text) == []
    assert "LookupError" in lines.getvalue()
    assert _canaries(lines.getvalue()) == []


def test_the_servers_own_log_of_an_error_holds_nothing_of_its_text(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Starlette raises an unforeseen error again, and the server logs it with its traceback."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    try:
        set_up_logs()
        try:
            raise LookupError("KANARIE-undantag")
        except LookupError as error:
            logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=error)
        logging.getLogger("asyncio").error("Task exception: %s", "KANARIE-uppgift")
    finally:
        for handler in root.handlers:
            handler.flush()
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()
    written = capfd.readouterr().err
    assert "uvicorn.error" in written
    assert _canaries(written) == []


def test_no_template_puts_words_of_hers_into_an_address() -> None:
    import profile_service

    folder = Path(str(profile_service.__file__)).parent / "web" / "templates"
    templates = list(folder.rglob("*.html"))
    assert templates
    for template in templates:
        for part in template.read_text(encoding="utf-8").split('href="')[1:]:
            # What is filled in, not what the service's own paths are called (/my/files/…/content).
            filled = " ".join(re.findall(r"{[{%].*?[%}]}", part.split('"')[0]))
            assert "content" not in filled, template
            assert "label" not in filled, template
