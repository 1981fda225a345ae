"""A small instrument that is right, ways to spoil it, and a registration of it by Norrsken."""

import copy
import json
from typing import Any

from httpx import Response

from tests.stage import Stage

_SWEDISH = {"scheme": "iso639", "concept_id": "sv"}
_PLAIN: dict[str, Any] = {
    "id": "first-talk",
    "version": "1",
    "stage": "orientation",
    "title": {"sv": "Samtal", "en": "Talk"},
    "about": {"sv": "Korta frågor.", "en": "Short questions."},
    "sections": [
        {
            "id": "you",
            "title": {"sv": "Du", "en": "You"},
            "items": [
                {
                    "id": "works",
                    "text": {"sv": "Arbetar du?", "en": "Do you work?"},
                    "kind": "yes_no",
                },
                {
                    "id": "jobs",
                    "text": {"sv": "Vilka jobb?", "en": "Which jobs?"},
                    "kind": "entries",
                    "target": {
                        "section": "experience",
                        "fields": ["title", "start"],
                        "where": [{"setting": "job"}],
                        "begins": {"setting": "job"},
                    },
                    "picture": "work",
                    "fresh_months": 12,
                    "shown_if": {"item": "works", "values": [True]},
                },
                {
                    "id": "reads_swedish",
                    "text": {"sv": "Läser du svenska?", "en": "Do you read Swedish?"},
                    "kind": "cefr",
                    "target": {
                        "section": "languages",
                        "fields": ["reading"],
                        "where": [{"language": _SWEDISH}],
                        "begins": {
                            "language": {
                                **_SWEDISH,
                                "scheme_version": "2023",
                                "label": {"sv": "svenska", "en": "Swedish"},
                            }
                        },
                    },
                },
                {
                    "id": "when",
                    "text": {"sv": "När?", "en": "When?"},
                    "kind": "choice",
                    "choices": [
                        {"value": "now", "label": {"sv": "Nu", "en": "Now"}},
                        {"value": "later", "label": {"sv": "Sedan", "en": "Later"}},
                    ],
                    "target": {
                        "section": "expectations",
                        "fields": ["horizon"],
                        "where": [{"goal": "occupation"}],
                        "begins": {"goal": "occupation"},
                    },
                },
            ],
        },
        {
            "id": "care",
            "title": {"sv": "Stöd", "en": "Support"},
            "special": True,
            "items": [
                {
                    "id": "needs",
                    "text": {"sv": "Vad behöver du?", "en": "What do you need?"},
                    "kind": "long_text",
                    "target": {"section": "adaptations", "fields": ["needs_at_work"]},
                },
            ],
        },
    ],
}
WORKS, JOBS, READS, WHEN = (f"/sections/0/items/{at}" for at in range(4))
NEEDS = "/sections/1/items/0"


def plain(**changed: Any) -> dict[str, Any]:
    """The instrument, with some of its own fields replaced."""
    return {**copy.deepcopy(_PLAIN), **changed}


def spoilt(pointer: str, value: Any) -> bytes:
    """The text of it with one value put in, at the end of a pointer; None as the value takes it away."""
    whole = plain()
    *parts, last = pointer.lstrip("/").split("/")
    at: Any = whole
    for part in parts:
        at = at[int(part)] if isinstance(at, list) else at[part]
    if isinstance(at, list):
        at[int(last) : int(last) + 1] = [value]
    elif value is None:
        del at[last]
    else:
        at[last] = value
    return written(whole)


def written(instrument: Any) -> bytes:
    """As its JSON text."""
    return json.dumps(instrument, ensure_ascii=False).encode()


def register(stage: Stage, text: bytes, organisation: str = "norrsken") -> Response:
    """An organisation registers it over the API."""
    headers = {**stage.organisation(organisation), "Content-Type": "application/json"}
    return stage.http.post("/v1/instruments", content=text, headers=headers)


def registered(stage: Stage, version: str = "1", organisation: str = "norrsken") -> str:
    """Its id, once it is registered."""
    answer = register(stage, written(plain(version=version)), organisation)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


def instrument_ids(stage: Stage) -> dict[str, str]:
    """For a walk over the route table: Norrsken's, in two versions, so that one is left when the first is retired."""
    first, _ = (registered(stage, version) for version in ("1", "2"))
    return {"{instrument_id}": first}
