"""Answers of the service, as they look on the wire."""

from typing import Any

import signed_records

ORGANISATION = {"id": "norrsken", "name": "Norrsken AB", "role": "agency"}
PURPOSE = {
    "code": "https://w3id.org/dpv#ServiceProvision",
    "sentence": {"sv": "Vi söker jobb.", "en": "We look for work."},
}
SCOPES = ["profile:skills:read"]
WHEN = "2026-03-01T08:00:00Z"

DECLARATION: dict[str, Any] = {
    "id": "dec_1", "version": 1, "organisation": ORGANISATION, "purpose": PURPOSE, "legal_basis": "A law.",
    "scopes": [{"scope": SCOPES[0], "reason": {"en": "To match."}, "needed": True}],
    "retention": {"en": "One year."}, "onward_recipients": [], "on_no": {"en": "Nothing."},
    "other_way": {"en": "Talk to us."}, "contact": "info@norrsken.example", "status": "approved",
}  # fmt: skip
REQUEST: dict[str, Any] = {
    "id": "req_1", "organisation": ORGANISATION, "unit": None, "purpose_declaration": DECLARATION, "scopes": SCOPES,
    "until": None, "case_reference": "A-1", "message": "Hello", "created": WHEN, "state": "pending", "grant_id": None,
}  # fmt: skip
GRANT: dict[str, Any] = {
    "id": "gra_1", "organisation": ORGANISATION, "unit": None, "purpose": PURPOSE,
    "purpose_declaration": {"id": "dec_1", "version": 1}, "scopes": SCOPES, "given_at": WHEN, "until": "2026-06-01",
    "state": "active", "ended_at": None, "case_reference": "A-1", "last_read_at": None, "reads": 0,
    "receipt": "/v1/me/receipts/gra_1",
}  # fmt: skip
GRANTEE_GRANT: dict[str, Any] = {
    "id": "gra_1", "access_request": "req_1", "purpose": PURPOSE, "purpose_declaration": {"id": "dec_1", "version": 1},
    "scopes": SCOPES, "given_at": WHEN, "until": "2026-06-01", "case_reference": "A-1", "receipt": "/v1/receipts/gra_1",
}  # fmt: skip
RECEIPT: dict[str, Any] = {
    "id": "rcp_1", "access_request": "req_1", "grant_id": "gra_1", "kind": "given", "at": WHEN,
    "record": signed_records.record(), "signed": "e30.e30.AA",
}  # fmt: skip
RECEIPTS: dict[str, Any] = {"receipts": [RECEIPT]}
ITEM: dict[str, Any] = {
    "id": "itm_1", "section": "skills", "version": 3, "source": {"kind": "individual", "name": "Astrid"},
    "strength": "self", "created": WHEN, "last_confirmed": WHEN, "review_date": None,
    "content": {"skill": {"label": "Welding"}, "level": 3},
}  # fmt: skip
PROFILE: dict[str, Any] = {"revision": 7, "sections": {"skills": [ITEM]}}
EXPORT: dict[str, Any] = {**PROFILE, "receipts": [RECEIPT]}
HISTORY: dict[str, Any] = {
    "versions": [
        {"version": 1, "at": WHEN, "source": ITEM["source"], "change": "added", "content": ITEM["content"]},
        {"version": 2, "at": WHEN, "source": ITEM["source"], "change": "removed", "content": None},
    ]
}
REPORT: dict[str, Any] = {
    "format": "json-resume",
    "added": [{"section": "skills", "id": "itm_1"}],
    "unmapped": [{"path": "/basics/image", "reason": "there is no place for a picture"}],
}
DISCLOSURE: dict[str, Any] = {
    "grant": {
        "id": "gra_1", "purpose": PURPOSE, "purpose_declaration": {"id": "dec_1", "version": 1}, "scopes": SCOPES,
        "until": "2026-06-01",
    },
    "profile": {"skills": [ITEM]},
    "receipt": "/v1/me/receipts/gra_1",
}  # fmt: skip
LOG: dict[str, Any] = {
    "disclosures": [
        {"id": "evt_1", "at": WHEN, "organisation": ORGANISATION, "reader": "Ann", "kind": "read",
         "outcome": "disclosed", "scopes": SCOPES, "purpose": PURPOSE, "grant_id": "gra_1"},
        {"id": "evt_0", "at": WHEN, "organisation": None, "kind": "something-newer"},
    ],
    "next": "41",
}  # fmt: skip
CODE = {"code": "7K2MF-9Q4TX", "expires_at": WHEN, "uri": "https://egenkarta.example/c#7K2MF-9Q4TX"}
SHARING = {"paused": True, "since": WHEN}
SEERS: dict[str, Any] = {
    "section": "skills", "field": "level", "item": "itm_1",
    "now": [{"basis": "grant", "id": "gra_1", "organisation": ORGANISATION, "purpose": PURPOSE, "until": WHEN}],
    "next": [{"basis": "share", "id": "shr_1", "vacancy": "Cook", "until": WHEN}],
}  # fmt: skip

INQUIRY = {
    "id": "inq_1",
    "organisation": ORGANISATION,
    "reading": {"at": "2026-02-01T10:00:00Z", "reader": "Ann", "case_reference": "A-1"},
    "words": "Why?",
    "opened_at": "2026-02-02T10:00:00Z",
    "deadline": "2026-02-16T10:00:00Z",
    "state": "answered",
    "overdue": False,
    "answer": "He planned it.",
    "answered_by": "Ann",
    "answered_at": "2026-02-03T10:00:00Z",
}
ATTEMPTS = {
    "organisation": ORGANISATION,
    "unit": "North",
    "asked_again": 2,
    "tried_to_read": 0,
    "first": "2026-02-01T10:00:00Z",
    "last": "2026-02-02T10:00:00Z",
}
