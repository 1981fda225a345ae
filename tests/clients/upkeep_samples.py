"""Commands that look after what is shared, what they send, and a word that they show."""

from typing import Any

import wire_samples as wire
from small_service import Reply

_GRANT = "/v1/me/grants/gra_1"
_PAUSED = {**wire.GRANT, "state": "paused", "paused": {"since": wire.WHEN, "all_sharing": True}}

ASTRID = [
    (["narrow", "gra_1", "--once", "--shut-reader", "Nils"], "POST", f"{_GRANT}/narrow",
     Reply(content={**wire.GRANT, "barred": {"units": [], "readers": ["Nils"]}}), "shut out: Nils"),
    (["pause", "gra_1"], "POST", f"{_GRANT}/pause", Reply(content=_PAUSED), "as all sharing"),
    (["resume", "gra_1"], "POST", f"{_GRANT}/resume", Reply(content=wire.GRANT), "gra_1"),
    (["undo", "gra_1"], "POST", f"{_GRANT}/undo", Reply(content={**wire.GRANT, "state": "withdrawn"}), "withdrawn"),
    (["close-case", "gra_1"], "POST", f"{_GRANT}/close-case", Reply(content={**wire.GRANT, "ending": "case"}), "case"),
    (["pause-all"], "POST", "/v1/me/pause", Reply(content=wire.SHARING), "all sharing is paused"),
    (["resume-all"], "POST", "/v1/me/resume", Reply(content={"paused": False}), "all sharing goes on"),
    (["who-sees", "skills", "level"], "GET", "/v1/me/readers", Reply(content=wire.SEERS), "the link for Cook"),
    (["review"], "GET", "/v1/me/review", Reply(content={"grants": [wire.GRANT]}), "gra_1"),
]  # fmt: skip
WITHOUT_AN_ANSWER = {"close"}

ME: list[tuple[Any, ...]] = [
    ("narrow", lambda me: me.narrow("gra_1", scopes=wire.SCOPES, once=True, readers=["Nils"]), "POST", "/v1/me/grants/gra_1/narrow",
         Reply(content=wire.GRANT), {"scopes": wire.SCOPES, "ending": "once", "barred": {"units": [], "readers": ["Nils"]}}),
    ("pause", lambda me: me.pause("gra_1"), "POST", "/v1/me/grants/gra_1/pause",
         Reply(content=wire.GRANT)),
    ("resume", lambda me: me.resume("gra_1"), "POST", "/v1/me/grants/gra_1/resume",
         Reply(content=wire.GRANT)),
    ("undo", lambda me: me.undo("gra_1"), "POST", "/v1/me/grants/gra_1/undo",
         Reply(content=wire.GRANT)),
    ("close_case", lambda me: me.close_case("gra_1"), "POST", "/v1/me/grants/gra_1/close-case",
         Reply(content=wire.GRANT)),
    ("sharing", lambda me: me.sharing(), "GET", "/v1/me/pause", Reply(content=wire.SHARING)),
    ("pause_all", lambda me: me.pause_all(), "POST", "/v1/me/pause",
         Reply(content=wire.SHARING)),
    ("resume_all", lambda me: me.resume_all(), "POST", "/v1/me/resume",
         Reply(content=wire.SHARING)),
    ("who_sees", lambda me: me.who_sees("skills", "level", "itm_1"), "GET", "/v1/me/readers",
         Reply(content=wire.SEERS), None, [("section", "skills"), ("field", "level"), ("item", "itm_1")]),
    ("reminders", lambda me: me.reminders(), "GET", "/v1/me/reminders",
         Reply(content={"ending_soon": [wire.GRANT], "unused": 1})),
    ("review", lambda me: me.review(), "GET", "/v1/me/review", Reply(content={"grants": [wire.GRANT]})),
    ("end_reviewed", lambda me: me.end_reviewed(["gra_1"]), "POST", "/v1/me/review",
         Reply(content={"grants": [wire.GRANT]}), {"grants": ["gra_1"]}),
]  # fmt: skip
