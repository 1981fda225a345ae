"""Ways in, sessions, numbers and enrolments on the wire. No secret of any of them is kept, and none is here."""

from profile_service.actions.exporting import EnrolmentView
from profile_service.actions.ways_in import WayIn
from profile_service.domain.external_identity import KeptNumber
from profile_service.domain.session import Session
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_organisation


def render_way_in(way: WayIn) -> Wire:
    """`schemas.access.OwnWayIn`."""
    return {
        "id": way.id,
        "way_in": way.method.value,
        "name": way.name,
        "made_at": in_utc(way.made_at),
        "last_used_at": None if way.last_used_at is None else in_utc(way.last_used_at),
        "locked": way.locked,
        "codes_left": way.left,
        "assurance": way.assurance.value,
    }


def render_session(session: Session) -> Wire:
    """`schemas.access.OwnSession`."""
    return {
        "id": session.id,
        "device": session.device,
        "way_in": session.proof.method.value,
        "proved_at": in_utc(session.proof.at),
        "opened_at": in_utc(session.opened_at),
        "last_used_at": in_utc(session.seen_at),
        "shared_computer": session.shared_computer,
    }


def render_number(kept: KeptNumber) -> Wire:
    """`schemas.access.OwnIdentityNumber`."""
    return {
        "number": kept.number.digits,
        "kind": kept.number.kind.value,
        "vouched_by": kept.issuer,
        "since": in_utc(kept.since),
        "until": None if kept.until is None else in_utc(kept.until),
    }


def render_enrolment(view: EnrolmentView) -> Wire:
    """`schemas.access.OwnEnrolment`."""
    met = view.enrolment
    return {
        "id": met.id,
        "at": in_utc(met.at),
        "organisation": None if view.organisation is None else render_organisation(view.organisation),
        "unit": met.unit,
        "helper": met.helper,
        "proof": met.seen.proof.value,
        "document_ends_with": met.seen.tail,
        "replaced": met.replaced,
        "second_look": met.review.value,
    }
