"""What the authorization server tells of itself (RFC 8414, section 2)."""

from typing import Any, Final

from profile_service.identity.authorization.claims import ALGORITHMS
from profile_service.identity.authorization.client_authentication import METHOD
from profile_service.identity.authorization.grant_types import GRANT_TYPES
from profile_service.identity.tokens import ORGANISATION_SCOPE
from schemas.access import COMPETENCE_PROFILE

TOKEN_PATH: Final = "/oauth/token"  # noqa: S105  an address, not a secret
PUSH_PATH: Final = "/oauth/par"
AUTHORIZE_PATH: Final = "/oauth/authorize"
JWKS_PATH: Final = "/oauth/jwks"
INTROSPECT_PATH: Final = "/oauth/introspect"
REVOKE_PATH: Final = "/oauth/revoke"
GRANTS_PATH: Final = "/oauth/grants"
RESOURCE_PATH: Final = "/v1"
RESOURCE_METADATA_PATH: Final = "/.well-known/oauth-protected-resource" + RESOURCE_PATH


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
        "introspection_endpoint": issuer + INTROSPECT_PATH,
        "introspection_endpoint_auth_methods_supported": [METHOD],
        "introspection_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "revocation_endpoint": issuer + REVOKE_PATH,
        "revocation_endpoint_auth_methods_supported": [METHOD],
        "revocation_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        # Grant Management for OAuth 2.0, section 7.1.
        "grant_management_endpoint": issuer + GRANTS_PATH,
        "grant_management_actions_supported": ["create", "query", "revoke"],
        "grant_management_action_required": False,
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        "authorization_details_types_supported": [COMPETENCE_PROFILE],
        "scopes_supported": [ORGANISATION_SCOPE],
        "protected_resources": [issuer + RESOURCE_PATH],
    }


def resource_metadata(issuer: str) -> dict[str, Any]:
    """What the API tells of itself (RFC 9728, section 2), for a client that knows nothing but its address."""
    return {
        "resource": issuer + RESOURCE_PATH,
        "authorization_servers": [issuer],
        "scopes_supported": [ORGANISATION_SCOPE],
        "bearer_methods_supported": ["header"],
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        "dpop_bound_access_tokens_required": False,
        "authorization_details_types_supported": [COMPETENCE_PROFILE],
        "resource_name": "Egenkarta",
    }
