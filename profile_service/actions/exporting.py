"""Taking along: the profile, and everything else that is hers."""

from collections.abc import Sequence
from dataclasses import dataclass

from consent.vocabulary import IndividualId
from profile_service.actions.acknowledging import NoticeView, notices_of
from profile_service.actions.duties import DutyView, duties_about
from profile_service.actions.helping import HelpView, helps_of
from profile_service.actions.inquiring import InquiryView, inquiries_of
from profile_service.actions.journaling import record
from profile_service.actions.looking import GrantView, LogLine, RequestView, grants_of, log_of, requests_to
from profile_service.actions.mandates import MandateView, mandates_of
from profile_service.actions.own_drafts import DraftView, waiting_drafts
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import for_others, is_protected
from profile_service.actions.sharing import ShareView, shares_of
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.profile import Profile
from profile_service.domain.receipt import StoredReceipt

_LINES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Everything:
    """All that she takes along, each list newest first (GDPR art. 15 and 20)."""

    profile: Profile
    protected: bool
    """Whether it holds details of somebody under protected identity."""
    receipts: Sequence[StoredReceipt]
    requests: Sequence[RequestView]
    grants: Sequence[GrantView]
    duties: Sequence[DutyView]
    shares: Sequence[ShareView]
    inquiries: Sequence[InquiryView]
    notices: Sequence[NoticeView]
    help: Sequence[HelpView]
    drafts: Sequence[DraftView]
    mandates: Sequence[MandateView]
    log: Sequence[LogLine]


def export_to_hand_on(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Profile:
    """Her profile for a file that is made to be handed on: what stays with her under protected identity is not in it."""
    return for_others(work, caller, _export(work, desk, caller, format_name))


def export_everything(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Everything:
    """The profile and all beside it, the log with every recipient by name; written into the log once."""
    profile = _export(work, desk, caller, format_name)
    return Everything(
        profile,
        is_protected(work, caller),
        work.receipts.of_individual(caller),
        requests_to(work, desk, caller),
        grants_of(work, desk, caller),
        duties_about(work, desk, caller),
        shares_of(work, desk, caller),
        inquiries_of(work, desk, caller),
        notices_of(work, desk, caller),
        helps_of(work, desk, caller),
        waiting_drafts(work, desk, caller),
        mandates_of(work, desk, caller),
        _whole_log(work, caller),
    )


def _export(work: Work, desk: Desk, caller: IndividualId, format_name: str) -> Profile:
    """All of it; written into her log."""
    record(work, desk, Kind.EXPORT, Outcome.DONE, caller, detail={"format": format_name})
    return read_own_profile(work, desk, caller)


def _whole_log(work: Work, caller: IndividualId) -> Sequence[LogLine]:
    lines: list[LogLine] = []
    before: int | None = None
    while True:
        page = log_of(work, caller, before, _LINES_AT_ONCE)
        lines += page.lines
        if page.following is None:
            return lines
        before = page.following
