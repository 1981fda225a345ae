"""Organisations with their staff and systems, as the operator sees them."""

from collections.abc import Sequence
from datetime import datetime

from profile_service.actions.staffing import Colleague
from profile_service.actions.systems import SystemView
from profile_service.domain.people import Member, Organisation
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.declarations import render_registered


def render_details(
    organisation: Organisation,
    units: Sequence[str],
    staff: Sequence[Colleague],
    systems: Sequence[SystemView],
) -> Wire:
    """`schemas.access.OrganisationDetails`."""
    return {
        **render_registered(organisation),
        "units": list(units),
        "staff": [_colleague(one) for one in staff],
        "systems": [render_system(one) for one in systems],
    }


def render_system(view: SystemView) -> Wire:
    """`schemas.access.System`."""
    client = view.client
    return {
        "client_id": client.id,
        "kids": list(view.kids),
        "redirect_uris": list(client.redirect_uris),
        "dpop_required": client.dpop_required,
        "handles_protected_identity": client.handles_protected_identity,
    }


def render_invitation(made: tuple[Member, str, datetime]) -> Wire:
    """`schemas.access.InvitationMade`."""
    member, code, until = made
    return {"staff": member.id, "code": code, "expires_at": in_utc(until)}


def _colleague(one: Colleague) -> Wire:
    until = None if one.invitation is None else one.invitation.expires_at
    return {
        "id": one.member.id,
        "name": one.member.name,
        "places": [
            {"unit": place.unit, "roles": sorted(role.value for role in place.roles)}
            for place in one.member.places
        ],
        "invited_until": None if until is None else in_utc(until),
    }
