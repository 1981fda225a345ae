"""The attacker brings the key along that her signature fits (RFC 7515, section 10.3)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import new_key, public_jwk, signed

REASON = Refusal.ASSERTION_HEADER


def forge(ground: Ground) -> list[Form]:
    own = new_key()
    header = ground.system.header(jwk=public_jwk(own))
    return [ground.asking(signed(header, ground.system.claims(), own))]
