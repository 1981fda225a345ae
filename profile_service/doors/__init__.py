"""The doors: who may come in, and as whom. Every route has exactly one of them (I-11).

A door proves who calls and nothing more. Whom a call is about is never taken from a body: an individual is the one who
came in (I-09), and a grantee reaches people only through grants.
"""

from typing import Final

from profile_service.doors.acting_doors import (
    AtPortalToAnswer,
    AtPortalToSee,
    AtPortalToSeeLog,
    AtPortalToWrite,
    AtTurning,
    FreshToAnswer,
    at_portal_to_answer,
    at_portal_to_see,
    at_portal_to_see_log,
    at_portal_to_write,
    at_turning,
    fresh_to_answer,
    standing,
    turn_to,
)
from profile_service.doors.entering import again_address, enter
from profile_service.doors.errors import (
    ActingForAnotherError,
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
    public,
    write_as,
)
from profile_service.doors.portal_doors import (
    AtPortal,
    FreshAtPortal,
    FreshForYes,
    KnownVisit,
    PortalVisit,
    PublicPage,
    SignedIn,
    Visit,
    at_portal,
    fresh_at_portal,
    fresh_for_yes,
    public_page,
    signed_in,
)
from profile_service.doors.printing import VERIFY, printed
from profile_service.doors.proofs import System
from profile_service.doors.staff_doors import (
    AsAdministrator,
    AsDataProtection,
    AsHelping,
    AsInquired,
    AsMember,
    AsOverseer,
    AsReader,
    AsStaff,
    AtOperator,
    FreshAdministrator,
    FreshOperator,
    FreshReader,
    MemberVisit,
    OperatorVisit,
    StaffVisit,
    as_administrator,
    as_data_protection,
    as_helping,
    as_inquired,
    as_member,
    as_overseer,
    as_reader,
    as_staff,
    at_operator,
    fresh_administrator,
    fresh_operator,
    fresh_reader,
)
from profile_service.doors.uploads import cleaned
from profile_service.identity.authorization.server import REQUEST_URI, Asked

DOORS: Final = (
    public, as_individual, fresh_individual, as_grantee, as_client, as_operator, public_page, by_link, signed_in, at_portal, fresh_at_portal, fresh_for_yes,
    as_member, as_staff, as_reader, fresh_reader, as_administrator, fresh_administrator, as_data_protection, as_overseer, as_inquired, as_helping,
    at_operator, fresh_operator, at_portal_to_see, at_portal_to_write, at_portal_to_answer, at_portal_to_see_log, fresh_to_answer, at_turning,
)  # fmt: skip
"""Every door there is; a test holds that each route depends on exactly one."""

__all__ = [
    "DOORS",
    "REQUEST_URI",
    "VERIFY",
    "ActingForAnotherError",
    "Anybody",
    "AsAdministrator",
    "AsClient",
    "AsDataProtection",
    "AsGrantee",
    "AsHelping", "AsIndividual",
    "AsInquired",
    "AsMember",
    "AsOperator",
    "AsOverseer",
    "AsReader",
    "AsStaff",
    "Asked",
    "AtOperator",
    "AtPortal",
    "AtPortalToAnswer",
    "AtPortalToSee",
    "AtPortalToSeeLog",
    "AtPortalToWrite",
    "AtTurning",
    "ByLink",
    "ForgedFormError",
    "FreshAdministrator",
    "FreshAtPortal",
    "FreshForYes",
    "FreshIndividual",
    "FreshOperator",
    "FreshReader",
    "FreshToAnswer",
    "Here",
    "House",
    "KnownVisit",
    "Levelled",
    "MemberVisit",
    "NoUnitError",
    "NotAllowedError",
    "NotFreshError",
    "NotSignedInError",
    "OperatorVisit",
    "PortalVisit",
    "Public",
    "PublicPage",
    "SignedIn",
    "StaffVisit",
    "System",
    "TokenRefusedError",
    "Viewer",
    "Visit",
    "again_address",
    "cleaned",
    "enter",
    "house_of",
    "language_of",
    "printed",
    "standing",
    "turn_to",
    "write_as",
]  # fmt: skip
