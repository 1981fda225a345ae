"""Shares on the wire."""

from profile_service.actions.shared_reading import Shown
from profile_service.actions.sharing import ShareView
from profile_service.domain.sections import SECTIONS
from profile_service.portability.own_format import Wire, in_utc


def render_share(view: ShareView) -> Wire:
    """`schemas.access.Share`, as she who made it sees it."""
    share = view.share
    return {
        "id": share.id,
        "vacancy": share.vacancy,
        "employer": share.employer,
        "scopes": [str(scope) for scope in share.scopes],
        "made_at": in_utc(share.made_at),
        "until": in_utc(share.until),
        "state": view.state,
        "ended_at": None if share.ended_at is None else in_utc(share.ended_at),
        "has_word": view.has_word,
        "views": view.views,
        "last_view_at": None if view.last_view_at is None else in_utc(view.last_view_at),
        "contact": view.contact,
        "more_asked": [one.value for one in view.more_asked],
        "contact_fields": sorted({field for scope in share.contact for field in scope.fields or ()}),
    }


def render_shown(shown: Shown) -> Wire:
    """`schemas.access.SharedProfile`: contents, and nothing of an item beside them."""
    return {
        "vacancy": shown.vacancy,
        "employer": shown.employer,
        "until": in_utc(shown.until),
        "sections": {name: list(shown.sections[name]) for name in SECTIONS if name in shown.sections},
        **({"stale": {name: list(old) for name, old in shown.old.items()}} if shown.old else {}),
        **({"contact": shown.contact} if shown.contact else {}),
    }
