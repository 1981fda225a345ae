"""An algorithm that is not offered, with a key that nobody registered (FAPI 2.0 security profile, section 5.4.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import rsa_key, signed

REASON = Refusal.ASSERTION_ALGORITHM


def forge(ground: Ground) -> list[Form]:
    forged = signed(ground.system.header(alg="RS256"), ground.system.claims(), rsa_key(), "RS256")
    return [ground.asking(forged)]
