"""Instruments: calls, what they send, and answers as they look on the wire."""

from typing import Any

import wire_samples as wire
from small_service import Reply

HEAD: dict[str, Any] = {
    "id": "org_1.first-talk", "version": "1", "stage": "orientation", "title": {"en": "First talk"}, "about": {"en": "Short."},
    "languages": ["en"], "questions": 1, "organisation": wire.ORGANISATION, "registered_at": wire.WHEN, "retired_at": None,
}  # fmt: skip
TEXT: dict[str, Any] = {
    "id": "first-talk", "version": "1", "stage": "orientation", "title": {"en": "First talk"}, "about": {"en": "Short."},
    "sections": [{"id": "you", "title": {"en": "You"}, "items": [
        {"id": "job", "text": {"en": "Which work?"}, "kind": "concept",
         "target": {"section": "expectations", "fields": ["target"], "where": [{"goal": "occupation"}],
                    "begins": {"goal": "occupation"}}}]}],
}  # fmt: skip
WHOLE = {**TEXT, "id": HEAD["id"], "organisation": wire.ORGANISATION}
_ONE = "/v1/instruments/org_1.first-talk"

ME: list[tuple[Any, ...]] = [
    ("instruments", lambda me: me.instruments(), "GET", "/v1/instruments", Reply(content={"instruments": [HEAD]})),
    ("instrument", lambda me: me.instrument("org_1.first-talk", "1"), "GET", _ONE, Reply(content=WHOLE), None,
     [("version", "1")]),
]  # fmt: skip
AGENCY: list[tuple[Any, ...]] = [
    ("own_instruments", lambda us: us.own_instruments(), "GET", "/v1/own-instruments", Reply(content={"instruments": [HEAD]})),
    ("register_instrument", lambda us: us.register_instrument(b'{"id": "first-talk"}'), "POST", "/v1/instruments",
     Reply(201, HEAD), {"id": "first-talk"}),
    ("retire_instrument", lambda us: us.retire_instrument("org_1.first-talk", "1"), "DELETE",
     f"{_ONE}/versions/1", Reply(204)),
]  # fmt: skip
