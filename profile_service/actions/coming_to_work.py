"""Which member of staff it is that a provider vouches for."""

from profile_service.actions.ports import Desk, Work
from profile_service.domain.eid_refusal import EidRefusal
from profile_service.domain.external_identity import Vouched
from profile_service.domain.people import Member, Organisation, Role, StaffId


def come_to_work(work: Work, desk: Desk, vouched: Vouched) -> StaffId | EidRefusal:
    """The member of staff at an organisation that the provider says she works at, and that is registered here.

    Whoever is not known there becomes a member without a place, who can do nothing before an administrator has given her
    one; at the operator's she does not even get in. Of several organisations it is the first at which she has a place.
    """
    members = [_member(work, desk, one, vouched) for one in _organisations(work, vouched)]
    if not members:
        return EidRefusal.AFFILIATION
    placed = next((member for member in members if member.places), None)
    chosen = placed or members[0]
    organisation = work.accounts.organisation(chosen.organisation)
    if placed is None and (organisation is None or organisation.role is Role.OPERATOR):
        return EidRefusal.NO_PLACE
    return chosen.id


def is_member(work: Work, vouched: Vouched, staff: StaffId) -> bool:
    """Whether this is who the provider vouches for, and still says works there."""
    return any(
        work.staff_identities.find(one.id, vouched.issuer, vouched.subject) == staff
        for one in _organisations(work, vouched)
    )


def _organisations(work: Work, vouched: Vouched) -> list[Organisation]:
    return [one for one in work.accounts.organisations() if one.number in vouched.affiliations]


def _member(work: Work, desk: Desk, organisation: Organisation, vouched: Vouched) -> Member:
    known = work.staff_identities.find(organisation.id, vouched.issuer, vouched.subject)
    member = None if known is None else work.staff.find(known)
    if member is not None:
        return member
    member = Member(StaffId(desk.ids.new("stf")), organisation.id, vouched.name, ())
    work.staff.add(member)
    work.staff_identities.attach(member.id, organisation.id, vouched.issuer, vouched.subject)
    return member
