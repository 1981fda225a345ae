"""What is written into a mapping session: answers, circumstances, and the adviser's notes. Nothing of it is in the profile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consent.decision import Denial
from consent.request import Objection
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    NotAvailableError,
    StaleVersionError,
)
from profile_service.actions.mapping_checks import GivenAnswer, check_entries, read_answers
from profile_service.actions.mapping_grounds import Sitting, moves_for_others, sit
from profile_service.actions.mapping_seats import OwnSeat, Seat, writer_of
from profile_service.actions.ports import Desk, Work
from profile_service.domain.mapping_reach import keeps_hers, sections_there
from profile_service.domain.mapping_session import (
    AdviserNotes,
    Answer,
    Circumstances,
    MappingSession,
    MappingSessionId,
    SessionState,
    for_others,
)
from profile_service.domain.mapping_words import objections_to_circumstances, objections_to_notes


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a session is arranged: which sections are left out and which special ones opened. None leaves it as it is."""

    hidden: frozenset[str] | None = None
    opened: frozenset[str] | None = None
    circumstances: Circumstances | None = None


def answer(
    work: Work,
    desk: Desk,
    seat: Seat,
    session_id: MappingSessionId,
    revision: int | None,
    given: Sequence[GivenAnswer],
    *,
    looked: bool = False,
) -> MappingSession | Denial | ContentError:
    """Write answers down: all of them, or none. A value that is known already counts as confirmed.

    Whether an answer fits depends on what is known, so to an organisation each saving is a reading, with its line and its count.

    Args:
        revision: of the session that was looked at; None for whichever it is now.
        looked: whether the door has opened the sheet in this seat for this very saving, so that its line stands already.

    Returns:
        The ContentError, to an organisation whose reading is to be committed with it; the door answers it as if it was raised.

    Raises:
        ContentError: each answer that does not fit, by the id of its item.
        StaleVersionError: somebody wrote into the session meanwhile.
        AlreadyAnsweredError: the session is over.
        NotAvailableError: she has no such session.
    """
    is_reading = not looked and not isinstance(seat, OwnSeat)
    sitting = open_sitting(work, desk, seat, session_id, revision, looking=is_reading)
    if isinstance(sitting, Denial):
        return sitting
    try:
        written = read_answers(desk, seat, sitting, given)
        answers = {**sitting.session.answers, **{one.item: one for one in written}}
        check_entries(desk, sitting, answers, {one.item for one in written})
    except ContentError as error:
        if is_reading:
            return error
        raise
    return keep(work, desk, seat, sitting.session, _with_answers(sitting, written))


def arrange(
    work: Work,
    desk: Desk,
    seat: Seat,
    session_id: MappingSessionId,
    revision: int | None,
    wish: Arrangement,
) -> MappingSession | Denial:
    """Leave sections out or take them in again, open special ones, and say how the conversation is held.

    She alone opens a special section as she likes; whoever helps her opens what the ground names.

    Raises:
        ContentError: a section cannot be hidden or opened, or the circumstances do not fit.
        StaleVersionError, AlreadyAnsweredError, NotAvailableError: as in `answer`.
    """
    sitting = open_sitting(work, desk, seat, session_id, revision)
    if isinstance(sitting, Denial):
        return sitting
    objections = list(_objections_to(sitting, wish))
    if objections:
        raise ContentError(objections)
    before = sitting.session
    # What is not there for them stays as it was: they could not say that it should.
    there = sections_there(sitting.instrument, sitting.ground.reach)
    after = replace(
        before,
        hidden=before.hidden if wish.hidden is None else (before.hidden - there) | wish.hidden,
        opened=before.opened if wish.opened is None else (before.opened - there) | wish.opened,
        circumstances=wish.circumstances or before.circumstances,
    )
    return keep(work, desk, seat, before, after)


