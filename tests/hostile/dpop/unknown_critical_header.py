"""`crit` names a rule that nobody here knows (RFC 7515, section 4.1.11)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers

REASON = Refusal.PROOF_UNREADABLE


def forge(ground: Ground) -> list[Headers]:
    return [ground.asking(ground.proof({"crit": ["b65"], "b65": True}))]
