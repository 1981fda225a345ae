"""Other claims under a signature that was right."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import encoded

REASON = Refusal.ASSERTION_KEY


def forge(ground: Ground) -> list[Form]:
    head, _, signature = ground.system.assertion().split(".")
    return [ground.asking(f"{head}.{encoded(ground.system.claims())}.{signature}")]
