"""A token that is bound to nothing, shown as if it were: the proof would prove nothing (section 7.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import METHOD, PATH, Ground, Headers

REASON = Refusal.UNBOUND


def forge(ground: Ground) -> list[Headers]:
    token = ground.system.token()
    return [ground.asking(ground.system.proof(METHOD, PATH, token), token=token)]
