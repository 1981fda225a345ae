"""How a mapping session ends: handed over to her as proposals, given up, or deleted. Her profile is as it was after each."""

from dataclasses import replace
from typing import Final

from consent.decision import Denial
from consent.request import Objection
from consent.vocabulary import AssistanceId, GrantId, IndividualId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.journaling import named, record
from profile_service.actions.mapping_answers import keep, open_sitting
from profile_service.actions.mapping_checks import objections_to_entry
from profile_service.actions.mapping_grounds import Sitting
from profile_service.actions.mapping_seats import OwnSeat, Seat, grantee_of, writer_of
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reuse import count_reuse
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.helping import DRAFT_LIFETIME, Draft, DraftId
from profile_service.domain.instrument import Respondent
from profile_service.domain.mapping_reach import Reach
from profile_service.domain.mapping_session import (
    LIFETIME,
    MappingSession,
    MappingSessionId,
    Runner,
    SessionState,
)
from profile_service.domain.mapping_sheet import shown_items
from profile_service.domain.proposing import Proposal, gather

MOST_PROPOSALS: Final = 300
"""How many proposals one session comes to at the most."""
_ALL: Final = Reach(frozenset(Respondent))
_AT_ONCE: Final = 100


def hand_over(
    work: Work,
    desk: Desk,
    seat: Seat,
    session_id: MappingSessionId,
    revision: int | None,
    *,
    looked: bool = False,
) -> MappingSession | Denial | ContentError:
    """Turn the answers into proposals that wait for her, one for each entry. Nothing is in her profile before she says so.

    Answers to what is not asked any more are left out. What was left unanswered stays as it stands in her profile.
    `looked`, and a ContentError that is returned: as in `mapping_answers.answer`.

    Raises:
        ContentError: an entry is not whole, told by the question behind it; or the answers come to too many proposals.
        StaleVersionError, AlreadyAnsweredError, NotAvailableError: as in `mapping_answers.answer`.
    """
    is_reading = not looked and not isinstance(seat, OwnSeat)
    sitting = open_sitting(work, desk, seat, session_id, revision, looking=is_reading)
    if isinstance(sitting, Denial):
        return sitting
    session = sitting.session
    try:
        proposals = _proposals(desk, sitting)
    except ContentError as error:
        if is_reading:
            return error
        raise
    for place, proposal in enumerate(proposals):
        work.drafts.add(_draft(desk, session, proposal, place))
    now = desk.clock.now()
    state = SessionState.HANDED_OVER if proposals else SessionState.CLOSED
    handed = replace(session, state=state, handed_over_at=now, aside={})
    if not proposals:
        handed = without_answers(work, handed)
    _record_end(work, desk, seat, sitting, "handed_over")
    if not isinstance(seat, OwnSeat):  # what she does by herself later, without them, tells them nothing
        count_reuse(work, desk, session)
    return keep(work, desk, seat, session, handed)


def leave(
    work: Work, desk: Desk, seat: Seat, session_id: MappingSessionId, revision: int | None = None
) -> MappingSession | Denial:
    """Give a session up: nothing is entered, and its answers are deleted. The adviser's notes stay hers to read.

    Raises:
        StaleVersionError, AlreadyAnsweredError, NotAvailableError: as in `mapping_answers.answer`.
    """
    sitting = open_sitting(work, desk, seat, session_id, revision)
    if isinstance(sitting, Denial):
        return sitting
    _record_end(work, desk, seat, sitting, "left")
    left = replace(sitting.session, state=SessionState.LEFT, answers={}, aside={})
    return keep(work, desk, seat, sitting.session, left)


def delete(work: Work, desk: Desk, caller: IndividualId, session_id: MappingSessionId) -> None:
    """She deletes a session of hers, whoever runs it, with the proposals of it that still wait.

    Raises:
        NotAvailableError: she has none of this id.
    """
    if not work.mapping_sessions.drop(caller, session_id):
        raise NotAvailableError
    for draft in work.drafts.of_individual(caller):
        if draft.mapping == session_id:
            work.drafts.drop(draft)


