"""Inquiries and attempts on the wire."""

from collections.abc import Mapping

from profile_service.actions.attempts import Attempts
from profile_service.actions.inquiring import InquiryView
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_organisation


def render_inquiry(view: InquiryView) -> Wire:
    """`schemas.access.Inquiry`: the same for either side."""
    inquiry, reading = view.inquiry, view.reading
    named = {key: reading.detail.get(key, "") for key in ("reader", "unit", "case_reference")}
    said = {"words": inquiry.words, "answer": inquiry.answer, "answered_by": inquiry.answered_by}
    times = {"answered_at": inquiry.answered_at, "closed_at": inquiry.closed_at}
    return {
        "id": inquiry.id,
        "organisation": render_organisation(view.organisation),
        "reading": {
            "at": in_utc(reading.at),
            **({"grant_id": reading.grant} if reading.grant else {}),
            **_filled(named),
        },
        "opened_at": in_utc(inquiry.opened_at),
        "deadline": in_utc(inquiry.deadline),
        "state": inquiry.state.value,
        "overdue": view.overdue,
        **_filled(said),
        **{key: in_utc(at) for key, at in times.items() if at is not None},
        **({} if inquiry.enough is None else {"enough": inquiry.enough}),
    }


def render_attempts(attempts: Attempts) -> Wire:
    """`schemas.access.Attempts`."""
    return {
        "organisation": render_organisation(attempts.organisation),
        **_filled({"unit": attempts.unit}),
        "asked_again": attempts.asked_again,
        "tried_to_read": attempts.tried_to_read,
        "first": in_utc(attempts.first),
        "last": in_utc(attempts.last),
    }


def _filled(named: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in named.items() if value}
