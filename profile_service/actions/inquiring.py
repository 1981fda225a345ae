"""This feels wrong: she asks an organisation about one of its readings, and it has to answer."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from consent.request import Objection
from consent.vocabulary import GrantId, IndividualId, InquiryId
from profile_service.actions.changing import pause_grant
from profile_service.actions.errors import (
    AlreadyInquiredError,
    ContentError,
    GrantEndedError,
    NotAvailableError,
)
from profile_service.actions.journaling import record
from profile_service.actions.manner import BY_PROGRAM, Manner
from profile_service.actions.ports import Desk, Work
from profile_service.actions.telling import tell_about
from profile_service.domain.event import READINGS, AuditEvent, EventId, Kind, Outcome
from profile_service.domain.inquiry import ANSWER_TIME, LONGEST_WORDS, Inquiry, InquiryState
from profile_service.domain.notice import Change
from profile_service.domain.people import Grantee, Organisation, StaffRole


@dataclass(frozen=True, slots=True)
class InquiryView:
    """An inquiry with the reading that it is about."""

    inquiry: Inquiry
    organisation: Organisation
    reading: AuditEvent
    overdue: bool


def reading_in_question(work: Work, caller: IndividualId, event_id: EventId) -> AuditEvent:
    """A reading of hers that she can ask about; NotAvailableError for anything else."""
    event = work.journal.find(caller, event_id)
    # A try that got nothing is not asked about: the question alone would tell that there is somebody.
    if event is None or event.kind not in READINGS or event.outcome is not Outcome.DISCLOSED:
        raise NotAvailableError
    if event.organisation is None:
        raise NotAvailableError
    return event


def can_pause(work: Work, caller: IndividualId, event: AuditEvent) -> bool:
    """Whether the reading rests on a grant of hers. Access by law has no pause."""
    grant = None if event.grant is None else work.ledger.find(event.grant)
    return grant is not None and grant.terms.individual == caller


def inquire(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    event_id: EventId,
    words: str,
    pause: bool,
    manner: Manner = BY_PROGRAM,
) -> InquiryView:
    """Ask about a reading, and with `pause` stop that grant meanwhile, in one step.

    Raises:
        NotAvailableError: no such reading is in her log.
        AlreadyInquiredError: she has asked about it before.
        ContentError: the words are too long, or what should pause is access by law.
    """
    event = reading_in_question(work, caller, event_id)
    organisation = event.organisation
    if organisation is None:
        raise NotAvailableError
    if work.inquiries.about(caller, event_id) is not None:
        raise AlreadyInquiredError
    _check_words(words, "/words")
    if pause:
        _pause(work, desk, caller, event, manner)
    now = desk.clock.now()
    inquiry = Inquiry(
        id=InquiryId(desk.ids.new("inq")),
        individual=caller,
        organisation=organisation,
        event=event_id,
        ground=event.grant or "",
        words=words.strip(),
        opened_at=now,
        deadline=now + ANSWER_TIME,
    )
    work.inquiries.add(inquiry)
    _write_down(work, desk, Kind.INQUIRY, inquiry)
    tell_about(work, desk, caller, organisation, inquiry.id, Change.INQUIRY)
    return _view(work, desk, inquiry)


def inquiries_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[InquiryView]:
    """All of hers, newest first."""
    return [_view(work, desk, one) for one in work.inquiries.of_individual(caller)]


def inquiry_of(work: Work, desk: Desk, caller: IndividualId, inquiry_id: InquiryId) -> InquiryView:
    """One of hers; NotAvailableError for anybody else's."""
    return _view(work, desk, _own(work, caller, inquiry_id))


def end_inquiry(
    work: Work, desk: Desk, caller: IndividualId, inquiry_id: InquiryId, enough: bool
) -> InquiryView:
    """She is done with it: the answer was enough, or it was not. A second end changes nothing."""
    inquiry = _own(work, caller, inquiry_id)
    if inquiry.state is InquiryState.CLOSED:
        return _view(work, desk, inquiry)
    ended = replace(inquiry, state=InquiryState.CLOSED, closed_at=desk.clock.now(), enough=enough)
    work.inquiries.save(ended)
    _write_down(work, desk, Kind.INQUIRY_END, ended)
    return _view(work, desk, ended)


