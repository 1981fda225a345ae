"""A proof that is right in itself, under a key that the token is not bound to (section 4.3, 12)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.dpop.ground import Ground, Headers
from tests.system import new_key, public_jwk, signed

REASON = Refusal.PROOF_OTHER_KEY


def forge(ground: Ground) -> list[Headers]:
    own = new_key()
    return [ground.asking(signed(ground.header(jwk=public_jwk(own)), ground.claims(), own))]
