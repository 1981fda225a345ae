"""Commands about papers, and what they send."""

from typing import Any

import wire_samples as wire
from small_service import Reply

PAPERS = {
    "papers": [
        {"id": "pap_1", "kind": "sheet", "made_at": wire.WHEN, "taken_back_at": None},
        {"id": "pap_2", "kind": "plan", "made_at": wire.WHEN, "taken_back_at": wire.WHEN},
    ]
}
BACK = "/v1/me/papers/pap_1/take-back"
ASTRID = [
    (["papers"], "GET", "/v1/me/papers", Reply(content=PAPERS), "sheet"),
]
WITHOUT_AN_ANSWER = {"take-paper-back"}

ME: list[tuple[Any, ...]] = [
    ("papers", lambda me: me.papers(), "GET", "/v1/me/papers", Reply(content=PAPERS)),
    ("take_paper_back", lambda me: me.take_paper_back("pap_1"), "POST", BACK, Reply(204)),
]
