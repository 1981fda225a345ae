"""The desk: a case worker has seen who somebody is, and hands out a way in. She gets no session of that person's, ever."""

from dataclasses import dataclass, replace

from consent.vocabulary import IndividualId
from profile_service.actions.enrolling import enrol
from profile_service.actions.errors import NotAvailableError, TooManyTriesError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import is_protected
from profile_service.actions.sheets import keep_sheet
from profile_service.actions.ways_in import remove_what_was_lost, ways_in_of
from profile_service.domain import connection_code
from profile_service.domain.desk import SAMPLED_IN, Enrolment, EnrolmentId, Review, Seen
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Role, Staff, StaffId, StaffRole
from profile_service.domain.sign_in import Assurance, Method
from profile_service.domain.ways_in import (
    DIGITS,
    START_LIFETIME,
    Holder,
    PrintedSheet,
    StartCode,
    StartId,
    only_digits,
)


@dataclass(frozen=True, slots=True)
class Handed:
    """What she goes away with: the reference for a lost way in, and either a sheet or a code for her telephone.

    All of it is known in this moment, and never again.
    """

    enrolment: Enrolment
    recovery: str
    sheet: PrintedSheet | None
    start_code: str | None


def enrol_at_desk(
    work: Work,
    desk: Desk,
    helper: Staff,
    seen: Seen,
    language: str,
    sheet: tuple[PrintedSheet, str] | None,
) -> Handed:
    """Open an account for somebody who stands at the desk.

    Args:
        sheet: a fresh sheet and its slow PIN; None where she makes a passkey on her own telephone.

    Raises:
        NotAvailableError: the helper is no case worker of the unit that she acts for.
    """
    _check(work, helper)
    individual = enrol(work, desk, language).id
    return _hand_out(work, desk, helper, individual, seen, sheet, replaced=False)


def replace_way_in(
    work: Work,
    desk: Desk,
    helper: Staff,
    individual: IndividualId,
    seen: Seen,
    sheet: tuple[PrintedSheet, str] | None,
) -> Handed | None:
    """A lost way in is replaced: the old ones open nothing any more, and every session of hers ends.

    None where what she shows is less than what she showed the first time, or she was never seen at a desk: not told apart.

    Raises:
        NotAvailableError: the helper is no case worker.
    """
    _check(work, helper)
    met = work.enrolments.of_individual(individual)
    if not met:
        return None
    strongest = max((one.seen.proof for one in met), key=lambda proof: proof.rank)
    if not seen.proof.replaces(strongest):
        return None
    # Whoever never made the passkey that a code was for has lost nothing: she is not held back for a day.
    lost = any(one.method is not Method.EID for one in ways_in_of(work, individual))
    remove_what_was_lost(work, desk, individual)
    work.sessions.close_all(individual)
    # Nor has whoever found it a code for others in hand.
    work.assistances.withdraw_codes(individual)
    work.mandates.withdraw_codes(individual)
    for one in met:
        # She was seen again, by another one than whoever was objected to or waits: that settles it.
        if one.review in (Review.OBJECTED, Review.WAITING) and one.staff != helper.id:
            work.enrolments.save(replace(one, review=Review.SETTLED))
    return _hand_out(work, desk, helper, individual, seen, sheet, replaced=lost)


def replace_by_paper(
    work: Work,
    desk: Desk,
    helper: Staff,
    reference: str,
    seen: Seen,
    sheet: tuple[PrintedSheet, str] | None,
) -> tuple[Handed, str] | None:
    """As `replace_way_in`, for whoever her paper leads to; with the language of her account.

    None for no such paper and for too little proof alike. Such a try stands in the journal and is counted like a code that
    does not work: a number of nine digits can be guessed by one who tries for long enough.

    Raises:
        NotAvailableError: the helper is no case worker.
        TooManyTriesError: the organisation has tried too many of what does not work.
    """
    _check(work, helper)
    since = desk.clock.now() - connection_code.TRY_WINDOW
    if work.journal.failed_codes(helper.organisation, since) >= connection_code.FAILED_TRIES:
        raise TooManyTriesError(connection_code.TRY_WINDOW)
    individual = found_by(work, desk, helper, reference)
    account = None if individual is None else work.accounts.individual(individual)
    handed = None if account is None else replace_way_in(work, desk, helper, account.id, seen, sheet)
    if account is None or handed is None:
        record(work, desk, Kind.CODE, Outcome.REFUSED, None, helper.organisation)
        return None
    return handed, account.language


