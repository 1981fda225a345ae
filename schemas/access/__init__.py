"""Asking, granting, reading: the wire models of consented access."""

from schemas.access.declarations import (
    DeclarationReference,
    DeclarationStatus,
    DeclaredScope,
    Organisation,
    Purpose,
    PurposeDeclaration,
    PurposeDeclarationList,
)
from schemas.access.disclosures import (
    Disclosure,
    DisclosureBody,
    DisclosureGrant,
    DisclosureRecord,
    DisclosureRecordList,
    Outcome,
)
from schemas.access.grants import Grant, GrantBody, GrantList, GrantState
from schemas.access.requests import (
    AccessRequest,
    AccessRequestBody,
    AccessRequestCreated,
    AccessRequestList,
    AccessRequestStatus,
    ConnectionCode,
    RequestState,
)
from schemas.access.scope import Scope, Scopes

__all__ = [
    "AccessRequest", "AccessRequestBody", "AccessRequestCreated", "AccessRequestList", "AccessRequestStatus",
    "ConnectionCode", "DeclarationReference", "DeclarationStatus", "DeclaredScope", "Disclosure",
    "DisclosureBody", "DisclosureGrant", "DisclosureRecord", "DisclosureRecordList", "Grant", "GrantBody",
    "GrantList", "GrantState", "Organisation", "Outcome", "Purpose", "PurposeDeclaration",
    "PurposeDeclarationList", "RequestState", "Scope", "Scopes",
]  # fmt: skip
