"""What leaves: the part of a profile that lies inside a set of scopes, and nothing beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from consent.declaration import PurposeDeclaration
from consent.duty import Duty
from consent.scope import Scope
from consent.terms import Terms
from profile_service.domain.event import EventId
from profile_service.domain.profile import OWN_WORDS, Assertion, SourceKind
from profile_service.domain.sections import SECTIONS

_HIDEABLE: Final = ("employer", "hide_employer")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a recipient gets: the terms it rests on, and the permitted part of each section.

    `declaration` is None where it rests on a duty: a statute is its reason.
    """

    terms: Terms | Duty
    declaration: PurposeDeclaration | None
    scopes: tuple[Scope, ...]
    sections: Mapping[str, tuple[Assertion, ...]]
    event: EventId | None = None
    """Its line in the journal; None for a preview, which nobody reads but her."""


def narrow(assertions: Iterable[Assertion], scopes: Iterable[Scope]) -> tuple[Assertion, ...]:
    """The assertions inside the scopes, each cut to the permitted fields.

    A field that is not permitted is absent, not null, but for those that follow (`Section.follows`): her answer to an
    assessment, and whether it stands, go along with whatever is permitted of it. An item of which nothing is permitted is
    absent too; one that says nothing yet is seen only under a scope that names no fields, which is hers.
    """
    scopes = tuple(scopes)
    cut = (_cut(assertion, scopes) for assertion in assertions)
    return tuple(assertion for assertion in cut if assertion is not None)


def as_recipient_sees(assertions: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """An employer or an assessment that she hides stays hidden from everybody but her, whatever a grant says.

    Applied before `narrow`: a grant of the employer without the field that hides it must not uncover it.
    """
    shown = (assertion for assertion in assertions if assertion.content.get("hidden") is not True)
    return tuple(_in_her_words(_without_hidden(assertion)) for assertion in shown)


def _in_her_words(assertion: Assertion) -> Assertion:
    """Who has helped her to write is hers to know: she approved it, and to others it is her statement. So is what it said before."""
    helped = assertion.source.kind is SourceKind.HELPED
    if not helped and assertion.own_words is None:
        return assertion
    return replace(assertion, source=OWN_WORDS if helped else assertion.source, own_words=None)


def _without_hidden(assertion: Assertion) -> Assertion:
    if assertion.content.get("hide_employer") is not True:
        return assertion
    shown = {key: value for key, value in assertion.content.items() if key not in _HIDEABLE}
    return replace(assertion, content=shown)


def _cut(assertion: Assertion, scopes: tuple[Scope, ...]) -> Assertion | None:
    fields = _permitted_fields(assertion, scopes)
    if fields is None:
        return assertion
    # The usual case, and much cheaper than a copy: nothing has to be taken away.
    if fields.issuperset(assertion.content):
        return assertion if assertion.content else None
    content = {key: value for key, value in assertion.content.items() if key in fields}
    if not content:
        return None
    # What follows is no permission of its own: it goes along with what is permitted, and alone it is nothing.
    for key in SECTIONS[assertion.section].follows & assertion.content.keys():
        content.setdefault(key, assertion.content[key])
    return replace(assertion, content=content)


def _permitted_fields(assertion: Assertion, scopes: tuple[Scope, ...]) -> frozenset[str] | None:
    """The fields of an item that one scope or another names; None for all of them."""
    found: frozenset[str] = frozenset()
    for scope in scopes:
        if scope.section == assertion.section and (scope.items is None or assertion.id in scope.items):
            if scope.fields is None:
                return None
            found = found | scope.fields if found else scope.fields
    return found
