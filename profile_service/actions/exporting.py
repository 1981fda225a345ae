"""Taking along: the profile, and everything else that is hers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from consent.vocabulary import IndividualId
from profile_service.actions.acknowledging import NoticeView, notices_of
from profile_service.actions.duties import DutyView, duties_about
from profile_service.actions.evidence_files import files_of
from profile_service.actions.helping import HelpView, helps_of
from profile_service.actions.inquiring import InquiryView, inquiries_of
from profile_service.actions.journal_proofs import LineProof
from profile_service.actions.journaling import record
from profile_service.actions.looking import GrantView, LogLine, RequestView, grants_of, log_of, requests_to
from profile_service.actions.mandates import MandateView, mandates_of
from profile_service.actions.mapping_starting import MappingView, mappings_of
from profile_service.actions.news import NewsView, all_news_of
from profile_service.actions.own_assessments import AssessmentView, assessments_of
from profile_service.actions.own_drafts import DraftView, waiting_drafts
from profile_service.actions.own_profile import read_own_profile, whole_past
from profile_service.actions.own_sessions import sessions_of
from profile_service.actions.papers import NewPaper, begin_paper, papers_of
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import for_others, is_protected
from profile_service.actions.reaching import ReachView, messages_to, reach_of
from profile_service.actions.receipts import proved
from profile_service.actions.reminding import reminders_of
from profile_service.actions.sharing import ShareView, shares_of
from profile_service.actions.ways_in import WayIn, ways_in_of
from profile_service.domain.desk import Enrolment
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.evidence_file import KeptFile
from profile_service.domain.external_identity import KeptNumber
from profile_service.domain.looking_again import Reminder
from profile_service.domain.paper import Paper, PaperKind
from profile_service.domain.people import Individual, Organisation
from profile_service.domain.profile import ItemId, PastVersion, Profile
from profile_service.domain.reach import Message
from profile_service.domain.receipt import StoredReceipt
from profile_service.domain.session import Session

T = TypeVar("T")
_LINES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class EnrolmentView:
    """One time that she was seen at a desk, and whose it was; None where that organisation is not there any more."""

    enrolment: Enrolment
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class Everything:
    """All that she takes along, each list newest first (GDPR art. 15 and 20)."""

    profile: Profile
    past: Mapping[tuple[str, ItemId], Sequence[PastVersion]]
    account: Individual | None
    protected: bool
    """Whether it holds details of somebody under protected identity."""
    protected_since: datetime | None
    done_with: frozenset[str]
    ways_in: Sequence[WayIn]
    numbers: Sequence[KeptNumber]
    enrolments: Sequence[EnrolmentView]
    sessions: Sequence[Session]
    receipts: Sequence[tuple[StoredReceipt, LineProof | None]]
    requests: Sequence[RequestView]
    grants: Sequence[GrantView]
    duties: Sequence[DutyView]
    shares: Sequence[ShareView]
    inquiries: Sequence[InquiryView]
    notices: Sequence[NoticeView]
    help: Sequence[HelpView]
    drafts: Sequence[DraftView]
    mapping_sessions: Sequence[MappingView]
    mandates: Sequence[MandateView]
    files: Sequence[KeptFile]
    reminders: Sequence[Reminder]
    assessments: Sequence[AssessmentView]
    news: Sequence[NewsView]
    reach: ReachView
    messages: Sequence[Message]
    papers: Sequence[Paper]
    log: Sequence[LogLine]


def export_to_hand_on(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Profile:
    """Her profile for a file that is made to be handed on: what stays with her under protected identity is not in it."""
    return for_others(work, caller, _export(work, desk, caller, format_name))


def export_as_paper(
    work: Work, desk: Desk, caller: IndividualId, kind: PaperKind
) -> tuple[Profile, NewPaper | None]:
    """Her profile for a paper, and the place of that paper, in the transaction of the line in her log.

    Raises:
        DailyLimitError: she has taken as many papers as there can be in a day.
    """
    paper = begin_paper(work, desk, caller, kind)
    return export_to_hand_on(work, desk, caller, "pdf"), paper


def export_everything(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Everything:
    """The profile and all beside it, the log with every recipient by name; written into the log once."""
    profile = _export(work, desk, caller, format_name)
    log, protected = _whole_log(work, caller), is_protected(work, caller)
    return Everything(
        profile,
        whole_past(work, desk, caller),
        work.accounts.individual(caller),
        protected,
        _switched_on(log) if protected else None,
        work.marks.settled(caller),
        ways_in_of(work, caller),
        _newest_first(work.external_identities.numbers_of(caller)),
        _newest_first(_enrolments_of(work, caller)),
        sessions_of(work, desk, caller),
        proved(work, work.receipts.of_individual(caller)),
        requests_to(work, desk, caller),
        grants_of(work, desk, caller),
        duties_about(work, desk, caller),
        shares_of(work, desk, caller),
        inquiries_of(work, desk, caller),
        notices_of(work, desk, caller),
        helps_of(work, desk, caller),
        waiting_drafts(work, desk, caller),
        mappings_of(work, caller),
        mandates_of(work, desk, caller),
        files_of(work, caller),
        reminders_of(work, caller),
        assessments_of(work, desk, caller),
        all_news_of(work, caller),
        reach_of(work, desk, caller),
        messages_to(work, caller),
        papers_of(work, caller),
        log,
    )


def _export(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Profile:
    """All of it; written into her log."""
    record(work, desk, Kind.EXPORT, Outcome.DONE, caller, detail={"format": format_name})
    return read_own_profile(work, desk, caller)


def _enrolments_of(work: Work, caller: IndividualId) -> Sequence[EnrolmentView]:
    met = work.enrolments.of_individual(caller)
    return [EnrolmentView(one, work.accounts.organisation(one.organisation)) for one in met]


def _switched_on(log: Sequence[LogLine]) -> datetime | None:
    """When protection was last switched on; None for whoever was protected before it was written down."""
    return next((line.event.at for line in log if line.event.kind is Kind.PROTECTION), None)


def _newest_first(oldest_first: Sequence[T]) -> Sequence[T]:
    return list(reversed(oldest_first))


def _whole_log(work: Work, caller: IndividualId) -> Sequence[LogLine]:
    lines: list[LogLine] = []
    before: int | None = None
    while True:
        page = log_of(work, caller, before, _LINES_AT_ONCE)
        lines += page.lines
        if page.following is None:
            return lines
        before = page.following
