"""She shows a part of her profile by a link: makes it, looks at it as others will, answers who she is, takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from consent.decision import Denial, PreviewReading, decide
from consent.errors import ScopeError, TransitionError
from consent.request import Objection
from consent.scope import MOST_SCOPES, Scope
from consent.share import COMPETENCES, CONTACT, Share
from consent.vocabulary import GrantId, IndividualId, ShareId
from profile_service.actions.desk_limits import objections_to_opening
from profile_service.actions.errors import ContentError, NotAvailableError, ShareEndedError
from profile_service.actions.journaling import record
from profile_service.actions.more import more_asked
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import is_protected, shield_of
from profile_service.domain.concept import ConceptId, ConceptRef, SchemeName
from profile_service.domain.disclosure import narrow
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.sharing import (
    LONGEST_DAYS,
    MOST_ENTRIES,
    MOST_LIVE,
    WRONG_WORDS,
    More,
    last_end,
    make_word,
    normalise_word,
    usual_end,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What she wants to show, as it came in at the door."""

    vacancy: str
    employer: str
    scopes: Sequence[str]
    until: datetime | None = None
    with_word: bool = False
    fit: ConceptRef | None = None
    """The occupation for which viewers shall see how it fits; None for none. Whether it is one was seen to at the door."""
    id: str = ""
    """An id that the form was given, so that the same form sent twice makes one link; empty for a new one."""


@dataclass(frozen=True, slots=True)
class MadeShare:
    """A new share. The secret of its link and its word are known here, this once."""

    share: Share
    secret: str
    word: str | None


@dataclass(frozen=True, slots=True)
class ShareView:
    """A share of hers as it stands, and its use."""

    share: Share
    state: str
    """"open", "paused", "locked", "ended" or "expired"."""
    contact: str
    """"none", "asked", "given" or "refused"."""
    has_word: bool
    views: int
    """How often it was opened. That a viewer goes on with her name is another reading, but not another opening."""
    last_view_at: datetime | None
    more_asked: tuple[More, ...] = ()
    """What viewers have asked to see besides. She answers by a new link, or not at all."""


def read_offer(desk: Desk, caller: IndividualId, offer: Offer) -> Share:
    """The share that an offer would make.

    Raises:
        ContentError: something else than competences is in it, nothing is, or the end is not right.
    """
    now = desk.clock.now()
    until = usual_end(now, desk.zone) if offer.until is None else offer.until
    scopes = read_competences(offer.scopes)
    objections: list[Objection] = []
    if until <= now:
        objections.append(Objection("/until", "the end has passed already", "a time that is still to come"))
    latest = last_end(now, desk.zone)
    if until > latest:
        objections.append(
            Objection("/until", f"longer than {LONGEST_DAYS} days", f"at the latest {latest.isoformat()}")
        )
    if objections:
        raise ContentError(objections)
    made = offer.id or desk.ids.new("shr")
    return Share(
        ShareId(made),
        caller,
        offer.vacancy,
        offer.employer,
        scopes,
        contact=(),
        made_at=now,
        until=until,
        fit="" if offer.fit is None else f"{offer.fit.scheme} {offer.fit.id}",
    )


def fit_of(share: Share) -> ConceptRef | None:
    """The occupation for which a share shows how it fits; None where it shows none."""
    scheme, _, concept = share.fit.partition(" ")
    return ConceptRef(SchemeName(scheme), ConceptId(concept)) if concept else None


def read_competences(texts: Sequence[str]) -> tuple[Scope, ...]:
    """Scopes of competences, each with its fields spelled out; ContentError names each that is none."""
    objections: list[Objection] = []
    scopes: list[Scope] = []
    if not texts:
        objections.append(Objection("/scopes", "nothing was chosen", "at least one scope of competences"))
    if len(texts) > MOST_SCOPES:
        raise ContentError([Objection("/scopes", "there are too many scopes", f"at most {MOST_SCOPES}")])
    for at, text in enumerate(texts):
        try:
            scopes.append(Scope.parse(text).frozen(COMPETENCES, COMPETENCES))
        except ScopeError as error:
            objections.append(Objection(f"/scopes/{at}", error.problem, error.expected))
    for at, scope in enumerate(scopes):
        if scope.items is not None and len(scope.items) > MOST_ENTRIES:
            objections.append(Objection(f"/scopes/{at}", "there are too many entries", f"{MOST_ENTRIES}"))
    if objections:
        raise ContentError(objections)
    return tuple(dict.fromkeys(scopes))


def make_share(work: Work, desk: Desk, caller: IndividualId, offer: Offer) -> MadeShare:
    """Make a link to a part of her profile, for one vacancy.

    Raises:
        ContentError: the offer is not right, or she has as many links as she may.
    """
    held_back = objections_to_opening(work, desk, caller)
    if held_back:
        raise ContentError(held_back)
    share = _pinned(work, desk, read_offer(desk, caller, offer))
    now = desk.clock.now()
    live = [one for one in work.shares.of_individual(caller) if one.ended_at is None and now < one.until]
    if len(live) >= MOST_LIVE:
        raise ContentError([Objection("", "there are too many open links", f"at most {MOST_LIVE}")])
    secret = desk.ids.secret()
    word = make_word(desk.ids.digits) if offer.with_word else None
    work.shares.add(share, secret, None if word is None else normalise_word(word))
    _record(work, desk, Kind.SHARE, share, scopes=[str(scope) for scope in share.scopes])
    return MadeShare(share, secret, word)


