"""Another registered client signs in this one's name."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import signed

REASON = Refusal.ASSERTION_KEY


def forge(ground: Ground) -> list[Form]:
    forged = signed(ground.system.header(), ground.system.claims(), ground.other.key)
    return [ground.asking(forged)]
