"""Who works for an organisation, in which unit, and as what. Each change is written down for those who oversee it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.organisation_changes import note_change
from profile_service.actions.passkeys import remove_staff_passkeys
from profile_service.actions.ports import Desk, Work
from profile_service.domain.people import Member, Place, StaffId, StaffRole
from profile_service.domain.staffing import LONGEST_UNIT, Hand, Invitation, StaffChange, What
from profile_service.domain.texts import objections_to_word

_CHANGES_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member as the administrators see her, with the invitation that waits for her."""

    member: Member
    invitation: Invitation | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change with the names that are still known; None for somebody who works there no more."""

    change: StaffChange
    about: str | None
    made_by: str | None


def colleagues(work: Work, organisation: OrganisationId) -> Sequence[Colleague]:
    """Everybody, those without a place first: they wait for one."""
    invitations = work.staff.invitations_of(organisation)
    found = [Colleague(one, invitations.get(one.id)) for one in work.staff.of_organisation(organisation)]
    return sorted(found, key=lambda one: bool(one.member.places))


def colleague(work: Work, organisation: OrganisationId, staff: StaffId) -> Colleague:
    """One of them; NotAvailableError for anybody who does not work there."""
    member = _member(work, organisation, staff)
    return Colleague(member, work.staff.invitations_of(organisation).get(staff))


def changes_in(work: Work, organisation: OrganisationId) -> Sequence[ChangeView]:
    """The latest changes, newest first."""
    names: dict[str, str] = {one.id: one.name for one in work.staff.of_organisation(organisation)}
    return [
        ChangeView(one, names.get(one.about), names.get(one.made_by))
        for one in work.staff.changes_of(organisation, _CHANGES_SHOWN)
    ]


def add_unit(work: Work, desk: Desk, hand: Hand, unit: str) -> None:
    """One more unit.

    Raises:
        NotAvailableError: the organisation takes no part.
        ContentError: it has no name, or is there already.
    """
    standing(work, hand.organisation)
    name = " ".join(unit.split())
    objections = [*objections_to_word("/unit", name, LONGEST_UNIT)]
    if name.casefold() in {one.casefold() for one in work.staff.units_of(hand.organisation)}:
        objections.append(Objection("/unit", "this unit is there already", "another name"))
    if objections:
        raise ContentError(objections)
    work.staff.add_unit(hand.organisation, name)
    note_change(work, desk, hand, What.UNIT_ADDED, unit=name)


def remove_unit(work: Work, desk: Desk, hand: Hand, unit: str) -> None:
    """Take a unit away that nobody has a place in. What was granted to it stays as it was granted.

    Raises:
        NotAvailableError: there is no such unit.
        ContentError: somebody has a place there.
    """
    if unit not in work.staff.units_of(hand.organisation):
        raise NotAvailableError
    people = work.staff.of_organisation(hand.organisation)
    if any(place.unit == unit for one in people for place in one.places):
        raise ContentError(
            [Objection("/unit", "somebody has a place in this unit", "a unit without anybody in it")]
        )
    work.staff.remove_unit(hand.organisation, unit)
    note_change(work, desk, hand, What.UNIT_REMOVED, unit=unit)


def place(
    work: Work, desk: Desk, hand: Hand, staff: StaffId, unit: str, roles: Collection[StaffRole]
) -> Member:
    """Give somebody a place, or other roles there. Without any role the place is taken from her.

    Raises:
        NotAvailableError: nobody of this id works there.
        ContentError: the unit or the roles cannot be; she would give herself more; or nobody would administrate any more.
    """
    member = _member(work, hand.organisation, staff)
    wanted = frozenset(roles)
    before = next((one for one in member.places if one.unit == unit), None)
    objections = [*objections_to_place(work, hand.organisation, unit, wanted)] if wanted else []
    if hand.staff == staff and not wanted <= (before.roles if before else frozenset()):
        right = "another administrator, who gives them to you"
        objections.append(Objection("/roles", "nobody gives herself more roles", right))
    if objections:
        raise ContentError(objections)
    others = tuple(one for one in member.places if one.unit != unit)
    after = replace(member, places=(*others, Place(unit, wanted)) if wanted else others)
    if after == member or (not wanted and before is None):
        return member
    _keep_an_administrator(work, hand, member, after)
    work.staff.save(after)
    what = What.PLACED if wanted else What.PLACE_TAKEN
    note_change(work, desk, hand, what, staff, unit, wanted)
    return after


def remove_member(work: Work, desk: Desk, hand: Hand, staff: StaffId) -> None:
    """She works there no more: her sessions and her ways in end at once.

    Raises:
        NotAvailableError: nobody of this id works there.
        ContentError: she is the last who administrates. The operator may remove her all the same.
    """
    member = _member(work, hand.organisation, staff)
    _keep_an_administrator(work, hand, member, replace(member, places=()))
    forget_member(work, staff)
    note_change(work, desk, hand, What.REMOVED, staff)


def forget_member(work: Work, staff: StaffId) -> None:
    """Her name, her places, her sessions, her passkeys, and whom a provider calls her."""
    remove_staff_passkeys(work, staff)
    work.staff_identities.forget(staff)
    work.sessions.close_staff(staff)
    work.staff.remove(staff)


def objections_to_place(
    work: Work, organisation: OrganisationId, unit: str, roles: frozenset[StaffRole]
) -> Iterator[Objection]:
    """What is wrong with a place that somebody is to have; nothing where it can be."""
    if unit not in work.staff.units_of(organisation):
        yield Objection("/unit", "your organisation has no such unit", "one of its units")
    if not roles:
        yield Objection("/roles", "nothing was chosen", "one role at least")
    elif roles == {StaffRole.PROTECTED_IDENTITY}:
        yield Objection("/roles", "this role stands beside another one", "one more role")


def standing(work: Work, organisation: OrganisationId) -> None:
    """NotAvailableError where the organisation takes no part any more, or never did."""
    found = work.accounts.organisation(organisation)
    if found is None or found.closed_at is not None:
        raise NotAvailableError


def _member(work: Work, organisation: OrganisationId, staff: StaffId) -> Member:
    found = work.staff.find(staff)
    if found is None or found.organisation != organisation:
        raise NotAvailableError
    return found


def _keep_an_administrator(work: Work, hand: Hand, before: Member, after: Member) -> None:
    if hand.staff is None or not _administrates(before) or _administrates(after):
        return
    waiting = work.staff.invitations_of(hand.organisation)
    others = (
        one
        for one in work.staff.of_organisation(hand.organisation)
        if one.id != before.id and not (one.id in waiting and waiting[one.id].first)
    )
    if not any(_administrates(one) for one in others):
        right = "another administrator first, who has come in"
        raise ContentError([Objection("/roles", "this is the last administrator", right)])


def _administrates(member: Member) -> bool:
    return any(StaffRole.ADMINISTRATOR in one.roles for one in member.places)
