"""Whoever holds a link: opens it, looks again for a while, asks who she is. A link that opens nothing says nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from consent.decision import Denial, PreviewReading, Reason, SharedReading, decide
from consent.errors import TransitionError
from consent.permit import Permit
from consent.share import CONTACT, Share
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.more import more_asked
from profile_service.actions.naming import Named, cover_of, named_in
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import shield_of
from profile_service.actions.sharing import Offer, fit_of, read_offer
from profile_service.domain.concept import ConceptRef
from profile_service.domain.coverage import Sections
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.masking import mask_text
from profile_service.domain.match import Claim, claims_of
from profile_service.domain.opening import Telling
from profile_service.domain.people import Grantee
from profile_service.domain.profile import Content
from profile_service.domain.sharing import (
    VIEW_WINDOW,
    VIEWING_TIME,
    VIEWS_A_DAY,
    WRONG_WORDS,
    More,
    Viewing,
    normalise_word,
)
from profile_service.domain.shielding import mask

BY_LINK: Final = "by link"


class Turned(Enum):
    """Why a link that stands was not opened; a link that does not stand is told to nobody."""

    AWAY = "away"
    """The word is wrong."""
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a viewer sees: contents by section, with nothing of an item but what it says."""

    vacancy: str
    employer: str
    until: datetime
    sections: Mapping[str, Sequence[Content]]
    contact: Content
    named: bool
    """Whether name and contact were opened too, if she has written any."""
    contact_asked: bool
    more_asked: tuple[More, ...]
    """What viewers have asked to see besides."""
    fit: ConceptRef | None = None
    """The occupation for which it is shown how this fits, where she wished it."""
    old: Mapping[str, Sequence[bool]] = field(default_factory=dict)
    """In the order of `sections`, which contents nobody has looked at for too long; a section without any is absent."""
    claims: tuple[Claim, ...] = ()
    """What that is worked out from: the codes in what is shown, and nothing else of hers."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A viewing that has begun: what she shows for it, and how long it lasts."""

    shown: str
    until: datetime


def standing(work: Work, desk: Desk, secret: str) -> Share | None:
    """The share behind a link that opens something now.

    None alike for a link that never was, was mistyped, has ended or expired, is paused or locked, or of somebody erased.
    """
    share = work.shares.behind(secret)
    # Looked at in every case: one that is locked takes no longer than one that has ended.
    locked = share is not None and work.shares.wrong_words(share) >= WRONG_WORDS
    return share if share is not None and not locked and share.stands(desk.clock.now()) else None


def open_share(
    work: Work, desk: Desk, secret: str, word: str, reader: Grantee | None
) -> Opened | Turned | None:
    """Open a link: one view, written down before anything leaves. None where it does not stand.

    A refusal is returned, so that the attempt is committed: it is counted, and it is in her log.
    """
    share = standing(work, desk, secret)
    if share is None:
        return None
    if not work.shares.word_fits(share, normalise_word(word)):
        return _turn_away(work, desk, share, reader)
    if _too_often(work, desk, share):
        _record_refusal(work, desk, share, reader, Reason.LIMIT.value)
        return Turned.TOO_OFTEN
    work.shares.forget_wrong_words(share)
    return _begin(work, desk, share, reader)


def look(work: Work, desk: Desk, secret: str, kept: str) -> tuple[Share | None, Viewing | None]:
    """The share behind a link, and the viewing that a viewer says she has; either is None where there is none."""
    share = standing(work, desk, secret)
    viewing = None if share is None or not kept else work.shares.viewing(share, kept)
    return share, viewing if viewing is not None and desk.clock.now() < viewing.until else None


def go_on(work: Work, desk: Desk, secret: str, kept: str, reader: Grantee | None) -> Opened | None:
    """After her second yes, a viewing that had no name in it becomes one that has: written down as another reading.

    None where it cannot: the link has ended, or was opened too often today.
    """
    share, viewing = look(work, desk, secret, kept)
    if share is None or viewing is None or _too_often(work, desk, share):
        return None
    opened = _begin(work, desk, share, reader, until=viewing.until)
    if opened is not None:
        work.shares.count_going_on(share)
    return opened


def see(work: Work, desk: Desk, secret: str, kept: str) -> tuple[Share | None, Shown | None]:
    """What a viewer sees now: the share as it stands, and its content if she has opened it."""
    share, viewing = look(work, desk, secret, kept)
    if share is None or viewing is None:
        return share, None
    return share, show(work, desk, share, viewing)


def show(work: Work, desk: Desk, share: Share, viewing: Viewing) -> Shown | None:
    """What the viewer sees. The name is in it only where the viewing was opened with it."""
    reading = SharedReading(None if viewing.named else share.scopes)
    permit = decide(reading, share, desk.clock.now(), shield_of(work, share.individual))
    return _shown(work, desk, share, permit) if isinstance(permit, Permit) else None


def preview_offer(work: Work, desk: Desk, caller: IndividualId, offer: Offer) -> Shown:
    """What a viewer would see of an offer that she has not made yet."""
    share = read_offer(desk, caller, offer)
    return _preview(work, desk, caller, share)


def named_in_offer(work: Work, desk: Desk, caller: IndividualId, offer: Offer) -> Sequence[Named]:
    """Where her own name or a way to reach her stands in the words of an offer that she has not made yet."""
    return named_in(work, desk, caller, read_offer(desk, caller, offer).scopes)


