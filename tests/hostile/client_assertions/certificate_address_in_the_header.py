"""`x5u`: an address that the service is to fetch a certificate from (RFC 8725, section 3.10)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.ASSERTION_HEADER


def forge(ground: Ground) -> list[Form]:
    return [ground.asking(ground.system.assertion({"x5u": "https://evil.example/chain.pem"}))]
