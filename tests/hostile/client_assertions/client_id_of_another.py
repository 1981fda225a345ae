"""The form names another client than the assertion proves (RFC 7521, section 4.2)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.OTHER_CLIENT


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(), client_id=ground.other.client_id)]
