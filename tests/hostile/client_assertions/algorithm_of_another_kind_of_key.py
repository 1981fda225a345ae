"""EdDSA in the header, and the registered key is one for ES256 (RFC 8725, section 3.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_KEY


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion({"alg": "EdDSA"}))]
