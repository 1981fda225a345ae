"""`crit` names a rule that nobody here knows (RFC 7515, section 4.1.11)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_UNREADABLE


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion({"crit": ["b65"], "b65": True}))]
