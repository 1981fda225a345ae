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
from schemas.access.grants import Grant, GrantBody, GranteeGrant, GranteeGrantList, GrantList, GrantState
from schemas.access.receipts import Receipt, ReceiptList
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
    "GrantList", "GrantState", "GranteeGrant", "GranteeGrantList", "Organisation", "Outcome", "Purpose", "PurposeDeclaration",
    "PurposeDeclarationList", "Receipt", "ReceiptList", "RequestState", "Scope", "Scopes",
]  # fmt: skip
