"""Calls about organisations, with answers as they look on the wire."""

from typing import Any

import wire_samples as wire
from small_service import Reply

_ALL = "/v1/operator/organisations"
_ONE = f"{_ALL}/org_1"
KEY = {"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "kid": "k1"}
INVITATION = {"staff": "stf_1", "code": "AAAAA-BBBBB-CCCCC-DDDDD", "expires_at": wire.WHEN}
DETAILS: dict[str, Any] = {
    **wire.ORGANISATION, "number": "5560360793", "units": ["Vux"],
    "staff": [{"id": "stf_1", "name": "Anna Ask", "places": [{"unit": "Vux", "roles": ["administrator"]}],
               "invited_until": wire.WHEN}],
    "systems": [{"client_id": "sys", "kids": ["k1"], "redirect_uris": [], "dpop_required": True,
                 "handles_protected_identity": False}],
}  # fmt: skip
_SYSTEM = {
    "client_id": "sys", "key": KEY, "redirect_uris": [], "dpop_required": True, "handles_protected_identity": False,
}  # fmt: skip

HEALTH = {
    "at": wire.WHEN, "version": "0.1.0", "started_at": wire.WHEN, "ails": False,
    "database": {"kind": "sqlite", "size": 4096, "revision": "0022", "key_versions_in_use": [1]},
    "lanes": {"write": 0, "read": 1}, "rounds": [{"name": "expire_due", "last_done_at": wire.WHEN, "late": False}],
    "webhooks": {"waiting": 0, "given_up": None}, "messages": {"email": {"waiting": 20, "given_up": 0}},
    "disk_free": 1, "keys": {"newest": 1, "versions": [1], "token_keys": 1, "record_keys": 1, "changed_at": wire.WHEN},
}  # fmt: skip
JOURNAL = {
    "at": wire.WHEN, "whole": True, "rows": 40, "newest_at": wire.WHEN, "missing_numbers": 0, "twice": 0,
    "guards": {"journal_no_update": True},
    "tree": {"size": 40, "lag": 0, "signed_at": wire.WHEN, "witnesses": 1, "witnessed": 38, "mismatches": 0}, "since": wire.WHEN, "by_day": [{"of": "2026-11-20", "rows": 40}],
    "by_kind": [{"of": "read", "rows": None}],
}  # fmt: skip
OPERATOR: list[tuple[Any, ...]] = [
    ("add_organisation", lambda us: us.add_organisation("Nordby", "556036-0793", "agency"), "POST", _ALL,
     Reply(201, {"id": "org_1"}), {"name": "Nordby", "number": "556036-0793", "role": "agency"}),
    ("organisation_details", lambda us: us.organisation_details("org_1"), "GET", _ONE, Reply(content=DETAILS)),
    ("close_organisation", lambda us: us.close_organisation("org_1", "Merged."), "POST", f"{_ONE}/close", Reply(204),
     {"remark": "Merged."}),
    ("add_unit", lambda us: us.add_unit("org_1", "Vux"), "POST", f"{_ONE}/units", Reply(204), {"unit": "Vux"}),
    ("invite_administrator", lambda us: us.invite_administrator("org_1", name="Anna Ask", unit="Vux"), "POST",
     f"{_ONE}/administrators", Reply(201, INVITATION), {"name": "Anna Ask", "unit": "Vux"}),
    ("remove_staff", lambda us: us.remove_staff("org_1", "stf_1"), "DELETE", f"{_ONE}/staff/stf_1", Reply(204)),
    ("add_system", lambda us: us.add_system("org_1", "sys", KEY), "POST", f"{_ONE}/systems", Reply(204), _SYSTEM),
    ("remove_system", lambda us: us.remove_system("org_1", "sys"), "DELETE", f"{_ONE}/systems/sys", Reply(204)),
    ("add_key", lambda us: us.add_key("org_1", "sys", KEY), "POST", f"{_ONE}/systems/sys/keys", Reply(204), {"key": KEY}),
    ("health", lambda us: us.health(), "GET", "/v1/operator/health", Reply(content=HEALTH)),
    ("journal", lambda us: us.journal(), "GET", "/v1/operator/journal", Reply(content=JOURNAL)),
    ("remove_key", lambda us: us.remove_key("org_1", "sys", "k1"), "DELETE", f"{_ONE}/systems/sys/keys/k1", Reply(204)),
]  # fmt: skip
