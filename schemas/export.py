"""What the individual takes along: her profile, and everything else that is hers."""

from pydantic import Field

from schemas.access.assessments import OwnAssessment
from schemas.access.disclosures import DisclosureRecord
from schemas.access.duties import OwnDuty
from schemas.access.evidence import EvidenceFile, ReviewReminder
from schemas.access.grants import Grant
from schemas.access.helping import Draft, HelpSession, Mandate
from schemas.access.inquiries import Inquiry
from schemas.access.mapping import ExportedMapping
from schemas.access.papers import Paper
from schemas.access.reach import NewsItem, Reach, SentMessage
from schemas.access.receipts import Receipt
from schemas.access.requests import AccessRequest
from schemas.access.sessions import OwnSession
from schemas.access.shares import Share
from schemas.access.telling import OwnNotice
from schemas.access.ways_in import OwnEnrolment, OwnIdentityNumber, OwnWayIn
from schemas.profile import ItemHistory, Profile
from schemas.sections.base import SectionName
from schemas.values import Identifier, Timestamp


class ItemPast(ItemHistory):
    """What an item was before, removed ones included; its versions oldest first."""

    section: SectionName
    item_id: Identifier


class Export(Profile):
    """The whole profile, and beside it what was decided, asked, told and read; each list newest first, ways in by their kind.

    A file from before those lists were written is one without them.
    """

    past: tuple[ItemPast, ...] = ()
    protected: bool = Field(
        False,
        description="True where she is under protected identity: this file holds her protected details and is for her alone.",
    )
    protected_since: Timestamp | None = Field(
        None, description="When it was switched on, where her log says so; null where she is not protected."
    )
    language: str | None = Field(None, description="In which the service speaks to her.")
    all_paused_since: Timestamp | None = Field(
        None, description="Null where she has not paused all her sharing."
    )
    done_with: tuple[SectionName, ...] = Field(
        (), description="Parts of the profile of which she has said that she is done, or has nothing to say."
    )
    ways_in: tuple[OwnWayIn, ...] = ()
    identity_numbers: tuple[OwnIdentityNumber, ...] = ()
    enrolments: tuple[OwnEnrolment, ...] = ()
    sessions: tuple[OwnSession, ...] = ()
    receipts: tuple[Receipt, ...]
    access_requests: tuple[AccessRequest, ...] = ()
    grants: tuple[Grant, ...] = ()
    duties: tuple[OwnDuty, ...] = ()
    shares: tuple[Share, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    notices: tuple[OwnNotice, ...] = ()
    help: tuple[HelpSession, ...] = ()
    drafts: tuple[Draft, ...] = ()
    mapping_sessions: tuple[ExportedMapping, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    files: tuple[EvidenceFile, ...] = ()
    reminders: tuple[ReviewReminder, ...] = ()
    assessments: tuple[OwnAssessment, ...] = ()
    news: tuple[NewsItem, ...] = ()
    reach: Reach | None = Field(
        None, description="How she wants to be told outside of the portal, and where."
    )
    messages: tuple[SentMessage, ...] = ()
    papers: tuple[Paper, ...] = ()
    log: tuple[DisclosureRecord, ...] = ()
