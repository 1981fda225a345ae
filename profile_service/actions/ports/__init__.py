"""What the actions need from the world, as Protocols. The adapters above implement them; `main` joins them."""

from profile_service.actions.ports.assessments import Assessments, AssessorRecords
from profile_service.actions.ports.authorization import Errands, IssuedTokens, PushedRequests
from profile_service.actions.ports.consent import (
    Codes,
    Declarations,
    Duties,
    Ledger,
    Receipts,
    Requests,
    Shares,
)
from profile_service.actions.ports.desk import Clock, Desk, Ids, Notary, Post, SectionRules
from profile_service.actions.ports.evidence import Files, Reviews
from profile_service.actions.ports.external import Attempts, ExternalIdentities, StaffIdentities
from profile_service.actions.ports.helping import Assistances, Drafts, Mandates
from profile_service.actions.ports.instruments import Instruments, InstrumentShelf
from profile_service.actions.ports.kept import KeptForms
from profile_service.actions.ports.mapping import MappingSessions
from profile_service.actions.ports.marks import Marks
from profile_service.actions.ports.papers import Papers
from profile_service.actions.ports.people import Accounts, Replays, Sessions
from profile_service.actions.ports.profile import Journal, PastEntry, Vault
from profile_service.actions.ports.reach import Messages, NewsBook, Reach
from profile_service.actions.ports.reuse import Reuse
from profile_service.actions.ports.staff import StaffRegister
from profile_service.actions.ports.telling import Deliveries, Endpoints, Inquiries, Notices, Tallies
from profile_service.actions.ports.ways_in import Enrolments, Joined, Passkeys, Sheets
from profile_service.actions.ports.work import Work
from profile_service.actions.ports.workspace import Looks, SentQuestions

__all__ = [
    "Accounts",
    "Assessments",
    "AssessorRecords",
    "Assistances",
    "Attempts",
    "Clock",
    "Codes",
    "Declarations",
    "Deliveries",
    "Desk",
    "Drafts",
    "Duties",
    "Endpoints",
    "Enrolments",
    "Errands",
    "ExternalIdentities",
    "Files",
    "Ids",
    "Inquiries",
    "InstrumentShelf",
    "Instruments",
    "IssuedTokens",
    "Joined",
    "Journal",
    "KeptForms",
    "Ledger",
    "Looks",
    "Mandates",
    "MappingSessions",
    "Marks",
    "Messages",
    "NewsBook",
    "Notary",
    "Notices",
    "Papers",
    "Passkeys",
    "PastEntry",
    "Post",
    "PushedRequests",
    "Reach",
    "Receipts",
    "Replays",
    "Requests",
    "Reuse",
    "Reviews",
    "SectionRules",
    "SentQuestions",
    "Sessions",
    "Shares",
    "Sheets",
    "StaffIdentities",
    "StaffRegister",
    "Tallies",
    "Vault",
    "Work",
]  # fmt: skip