def preview_share(work: Work, desk: Desk, caller: IndividualId, share: Share) -> Shown:
    """What a viewer of her share sees, as long as it stands."""
    return _preview(work, desk, caller, share)


def ask_contact(work: Work, desk: Desk, secret: str, kept: str, reader: Grantee | None) -> bool:
    """A viewer asks who she is. Once: whoever asks again is not heard. False where the link opens nothing."""
    share, viewing = look(work, desk, secret, kept)
    if share is None:
        return False
    try:
        asked = share.ask_contact(desk.clock.now()) if viewing is not None else None
    except TransitionError:
        asked = None
    if asked is not None:
        work.shares.save(asked)
        _record(work, desk, Kind.CONTACT_ASKED, Outcome.DONE, asked, reader)
    return True


def ask_more(
    work: Work, desk: Desk, secret: str, kept: str, more: More | None, reader: Grantee | None
) -> bool:
    """A viewer asks to see one thing more. Each once: whoever asks again is not heard, and nobody is told what she makes of it.

    False where the link opens nothing. She answers by a new link, or not at all: a link is never widened.
    """
    share, viewing = look(work, desk, secret, kept)
    if share is None:
        return False
    if viewing is not None and more is not None and more not in more_asked(work, share):
        _record(work, desk, Kind.MORE_ASKED, Outcome.DONE, share, reader, more=more.value)
    return True


def _begin(
    work: Work, desk: Desk, share: Share, reader: Grantee | None, until: datetime | None = None
) -> Opened | None:
    now = desk.clock.now()
    permit = decide(SharedReading(), share, now, shield_of(work, share.individual))
    if isinstance(permit, Denial):
        return None
    scopes = [str(scope) for scope in permit.scopes]
    _record(work, desk, Kind.READ, Outcome.DISCLOSED, share, reader, scopes=scopes)
    work.vault.begin(permit)
    viewing = Viewing(until or min(now + VIEWING_TIME, share.until), share.contact_given_at is not None)
    return Opened(work.shares.let_view(share, viewing), viewing.until)


def _too_often(work: Work, desk: Desk, share: Share) -> bool:
    since = desk.clock.now() - VIEW_WINDOW
    hers, this = share.individual, GrantId(share.id)
    return work.journal.readings_since(hers, this, Outcome.DISCLOSED, since) >= VIEWS_A_DAY


def _turn_away(work: Work, desk: Desk, share: Share, reader: Grantee | None) -> Turned | None:
    work.shares.count_wrong_word(share)
    locked = work.shares.wrong_words(share) >= WRONG_WORDS
    _record_refusal(work, desk, share, reader, "word_locked" if locked else "word_wrong")
    return None if locked else Turned.AWAY


def _record_refusal(work: Work, desk: Desk, share: Share, reader: Grantee | None, reason: str) -> None:
    since = desk.clock.now() - VIEW_WINDOW
    hers, this = share.individual, GrantId(share.id)
    # Whoever holds a link could fill her log without end: what comes after as many refusals in a day is not news.
    if work.journal.readings_since(hers, this, Outcome.REFUSED, since) < VIEWS_A_DAY:
        _record(work, desk, Kind.READ, Outcome.REFUSED, share, reader, reason=reason)


def _record(
    work: Work,
    desk: Desk,
    kind: Kind,
    outcome: Outcome,
    share: Share,
    reader: Grantee | None,
    **more: str | list[str],
) -> None:
    detail: dict[str, str | list[str]] = {"reader": BY_LINK, "vacancy": share.vacancy, **more}
    if reader is not None:
        detail |= {"reader": reader.reader or BY_LINK, "unit": reader.unit}
    organisation = None if reader is None else reader.organisation.id
    record(work, desk, kind, outcome, share.individual, organisation, GrantId(share.id), detail)


def _preview(work: Work, desk: Desk, caller: IndividualId, share: Share) -> Shown:
    reading = PreviewReading(caller, share.individual, share.open_scopes)
    permit = decide(reading, None, desk.clock.now(), shield_of(work, caller))
    if isinstance(permit, Denial):
        raise NotAvailableError
    return _shown(work, desk, share, permit)


def _shown(work: Work, desk: Desk, share: Share, permit: Permit) -> Shown:
    found = work.vault.read(permit, Telling.GOING_ON).sections
    covered = cover_of(work, desk, share.individual)
    today = desk.clock.now().astimezone(desk.zone).date()
    masked = {
        name: [one for one in (mask(item, covered.everything) for item in items) if one.content]
        for name, items in found.items()
        if name not in CONTACT
    }
    person = next((item.content for item in found.get("person", ())), {})
    return Shown(
        vacancy=mask_text(share.vacancy, covered.herself),
        employer=mask_text(share.employer, covered.herself),
        until=share.until,
        # Nothing else of an item, so that no id and no time leaves.
        sections={name: [one.content for one in items] for name, items in masked.items() if items},
        old={
            name: old for name, items in masked.items() if any(old := [one.is_stale(today) for one in items])
        },
        contact=person,
        named=any(scope.section in CONTACT for scope in permit.stated),
        contact_asked=share.contact_asked_at is not None,
        more_asked=more_asked(work, share),
        fit=fit_of(share),
        claims=_claims(desk, share, masked),
    )


def _claims(desk: Desk, share: Share, found: Sections) -> tuple[Claim, ...]:
    today = desk.clock.now().astimezone(desk.zone).date()
    return claims_of(found, today, with_strength=False) if share.fit else ()
