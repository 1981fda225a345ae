"""Somebody who wants to be told elsewhere too, and what the demo would have sent her."""

import json
import re
from typing import Any

from httpx import Response

from tests.stage import Stage

ADDRESSES = {"email": "canary.astrid@example.org", "sms": "+46701234567"}
CHOICE: dict[str, Any] = {
    "email": True,
    "sms": False,
    "when": {"waiting": "at_once", "readings": "never", "changes": "daily"},
}


def sent(stage: Stage) -> list[dict[str, Any]]:
    """Every message so far, the oldest first."""
    sink = stage.parts.sink
    assert sink is not None
    return (
        [json.loads(line) for line in sink.read_text(encoding="utf-8").splitlines()] if sink.exists() else []
    )


def telling(stage: Stage) -> list[dict[str, Any]]:
    """What was sent after the rounds, without codes."""
    stage.rounds()
    return [one for one in sent(stage) if not re.search(r"\d{6}", one["text"])]


def name(stage: Stage, address: str, persona: str = "astrid", channel: str = "email") -> Response:
    """She writes an address."""
    stage._tokens.pop(persona, None)  # signed in anew
    hers = stage.individual(persona)
    return stage.http.put(f"/v1/me/reach/{channel}", json={"address": address}, headers=hers)


def code_of(stage: Stage) -> str:
    """The code of the newest message."""
    stage.rounds()
    found = re.search(r"\d{6}", sent(stage)[-1]["text"])
    assert found is not None
    return found[0]


def confirm(stage: Stage, code: str, persona: str = "astrid", channel: str = "email") -> Response:
    """She hands in a code."""
    hers = stage.individual(persona)
    return stage.http.post(f"/v1/me/reach/{channel}/confirm", json={"code": code}, headers=hers)


def reached(stage: Stage, persona: str = "astrid", channel: str = "email") -> None:
    """She is told there from now on."""
    answer = name(stage, ADDRESSES[channel], persona, channel)
    assert answer.status_code == 200, answer.text
    answer = confirm(stage, code_of(stage), persona, channel)
    assert answer.status_code == 200, answer.text
    assert answer.json()[channel]["sends"]


def choose(stage: Stage, persona: str = "astrid", **more: Any) -> Response:
    """She chooses anew."""
    body = {**CHOICE, **more}
    return stage.http.put("/v1/me/reach", json=body, headers=stage.individual(persona))


def news(stage: Stage, persona: str = "astrid") -> list[str]:
    """What is new to her, by its kind, the newest first."""
    found = stage.http.get("/v1/me/news", headers=stage.individual(persona)).json()
    return [one["kind"] for one in found["news"] if "seen_at" not in one or one["seen_at"] is None]


def see(stage: Stage, persona: str = "astrid") -> None:
    """She has seen all that there is."""
    hers = stage.individual(persona)
    found = stage.http.get("/v1/me/news", headers=hers).json()["news"]
    if found:
        answer = stage.http.post("/v1/me/news/seen", json={"until": found[0]["id"]}, headers=hers)
        assert answer.status_code == 204, answer.text
