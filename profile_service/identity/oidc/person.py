"""Which claims a provider is asked for, and what is made of those that it signed (Swedish OpenID Connect profile, claims 1.0)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from profile_service.domain.admission import youngest_birth_date
from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.domain.external_identity import Number, NumberKind, Vouched
from profile_service.domain.sign_in import Assurance
from profile_service.domain.test_numbers import is_test_number
from profile_service.identity.oidc.configuration import Profile, Provider
from schemas.values.identity_number import is_personnummer, is_samordningsnummer

_CLAIM: Final = "https://id.oidc.se/claim/"
PERSONAL: Final = _CLAIM + "personalIdentityNumber"
COORDINATION: Final = _CLAIM + "coordinationNumber"
PREVIOUS: Final = _CLAIM + "previousCoordinationNumber"
AFFILIATION: Final = _CLAIM + "orgAffiliation"
_SCOPE: Final = "https://id.oidc.se/scope/"
_NUMBER: Final = re.compile(r"[0-9]{12}")
_AFFILIATION: Final = re.compile(r"[^@]+@([0-9]{10})")
_LONGEST_NAME: Final = 200
_MOST_AFFILIATIONS: Final = 50

_ASKED: Final[Mapping[Profile, Mapping[str, bool]]] = {
    Profile.NUMBER: {PERSONAL: False, COORDINATION: False, PREVIOUS: False},
    Profile.AFFILIATION: {AFFILIATION: True, "name": False},
    Profile.BIRTH_DATE: {"birthdate": True},
}
"""Claims, and whether there is no going on without. `previousCoordinationNumber` comes only to those who ask by name."""


def scope_of(provider: Provider) -> str:
    """The scope of the request."""
    if provider.claims is Profile.BIRTH_DATE:
        return "openid profile"
    return f"openid {_SCOPE}{provider.claims.value}"


def claims_asked(provider: Provider) -> dict[str, Any]:
    """The `claims` parameter (OpenID Connect Core 1.0, section 5.5): `acr` essential and with its values, `auth_time` too.

    What she is to be known by is asked for in the id_token and in UserInfo, since providers differ in where they say it.
    """
    asked = {
        name: {"essential": True} if needed else None for name, needed in _ASKED[provider.claims].items()
    }
    level = {"essential": True, "values": sorted(provider.acr)}
    return {"id_token": {"acr": level, "auth_time": {"essential": True}, **asked}, "userinfo": asked}


def is_told(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether these claims say what she is to be known by."""
    if provider.claims is Profile.NUMBER:
        return PERSONAL in claims or COORDINATION in claims
    return all(name in claims for name, needed in _ASKED[provider.claims].items() if needed)


def read_person(provider: Provider, subject: str, assurance: Assurance, claims: Mapping[str, Any]) -> Vouched:
    """What the provider vouches for.

    Raises:
        NotProvedError: what it says of her does not fit.
    """
    common = {
        "provider": provider.name,
        "issuer": provider.issuer,
        "subject": subject,
        "assurance": assurance,
    }
    match provider.claims:
        case Profile.NUMBER:
            number, previous = _numbers(provider, claims)
            born = youngest_birth_date(number.digits)
            return Vouched(**common, number=number, previous=previous, birth_date=born)  # type: ignore[arg-type]
        case Profile.AFFILIATION:
            name, places = _name(claims), _affiliations(claims.get(AFFILIATION))
            return Vouched(**common, name=name, affiliations=places)  # type: ignore[arg-type]
        case Profile.BIRTH_DATE:
            return Vouched(**common, birth_date=_birth_date(claims.get("birthdate")))  # type: ignore[arg-type]


def _numbers(provider: Provider, claims: Mapping[str, Any]) -> tuple[Number, Number | None]:
    personal = _number(provider, claims.get(PERSONAL), NumberKind.PERSONAL)
    coordination = _number(provider, claims.get(COORDINATION), NumberKind.COORDINATION)
    previous = _number(provider, claims.get(PREVIOUS), NumberKind.COORDINATION)
    number = personal or coordination
    if number is None:
        raise NotProvedError(EidRefusal.NO_NUMBER)
    return number, previous if personal is not None else None


def _number(provider: Provider, written: object, kind: NumberKind) -> Number | None:
    if written is None:
        return None
    if not isinstance(written, str) or _NUMBER.fullmatch(written) is None:
        raise NotProvedError(EidRefusal.UNFIT_NUMBER)
    is_right = is_personnummer if kind is NumberKind.PERSONAL else is_samordningsnummer
    if not is_right(written):
        raise NotProvedError(EidRefusal.UNFIT_NUMBER)
    if is_test_number(written) and not provider.test_numbers:
        raise NotProvedError(EidRefusal.TEST_NUMBER)
    return Number(written, kind)


def _affiliations(written: object) -> tuple[str, ...]:
    """The organisationsnummer behind each `<id>@<organisationsnummer>`."""
    several = written if isinstance(written, list) else [written]
    found = [
        _AFFILIATION.fullmatch(one) if isinstance(one, str) else None for one in several[:_MOST_AFFILIATIONS]
    ]
    if not found or not all(found):
        raise NotProvedError(EidRefusal.AFFILIATION)
    return tuple(one[1] for one in found if one is not None)


def _name(claims: Mapping[str, Any]) -> str:
    told = claims.get("name")
    if not isinstance(told, str) or not told.strip():
        parts = [claims.get("given_name"), claims.get("family_name")]
        told = " ".join(part for part in parts if isinstance(part, str))
    return " ".join("".join(sign for sign in told if sign.isprintable()).split())[:_LONGEST_NAME]


def _birth_date(written: object) -> date:
    try:
        return date.fromisoformat(written if isinstance(written, str) else "")
    except ValueError:
        raise NotProvedError(EidRefusal.AGE_UNKNOWN) from None
