"""What is done at a desk, as a test does it: Nils enrols somebody, and she goes away with a paper."""

import re
from typing import Any

from tests import databases
from tests.stage import Stage
from tests.ways_in.at_the_portal import Browser, carry
from tests.ways_in.test_sheets import Paper

CODE = re.compile(r'<p class="code" dir="ltr">([^<]+)</p>')
RECOVERY = re.compile(r'<dd dir="ltr">([0-9A-Z]{5}-[0-9A-Z]{5})</dd>')
SEEN = {
    "proof": "passport",
    "tail": "4x7",
    "born.year": "1990",
    "born.month": "5",
    "born.day": "17",
    "language": "ar",
    "way": "sheet",
    "seen": "yes",
}


def at_desk(stage: Stage, persona: str = "nils") -> Browser:
    browser = Browser(stage)
    browser.sign_in(persona)
    return browser


def enrolled(helper: Browser, **more: Any) -> Paper:
    """Somebody new with a sheet."""
    answer = helper.post("/agency/desk/new", {**SEEN, **more}, on="/agency/desk")
    assert answer.status_code == 200, answer.text
    return Paper.on(answer.text)


def enrolled_by_phone(helper: Browser, **more: Any) -> tuple[str, str]:
    """Somebody new with a code for her telephone, and the reference on her paper."""
    answer = helper.post("/agency/desk/new", {**SEEN, "way": "phone", **more}, on="/agency/desk")
    assert answer.status_code == 200, answer.text
    (code,), (recovery,) = CODE.findall(answer.text)[:1], RECOVERY.findall(answer.text)[:1]
    return code, recovery


def whose(stage: Stage) -> str:
    """The id of whoever was enrolled last."""
    with stage.parts.database.engine.connect() as connection:
        place = "ctid" if databases.ON_POSTGRESQL else "rowid"
        rows = connection.exec_driver_sql(f"SELECT individual_id FROM enrolment ORDER BY at, {place}")  # noqa: S608
        return [one for (one,) in rows][-1]


def draw(monkeypatch: Any, *, drawn: bool) -> None:
    """Decide what the draw comes to."""
    monkeypatch.setattr("profile_service.actions.at_desk._drawn", lambda *_: drawn)


def log_of(stage: Stage, individual: str) -> list[tuple[str, str, dict]]:
    found = carry(stage, lambda work: work.journal.page(individual, None, 100)).events
    return [(one.kind.value, one.outcome.value, dict(one.detail)) for one in found]
