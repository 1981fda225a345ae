"""Help, drafts and mandates on the wire."""

from consent.assistance import Ended as HelpEnded
from consent.mandate import Ended as MandateEnded
from profile_service.actions.helping import HelpView
from profile_service.actions.mandates import MandateView
from profile_service.actions.own_drafts import DraftView
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_organisation


def render_help(view: HelpView) -> Wire:
    """`schemas.access.HelpSession`."""
    found, state = view.assistance, view.assistance.state
    ended = state if isinstance(state, HelpEnded) else None
    return {
        "id": found.id,
        "organisation": render_organisation(view.organisation),
        "unit": found.unit,
        "helper": view.helper_name,
        "scopes": [str(scope) for scope in found.scopes],
        "opened_at": in_utc(found.opened_at),
        "until": in_utc(found.until),
        "state": "open" if ended is None else "ended",
        "ended_at": None if ended is None else in_utc(ended.at),
        "ended_by": None if ended is None else ended.by.value,
    }


def render_draft(view: DraftView) -> Wire:
    """`schemas.access.Draft`."""
    draft = view.draft
    return {
        "id": draft.id,
        "organisation": None if view.organisation is None else render_organisation(view.organisation),
        "mapping_session_id": draft.mapping,
        "unit": draft.unit,
        "helper": draft.helper_name,
        "section": draft.section,
        "step": draft.step.value,
        "item_id": draft.item,
        "fields": dict(draft.fields),
        "made_at": in_utc(draft.made_at),
        "stale": view.stale,
        "tag": view.tag,
    }


def render_mandate(view: MandateView) -> Wire:
    """`schemas.access.Mandate`."""
    mandate, state = view.mandate, view.mandate.state
    return {
        "id": mandate.id,
        "side": "given" if view.given else "held",
        "name": view.other_name,
        "powers": sorted(power.value for power in mandate.powers),
        "proof": mandate.proof.kind.value,
        "organisation": view.organisation_name or None,
        "given_at": in_utc(mandate.given_at),
        "until": in_utc(mandate.until),
        "state": view.state,
        "ended_at": in_utc(state.at) if isinstance(state, MandateEnded) else None,
    }
