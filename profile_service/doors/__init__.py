"""The doors: who may come in, and as whom. Every route has exactly one of them (I-11).

A door proves who calls and nothing more. Whom a call is about is never taken from a body: an individual is the one who
came in (I-09), and a grantee reaches people only through grants.
"""

from typing import Final

from profile_service.doors.entering import enter
from profile_service.doors.errors import (
    ForgedFormError,
    NotAllowedError,
    NotFreshError,
    NotSignedInError,
    TokenRefusedError,
)
from profile_service.doors.house import Here, House, house_of
from profile_service.doors.languages import language_of
from profile_service.doors.levelling import Levelled
from profile_service.doors.link_door import ByLink, Viewer, by_link
from profile_service.doors.machine_doors import (
    Anybody,
    AsClient,
    AsGrantee,
    AsIndividual,
    AsOperator,
    Public,
    as_client,
    as_grantee,
    as_individual,
    as_operator,
    grantee_of,
    public,
)
from profile_service.doors.portal_doors import (
    AtPortal,
    FreshAtPortal,
    PortalVisit,
    PublicPage,
    Visit,
    at_portal,
    fresh_at_portal,
    public_page,
)
from profile_service.doors.staff_doors import (
    AsStaff,
    AtOperator,
    OperatorVisit,
    StaffVisit,
    as_staff,
    at_operator,
)

DOORS: Final = (
    public, as_individual, as_grantee, as_client, as_operator, public_page, by_link, at_portal, fresh_at_portal,
    as_staff, at_operator,
)  # fmt: skip
"""Every door there is; a test holds that each route depends on exactly one."""

__all__ = [
    "DOORS", "Anybody", "AsClient", "AsGrantee", "AsIndividual", "AsOperator", "AsStaff", "AtOperator", "AtPortal", "ByLink", "ForgedFormError", "FreshAtPortal", "Here",
    "House", "Levelled", "NotAllowedError", "NotFreshError", "NotSignedInError", "OperatorVisit", "PortalVisit", "Public", "PublicPage", "StaffVisit",
    "TokenRefusedError", "Viewer", "Visit", "enter", "grantee_of", "house_of", "language_of",
]  # fmt: skip
