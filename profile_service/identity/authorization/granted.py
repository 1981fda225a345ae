"""What was granted, as the token endpoint and grant management tell it (RFC 9396, section 7)."""

from typing import Any

from consent.request import AccessRequest
from consent.terms import Terms
from schemas.access import COMPETENCE_PROFILE


def granted_details(terms: Terms, request: AccessRequest | None) -> dict[str, Any]:
    """`schemas.access.GrantedDetails`: what she said yes to, in the terms of now. Nothing in it says who she is."""
    return details_of(terms, "" if request is None else request.case_reference)


def details_of(terms: Terms, case_reference: str) -> dict[str, Any]:
    """The same, where the case is known already."""
    details: dict[str, Any] = {
        "type": COMPETENCE_PROFILE,
        "purpose_declaration": terms.declaration_id,
        "scopes": [str(scope) for scope in terms.scopes],
        "until": terms.until,
        "ending": terms.ending.value,
        "case_reference": case_reference,
    }
    return {**details, "unit": terms.unit} if terms.unit else details
