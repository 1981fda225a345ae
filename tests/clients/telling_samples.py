"""Calls and commands about being told: what is run, what is sent, what comes back, and what is shown of it."""

from typing import Any

import wire_samples as wire
from small_service import Reply

ABOUT = {"grant_id": "gra_1"}
WEBHOOK = {"id": "whk_1", "url": "https://receiver.example.org/", "registered_at": wire.WHEN}
CREATED = {**WEBHOOK, "secret": "whsec_" + "A" * 43 + "="}
LETTER = {
    "id": "dlv_1", "webhook": "whk_1", "url": WEBHOOK["url"], "notice": "ntc_1", "type": "grant.changed", "data": ABOUT,
    "tried_since": wire.WHEN, "attempts": 77, "result": "timeout",
}  # fmt: skip
NOTICE = {
    "id": "ntc_1", "type": "grant.changed", "data": ABOUT, "at": wire.WHEN, "acknowledged_at": wire.WHEN,
    "erased_at": None,
}  # fmt: skip
OWN: dict[str, Any] = {
    "id": "ntc_1", "organisation": wire.ORGANISATION, "change": "ended", "data": ABOUT, "at": wire.WHEN,
    "told_at": wire.WHEN, "acknowledged_at": None, "erased_at": None, "answer_due": wire.WHEN, "overdue": True,
}  # fmt: skip
LETTERS = "/v1/webhooks/dead-letters"

ME: list[tuple[Any, ...]] = [
    ("own_notices", lambda me: me.own_notices(), "GET", "/v1/me/notices", Reply(content={"notices": [OWN]})),
]
AGENCY: list[tuple[Any, ...]] = [
    ("webhooks", lambda us: us.webhooks(), "GET", "/v1/webhooks", Reply(content={"webhooks": [WEBHOOK]})),
    ("register_webhook", lambda us: us.register_webhook(WEBHOOK["url"]), "POST", "/v1/webhooks", Reply(201, CREATED),
     {"url": WEBHOOK["url"]}),
    ("close_webhook", lambda us: us.close_webhook("whk_1"), "DELETE", "/v1/webhooks/whk_1", Reply(204)),
    ("dead_letters", lambda us: us.dead_letters(), "GET", LETTERS, Reply(content={"dead_letters": [LETTER]})),
    ("redeliver", lambda us: us.redeliver("dlv_1"), "POST", LETTERS + "/dlv_1/redeliver", Reply(204)),
    ("notices", lambda us: us.notices(), "GET", "/v1/notices", Reply(content={"notices": [NOTICE]})),
    ("notices", lambda us: us.notices(unacknowledged=True, limit=5), "GET", "/v1/notices",
     Reply(content={"notices": []}), None, [("unacknowledged", "true"), ("limit", "5")]),
    ("acknowledge", lambda us: us.acknowledge("ntc_1", erased=True), "POST", "/v1/notices/ntc_1/acknowledge",
     Reply(content=NOTICE), {"erased": True}),
]  # fmt: skip

HER_COMMANDS: list[tuple[Any, ...]] = [
    (["told"], "GET", "/v1/me/notices", Reply(content={"notices": [OWN]}), "overdue since"),
]
THEIR_COMMANDS: list[tuple[Any, ...]] = [
    (["webhooks"], "GET", "/v1/webhooks", Reply(content={"webhooks": [WEBHOOK]}), "whk_1: https://receiver.example.org/"),
    (["webhook-register", "https://receiver.example.org/"], "POST", "/v1/webhooks", Reply(201, CREATED), "secret: whsec_AAAA"),
    (["dead-letters"], "GET", LETTERS, Reply(content={"dead_letters": [LETTER]}), "attempts: 77"),
    (["notices"], "GET", "/v1/notices", Reply(content={"notices": [NOTICE]}), "ntc_1: grant.changed gra_1"),
    (["acknowledge", "ntc_1", "--erased"], "POST", "/v1/notices/ntc_1/acknowledge", Reply(content=NOTICE), "acknowledged"),
]  # fmt: skip
WITHOUT_AN_ANSWER = {"webhook-close", "redeliver", "receive"}
