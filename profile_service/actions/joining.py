"""Two accounts of one person become one, in a session that proves both. The one that she is signed in to is kept.

Decided: her items come over, doubles fall away, and nothing that was ever written is lost (what is not in the profile is in
its past). Her grants and links of the other account end as withdrawn and the organisations are told, since she gave them over
another profile. What the law lets somebody read goes on. Questions that wait, receipts, inquiries, notices and ways in move.
The other account's lines of the journal stay under its own key, are read along with hers, and die with her key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from consent.assistance import EndedBy
from consent.grant import Active, Paused, at_time, withdraw
from consent.receipt import RecordKind
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError, ShareEndedError, SingleItemError
from profile_service.actions.helping import end_all_help
from profile_service.actions.journaling import record
from profile_service.actions.mandates import end_all_mandates
from profile_service.actions.manner import Manner
from profile_service.actions.own_grant import write_down
from profile_service.actions.own_profile import MOST_ITEMS, read_own_profile
from profile_service.actions.ports import Desk, PastEntry, Work
from profile_service.actions.protection import is_protected, protect
from profile_service.actions.sharing import withdraw_share
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.profile import (
    Assertion,
    Change,
    Content,
    ItemId,
    Json,
    PastVersion,
    Profile,
    Strength,
    changed,
)
from profile_service.domain.sections import SECTIONS
from profile_service.domain.session import Session

PROVED_FOR: Final = timedelta(minutes=10)
"""So long after the other account was proved in this session the two can be joined."""


def other_account(work: Work, desk: Desk, session: Session) -> IndividualId | None:
    """The other account that this very session has proved in the last minutes; None where there is none."""
    found = work.external_identities.proved_in(session.id)
    if found is None or session.individual is None:
        return None
    other, proof = found
    in_time = desk.clock.now() - proof.at < PROVED_FOR
    there = work.accounts.individual(other) is not None
    return other if in_time and there and other != session.individual else None


def join_accounts(work: Work, desk: Desk, session: Session, manner: Manner) -> IndividualId:
    """Make the other account part of the one that she is signed in to. Returns the one that is kept.

    Raises:
        NotAvailableError: this session has not proved another account.
        SectionFullError: the two hold more than one profile may. Nothing is changed.
    """
    former, keeper = other_account(work, desk, session), session.individual
    if former is None or keeper is None:
        raise NotAvailableError
    _end_what_was_given(work, desk, former, manner)
    _bring_items(work, desk, former, keeper)
    if is_protected(work, former):
        protect(work, desk, keeper)
    work.external_identities.hand_over(former, keeper, desk.clock.now())
    work.joined.move_all(former, keeper, desk.clock.now())
    work.accounts.remove_individual(former)
    record(work, desk, Kind.JOINING, Outcome.DONE, keeper, detail={"why": "accounts"})
    return keeper


def _end_what_was_given(work: Work, desk: Desk, former: IndividualId, manner: Manner) -> None:
    now = desk.clock.now()
    for grant in work.ledger.of_individual(former):
        standing = at_time(grant, now)
        if isinstance(standing, Active | Paused):
            write_down(work, desk, RecordKind.WITHDRAWN, withdraw(standing, now), manner, {"why": "joined"})
    for share in work.shares.of_individual(former):
        if share.ended_at is None:
            try:
                withdraw_share(work, desk, former, share.id)
            except ShareEndedError:
                continue
    end_all_help(work, desk, former, EndedBy.INDIVIDUAL)
    end_all_mandates(work, desk, former)


def _bring_items(work: Work, desk: Desk, former: IndividualId, keeper: IndividualId) -> None:
    theirs, hers = read_own_profile(work, desk, former), read_own_profile(work, desk, keeper)
    same = doubles(hers, theirs)
    for section, items in theirs.sections.items():
        brought = [replace(one, content=point_at(one.content, same)) for one in items]
        kept = list(hers.sections.get(section, ()))
        past: PastEntry = []
        if SECTIONS[section].single and kept:
            kept[0], past = _one_of_two(desk, kept[0], brought[0])
        else:
            kept = _stronger(kept, brought, same) + [one for one in brought if one.id not in same]
        if len(kept) > MOST_ITEMS:
            raise SingleItemError
        if kept != list(hers.sections.get(section, ())):
            work.vault.write(keeper, section, kept, hers.versions.get(section, 0), past)


def doubles(hers: Profile, theirs: Profile) -> Mapping[ItemId, ItemId]:
    """Which items of the other account say what one of hers says already, and which one that is.

    Looked at twice: two statements that rest on doubles are doubles themselves, once both point at the same one.
    """
    same: dict[ItemId, ItemId] = {}
    for _ in range(2):
        for section, items in theirs.sections.items():
            own = [(one.id, one.content) for one in hers.sections.get(section, ())]
            for one in items:
                said = point_at(one.content, same)
                found = next((id_ for id_, content in own if content == said), None)
                if found is not None:
                    same[one.id] = found
    return same


def point_at(content: Content, same: Mapping[ItemId, ItemId]) -> Content:
    """The content with each mention of a double turned into a mention of the item that is kept."""
    return {name: _point(value, same) for name, value in content.items()}


def _point(value: Json, same: Mapping[ItemId, ItemId]) -> Json:
    match value:
        case str():
            return same.get(ItemId(value), value)
        case Mapping():
            return {name: _point(one, same) for name, one in value.items()}
        case Sequence():
            return [_point(one, same) for one in value]
        case _:
            return value


def _stronger(
    kept: list[Assertion], brought: Sequence[Assertion], same: Mapping[ItemId, ItemId]
) -> list[Assertion]:
    """Hers, where a double has the stronger support with that support."""
    order = list(Strength)
    by_id = {one.id: one for one in kept}
    for one in brought:
        own = by_id.get(same.get(one.id, one.id))
        if own is not None and order.index(one.strength) > order.index(own.strength):
            by_id[own.id] = replace(own, source=one.source, strength=one.strength)
    return list(by_id.values())


def _one_of_two(desk: Desk, own: Assertion, other: Assertion) -> tuple[Assertion, PastEntry]:
    """Of what there is one of: hers stands, what she had left out is filled in, and the other is in its past whole."""
    if all(own.content.get(name) == value for name, value in other.content.items()):
        return own, []
    now = desk.clock.now()
    seen = changed(own, other.content, now)
    after = changed(seen, {**other.content, **own.content}, now)
    told = PastVersion(seen.version, now, other.source, Change.IMPORTED, seen.content)
    stands = PastVersion(after.version, now, after.source, Change.CHANGED, after.content)
    return after, [(own.id, told), (own.id, stands)]
