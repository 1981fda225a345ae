"""News and where she is told of it: calls and commands, what they send, and a word that they show."""

from typing import Any

import wire_samples as wire
from small_service import Reply

from schemas.access import ReachBody, ReachWhen

_AT = "/v1/me/reach"
NEWS = {
    "news": [{"id": "nws_1", "kind": "first_reading", "at": wire.WHEN, "about": "gra_1"}],
    "unseen": 1,
    "more": False,
}
_PLACE = {
    "possible": True,
    "on": True,
    "sends": True,
    "address": "astrid@example.org",
    "confirmed_at": wire.WHEN,
}
_WHEN = {"waiting": "at_once", "readings": "never", "changes": "daily"}
REACH = {
    "email": _PLACE, "sms": {"possible": False, "on": False, "sends": False}, "when": _WHEN,
    "quiet_from": 21, "quiet_to": 8, "nameless": False,
}  # fmt: skip
_TOLD = Reply(content=REACH)
CHOSEN = ReachBody(
    email=True, sms=False, when=ReachWhen(waiting="at_once", readings="never", changes="daily")
)

ASTRID = [
    (["news", "--page", "1"], "GET", "/v1/me/news", Reply(content=NEWS), "first reading (new)"),
    (["reach"], "GET", _AT, _TOLD, "astrid@example.org, on"),
    (["choose-reach", "--email", "--readings", "daily"], "PUT", _AT, _TOLD, "quiet: from 21 to 8"),
    (["reach-at", "email", "a@example.org"], "PUT", f"{_AT}/email", _TOLD, "e-mail"),
    (["reach-code", "email", "123456"], "POST", f"{_AT}/email/confirm", _TOLD, "e-mail"),
    (["reach-not", "sms"], "DELETE", f"{_AT}/sms", _TOLD, "sms: not here"),
]
ME: list[tuple[Any, ...]] = [
    ("news", lambda me: me.news(2), "GET", "/v1/me/news", Reply(content=NEWS), None, [("page", "2")]),
    ("news_seen", lambda me: me.news_seen("nws_1"), "POST", "/v1/me/news/seen", Reply(204), {"until": "nws_1"}),
    ("reach", lambda me: me.reach(), "GET", _AT, _TOLD),
    ("choose_reach", lambda me: me.choose_reach(CHOSEN), "PUT", _AT, _TOLD, CHOSEN.model_dump(mode="json")),
    ("name_reach", lambda me: me.name_reach("email", "a@example.org"), "PUT", f"{_AT}/email", _TOLD,
         {"address": "a@example.org"}),
    ("confirm_reach", lambda me: me.confirm_reach("sms", "123456"), "POST", f"{_AT}/sms/confirm", _TOLD,
         {"code": "123456"}),
    ("forget_reach", lambda me: me.forget_reach("sms"), "DELETE", f"{_AT}/sms", _TOLD),
]  # fmt: skip
