"""What she opens to a helper: sections that she ticked, and fields of special categories one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from consent.assistance import LENGTHS
from consent.request import Objection
from consent.scope import Scope
from profile_service.actions.errors import ContentError
from profile_service.domain.sections import ORDINARY, SECTIONS


@dataclass(frozen=True, slots=True)
class HelpChoice:
    """What she ticked: whole sections, and fields of special categories one by one, written "section.field"."""

    sections: Sequence[str]
    special: Sequence[str]
    minutes: int


def read_help_choice(choice: HelpChoice) -> tuple[Scope, ...]:
    """The slices that were ticked, each with its fields; ContentError where that is nothing, or cannot be."""
    special = {(name, field) for name, _, field in (one.partition(".") for one in choice.special)}
    unknown = [name for name in choice.sections if name not in SECTIONS]
    unknown += [
        f"{name}.{field}"
        for name, field in special
        if name not in SECTIONS or field not in SECTIONS[name].special
    ]
    objections = [Objection("/sections", "there is no such section", "a section") for _ in unknown]
    if choice.minutes not in LENGTHS:
        right = " or ".join(map(str, LENGTHS))
        objections.append(Objection("/minutes", "the value is not one of those allowed", right))
    scopes = [] if objections else [_scope(name, choice, special) for name in SECTIONS]
    found = tuple(scope for scope in scopes if scope.fields)
    if not found and not objections:
        objections.append(Objection("/sections", "nothing was chosen", "at least one section"))
    if objections:
        raise ContentError(objections)
    return found


def _scope(name: str, choice: HelpChoice, special: set[tuple[str, str]]) -> Scope:
    ordinary = ORDINARY[name] if name in choice.sections else frozenset()
    return Scope(name, ordinary | {field for section, field in special if section == name})
