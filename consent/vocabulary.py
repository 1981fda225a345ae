"""Identifiers of the consent layer. Opaque strings: nobody reads meaning out of one."""

from typing import NewType

IndividualId = NewType("IndividualId", str)
OrganisationId = NewType("OrganisationId", str)
DeclarationId = NewType("DeclarationId", str)
RequestId = NewType("RequestId", str)
GrantId = NewType("GrantId", str)
DutyId = NewType("DutyId", str)
ShareId = NewType("ShareId", str)
ReceiptId = NewType("ReceiptId", str)
NoticeId = NewType("NoticeId", str)
InquiryId = NewType("InquiryId", str)
AssistanceId = NewType("AssistanceId", str)
MandateId = NewType("MandateId", str)