def note(
    work: Work,
    desk: Desk,
    seat: Seat,
    session_id: MappingSessionId,
    revision: int | None,
    summary: str,
    next_steps: Sequence[str],
) -> MappingSession | Denial:
    """Write down the adviser's summary and next steps: hers to read, and no part of her profile.

    Raises:
        ContentError: a text is too long, or there are too many.
        NotAvailableError: there is no such session, or it is she herself who sits there.
        StaleVersionError, AlreadyAnsweredError: as in `answer`.
    """
    if isinstance(seat, OwnSeat):
        raise NotAvailableError
    sitting = open_sitting(work, desk, seat, session_id, revision)
    if isinstance(sitting, Denial):
        return sitting
    objections = list(objections_to_notes(summary, next_steps))
    if objections:
        raise ContentError(objections)
    steps = tuple(one.strip() for one in next_steps)
    notes = AdviserNotes(summary.strip(), steps, writer_of(seat), desk.clock.now())
    return keep(work, desk, seat, sitting.session, replace(sitting.session, notes=notes))


def keep(work: Work, desk: Desk, seat: Seat, before: MappingSession, after: MappingSession) -> MappingSession:
    """Write the next revision; StaleVersionError where another one came first. Others get it without what is hers alone."""
    now = desk.clock.now()
    changed = replace(after, revision=before.revision + 1, changed_at=now)
    if moves_for_others(work, desk, seat, before, after):
        changed = replace(changed, seen_revision=before.seen_revision + 1, seen_at=now)
    if not work.mapping_sessions.save(changed, before.revision):
        raise StaleVersionError(_counted(seat, before))
    return changed if isinstance(seat, OwnSeat) else for_others(changed)


def _with_answers(sitting: Sitting, written: Sequence[Answer]) -> MappingSession:
    """The session with these answers. Nobody replaces what she wrote and they do not see: theirs lies aside until the end."""
    session, reach = sitting.session, sitting.ground.reach
    items = {item.id: item for item in sitting.instrument.items()}
    answers, aside = dict(session.answers), dict(session.aside)
    for one in written:
        stands = answers.get(one.item)
        if one.by and keeps_hers(session, items[one.item], reach):
            aside[one.item] = one
            continue
        if one.by:
            aside.pop(one.item, None)
        elif stands is not None and stands.by:
            # They may not see hers. That theirs was gone would tell them of it.
            aside[one.item] = stands
        answers[one.item] = one
    return replace(session, answers=answers, aside=aside)


def open_sitting(
    work: Work,
    desk: Desk,
    seat: Seat,
    session_id: MappingSessionId,
    revision: int | None,
    *,
    looking: bool = False,
) -> Sitting | Denial:
    """Come before a session to change it; see `sit`. AlreadyAnsweredError and StaleVersionError as in `answer`."""
    sitting = sit(work, desk, seat, session_id, looking=looking)
    if isinstance(sitting, Denial):
        return sitting
    _require_open(seat, sitting.session, revision)
    return sitting


def _counted(seat: Seat, session: MappingSession) -> int:
    """The revision as the seat counts it."""
    return session.revision if isinstance(seat, OwnSeat) else session.seen_revision


def _require_open(seat: Seat, session: MappingSession, revision: int | None) -> None:
    """AlreadyAnsweredError where it is over, StaleVersionError where it is not the revision that was looked at."""
    if session.state is not SessionState.OPEN:
        raise AlreadyAnsweredError
    if revision is not None and revision != _counted(seat, session):
        raise StaleVersionError(_counted(seat, session))


def _objections_to(sitting: Sitting, wish: Arrangement) -> Iterator[Objection]:
    there = sections_there(sitting.instrument, sitting.ground.reach)
    sections = {section.id: section for section in sitting.instrument.sections if section.id in there}
    if any(name not in sections or not sections[name].can_hide for name in wish.hidden or ()):
        yield Objection("/hidden", "a section cannot be hidden", "sections that can be hidden")
    newly = (wish.opened or frozenset()) - (sitting.session.opened & there)
    if any(name not in sections or not sections[name].special for name in newly):
        yield Objection("/opened", "a section cannot be opened", "sections that may be opened here")
    if wish.circumstances is not None:
        yield from objections_to_circumstances(wish.circumstances)
