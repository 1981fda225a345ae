"""What the operator does with organisations: lets them in, invites their first administrator, registers their systems."""

from collections.abc import Mapping, Sequence
from typing import Any

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import InvitationMade, OrganisationCreated, OrganisationDetails

_ALL = ("v1", "operator", "organisations")


def add_organisation(name: str, number: str, role: str) -> Call[OrganisationCreated]:
    """Let an organisation in: agency, employer or assessor."""
    content = {"name": name, "number": number, "role": role}
    return writing("POST", path_to(*_ALL), as_model(OrganisationCreated), content)


def organisation_details(organisation: str) -> Call[OrganisationDetails]:
    """One organisation, with its units, its staff and its systems."""
    return reading(path_to(*_ALL, organisation), as_model(OrganisationDetails))


def close_organisation(organisation: str, remark: str) -> Call[None]:
    """End its part, and say why: every grant is revoked, its systems and its staff are out at once."""
    return writing("POST", path_to(*_ALL, organisation, "close"), as_nothing, {"remark": remark})


def add_unit(organisation: str, unit: str) -> Call[None]:
    """One more unit of an organisation."""
    return writing("POST", path_to(*_ALL, organisation, "units"), as_nothing, {"unit": unit})


def invite_administrator(organisation: str, *, name: str, unit: str) -> Call[InvitationMade]:
    """Invite its first administrator. The code in the answer is told this once."""
    path = path_to(*_ALL, organisation, "administrators")
    return writing("POST", path, as_model(InvitationMade), {"name": name, "unit": unit})


def remove_staff(organisation: str, staff: str) -> Call[None]:
    """Somebody works there no more: her sessions and her ways in end at once."""
    return writing("DELETE", path_to(*_ALL, organisation, "staff", staff), as_nothing)


def add_system(
    organisation: str,
    client_id: str,
    key: Mapping[str, Any],
    *,
    redirect_uris: Sequence[str] = (),
    dpop_required: bool = True,
    handles_protected_identity: bool = False,
) -> Call[None]:
    """Let a system in, by the public half of its key."""
    content = {
        "client_id": client_id,
        "key": dict(key),
        "redirect_uris": list(redirect_uris),
        "dpop_required": dpop_required,
        "handles_protected_identity": handles_protected_identity,
    }
    return writing("POST", path_to(*_ALL, organisation, "systems"), as_nothing, content)


def remove_system(organisation: str, client_id: str) -> Call[None]:
    """A system is out at once."""
    return writing("DELETE", path_to(*_ALL, organisation, "systems", client_id), as_nothing)


def add_key(organisation: str, client_id: str, key: Mapping[str, Any]) -> Call[None]:
    """One more key of a system; it works beside the others, so that nothing stops while they change."""
    path = path_to(*_ALL, organisation, "systems", client_id, "keys")
    return writing("POST", path, as_nothing, {"key": dict(key)})


def remove_key(organisation: str, client_id: str, kid: str) -> Call[None]:
    """Take a key away: nothing that it signs is taken from now on."""
    return writing("DELETE", path_to(*_ALL, organisation, "systems", client_id, "keys", kid), as_nothing)
