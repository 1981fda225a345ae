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
    ("remove_key", lambda us: us.remove_key("org_1", "sys", "k1"), "DELETE", f"{_ONE}/systems/sys/keys/k1", Reply(204)),
]  # fmt: skip
