"""The form of a declaration: every language on one page, and a part of it for each section."""

from collections.abc import Mapping, Sequence
from typing import Final

from consent.declaration import Purpose, PurposeDeclaration
from consent.request import Objection
from profile_service.actions.declaring import DeclarationDraft, WantDraft
from profile_service.domain.purposes import read_bases, write_bases
from profile_service.domain.sections import SECTIONS
from profile_service.language import ANCHORS, LANGUAGES, Words, section_label
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, without_controls
from profile_service.web.mistakes import Mistake, explain

TEXTS: Final = {
    "sentence": N_("Why, as the person reads it"),
    "retention": N_("How long it is kept"),
    "on_no": N_("If the answer is no"),
    "other_way": N_("Another way to get the help"),
}
_LABELS: Final = {
    **TEXTS,
    "code": N_("Purpose"),
    "basis": N_("Legal basis"),
    "wants": N_("What you need to read"),
    "recipients": N_("Passed on to"),
    "contact": N_("Contact"),
}
_PLACES: Final = {
    "/purpose/code": "code",
    "/purpose/sentence": "sentence",
    "/legal_basis": "basis",
    "/scopes": "wants",
    "/retention": "retention",
    "/onward_recipients": "recipients",
    "/on_no": "on_no",
    "/other_way": "other_way",
    "/contact": "contact",
}


def read_draft(answers: Answers) -> DeclarationDraft:
    """What was filled in, as the action takes it."""
    return DeclarationDraft(
        declaration=first(answers, "declaration"),
        purpose=Purpose(first(answers, "code"), _text(answers, "sentence")),
        legal_basis=write_bases(first(answers, "basis"), first(answers, "special")),
        wants=[
            WantDraft(_scope(answers, section), _text(answers, f"reason.{section}"), chosen == "needed")
            for section, chosen in chosen_sections(answers)
        ],
        retention=_text(answers, "retention"),
        onward_recipients=_lines(answers, "recipients"),
        on_no=_text(answers, "on_no"),
        other_way=_text(answers, "other_way"),
        contact=without_controls(first(answers, "contact")),
    )


def chosen_sections(answers: Answers) -> list[tuple[str, str]]:
    """The sections that are asked for, and whether each is needed or optional."""
    found = ((section, first(answers, f"want.{section}")) for section in SECTIONS)
    return [(section, chosen) for section, chosen in found if chosen in ("needed", "optional")]


def languages_of(answers: Answers) -> list[str]:
    """The languages that the form has fields for: those that are asked for always, those that were chosen, and those that something
    is written in already."""
    chosen = {*ANCHORS, *answers.get("language", ()), first(answers, "add_language")}
    written = {
        name.rpartition(".")[2] for name, texts in answers.items() if any(text.strip() for text in texts)
    }
    return [tag for tag in LANGUAGES if tag in chosen or tag in written]


def fill_in(declaration: PurposeDeclaration) -> dict[str, list[str]]:
    """The form as it stands when it begins from a version that there is."""
    basis, special = read_bases(declaration.legal_basis) or ("", "")
    answers: dict[str, list[str]] = {
        "declaration": [declaration.id],
        "code": [declaration.purpose.code],
        "basis": [basis],
        "special": [special],
        "recipients": ["\n".join(declaration.onward_recipients)],
        "contact": [declaration.contact],
        **_filled("sentence", declaration.purpose.sentence),
        **_filled("retention", declaration.retention),
        **_filled("on_no", declaration.on_no),
        **_filled("other_way", declaration.other_way),
    }
    for want in declaration.wants:
        section = want.scope.section
        answers[f"want.{section}"] = ["needed" if want.needed else "optional"]
        answers[f"fields.{section}"] = sorted(want.scope.fields or ())
        answers |= _filled(f"reason.{section}", want.reason)
    return answers


def fits_the_form(declaration: PurposeDeclaration) -> bool:
    """Whether the form can show all of it: one part for each section, in the languages of the portal."""
    sections = [want.scope.section for want in declaration.wants]
    texts = (declaration.purpose.sentence, declaration.retention, declaration.on_no, declaration.other_way)
    return len(set(sections)) == len(sections) and all(text.keys() <= LANGUAGES.keys() for text in texts)


def mistakes_of(words: Words, objections: Sequence[Objection], answers: Answers) -> list[Mistake]:
    """What is wrong, each beside its field."""
    sections = [section for section, _ in chosen_sections(answers)]
    return [_mistake(words, one, sections) for one in objections]


def _mistake(words: Words, objection: Objection, sections: Sequence[str]) -> Mistake:
    place = next((start for start in _PLACES if objection.field.startswith(start)), "")
    name = _PLACES.get(place, "code")
    parts = objection.field.removeprefix(place).strip("/").split("/")
    text = explain(words, objection)
    label = words(_LABELS[name])
    if name == "wants" and parts[0].isdecimal():
        section = sections[int(parts[0])]
        at = f"reason.{section}.{parts[2]}" if parts[1] == "reason" else f"want.{section}"
        return Mistake(at, at, section_label(words, section), text)
    if name in TEXTS and parts[0]:
        at = f"{name}.{parts[0]}"
        return Mistake(at, at, f"{label} ({LANGUAGES.get(parts[0], parts[0])})", text)
    return Mistake(name, name, label, text)


def _scope(answers: Answers, section: str) -> str:
    known = SECTIONS[section].fields
    named = [field for field in answers.get(f"fields.{section}", ()) if field in known]
    return f"profile:{section}:read" + (f"?fields={','.join(sorted(set(named)))}" if named else "")


def _text(answers: Answers, name: str) -> dict[str, str]:
    found = {tag: without_controls(first(answers, f"{name}.{tag}")) for tag in LANGUAGES}
    return {tag: text for tag, text in found.items() if text}


def _lines(answers: Answers, name: str) -> list[str]:
    written = (without_controls(line).strip() for line in first(answers, name).splitlines())
    return [line for line in written if line]


def _filled(name: str, text: Mapping[str, str]) -> dict[str, list[str]]:
    return {f"{name}.{tag}": [text[tag]] for tag in LANGUAGES if tag in text}
