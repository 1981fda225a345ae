"""An assertion of five thousand characters, to be parsed before anybody is known."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_UNREADABLE


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion({"kid": "k" * 5_000}))]
