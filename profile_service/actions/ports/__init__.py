"""What the actions need from the world, as Protocols. The adapters above implement them; `main` joins them."""

from profile_service.actions.ports.consent import (
    Codes,
    Declarations,
    Duties,
    Ledger,
    Receipts,
    Requests,
    Shares,
)
from profile_service.actions.ports.desk import Clock, Desk, Ids, Notary, SectionRules
from profile_service.actions.ports.helping import Assistances, Drafts, Mandates
from profile_service.actions.ports.people import Accounts, Replays, Sessions
from profile_service.actions.ports.profile import Journal, PastEntry, Vault
from profile_service.actions.ports.staff import StaffRegister
from profile_service.actions.ports.telling import Deliveries, Endpoints, Inquiries, Notices, Tallies
from profile_service.actions.ports.work import Work

__all__ = [
    "Accounts", "Assistances", "Clock", "Codes", "Declarations", "Deliveries", "Desk", "Drafts", "Duties", "Endpoints", "Ids", "Inquiries", "Journal", "Ledger", "Mandates", "Notary", "Notices", "PastEntry", "Receipts", "Replays", "Requests", "SectionRules", "Sessions", "Shares", "StaffRegister", "Tallies", "Vault", "Work",
]  # fmt: skip
