"""No signature at all (RFC 8725, section 3.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground
from tests.system import encoded

REASON = Refusal.ASSERTION_ALGORITHM


def forge(ground: Ground) -> list[Form]:
    header = ground.system.header(alg="none")
    return [ground.asking(f"{encoded(header)}.{encoded(ground.system.claims())}.")]
