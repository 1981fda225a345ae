"""Commands about sessions, what they send, and a word that they show."""

from typing import Any

import wire_samples as wire
from small_service import Reply

SESSIONS = {
    "sessions": [
        {"id": "ses_1", "device": "Firefox, Linux", "way_in": "passkey", "proved_at": wire.WHEN, "opened_at": wire.WHEN,
         "last_used_at": wire.WHEN, "shared_computer": True}
    ]
}  # fmt: skip
ASTRID = [
    (["sessions"], "GET", "/v1/me/sessions", Reply(content=SESSIONS), "Firefox, Linux"),
]
WITHOUT_AN_ANSWER = {"end-session"}

ME: list[tuple[Any, ...]] = [
    ("sessions", lambda me: me.sessions(), "GET", "/v1/me/sessions", Reply(content=SESSIONS)),
    ("end_session", lambda me: me.end_session("ses_1"), "DELETE", "/v1/me/sessions/ses_1", Reply(204)),
    ("end_sessions", lambda me: me.end_sessions(), "DELETE", "/v1/me/sessions", Reply(204)),
]  # fmt: skip
