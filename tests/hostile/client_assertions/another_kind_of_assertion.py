"""A SAML assertion, by its type (RFC 7522)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.NO_ASSERTION


def forge(ground: Ground) -> list[Form]:
    saml = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"
    return [{**ground.asking(ground.system.assertion()), "client_assertion_type": saml}]
