"""Commands about inquiries and attempts, what they send, and a word that they show."""

from typing import Any

import wire_samples as wire
from small_service import Reply

ASTRID = [
    (["inquire", "evt_1", "--words", "Why?", "--pause"], "POST", "/v1/me/disclosures/evt_1/inquiry",
     Reply(201, wire.INQUIRY), "He planned it."),
    (["inquiries"], "GET", "/v1/me/inquiries", Reply(content={"inquiries": [wire.INQUIRY]}), "Why?"),
    (["end-inquiry", "inq_1", "--not-enough"], "POST", "/v1/me/inquiries/inq_1/close",
     Reply(content={**wire.INQUIRY, "state": "closed", "enough": False}), "not enough"),
    (["attempts"], "GET", "/v1/me/attempts", Reply(content={"attempts": [wire.ATTEMPTS]}), "North"),
]  # fmt: skip
NORRSKEN = [
    (["inquired"], "GET", "/v1/inquiries", Reply(content={"inquiries": [{**wire.INQUIRY, "overdue": True}]}), "overdue"),
    (["answer-inquiry", "inq_1", "--answer", "He planned it.", "--reader", "Ann"], "POST",
     "/v1/inquiries/inq_1/answer", Reply(content=wire.INQUIRY), "answered"),
]  # fmt: skip
WITHOUT_AN_ANSWER = {"let-again"}

ME: list[tuple[Any, ...]] = [
    ("inquire", lambda me: me.inquire("evt_1", "Why?", pause=True), "POST", "/v1/me/disclosures/evt_1/inquiry",
         Reply(201, wire.INQUIRY), {"words": "Why?", "pause": True}),
    ("own_inquiries", lambda me: me.own_inquiries(), "GET", "/v1/me/inquiries", Reply(content={"inquiries": [wire.INQUIRY]})),
    ("inquiry", lambda me: me.inquiry("inq_1"), "GET", "/v1/me/inquiries/inq_1", Reply(content=wire.INQUIRY)),
    ("end_inquiry", lambda me: me.end_inquiry("inq_1", enough=False), "POST", "/v1/me/inquiries/inq_1/close",
         Reply(content=wire.INQUIRY), {"enough": False}),
]  # fmt: skip
AGENCY: list[tuple[Any, ...]] = [
    ("inquiries", lambda us: us.inquiries(), "GET", "/v1/inquiries", Reply(content={"inquiries": [wire.INQUIRY]})),
    ("answer_inquiry", lambda us: us.answer_inquiry("inq_1", "He planned it.", reader="Ann"), "POST",
         "/v1/inquiries/inq_1/answer", Reply(content=wire.INQUIRY), {"answer": "He planned it.", "reader": "Ann"}),
]  # fmt: skip