def inquiries_to(work: Work, desk: Desk, grantee: Grantee) -> Sequence[InquiryView]:
    """What was asked of an organisation, newest first; of a reader, what is about her own readings."""
    views = [_view(work, desk, one) for one in work.inquiries.of_organisation(grantee.organisation.id)]
    return [view for view in views if _is_for(grantee, view.reading)]


def inquiry_to(work: Work, desk: Desk, grantee: Grantee, inquiry_id: InquiryId) -> InquiryView:
    """One that was put to the organisation; NotAvailableError for anybody else's."""
    return _view(work, desk, _theirs(work, grantee, inquiry_id))


def answer_inquiry(
    work: Work, desk: Desk, grantee: Grantee, inquiry_id: InquiryId, answer: str, reader: str
) -> InquiryView:
    """The organisation answers, late as well.

    Raises:
        NotAvailableError: nobody has asked the organisation this.
        AlreadyInquiredError: it has its answer, or she is done with it.
        ContentError: there is no answer in it, or too much.
    """
    inquiry = _theirs(work, grantee, inquiry_id)
    if inquiry.state is not InquiryState.OPEN:
        raise AlreadyInquiredError
    _check_words(answer, "/answer")
    if not answer.strip():
        raise ContentError([Objection("/answer", "it is empty", "what was read and why, in plain words")])
    answered = replace(
        inquiry,
        state=InquiryState.ANSWERED,
        answer=answer.strip(),
        answered_by=reader,
        answered_at=desk.clock.now(),
    )
    work.inquiries.save(answered)
    _write_down(work, desk, Kind.INQUIRY_ANSWER, answered, reader)
    return _view(work, desk, answered)


def _check_words(words: str, field: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise ContentError([Objection(field, "it is too long", f"at most {LONGEST_WORDS} characters")])


def _pause(work: Work, desk: Desk, caller: IndividualId, event: AuditEvent, manner: Manner) -> None:
    if event.grant is None or not can_pause(work, caller, event):
        raise ContentError([Objection("/pause", "access by law has no pause", "false")])
    with suppress(GrantEndedError):  # nobody reads under it, which is what she wants
        pause_grant(work, desk, caller, GrantId(event.grant), manner)


def _own(work: Work, caller: IndividualId, inquiry_id: InquiryId) -> Inquiry:
    inquiry = work.inquiries.find(inquiry_id)
    if inquiry is None or inquiry.individual != caller:
        raise NotAvailableError
    return inquiry


def _theirs(work: Work, grantee: Grantee, inquiry_id: InquiryId) -> Inquiry:
    inquiry = work.inquiries.find(inquiry_id)
    if inquiry is None or inquiry.organisation != grantee.organisation.id:
        raise NotAvailableError
    reading = work.journal.find(inquiry.individual, inquiry.event)
    if reading is None or not _is_for(grantee, reading):
        raise NotAvailableError
    return inquiry


def _is_for(grantee: Grantee, reading: AuditEvent) -> bool:
    """Whether this is asked of her. The organisation's system and its data protection officer answer for everybody."""
    if grantee.reader is None or StaffRole.DATA_PROTECTION_OFFICER in grantee.roles:
        return True
    return (reading.detail.get("reader"), reading.detail.get("unit")) == (grantee.reader, grantee.unit)


def _view(work: Work, desk: Desk, inquiry: Inquiry) -> InquiryView:
    reading = work.journal.find(inquiry.individual, inquiry.event)
    organisation = work.accounts.organisation(inquiry.organisation)
    if reading is None or organisation is None:
        raise NotAvailableError
    return InquiryView(inquiry, organisation, reading, inquiry.overdue(desk.clock.now()))


def _write_down(work: Work, desk: Desk, kind: Kind, inquiry: Inquiry, reader: str = "") -> None:
    detail: dict[str, str | list[str]] = {"inquiry": inquiry.id, "reader": reader}
    grant = GrantId(inquiry.ground) if inquiry.ground else None
    record(work, desk, kind, Outcome.DONE, inquiry.individual, inquiry.organisation, grant, detail)
