"""`htu` twice: two parsers may read two addresses (RFC 8725, section 2.4)."""

import json

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import signed

REASON = Refusal.PROOF_UNREADABLE


def forge(ground: Ground) -> list[Headers]:
    claims = json.dumps(ground.claims()).replace("{", '{"htu": "https://evil.example", ', 1)
    return [ground.asking(signed(ground.header(), claims.encode(), ground.system.bound))]
