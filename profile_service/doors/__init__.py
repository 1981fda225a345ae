"""The doors: who may come in, and as whom. Every route has exactly one of them (I-11).

A door proves who calls and nothing more. Whom a call is about is never taken from a body: an individual is the one who
came in (I-09), and a grantee reaches people only through grants.
"""

from typing import Final

from profile_service.doors.entering import again_address, enter
from profile_service.doors.errors import (
    ForgedFormError,
    NotAllowedError,
    NotFreshError,
    NotSignedInError,
    NoUnitError,
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
    FreshIndividual,
    Public,
    as_client,
    as_grantee,
    as_individual,
    as_operator,
    fresh_individual,
    grantee_of,
    public,
)
from profile_service.doors.portal_doors import (
    AtPortal,
    FreshAtPortal,
    KnownVisit,
    PortalVisit,
    PublicPage,
    SignedIn,
    Visit,
    at_portal,
    fresh_at_portal,
    public_page,
    signed_in,
)
from profile_service.doors.staff_doors import (
    AsAdministrator,
    AsDataProtection,
    AsInquired,
    AsMember,
    AsOverseer,
    AsReader,
    AsStaff,
    AtOperator,
    FreshAdministrator,
    MemberVisit,
    OperatorVisit,
    StaffVisit,
    as_administrator,
    as_data_protection,
    as_inquired,
    as_member,
    as_overseer,
    as_reader,
    as_staff,
    at_operator,
    fresh_administrator,
)

DOORS: Final = (
    public, as_individual, fresh_individual, as_grantee, as_client, as_operator, public_page, by_link, signed_in, at_portal, fresh_at_portal,
    as_member, as_staff, as_reader, as_administrator, fresh_administrator, as_data_protection, as_overseer, as_inquired,
    at_operator,
)  # fmt: skip
"""Every door there is; a test holds that each route depends on exactly one."""

__all__ = [
    "DOORS", "Anybody", "AsAdministrator", "AsClient", "AsDataProtection", "AsGrantee", "AsIndividual", "AsInquired", "AsMember", "AsOperator", "AsOverseer", "AsReader", "AsStaff", "AtOperator", "AtPortal", "ByLink", "ForgedFormError", "FreshAdministrator", "FreshAtPortal", "FreshIndividual", "Here",
    "House", "KnownVisit", "Levelled", "MemberVisit", "NoUnitError", "NotAllowedError", "NotFreshError", "NotSignedInError", "OperatorVisit", "PortalVisit", "Public", "PublicPage", "SignedIn", "StaffVisit",
    "TokenRefusedError", "Viewer", "Visit", "again_address", "enter", "grantee_of", "house_of", "language_of",
]  # fmt: skip
