"""Calls and commands about purposes and access by law, with answers as they look on the wire."""

from typing import Any

import wire_samples as wire
from small_service import Reply

VERSION: dict[str, Any] = {
    **wire.DECLARATION, "status": "rejected", "submitted_at": wire.WHEN, "decided_at": wire.WHEN, "remark": "Say more.",
}  # fmt: skip
VERSIONS = {"purpose_declarations": [VERSION]}
BODY = {"contact": "info@norrsken.example"}
DUTY: dict[str, Any] = {
    "id": "dty_1", "reference": "DEMAND-1", "citation": "SFS 2010:197, 7 §", "text": {"en": "It is to be told."}, "scopes": wire.SCOPES,
    "since": wire.WHEN, "until": wire.WHEN,
}  # fmt: skip
DUTIES = {"duties": [DUTY]}
OWN_DUTIES: dict[str, Any] = {
    "individual": "ind_1",
    "duties": [{**DUTY, "organisation": wire.ORGANISATION, "stands": True, "ended_at": None, "reads": 1,
                "last_read_at": wire.WHEN}],
}  # fmt: skip
TO_DECIDE = {"declaration": VERSION, "in_force": None}
REGISTERED = {
    "duties": [
        {**DUTY, "organisation": wire.ORGANISATION, "individual": "ind_1", "stands": True, "ended_at": None}
    ]
}
_PURPOSES = "/v1/purpose-declarations"
_DECIDED = "/v1/operator/purpose-declarations"

ME = [("duties", lambda me: me.duties(), "GET", "/v1/me/duties", Reply(content=OWN_DUTIES))]
AGENCY = [
    ("declared", lambda us: us.declared(), "GET", _PURPOSES, Reply(content=VERSIONS), None, [("status", "any")]),
    ("declaration_versions", lambda us: us.declaration_versions("dec_1"), "GET", f"{_PURPOSES}/dec_1",
     Reply(content=VERSIONS)),
    ("declare", lambda us: us.declare(BODY), "POST", _PURPOSES, Reply(201, VERSION), BODY),
    ("withdraw_declaration", lambda us: us.withdraw_declaration("dec_1"), "POST", f"{_PURPOSES}/dec_1/withdraw", Reply(204)),
    ("duties", lambda us: us.duties(), "GET", "/v1/duties", Reply(content=DUTIES)),
]  # fmt: skip
OPERATOR = [
    ("declarations_to_decide", lambda us: us.declarations_to_decide(), "GET", _DECIDED,
     Reply(content={"purpose_declarations": [TO_DECIDE]}), None, [("status", "submitted")]),
    ("declaration_to_decide", lambda us: us.declaration_to_decide("dec_1", 2), "GET", f"{_DECIDED}/dec_1/versions/2",
     Reply(content=TO_DECIDE)),
    ("approve", lambda us: us.approve("dec_1", 2), "POST", f"{_DECIDED}/dec_1/versions/2/approve", Reply(204), {}),
    ("reject", lambda us: us.reject("dec_1", 2, "No."), "POST", f"{_DECIDED}/dec_1/versions/2/reject", Reply(204),
     {"remark": "No."}),
    ("revoke_declaration", lambda us: us.revoke_declaration("dec_1", "Over."), "POST", f"{_DECIDED}/dec_1/withdraw",
     Reply(204), {"remark": "Over."}),
    ("organisations", lambda us: us.organisations(), "GET", "/v1/operator/organisations",
     Reply(content={"organisations": [{**wire.ORGANISATION, "number": "5560000035"}]})),
    ("registered_duties", lambda us: us.registered_duties(), "GET", "/v1/operator/duties", Reply(content=REGISTERED)),
    ("register_duty", lambda us: us.register_duty({"citation": "A"}), "POST", "/v1/operator/duties",
     Reply(201, {"id": "dty_1"}), {"citation": "A"}),
    ("end_duty", lambda us: us.end_duty("dty_1"), "POST", "/v1/operator/duties/dty_1/end", Reply(204)),
]  # fmt: skip

ASTRID = [(["by-law"], "GET", "/v1/me/duties", Reply(content=OWN_DUTIES), "your number here is ind_1")]
NORRSKEN = [
    (["declared"], "GET", _PURPOSES, Reply(content=VERSIONS), "Say more."),
    (["declared", "dec_1"], "GET", f"{_PURPOSES}/dec_1", Reply(content=VERSIONS), "dec_1 version 1 (rejected)"),
    (["declare", '{"contact": "x"}'], "POST", _PURPOSES, Reply(201, VERSION), "dec_1"),
    (["duties"], "GET", "/v1/duties", Reply(content=DUTIES), "SFS 2010:197, 7 §"),
]  # fmt: skip
WITHOUT_AN_ANSWER = {"take-back"}
