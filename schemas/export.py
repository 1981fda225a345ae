"""What the individual takes along: her profile, and everything else that is hers."""

from pydantic import Field

from schemas.access.disclosures import DisclosureRecord
from schemas.access.duties import OwnDuty
from schemas.access.grants import Grant
from schemas.access.helping import Draft, HelpSession, Mandate
from schemas.access.inquiries import Inquiry
from schemas.access.receipts import Receipt
from schemas.access.requests import AccessRequest
from schemas.access.shares import Share
from schemas.access.telling import OwnNotice
from schemas.profile import Profile


class Export(Profile):
    """The whole profile, and beside it what was decided, asked, told and read; each list newest first.

    A file from before those lists were written is one without them.
    """

    protected: bool = Field(
        False,
        description="True where she is under protected identity: this file holds her protected details and is for her alone.",
    )
    receipts: tuple[Receipt, ...]
    access_requests: tuple[AccessRequest, ...] = ()
    grants: tuple[Grant, ...] = ()
    duties: tuple[OwnDuty, ...] = ()
    shares: tuple[Share, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    notices: tuple[OwnNotice, ...] = ()
    help: tuple[HelpSession, ...] = ()
    drafts: tuple[Draft, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    log: tuple[DisclosureRecord, ...] = ()
