"""Infinity, which JSON does not know and parsers read, is later than any time."""

import json

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import signed

REASON = Refusal.ASSERTION_TIME


def forge(ground: Ground) -> list[Form]:
    claims = json.dumps(ground.system.claims(exp=float("inf"))).encode()
    return [ground.asking(signed(ground.system.header(), claims, ground.system.key))]
