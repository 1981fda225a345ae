"""What the authorization server tells of itself (RFC 8414, section 2)."""

from typing import Any, Final

from profile_service.identity.authorization.claims import ALGORITHMS
from profile_service.identity.authorization.client_authentication import METHOD
from profile_service.identity.authorization.token_grants import GRANT_TYPES
from profile_service.identity.tokens import ORGANISATION_SCOPE
from schemas.access import COMPETENCE_PROFILE

TOKEN_PATH: Final = "/oauth/token"  # noqa: S105  an address, not a secret
PUSH_PATH: Final = "/oauth/par"
AUTHORIZE_PATH: Final = "/oauth/authorize"
JWKS_PATH: Final = "/oauth/jwks"


def metadata(issuer: str) -> dict[str, Any]:
    """The authorization server's metadata."""
    return {
        "issuer": issuer,
        "authorization_endpoint": issuer + AUTHORIZE_PATH,
        "pushed_authorization_request_endpoint": issuer + PUSH_PATH,
        "require_pushed_authorization_requests": True,
        "token_endpoint": issuer + TOKEN_PATH,
        "jwks_uri": issuer + JWKS_PATH,
        "grant_types_supported": list(GRANT_TYPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "authorization_response_iss_parameter_supported": True,
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": [METHOD],
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        "authorization_details_types_supported": [COMPETENCE_PROFILE],
        "scopes_supported": [ORGANISATION_SCOPE],
    }
