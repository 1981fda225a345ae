"""Asking, granting, reading: the wire models of consented access."""

from schemas.access.assessments import (
    AnswerWordsBody,
    AssessmentBody,
    AssessmentClaim,
    AssessmentWithdrawBody,
    NewClaim,
    OwnAssessment,
    OwnAssessmentList,
    ProposedAssessment,
    ProposedAssessmentList,
    SupersedeBody,
)
from schemas.access.attempts import Attempts, AttemptsList
from schemas.access.authorization import COMPETENCE_PROFILE, CompetenceProfileDetails, GrantedDetails
from schemas.access.concepts import (
    ConceptDetails,
    ConceptRelation,
    FoundConcept,
    FoundConceptList,
    Taxonomy,
    TaxonomyFile,
    TaxonomyList,
)
from schemas.access.consent_record import ConsentRecord
from schemas.access.coverage import (
    AskedInstrument,
    Coverage,
    CoverageBody,
    CoverageSummary,
    CoveredItem,
    InstrumentReference,
    OwnCoverage,
    OwnCoveredItem,
    ReuseCounts,
    ReuseMonth,
    ReuseSum,
)
from schemas.access.declarations import (
    DeclarationReference,
    DeclarationStatus,
    DeclarationToDecide,
    DeclarationToDecideList,
    DeclarationVersion,
    DeclarationVersionList,
    DeclaredScope,
    Organisation,
    Purpose,
    PurposeDeclaration,
    PurposeDeclarationBody,
    PurposeDeclarationList,
    RegisteredOrganisation,
    RegisteredOrganisationList,
    RemarkBody,
)
from schemas.access.disclosures import (
    Disclosure,
    DisclosureBody,
    DisclosureGrant,
    DisclosureRecord,
    DisclosureRecordList,
    Outcome,
)
from schemas.access.duties import (
    Duty,
    DutyBody,
    DutyCreated,
    DutyList,
    OperatorsDuty,
    OperatorsDutyList,
    OwnDuty,
    OwnDutyList,
)
from schemas.access.evidence import (
    EvidenceFile,
    EvidenceFileBody,
    EvidenceFileList,
    LookAgain,
    ReviewReminder,
)
from schemas.access.grants import (
    Barred,
    BarredBody,
    CloseBody,
    Ending,
    Grant,
    GrantBody,
    GranteeGrant,
    GranteeGrantList,
    GrantList,
    GrantState,
    NarrowBody,
    Pause,
    Reminders,
    ReviewBody,
    Sharing,
)
from schemas.access.helping import (
    Draft,
    DraftList,
    HelpSession,
    HelpSessionList,
    Mandate,
    MandateList,
)
from schemas.access.inquiries import (
    Inquiry,
    InquiryAnswerBody,
    InquiryBody,
    InquiryEndBody,
    InquiryList,
    InquiryState,
    QuestionedReading,
)
from schemas.access.instruments import InstrumentHead, InstrumentList, PublishedInstrument
from schemas.access.managed_grant import ManagedGrant, ManagedScope
from schemas.access.mapping import (
    ArrangementBody,
    ExportedMapping,
    ExportedMappingAnswer,
    MappingAnswer,
    MappingAnswerBody,
    MappingAnswersBody,
    MappingBody,
    MappingCircumstances,
    MappingNotes,
    MappingNotesBody,
    MappingReuse,
    MappingRow,
    MappingSeat,
    MappingSession,
    MappingSessionList,
    MappingSheet,
    MappingWritten,
    OwnArrangementBody,
    OwnMappingAnswersBody,
    OwnMappingBody,
)
from schemas.access.match import Had, Match, MatchedConcept, MatchedEntry, MatchedSkill, OccupationReference
from schemas.access.organisations import (
    AdministratorBody,
    InvitationMade,
    KeyBody,
    OrganisationBody,
    OrganisationCreated,
    OrganisationDetails,
    StaffMember,
    StaffPlace,
    System,
    SystemBody,
    UnitBody,
)
from schemas.access.protection import Protection
from schemas.access.reach import (
    NewsItem,
    NewsItemList,
    NewsSeenBody,
    Reach,
    ReachAddressBody,
    ReachBody,
    ReachCodeBody,
    ReachPlace,
    ReachWhen,
    SentMessage,
)
from schemas.access.receipts import AnswerBody, Receipt, ReceiptList, RecordKey, RecordKeys, ShownNotice
from schemas.access.requests import (
    AccessRequest,
    AccessRequestBody,
    AccessRequestCreated,
    AccessRequestList,
    AccessRequestStatus,
    ConnectionCode,
    RequestState,
)
from schemas.access.running import (
    DatabaseHealth,
    JournalHealth,
    KeyRingHealth,
    OutQueue,
    RoundHealth,
    RowCount,
    ServiceHealth,
)
from schemas.access.scope import Scope, Scopes
from schemas.access.seers import Seer, SeerList
from schemas.access.sessions import OwnSession, OwnSessionList
from schemas.access.shares import (
    ContactBody,
    ContactField,
    ContactState,
    MadeShare,
    Share,
    ShareBody,
    SharedProfile,
    ShareList,
    ShareState,
    ShareWord,
)
from schemas.access.telling import (
    AcknowledgementBody,
    DeadLetter,
    DeadLetterList,
    MessageAbout,
    Notice,
    NoticeList,
    OwnNotice,
    OwnNoticeList,
    Webhook,
    WebhookBody,
    WebhookCreated,
    WebhookList,
    WebhookMessage,
)
from schemas.access.ways_in import OwnEnrolment, OwnIdentityNumber, OwnWayIn, OwnWayInList

