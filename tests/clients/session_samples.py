"""Commands about sessions, what they send, and a word that they show."""

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
