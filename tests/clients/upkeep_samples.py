"""Commands that look after what is shared, what they send, and a word that they show."""

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
