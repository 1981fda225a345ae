"""`sub` names another client than the one that signs."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_KEY


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(sub=ground.other.client_id))]