def close_if_answered(work: Work, desk: Desk, draft: Draft) -> None:
    """After her answer to a proposal: the session that it came of is closed when it was the last one."""
    if draft.mapping is None:
        return
    now = desk.clock.now()
    waiting = [one for one in work.drafts.of_individual(draft.individual) if one.mapping == draft.mapping]
    session = work.mapping_sessions.find(draft.individual, draft.mapping)
    if session is not None and not any(one.waits(now) for one in waiting):
        close(work, desk, session)


def close(work: Work, desk: Desk, session: MappingSession) -> None:
    """Every proposal is answered, or too old. What stood in the session for the profile's sake goes; the notes stay."""
    if session.state is SessionState.HANDED_OVER:
        closed = without_answers(work, replace(session, state=SessionState.CLOSED))
        keep(work, desk, OwnSeat(session.individual), session, closed)


def without_answers(work: Work, session: MappingSession) -> MappingSession:
    """A session with those answers alone that have no place in the profile: what she said no to is kept nowhere."""
    kept = {name: one for name, one in session.answers.items() if not one.for_profile}
    return replace(session, answers=kept, aside={})


def forget_old_sessions(work: Work, desk: Desk) -> int:
    """Drop what nobody has touched for too long, and close what she did not answer while its proposals waited."""
    now = desk.clock.now()
    late = work.mapping_sessions.waiting_too_long(now - DRAFT_LIFETIME, _AT_ONCE)
    for session in late:
        close(work, desk, session)
    return len(late) + work.mapping_sessions.forget_older(now - LIFETIME)


def _proposals(desk: Desk, sitting: Sitting) -> list[Proposal]:
    answers = sitting.session.answers
    shown = shown_items(sitting.session, sitting.known, _ALL, answers, doubt=True)
    answered = [(item, answers[item.id]) for _, item in shown if item.id in answers]
    found = gather(answered, sitting.known.sections, sitting.session.circumstances.languages[0])
    objections = [one for proposal in found for one in objections_to_entry(desk, sitting, proposal)]
    if len(found) > MOST_PROPOSALS:
        objections.append(Objection("", "there are too many proposals", f"at most {MOST_PROPOSALS}"))
    if objections:
        raise ContentError(objections)
    return found


def _draft(desk: Desk, session: MappingSession, proposal: Proposal, place: int) -> Draft:
    """A proposal as it waits for her: her own where she wrote all of it, else the adviser's."""
    helped = proposal.by_adviser and session.organisation is not None
    inside_help = helped and session.runner is Runner.HELPER
    return Draft(
        id=DraftId(desk.ids.new("drf")),
        individual=session.individual,
        assistance=AssistanceId(session.ground) if inside_help else None,
        organisation=session.organisation if helped else None,
        unit=session.unit if helped else "",
        helper_name=session.adviser if helped else "",
        section=proposal.section,
        step=proposal.step,
        item=proposal.item,
        version=proposal.version,
        fields=proposal.fields,
        made_at=desk.clock.now(),
        mapping=session.id,
        fits=proposal.fits,
        place=place,
    )


def _record_end(work: Work, desk: Desk, seat: Seat, sitting: Sitting, why: str) -> None:
    """A line where somebody else than she ends it."""
    grantee = grantee_of(seat)
    if grantee is None:
        return
    detail: dict[str, str | list[str]] = {
        "reader": writer_of(seat),
        "unit": grantee.unit,
        **named(sitting.instrument),
        "why": why,
    }
    session, ground = sitting.session, GrantId(sitting.ground.id)
    organisation = grantee.organisation.id
    record(work, desk, Kind.MAPPING_END, Outcome.DONE, session.individual, organisation, ground, detail)