def _pinned(work: Work, desk: Desk, share: Share) -> Share:
    """The share over the entries that stand there now: what she writes later is in no link that she made before.

    Raises:
        ContentError: there is nothing to show, or more than a link holds.
    """
    reading = PreviewReading(share.individual, share.individual, share.scopes)
    permit = decide(reading, None, desk.clock.now(), shield_of(work, share.individual))
    if isinstance(permit, Denial):
        raise NotAvailableError
    found = work.vault.read(permit).sections
    scopes = []
    for at, scope in enumerate(share.scopes):
        ids = frozenset(item.id for item in narrow(found.get(scope.section, ()), (scope,)))
        if len(ids) > MOST_ENTRIES:
            raise ContentError(
                [
                    Objection(
                        f"/scopes/{at}", "there are too many entries", f"at most {MOST_ENTRIES}; name them"
                    )
                ]
            )
        if ids:
            scopes.append(replace(scope, items=ids))
    if not scopes:
        raise ContentError(
            [Objection("/scopes", "there is nothing in them yet", "at least one entry to show")]
        )
    return replace(share, scopes=tuple(scopes))


def shares_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[ShareView]:
    """Every share of hers, newest first, ended ones included."""
    shares = work.shares.of_individual(caller)
    reads = work.journal.reads_under(caller) if shares else {}
    return [_view(work, desk, share, *reads.get(GrantId(share.id), (0, None))) for share in shares]


def share_of(work: Work, desk: Desk, caller: IndividualId, share_id: ShareId) -> ShareView:
    """One of her shares; NotAvailableError for anybody else's."""
    share = _own(work, caller, share_id)
    return _view(work, desk, share, *work.journal.reads_under(caller).get(GrantId(share.id), (0, None)))


def withdraw_share(work: Work, desk: Desk, caller: IndividualId, share_id: ShareId) -> Share:
    """End a share of her own, at once and for good; ShareEndedError where it has ended already."""
    try:
        ended = _own(work, caller, share_id).end(desk.clock.now())
    except TransitionError as error:
        raise ShareEndedError from error
    work.shares.save(ended)
    _record(work, desk, Kind.SHARE_END, ended)
    return ended


def renew_word(work: Work, desk: Desk, caller: IndividualId, share_id: ShareId) -> str:
    """A new spoken word: a locked link opens again, and only with this one. ShareEndedError where it has ended."""
    share = _own(work, caller, share_id)
    if share.ended_at is not None or desk.clock.now() >= share.until:
        raise ShareEndedError
    word = make_word(desk.ids.digits)
    work.shares.set_word(share, normalise_word(word))
    _record(work, desk, Kind.CHANGE, share)
    return word


def give_contact(
    work: Work, desk: Desk, caller: IndividualId, share_id: ShareId, fields: Sequence[str]
) -> Share:
    """Her second yes: those who hold the link may see these of her name, e-mail and phone.

    Raises:
        NotAvailableError: she has made no such share.
        ContentError: a field is none of the three, or none is named.
        ShareEndedError: the share is over, or she has said yes before.
    """
    chosen = frozenset(fields)
    if is_protected(work, caller):
        right = "nothing; answer no, or leave the question"
        raise ContentError([Objection("/fields", "this stays with you", right)])
    if not chosen or not chosen <= CONTACT["person"]:
        right = "one or more of " + ", ".join(sorted(CONTACT["person"]))
        raise ContentError([Objection("/fields", "nothing was chosen", right)])
    share = _own(work, caller, share_id)
    contact = (Scope("person", chosen),)
    try:
        given = share.give_contact(desk.clock.now(), contact)
    except TransitionError as error:
        raise ShareEndedError from error
    work.shares.save(given)
    _record(work, desk, Kind.CONTACT_GIVEN, given, scopes=[str(scope) for scope in contact])
    return given


def refuse_contact(work: Work, desk: Desk, caller: IndividualId, share_id: ShareId) -> Share:
    """Her no to who she is: nobody is told. ShareEndedError where nobody has asked, or she has answered."""
    try:
        refused = _own(work, caller, share_id).refuse_contact(desk.clock.now())
    except TransitionError as error:
        raise ShareEndedError from error
    work.shares.save(refused)
    _record(work, desk, Kind.REFUSAL, refused)
    return refused


def _own(work: Work, caller: IndividualId, share_id: ShareId) -> Share:
    share = work.shares.find(share_id)
    if share is None or share.individual != caller:
        raise NotAvailableError
    return share


def _record(work: Work, desk: Desk, kind: Kind, share: Share, **more: list[str]) -> None:
    detail: dict[str, str | list[str]] = {"vacancy": share.vacancy, "employer": share.employer, **more}
    record(work, desk, kind, Outcome.DONE, share.individual, None, GrantId(share.id), detail)


def _view(work: Work, desk: Desk, share: Share, reads: int, last: datetime | None) -> ShareView:
    opened = reads - work.shares.went_on(share)
    has_word, asked = work.shares.has_word(share), more_asked(work, share)
    return ShareView(share, _state(work, desk, share), _contact(share), has_word, opened, last, asked)


def _state(work: Work, desk: Desk, share: Share) -> str:
    if share.ended_at is not None:
        return "ended"
    if desk.clock.now() >= share.until:
        return "expired"
    if share.paused_at is not None:
        return "paused"
    return "locked" if work.shares.wrong_words(share) >= WRONG_WORDS else "open"


def _contact(share: Share) -> str:
    if share.contact_given_at is not None:
        return "given"
    if share.contact_refused_at is not None:
        return "refused"
    return "none" if share.contact_asked_at is None else "asked"
