"""Which OpenID providers an installation takes: the file that EGENKARTA_PROVIDERS names."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from profile_service.domain.sign_in import Assurance
from profile_service.language import ANCHORS, LANGUAGES

_Word = TypeVar("_Word", bound=StrEnum)
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_MEMBERS: Final = frozenset(
    {
        "name",
        "issuer",
        "client_id",
        "label",
        "audience",
        "acr",
        "claims",
        "test_numbers",
        "assertion_audience",
    }
)
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class ProviderFileError(Exception):
    """The file of providers cannot be used: where, what is wrong, and what would be right."""


class Audience(StrEnum):
    """Whom a provider signs in."""

    INDIVIDUALS = "individuals"
    STAFF = "staff"


class Profile(StrEnum):
    """What a provider is asked to say about her."""

    NUMBER = "naturalPersonNumber"
    """Her Swedish identity number, by the Swedish OpenID Connect profile."""
    AFFILIATION = "naturalPersonOrgId"
    """Which organisation she works at, by the Swedish OpenID Connect profile."""
    BIRTH_DATE = "birthdate"
    """No number at all; the date of birth, since minors are not admitted."""


class AssertionAudience(StrEnum):
    """Whom the provider wants to see named in a client assertion."""

    ISSUER = "issuer"
    TOKEN_ENDPOINT = "token_endpoint"  # noqa: S105  the name of a metadata member


@dataclass(frozen=True, slots=True)
class Provider:
    """One configured provider. None is special."""

    name: str
    issuer: str
    client_id: str
    label: Mapping[str, str]
    audience: Audience
    acr: Mapping[str, Assurance]
    """Each value of `acr` that is taken, and what it is worth."""
    claims: Profile
    test_numbers: bool = False
    assertion_audience: AssertionAudience = AssertionAudience.ISSUER

    def label_in(self, language: str) -> str:
        """What its button says."""
        return self.label.get(language) or self.label.get("sv", self.name)


@dataclass(frozen=True, slots=True)
class ProviderFile:
    """What the file says: the providers by name, and where the key is that we prove ourselves to them with."""

    providers: Mapping[str, Provider]
    key: Path


def is_web_address(address: str, *, loopback: bool) -> bool:
    """Whether this can be called: https, or with `loopback` http on this very machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.fragment or not address.isprintable():
        return False
    return parts.scheme == "https" or (loopback and parts.scheme == "http" and host in _LOOPBACK)


def read_providers(path: Path, *, loopback: bool = False) -> ProviderFile:
    """Read the file.

    Raises:
        ProviderFileError: it is none, or something in it cannot be used.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProviderFileError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    except ValueError as error:
        raise ProviderFileError(f"{path}: this is not TOML: {error}") from None
    strange = raw.keys() - {"key", "provider"}
    if strange:
        raise ProviderFileError(f"{path}: {min(strange)} is not known; right would be key and [[provider]]")
    written, key = raw.get("provider"), raw.get("key")
    if not isinstance(written, list) or not written:
        raise ProviderFileError(f"{path}: there is no provider; right would be at least one [[provider]]")
    if not isinstance(key, str) or not key:
        raise ProviderFileError(f'{path}: key is missing; right would be key = "FILE", made with new-key')
    providers = [
        _provider(f"{path}: provider {place}", one, loopback) for place, one in enumerate(written, 1)
    ]
    for values in ([one.name for one in providers], [one.issuer for one in providers]):
        twice = next((one for one in values if values.count(one) > 1), None)
        if twice is not None:
            raise ProviderFileError(f"{path}: {twice} is there twice; right would be one provider for each")
    return ProviderFile({one.name: one for one in providers}, path.parent / key)


def _provider(where: str, raw: Any, loopback: bool) -> Provider:
    if not isinstance(raw, dict):
        raise ProviderFileError(f"{where}: right would be a table, [[provider]]")
    strange = raw.keys() - _MEMBERS
    if strange:
        raise ProviderFileError(
            f"{where}: {min(strange)} is not known; right would be {', '.join(sorted(_MEMBERS))}"
        )
    name = _text(where, raw, "name")
    if _NAME.fullmatch(name) is None:
        raise ProviderFileError(
            f"{where}: name: right would be small letters, digits and hyphens, at most 40"
        )
    issuer = _text(where, raw, "issuer")
    if not is_web_address(issuer, loopback=loopback) or "?" in issuer:
        raise ProviderFileError(
            f"{where}: issuer: right would be its https:// address, as it writes it itself"
        )
    audience = _word(where, raw, "audience", Audience)
    claims = _word(where, raw, "claims", Profile)
    if (claims is Profile.AFFILIATION) is not (audience is Audience.STAFF):
        raise ProviderFileError(f"{where}: claims: staff need naturalPersonOrgId, and nobody else does")
    test_numbers = raw.get("test_numbers", False)
    if not isinstance(test_numbers, bool):
        raise ProviderFileError(f"{where}: test_numbers: right would be true or false")
    into = AssertionAudience.ISSUER
    if "assertion_audience" in raw:
        into = _word(where, raw, "assertion_audience", AssertionAudience)
    return Provider(
        name=name,
        issuer=issuer,
        client_id=_text(where, raw, "client_id"),
        label=_label(where, raw.get("label")),
        audience=audience,
        acr=_acr(where, raw.get("acr")),
        claims=claims,
        test_numbers=test_numbers,
        assertion_audience=into,
    )


def _text(where: str, raw: Mapping[str, Any], name: str) -> str:
    found = raw.get(name)
    if not isinstance(found, str) or not found:
        raise ProviderFileError(f"{where}: {name} is missing; right would be {name} = a text")
    return found


def _word(where: str, raw: Mapping[str, Any], name: str, kind: type[_Word]) -> _Word:
    try:
        return kind(_text(where, raw, name))
    except ValueError:
        raise ProviderFileError(f"{where}: {name}: right would be one of {', '.join(kind)}") from None


def _label(where: str, raw: Any) -> Mapping[str, str]:
    words = raw if isinstance(raw, dict) else {}
    for language in sorted(ANCHORS):
        if not isinstance(words.get(language), str) or not words[language]:
            raise ProviderFileError(
                f"{where}: label.{language} is missing; right would be its name in {LANGUAGES[language]}"
            )
    return {language: words[language] for language in LANGUAGES if language in words}


def _acr(where: str, raw: Any) -> Mapping[str, Assurance]:
    if not isinstance(raw, dict) or not raw:
        raise ProviderFileError(
            f'{where}: acr is missing; right would be [provider.acr] "VALUE" = "substantial"'
        )
    try:
        return {value: Assurance(worth) for value, worth in raw.items()}
    except ValueError:
        raise ProviderFileError(f"{where}: acr: each is worth one of {', '.join(Assurance)}") from None
