"""What leaves: the part of a profile that lies inside a set of scopes, and nothing beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from consent.declaration import PurposeDeclaration
from consent.grant import Terms
from consent.scope import Scope
from profile_service.domain.profile import Assertion, Content

_HIDEABLE: Final = ("employer", "hide_employer")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a recipient gets: the terms it rests on, and the permitted part of each section."""

    terms: Terms
    declaration: PurposeDeclaration
    scopes: tuple[Scope, ...]
    sections: Mapping[str, tuple[Assertion, ...]]


def narrow(assertions: Iterable[Assertion], scopes: Iterable[Scope]) -> tuple[Assertion, ...]:
    """The assertions inside the scopes, each cut to the permitted fields.

    A field that is not permitted is absent, not null. An item of which nothing is permitted is absent too.
    """
    scopes = tuple(scopes)
    cut = (_cut(assertion, scopes) for assertion in assertions)
    return tuple(assertion for assertion in cut if assertion.content)


def as_recipient_sees(assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """An employer that she hides stays hidden from everybody but her, whatever a grant says.

    Applied before `narrow`: a grant of the employer without the field that hides it must not uncover it.
    """
    return tuple(map(_without_hidden, assertions))


def _without_hidden(assertion: Assertion) -> Assertion:
    if assertion.content.get("hide_employer") is not True:
        return assertion
    shown = {key: value for key, value in assertion.content.items() if key not in _HIDEABLE}
    return replace(assertion, content=shown)


def _cut(assertion: Assertion, scopes: tuple[Scope, ...]) -> Assertion:
    permitted = _permitted(assertion, scopes)
    # The usual case, and much cheaper than a copy: nothing has to be taken away.
    return assertion if permitted == assertion.content else replace(assertion, content=permitted)


def _permitted(assertion: Assertion, scopes: tuple[Scope, ...]) -> Content:
    fields: set[str] = set()
    for scope in scopes:
        if scope.section == assertion.section and (scope.items is None or assertion.id in scope.items):
            if scope.fields is None:
                return assertion.content
            fields |= scope.fields
    return {key: value for key, value in assertion.content.items() if key in fields}