__all__ = [
    "COMPETENCE_PROFILE", "AccessRequest", "AccessRequestBody", "AccessRequestCreated", "AccessRequestList",
    "AccessRequestStatus", "AcknowledgementBody", "AdministratorBody", "AnswerBody", "AnswerWordsBody",
    "ArrangementBody", "AskedInstrument", "AssessmentBody", "AssessmentClaim", "AssessmentWithdrawBody",
    "Attempts", "AttemptsList", "Barred", "BarredBody", "CloseBody", "CompetenceProfileDetails",
    "ConceptDetails", "ConceptRelation", "ConnectionCode", "ConsentRecord", "ContactBody", "ContactField",
    "ContactState", "Coverage", "CoverageBody", "CoverageSummary", "CoveredItem", "DatabaseHealth",
    "DeadLetter", "DeadLetterList", "DeclarationReference", "DeclarationStatus", "DeclarationToDecide",
    "DeclarationToDecideList", "DeclarationVersion", "DeclarationVersionList", "DeclaredScope", "Disclosure",
    "DisclosureBody", "DisclosureGrant", "DisclosureRecord", "DisclosureRecordList", "Draft", "DraftList",
    "Duty", "DutyBody", "DutyCreated", "DutyList", "Ending", "EvidenceFile", "EvidenceFileBody",
    "EvidenceFileList", "ExportedMapping", "ExportedMappingAnswer", "FoundConcept", "FoundConceptList",
    "Grant", "GrantBody", "GrantList", "GrantState", "GrantedDetails", "GranteeGrant", "GranteeGrantList",
    "Had", "HelpSession", "HelpSessionList", "Inquiry", "InquiryAnswerBody", "InquiryBody", "InquiryEndBody",
    "InquiryList", "InquiryState", "InstrumentHead", "InstrumentList", "InstrumentReference",
    "InvitationMade", "JournalHealth", "KeyBody", "KeyRingHealth", "LookAgain", "MadeShare", "ManagedGrant",
    "ManagedScope", "Mandate", "MandateList", "MappingAnswer", "MappingAnswerBody", "MappingAnswersBody",
    "MappingBody", "MappingCircumstances", "MappingNotes", "MappingNotesBody", "MappingReuse", "MappingRow",
    "MappingSeat", "MappingSession", "MappingSessionList", "MappingSheet", "MappingWritten", "Match",
    "MatchedConcept", "MatchedEntry", "MatchedSkill", "MessageAbout", "NarrowBody", "NewClaim", "NewsItem",
    "NewsItemList", "NewsSeenBody", "Notice", "NoticeList", "OccupationReference", "OperatorsDuty",
    "OperatorsDutyList", "Organisation", "OrganisationBody", "OrganisationCreated", "OrganisationDetails",
    "OutQueue", "Outcome", "OwnArrangementBody", "OwnAssessment", "OwnAssessmentList", "OwnCoverage",
    "OwnCoveredItem", "OwnDuty", "OwnDutyList", "OwnEnrolment", "OwnIdentityNumber", "OwnMappingAnswersBody",
    "OwnMappingBody", "OwnNotice", "OwnNoticeList", "OwnSession", "OwnSessionList", "OwnWayIn",
    "OwnWayInList", "Pause", "ProposedAssessment", "ProposedAssessmentList", "Protection",
    "PublishedInstrument", "Purpose", "PurposeDeclaration", "PurposeDeclarationBody",
    "PurposeDeclarationList", "QuestionedReading", "Reach", "ReachAddressBody", "ReachBody", "ReachCodeBody",
    "ReachPlace", "ReachWhen", "Receipt", "ReceiptList", "RecordKey", "RecordKeys", "RegisteredOrganisation",
    "RegisteredOrganisationList", "RemarkBody", "Reminders", "RequestState", "ReuseCounts", "ReuseMonth",
    "ReuseSum", "ReviewBody", "ReviewReminder", "RoundHealth", "RowCount", "Scope", "Scopes", "Seer",
    "SeerList", "SentMessage", "ServiceHealth", "Share", "ShareBody", "ShareList", "ShareState", "ShareWord",
    "SharedProfile", "Sharing", "ShownNotice", "StaffMember", "StaffPlace", "SupersedeBody", "System",
    "SystemBody", "Taxonomy", "TaxonomyFile", "TaxonomyList", "UnitBody", "Webhook", "WebhookBody",
    "WebhookCreated", "WebhookList", "WebhookMessage",
]  # fmt: skip
