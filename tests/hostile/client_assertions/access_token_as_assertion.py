"""The service's own access token, which it has signed itself."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_HEADER


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.token())]
