"""Invitations: a code that is handed over, and by which a member of staff makes her own way in, once."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Final

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.errors import CodeInvalidError, ContentError, NotAvailableError
from profile_service.actions.journaling import record_refused
from profile_service.actions.organisation_changes import note_change
from profile_service.actions.passkeys import remove_staff_passkeys
from profile_service.actions.ports import Desk, Work
from profile_service.actions.staffing import add_unit, colleague, objections_to_place, standing
from profile_service.domain.connection_code import ALPHABET
from profile_service.domain.event import Kind
from profile_service.domain.people import Member, Organisation, Place, StaffId, StaffRole
from profile_service.domain.staffing import (
    CODE_LIFETIME,
    CODE_SIGNS,
    LONGEST_NAME,
    Hand,
    Invitation,
    InvitationId,
    What,
    shown_code,
    typed_code,
)
from profile_service.domain.texts import objections_to_word


class Refusal(StrEnum):
    """Why a code was not taken, for the journal."""

    WRONG = "invitation-wrong"
    OVER = "invitation-over"


FIRST: Final = frozenset({StaffRole.ADMINISTRATOR, StaffRole.DATA_PROTECTION_OFFICER})
"""What the first of an organisation's staff is, whom the operator invites."""


def invite(
    work: Work, desk: Desk, hand: Hand, name: str, unit: str, roles: Collection[StaffRole]
) -> tuple[Member, str, datetime]:
    """Write somebody down as a member with a place, and make the code by which she comes in. It is shown this once.

    Raises:
        NotAvailableError: the organisation takes no part.
        ContentError: she has no name, or the place cannot be.
    """
    standing(work, hand.organisation)
    wanted = frozenset(roles)
    objections = [
        *objections_to_word("/name", name, LONGEST_NAME),
        *objections_to_place(work, hand.organisation, unit, wanted),
    ]
    if objections:
        raise ContentError(objections)
    member = Member(
        StaffId(desk.ids.new("stf")), hand.organisation, " ".join(name.split()), (Place(unit, wanted),)
    )
    work.staff.add(member)
    code, until = _code_for(work, desk, member, first=True)
    note_change(work, desk, hand, What.INVITED, member.id, unit, wanted)
    return member, code, until


def invite_again(work: Work, desk: Desk, hand: Hand, staff: StaffId) -> tuple[Member, str, datetime]:
    """Another code for a member: the first was too old, or she has lost her way in. The code before opens nothing more.

    Raises:
        NotAvailableError: nobody of this id works there.
        ContentError: it would be for herself.
    """
    standing(work, hand.organisation)
    found = colleague(work, hand.organisation, staff)
    if hand.staff == staff:
        right = "another administrator, who makes it for you"
        raise ContentError([Objection("/staff", "nobody makes a code for herself", right)])
    first = found.invitation is not None and found.invitation.first
    code, until = _code_for(work, desk, found.member, first=first)
    note_change(work, desk, hand, What.INVITED, staff)
    return found.member, code, until


def invite_first(
    work: Work, desk: Desk, organisation: OrganisationId, name: str, unit: str
) -> tuple[Member, str, datetime]:
    """The operator lets the first administrator of an organisation in, and makes her unit where it is not there yet.

    Raises:
        NotAvailableError, ContentError: as `invite`.
    """
    hand = Hand(organisation, None)
    known = {one.casefold(): one for one in work.staff.units_of(organisation)}
    written = " ".join(unit.split())
    if written.casefold() not in known:
        add_unit(work, desk, hand, written)
    return invite(work, desk, hand, name, known.get(written.casefold(), written), FIRST)


def look_at_invitation(work: Work, desk: Desk, typed: str) -> tuple[Invitation, Member, Organisation]:
    """Whom a code is for, before she makes her way in; it is not spent by this.

    Raises:
        CodeInvalidError: mistyped, used, too old, or never was: not told apart.
    """
    word = typed_code(typed)
    found = None if word is None else work.staff.invited_by(word)
    if found is None or not found.stands(desk.clock.now()):
        raise CodeInvalidError
    return _read(work, found)


def accept_invitation(work: Work, desk: Desk, invitation_id: InvitationId) -> Member:
    """Spend an invitation, in the transaction in which she gets her way in: once, in a race as well.

    Raises:
        CodeInvalidError: it was used before, is too old, or was taken back.
    """
    found = work.staff.invitation(invitation_id)
    if found is None or not found.stands(desk.clock.now()) or not work.staff.spend(found):
        raise CodeInvalidError
    _, member, organisation = _read(work, found)
    # Whoever gets another code has lost what she came in by, and somebody else may have found it.
    remove_staff_passkeys(work, member.id)
    work.sessions.close_staff(member.id)
    note_change(work, desk, Hand(organisation.id, member.id), What.CAME_IN, member.id)
    return member


def note_wrong_code(work: Work, desk: Desk, typed: str) -> bool:
    """One line in the journal for a code that did not work, about nobody and without the code.

    Returns whether it could have been one: what is no code at all is a slip and no try.
    """
    word = typed_code(typed)
    if word is None:
        return False
    known = work.staff.invited_by(word)
    if known is None:
        record_refused(work, desk, Kind.ORGANISATION_CHANGE, Refusal.WRONG)
    else:
        record_refused(work, desk, Kind.ORGANISATION_CHANGE, Refusal.OVER, known.organisation)
    return True


def _read(work: Work, invitation: Invitation) -> tuple[Invitation, Member, Organisation]:
    member = work.staff.find(invitation.staff)
    organisation = work.accounts.organisation(invitation.organisation)
    if member is None or organisation is None or organisation.closed_at is not None:
        raise NotAvailableError
    return invitation, member, organisation


def _code_for(work: Work, desk: Desk, member: Member, *, first: bool) -> tuple[str, datetime]:
    now = desk.clock.now()
    word = desk.ids.digits(ALPHABET, CODE_SIGNS)
    until = now + CODE_LIFETIME
    invitation = Invitation(
        InvitationId(desk.ids.new("inv")), member.organisation, member.id, now, until, first
    )
    work.staff.invite(invitation, word)
    return shown_code(word), until
