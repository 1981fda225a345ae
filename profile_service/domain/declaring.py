"""What a purpose declaration must say before the operator even looks at it."""

from collections.abc import Iterator, Set
from typing import Final

from consent.declaration import PurposeDeclaration
from consent.request import Objection
from consent.scope import MOST_SCOPES, Scope, is_general
from profile_service.domain.purposes import BASES, PURPOSES, SPECIAL_BASES, read_bases
from profile_service.domain.sections import EVERYTHING
from profile_service.domain.texts import objections_to_text, objections_to_word

LONGEST_SENTENCE: Final = 300
LONGEST_CONTACT: Final = 500
LONGEST_RECIPIENT: Final = 200
MOST_RECIPIENTS: Final = 50
ARTICLE_NINE: Final = {"adaptations": None, "expectations": frozenset({"obstacles"})}
"""What is about health (GDPR art. 9.1): a whole section, or some of its fields."""


def objections_to_declaring(declaration: PurposeDeclaration, languages: Set[str]) -> tuple[Objection, ...]:
    """Everything that keeps a declaration from being submitted or approved; empty where it may stand.

    Args:
        languages: those that the portal speaks: whoever is asked must be able to read why.
    """
    return (
        *_purpose(declaration, languages),
        *_legal_basis(declaration),
        *_wants(declaration, languages),
        *objections_to_text("/retention", declaration.retention, languages),
        *_recipients(declaration),
        *objections_to_text("/on_no", declaration.on_no, languages),
        *objections_to_text("/other_way", declaration.other_way, languages),
        *objections_to_word("/contact", declaration.contact, LONGEST_CONTACT),
    )


def _purpose(declaration: PurposeDeclaration, languages: Set[str]) -> Iterator[Objection]:
    if declaration.purpose.code not in PURPOSES:
        yield Objection(
            "/purpose/code", "the value is not one of those allowed", "one of " + ", ".join(PURPOSES)
        )
    sentence = declaration.purpose.sentence
    yield from objections_to_text("/purpose/sentence", sentence, languages, LONGEST_SENTENCE)


def _legal_basis(declaration: PurposeDeclaration) -> Iterator[Objection]:
    bases = read_bases(declaration.legal_basis)
    if bases is None:
        expected = (
            f"GDPR art. and one of {', '.join(BASES)}; "
            f"where health is asked for, then a comma, art. and one of {', '.join(SPECIAL_BASES)}"
        )
        yield Objection("/legal_basis", "the value is not one of those allowed", expected)
    elif not bases[1] and any(is_about_health(want.scope) for want in declaration.wants):
        expected = f"GDPR art. {bases[0]}, art. and one of {', '.join(SPECIAL_BASES)}"
        yield Objection("/legal_basis", "facts about health need a basis in article 9.2 as well", expected)


def is_about_health(scope: Scope) -> bool:
    """Whether a slice holds what article 9 of the General Data Protection Regulation protects."""
    if scope.section not in ARTICLE_NINE:
        return False
    fields = ARTICLE_NINE[scope.section]
    return fields is None or scope.fields is None or bool(fields & scope.fields)


def _wants(declaration: PurposeDeclaration, languages: Set[str]) -> Iterator[Objection]:
    wants = declaration.wants
    if not wants:
        yield Objection("/scopes", "nothing was chosen", "at least one scope")
    if len(wants) > MOST_SCOPES:
        yield Objection("/scopes", "there are too many entries", f"at most {MOST_SCOPES} entries")
    if wants and is_general((want.scope for want in wants), EVERYTHING):
        yield Objection("/scopes", "this is everything", "a part of the profile")
    seen: list[Scope] = []
    for at, want in enumerate(wants):
        if want.scope.items is not None:
            yield Objection(
                f"/scopes/{at}/scope", "a declaration names no single items", "a section and its fields"
            )
        if any(want.scope.meet(other) for other in seen):
            yield Objection(f"/scopes/{at}/scope", "this is asked for twice", "each field once")
        seen.append(want.scope)
        yield from objections_to_text(f"/scopes/{at}/reason", want.reason, languages, LONGEST_SENTENCE)


def _recipients(declaration: PurposeDeclaration) -> Iterator[Objection]:
    named = declaration.onward_recipients
    if len(named) > MOST_RECIPIENTS:
        yield Objection(
            "/onward_recipients", "there are too many entries", f"at most {MOST_RECIPIENTS} entries"
        )
    for at, one in enumerate(named):
        yield from objections_to_word(f"/onward_recipients/{at}", one, LONGEST_RECIPIENT)
