"""A client secret: there are none (FAPI 2.0 security profile, section 5.3.2.1)."""

from profile_service.identity.authorization.refusals import Refusal
from tests.hostile.client_assertions.ground import Form, Ground

REASON = Refusal.NO_ASSERTION


def forge(ground: Ground) -> list[Form]:
    return [{"grant_type": "client_credentials", "client_id": ground.system.client_id, "client_secret": "x"}]
