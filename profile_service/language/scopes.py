"""What a scope gives, in a sentence that a person can read."""

from consent.scope import Scope
from profile_service.domain.sections import ORDINARY, SECTIONS
from profile_service.language.labels import field_label, section_label
from profile_service.language.marking import N_
from profile_service.language.words import Words


def scope_title(words: Words, scope_text: str) -> str:
    """The section that a scope is about."""
    return section_label(words, Scope.parse(scope_text).section)


def scope_sentence(words: Words, scope_text: str) -> str:
    """All that a scope gives: the whole section, some of its fields, some of its items.

    Raises:
        consent.errors.ScopeError: this is not a scope.
    """
    scope = Scope.parse(scope_text)
    if scope.items is None:
        return _fields(words, scope)
    if _is_whole(scope):
        section = section_label(words, scope.section)
        return words.plural(
            "{section}: only {n} entry.", "{section}: only {n} entries.", len(scope.items), section=section
        )
    narrowed = words.plural("Only {n} entry.", "Only {n} entries.", len(scope.items))
    return f"{_fields(words, scope)} {narrowed}"


def _fields(words: Words, scope: Scope) -> str:
    section = section_label(words, scope.section)
    if scope.fields is None or _is_whole(scope):
        return words(N_("{section}: everything there."), section=section)
    order = SECTIONS[scope.section].fields if scope.section in SECTIONS else tuple(sorted(scope.fields))
    named = [_inside(field_label(words, scope.section, field)) for field in order if field in scope.fields]
    return words(N_("{section}: {fields}."), section=section, fields=words.join(named))


def _is_whole(scope: Scope) -> bool:
    return scope.fields is None or scope.fields == ORDINARY.get(scope.section)


def _inside(label: str) -> str:
    # A label inside a sentence begins small, but an abbreviation such as SFI keeps its capitals.
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
