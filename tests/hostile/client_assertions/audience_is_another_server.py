"""An assertion made for another server, which now shows it here."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_AUDIENCE


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion(aud="https://other.example"))]
