"""`sub` twice: two parsers may read two clients (RFC 8725, section 2.4; RFC 7519, section 4)."""

import json

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import signed

REASON = Refusal.ASSERTION_UNREADABLE


def forge(ground: Ground) -> list[Form]:
    claims = json.dumps(ground.system.claims())
    twice = claims.replace("{", f'{{"sub": "{ground.other.client_id}", ', 1).encode()
    return [ground.asking(signed(ground.system.header(), twice, ground.system.key))]
