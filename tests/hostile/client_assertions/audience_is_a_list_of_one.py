"""The audience must be a single string, not a list of one (the same clause)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.stage import BASE_URL

REASON = Refusal.ASSERTION_AUDIENCE


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(aud=[BASE_URL]))]
