"""What would name her in what an employer reads before her second yes: covered where it is read, and told to her before she shares.

A link and an employer's grant show competences (DOMAIN.md: name and contact only by a second yes). Her name, numbers and
addresses, and the names of places, employers and schools, are covered in whatever words leave beside them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.decision import Denial, OwnReading, PreviewReading, decide
from consent.scope import Scope
from consent.share import CONTACT
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import shield_of
from profile_service.domain.masking import covers
from profile_service.domain.people import Organisation, Role
from profile_service.domain.profile import Assertion, Content, Profile
from profile_service.domain.second_yes import FIRST_YES
from profile_service.domain.shielding import WORDS, mask

_NAMING: Final = (
    Scope("person", frozenset({"name", "birth_date", "identity_numbers", "email", "phone", "place"})),
    Scope("experience", frozenset({"employer"})),
    Scope("education", frozenset({"school"})),
    Scope("assessments", frozenset({"assessor", "unit"})),
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What is covered: everything that would name her, and her own name and ways to reach her alone."""

    everything: re.Pattern[str]
    herself: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Named:
    """An entry of hers in whose words she is named herself, and the fields in which."""

    item: Assertion
    fields: tuple[str, ...]


def cover_of(work: Work, desk: Desk, individual: IndividualId) -> Cover:
    """Read in her own name, to be taken away from what is shown; nothing of it leaves."""
    permit = decide(OwnReading(individual, individual, _NAMING), None, desk.clock.now())
    if isinstance(permit, Denial):
        raise NotAvailableError
    naming = work.vault.read(permit)
    person = _person(naming)
    return Cover(covers(person, _places(naming)), covers(person, ()))


def is_for_competences(organisation: Organisation | None, stated: Sequence[Scope]) -> bool:
    """Whether this is an employer's first yes: what somebody can do, and not who it is."""
    employs = organisation is not None and organisation.role is Role.EMPLOYER
    return employs and not any(scope.section in CONTACT for scope in stated)


def unnamed(
    work: Work, desk: Desk, individual: IndividualId, sections: Mapping[str, tuple[Assertion, ...]]
) -> Mapping[str, tuple[Assertion, ...]]:
    """What an employer reads by a grant before the second yes: competences, with what would name her covered."""
    covered = cover_of(work, desk, individual).everything
    found = {
        name: tuple(one for one in (_competence(item, covered) for item in items) if one is not None)
        for name, items in sections.items()
        if name in FIRST_YES
    }
    return {name: items for name, items in found.items() if items}


def named_in(work: Work, desk: Desk, caller: IndividualId, scopes: Sequence[Scope]) -> Sequence[Named]:
    """Where her own name, phone, e-mail or number stands in words that she is about to share."""
    permit = decide(
        PreviewReading(caller, caller, tuple(scopes)), None, desk.clock.now(), shield_of(work, caller)
    )
    if isinstance(permit, Denial):
        raise NotAvailableError
    sections, herself = work.vault.read(permit).sections, cover_of(work, desk, caller).herself
    found = (Named(item, _fields(item, herself)) for items in sections.values() for item in items)
    return [one for one in found if one.fields]


def _competence(item: Assertion, covered: re.Pattern[str]) -> Assertion | None:
    content = {key: value for key, value in item.content.items() if key in FIRST_YES[item.section]}
    return mask(replace(item, content=content), covered) if content else None


def _fields(item: Assertion, herself: re.Pattern[str]) -> tuple[str, ...]:
    if item.section in CONTACT:
        return ()
    covered = mask(item, herself).content
    words = WORDS.get(item.section, frozenset())
    return tuple(key for key in item.content if key in words and covered[key] != item.content[key])


def _person(naming: Profile) -> Content:
    return next((item.content for item in naming.sections.get("person", ())), {})


def _places(naming: Profile) -> list[str]:
    found = (
        item.content.get(field)
        for scope in _NAMING[1:]
        for item in naming.sections.get(scope.section, ())
        for field in sorted(scope.fields or ())
    )
    return [place for place in found if isinstance(place, str)]
