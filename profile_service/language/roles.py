"""What the roles of staff are called."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from profile_service.domain.people import StaffRole
from profile_service.language.marking import N_
from profile_service.language.words import Words

_NAMES: Final[Mapping[StaffRole, str]] = {
    StaffRole.CASE_WORKER: N_("Case worker"),
    StaffRole.ASSESSOR: N_("Assessor"),
    StaffRole.RECRUITER: N_("Recruiter"),
    StaffRole.ADMINISTRATOR: N_("Administrator"),
    StaffRole.DATA_PROTECTION_OFFICER: N_("Data protection officer"),
    StaffRole.PROTECTED_IDENTITY: N_("Works with protected identity"),
}


def role_name(words: Words, role: StaffRole) -> str:
    """One role in the reader's language."""
    return words(_NAMES[role])


def role_names(words: Words) -> Callable[[Iterable[StaffRole]], list[str]]:
    """Roles by name, always in the same order."""
    return lambda roles: [words(name) for role, name in _NAMES.items() if role in set(roles)]
