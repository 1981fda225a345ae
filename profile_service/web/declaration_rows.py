"""A declaration in full, part by part, beside the version that is in force: what is new is marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consent.declaration import PurposeDeclaration, Want
from profile_service.language import LANGUAGES, Words, scope_sentence, section_label
from profile_service.language.marking import N_
from profile_service.web.purposes import purpose_name

Lines = tuple[tuple[str, str], ...]
"""Language and text; the language is empty where the text has none of its own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One part. `before` is empty where it is new, `now` where it is gone."""

    label: str
    now: Lines
    before: Lines
    changed: bool


def rows_of(
    words: Words, declaration: PurposeDeclaration, before: PurposeDeclaration | None = None
) -> list[Row]:
    """Every part of a declaration; nothing is marked where there is nothing to compare it with."""
    new = _parts(words, declaration)
    old = {} if before is None else _parts(words, before)
    labels = [*new, *(label for label in old if label not in new)]
    return [
        Row(
            label,
            new.get(label, ()),
            old.get(label, ()),
            before is not None and new.get(label) != old.get(label),
        )
        for label in labels
    ]


def _parts(words: Words, declaration: PurposeDeclaration) -> dict[str, Lines]:
    nobody = words(N_("Nobody"))
    return {
        words(N_("Purpose")): (
            ("", purpose_name(words, declaration.purpose.code)),
            ("en", declaration.purpose.code),
        ),
        words(N_("Why, as the person reads it")): _texts(declaration.purpose.sentence),
        words(N_("Legal basis")): (("", declaration.legal_basis),),
        **{_want_label(words, want): _want(words, want) for want in declaration.wants},
        words(N_("How long it is kept")): _texts(declaration.retention),
        words(N_("Passed on to")): tuple(("", one) for one in declaration.onward_recipients or (nobody,)),
        words(N_("If the answer is no")): _texts(declaration.on_no),
        words(N_("Another way to get the help")): _texts(declaration.other_way),
        words(N_("Contact")): (("", declaration.contact),),
    }


def _want_label(words: Words, want: Want) -> str:
    return section_label(words, want.scope.section)


def _want(words: Words, want: Want) -> Lines:
    need = words(N_("needed")) if want.needed else words(N_("optional"))
    return (("", f"{scope_sentence(words, str(want.scope))} ({need})"), *_texts(want.reason))


def _texts(text: Mapping[str, str]) -> Lines:
    order = list(LANGUAGES)
    return tuple(
        sorted(text.items(), key=lambda one: (order.index(one[0]) if one[0] in order else len(order), one[0]))
    )


def status_names(words: Words) -> Mapping[str, str]:
    """What the status of a version is called."""
    return {
        "submitted": words(N_("Waits for the operator")),
        "approved": words(N_("In force")),
        "rejected": words(N_("Rejected")),
        "superseded": words(N_("Replaced by a newer version")),
        "withdrawn": words(N_("Taken back")),
    }


def newest_first(declarations: Sequence[PurposeDeclaration]) -> list[list[PurposeDeclaration]]:
    """The versions of each declaration together."""
    found: dict[str, list[PurposeDeclaration]] = {}
    for one in declarations:
        found.setdefault(one.id, []).append(one)
    return list(found.values())
