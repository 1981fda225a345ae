"""Commands about ways to sign in, what they send, and a word that they show."""

from typing import Any

import wire_samples as wire
from small_service import Reply

WAYS_IN = {
    "ways_in": [
        {"id": "psk_1", "way_in": "passkey", "name": "My phone", "made_at": wire.WHEN, "last_used_at": None,
         "locked": False, "codes_left": None, "assurance": "substantial"},
        {"id": "sht_1", "way_in": "sheet", "name": "", "made_at": wire.WHEN, "last_used_at": wire.WHEN,
         "locked": True, "codes_left": 46, "assurance": "desk"},
    ]
}  # fmt: skip
ASTRID = [
    (["ways-in"], "GET", "/v1/me/ways-in", Reply(content=WAYS_IN), "My phone"),
]
WITHOUT_AN_ANSWER = {"remove-way-in"}

ME: list[tuple[Any, ...]] = [
    ("ways_in", lambda me: me.ways_in(), "GET", "/v1/me/ways-in", Reply(content=WAYS_IN)),
    ("remove_way_in", lambda me: me.remove_way_in("psk_1"), "DELETE", "/v1/me/ways-in/psk_1", Reply(204)),
]  # fmt: skip