def found_by(work: Work, desk: Desk, helper: Staff, reference: str) -> IndividualId | None:
    """Whose account it is: by the number of a sheet or the reference on her paper, and by nothing else.

    Somebody under protected identity is found by nobody but a helper who may handle such cases.
    """
    _check(work, helper)
    word = connection_code.normalise(reference)
    if word is not None:
        found = work.enrolments.behind(word)
    else:
        sheet = work.sheets.behind(only_digits(reference))
        found = None if sheet is None else sheet.individual
    cleared = StaffRole.PROTECTED_IDENTITY in helper.roles
    return found if found is None or cleared or not is_protected(work, found) else None


def _hand_out(
    work: Work,
    desk: Desk,
    helper: Staff,
    individual: IndividualId,
    seen: Seen,
    sheet: tuple[PrintedSheet, str] | None,
    *,
    replaced: bool,
) -> Handed:
    recovery = connection_code.complete(
        desk.ids.digits(connection_code.ALPHABET, connection_code.RANDOM_SIGNS)
    )
    enrolment = Enrolment(
        id=EnrolmentId(desk.ids.new("enr")),
        individual=individual,
        organisation=helper.organisation,
        unit=helper.unit,
        staff=helper.id,
        helper=helper.name,
        seen=seen,
        at=desk.clock.now(),
        replaced=replaced,
        review=Review.WAITING if _drawn(desk, seen, work, individual, helper.id) else Review.NOT_DRAWN,
    )
    work.enrolments.add(enrolment, recovery.replace("-", ""))
    _write_down(work, desk, enrolment)
    code = None
    if sheet is None:
        code = hand_start_code(work, desk, Holder(individual=individual), Assurance.DESK)
    else:
        keep_sheet(work, desk, individual, *sheet)
    return Handed(enrolment, recovery, None if sheet is None else sheet[0], code)


def hand_start_code(work: Work, desk: Desk, holder: Holder, assurance: Assurance) -> str:
    """A code, as it is shown, with which its holder makes a passkey on her own device within a quarter of an hour."""
    now = desk.clock.now()
    shown = connection_code.complete(desk.ids.digits(connection_code.ALPHABET, connection_code.RANDOM_SIGNS))
    kept = StartCode(StartId(desk.ids.new("stc")), holder, assurance, now + START_LIFETIME)
    work.enrolments.put_start(shown.replace("-", ""), kept, now)
    return shown


def open_start_code(work: Work, desk: Desk, typed: str) -> StartCode | None:
    """What a typed code opens, while it is alive. It is used up only when the passkey is there."""
    word = connection_code.normalise(typed)
    found = None if word is None else work.enrolments.start_behind(word)
    return found if found is not None and desk.clock.now() < found.expires_at else None


def _drawn(desk: Desk, seen: Seen, work: Work, individual: IndividualId, helper: StaffId) -> bool:
    """Whether somebody else looks at it: one in ten at random, and every replacement but the plainest.

    Plain is one by a helper whom she had not met before, with the end of a document that another helper wrote down as well:
    it can neither be made up by one alone, nor be steered away from the draw by what is written down.
    """
    met = work.enrolments.of_individual(individual)
    by_another = [one.seen for one in met if one.staff != helper]
    met_before = len(by_another) < len(met)
    if met and (met_before or not seen.tail or seen not in by_another):
        return True
    if met and work.external_identities.of(individual):
        # She has come by an e-ID since: who only looks like her must not get in by the weaker proof of before unseen.
        return True
    return int(desk.ids.digits(DIGITS, 6)) % SAMPLED_IN == 0


def _check(work: Work, helper: Staff) -> None:
    organisation = work.accounts.organisation(helper.organisation)
    at_agency = organisation is not None and organisation.role is Role.AGENCY
    if not at_agency or StaffRole.CASE_WORKER not in helper.roles:
        raise NotAvailableError


def _write_down(work: Work, desk: Desk, enrolment: Enrolment) -> None:
    detail: dict[str, str | list[str]] = {
        "reader": enrolment.helper,
        "unit": enrolment.unit,
        "proof_seen": enrolment.seen.proof.value,
        "why": "replaced" if enrolment.replaced else "first",
    }
    record(
        work,
        desk,
        Kind.ENROLMENT,
        Outcome.DONE,
        enrolment.individual,
        enrolment.organisation,
        detail=detail,
    )
