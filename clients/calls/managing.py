"""Grants as grant management tells them, and giving one up."""

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import ManagedGrant


def managed_grant(grant_id: str) -> Call[ManagedGrant]:
    """What of a grant is live; NotAvailableError for one that is not, whatever the reason."""
    return reading(path_to("oauth", "grants", grant_id), as_model(ManagedGrant))


def give_up_grant(grant_id: str) -> Call[None]:
    """Give a grant up: it ends, with all its tokens, and the person sees who ended it."""
    return writing("DELETE", path_to("oauth", "grants", grant_id), as_nothing)
