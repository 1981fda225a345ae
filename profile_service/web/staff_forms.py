"""What the pages for staff and systems have in common: names, choices, and mistakes beside their fields."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from fastapi import Request, Response

from consent.request import Objection
from profile_service.domain.people import Member, Role, StaffRole
from profile_service.domain.staffing import What
from profile_service.doors import House, OperatorVisit, StaffVisit
from profile_service.language import Words
from profile_service.language.marking import N_
from profile_service.language.roles import role_name
from profile_service.web.forms import Answers
from profile_service.web.mistakes import Mistake, explain, field_of
from profile_service.web.rendering import page

_LABELS: Final = {
    "name": N_("Name"),
    "unit": N_("Unit"),
    "roles": N_("What she or he does"),
    "number": N_("Organisation number"),
    "role": N_("What it is here for"),
    "remark": N_("Why"),
    "client_id": N_("Id of the system"),
    "key": N_("Public key"),
    "kid": N_("Key"),
    "redirect_uris": N_("Addresses to come back to"),
    "url": N_("Address"),
}
_CHANGES: Final = {
    What.REGISTERED: N_("The organisation was registered."),
    What.CLOSED: N_("The organisation was closed."),
    What.UNIT_ADDED: N_("A unit was added."),
    What.UNIT_REMOVED: N_("A unit was taken away."),
    What.INVITED: N_("Somebody was invited."),
    What.CAME_IN: N_("Somebody used her or his code."),
    What.PLACED: N_("Somebody got a place or other roles."),
    What.PLACE_TAKEN: N_("A place was taken away."),
    What.REMOVED: N_("Somebody was removed."),
    What.SYSTEM_ADDED: N_("A system was registered."),
    What.SYSTEM_REMOVED: N_("A system was removed."),
    What.KEY_ADDED: N_("A system got one more key."),
    What.KEY_REMOVED: N_("A key of a system was taken away."),
    What.ADDRESS_ADDED: N_("An address for messages was registered."),
    What.READINGS_TAKEN: N_("The list of readings was taken as a file."),
    What.ADDRESS_REMOVED: N_("An address for messages was removed."),
}
_ROLES: Final = {
    Role.AGENCY: N_("Agency"),
    Role.EMPLOYER: N_("Employer"),
    Role.ASSESSOR: N_("Assesses competence"),
}


def role_choices(speech: Words) -> list[tuple[str, str]]:
    """Every role of staff, with its name."""
    return [(role.value, role_name(speech, role)) for role in StaffRole]


def organisation_roles(speech: Words) -> list[tuple[str, str]]:
    """What an organisation can be here for."""
    return [(role.value, speech(name)) for role, name in _ROLES.items()]


def chosen_roles(answers: Answers) -> frozenset[StaffRole]:
    """The roles that were ticked; what is no role is left out."""
    known = {role.value: role for role in StaffRole}
    return frozenset(known[word] for word in answers.get("roles", ()) if word in known)


def change_names(speech: Words) -> dict[What, str]:
    """What was changed, in words."""
    return {what: speech(name) for what, name in _CHANGES.items()}


def mistakes_of(speech: Words, objections: Sequence[Objection]) -> list[Mistake]:
    """Each objection beside its field."""
    found = []
    for objection in objections:
        name = field_of(objection)
        found.append(Mistake(name, name, speech(_LABELS.get(name, "")), explain(speech, objection)))
    return found


def code_page(
    request: Request,
    visit: StaffVisit | OperatorVisit,
    house: House,
    made: tuple[Member, str, datetime],
    back: str,
) -> Response:
    """The code of somebody who was invited, shown this once, and the address at which she types it."""
    member, code, until = made
    address = f"{house.settings.public_url}/invitation"
    return page(
        request, visit, "staff_code.html", member=member, code=code, until=until, address=address, back=back
    )
