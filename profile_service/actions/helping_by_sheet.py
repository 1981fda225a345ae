"""For a person without a phone: her printed sheet opens help at the helper's computer, and answers drafts there."""

from collections.abc import Sequence

from consent.assistance import Assistance
from consent.receipt import Indication
from profile_service.actions.asking import WrongCode
from profile_service.actions.drafting import drafts_at_hand
from profile_service.actions.help_choice import HelpChoice, read_help_choice
from profile_service.actions.helping import HelpingStaff, begin_help, may_reach, prepare_to_help
from profile_service.actions.journaling import record
from profile_service.actions.manner import Manner
from profile_service.actions.own_drafts import approve_draft, refuse_draft
from profile_service.actions.ports import Desk, Work
from profile_service.actions.sheets import SheetTry, show_sheet
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.helping import CODE_LIFETIME, Draft, HelpOffer
from profile_service.domain.sign_in import Assurance
from profile_service.domain.ways_in import Refusal

_AT_THE_DESK = Manner(Indication.HELPERS_DESK, None, Assurance.DESK)


def open_help_by_sheet(
    work: Work, desk: Desk, staff: HelpingStaff, shown: SheetTry, client: str, choice: HelpChoice
) -> Assistance | WrongCode:
    """Begin to help whoever typed two codes of her sheet and her PIN, with what she ticked.

    It opens no session of hers: whoever stays at the computer is no nearer to her account.

    Raises:
        ContentError: nothing was ticked; the codes are not looked at then.
        NotAvailableError, AlreadyHelpingError, TooManyTriesError: as with a help code.
    """
    scopes = read_help_choice(choice)
    prepare_to_help(work, desk, staff)
    now = desk.clock.now()
    found = show_sheet(work, desk, shown, client)
    if isinstance(found, Refusal):
        return WrongCode()
    offer = HelpOffer(found.individual, scopes, choice.minutes, now + CODE_LIFETIME)
    if not may_reach(work, staff, offer, now):
        record(work, desk, Kind.CODE, Outcome.REFUSED, None, staff.grantee.organisation.id)
        return WrongCode()
    return begin_help(work, desk, staff, offer)


def prove_for_drafts(
    work: Work, desk: Desk, staff: HelpingStaff, shown: SheetTry, client: str, drafts: Sequence[str]
) -> tuple[Draft, ...] | WrongCode:
    """Those of the drafts that she may answer now, proved by her sheet at the helper's computer.

    Her codes are used up by it whatever becomes of the drafts. A sheet of anybody else's is a wrong one.

    Raises:
        NotAvailableError: no help is open.
    """
    assistance, at_hand = drafts_at_hand(work, desk, staff)
    found = show_sheet(work, desk, shown, client)
    if isinstance(found, Refusal) or found.individual != assistance.individual:
        return WrongCode()
    now = desk.clock.now()
    return tuple(draft for draft in at_hand if draft.id in drafts and draft.waits(now))


def answer_as_proved(work: Work, desk: Desk, draft: Draft, *, approved: bool) -> None:
    """Her answer to one of those drafts. Her log says where it was given; the exceptions are those of `approve_draft`."""
    answer = approve_draft if approved else refuse_draft
    answer(work, desk, draft.individual, draft.id, _AT_THE_DESK)
