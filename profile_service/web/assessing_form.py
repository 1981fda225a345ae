"""The form in which an assessor states something: its fields, and how they are read."""

from collections.abc import Mapping, Sequence
from typing import Final

from consent.request import Objection
from profile_service.domain.assessment import claimable_by
from profile_service.domain.people import Grantee
from profile_service.domain.profile import Json
from profile_service.language import Words, field_label
from profile_service.language.marking import N_
from profile_service.web.agency_pages import LONGEST_REFERENCE
from profile_service.web.forms import Answers, date_in_parts, first, read_field, without_controls
from profile_service.web.layouts import Field, Widget
from profile_service.web.mistakes import Mistake, explain

SECTION: Final = "assessments"
_LEVELS: Final = ("1", "2", "3", "4")
_OWN_LABELS: Final[Mapping[str, str]] = {
    "connection_code": N_("Code"),
    "grant_id": N_("The person"),
    "case_reference": N_("Case reference"),
    "reason": N_("Why"),
}
_NEEDED: Final = {
    "connection_code": N_("Write the code that the person gave you."),
    "grant_id": N_("Choose a case, or write a code."),
    "case_reference": N_("Write the reference of your case, at most {number} signs."),
    "reason": N_("Say why, in a few words. The person sees it, and later readers too."),
}


def fields_for(grantee: Grantee, *, anew: bool = False) -> tuple[Field, ...]:
    """What is asked; the kinds are those that this one can claim. `anew` where the competence stands already."""
    kinds = tuple(one.value for one in claimable_by(grantee))
    asked = (
        Field("competence", Widget.CODED, required=True),
        Field("kind", Widget.RADIOS, required=True, choices=kinds),
        Field("method", Widget.TEXT, required=True),
        Field("assessed_on", Widget.DAY, required=True),
        Field("level", Widget.RADIOS, choices=_LEVELS),
        Field("statement", Widget.LONG_TEXT),
        Field("evidence", Widget.TEXTS),
        Field("standard", Widget.CODED),
        Field("standard_level", Widget.TEXT),
        Field("valid_until", Widget.DAY),
    )
    return asked[1:] if anew else asked


def read_claim(fields: Sequence[Field], answers: Answers) -> dict[str, Json]:
    """What was filled in, unchecked."""
    read = {field.name: _read(field, answers) for field in fields}
    return {name: value for name, value in read.items() if value is not None}


def mistakes_in(speech: Words, objections: Sequence[Objection]) -> list[Mistake]:
    """What is wrong, beside the field that it is in."""
    return [_mistake(speech, objection) for objection in objections]


def needed(speech: Words, name: str) -> Mistake:
    """Something beside the claim that was left empty."""
    return Mistake(name, name, speech(_OWN_LABELS[name]), speech(_NEEDED[name], number=LONGEST_REFERENCE))


def _mistake(speech: Words, objection: Objection) -> Mistake:
    parts = objection.field.lstrip("/").split("/")
    name = parts[1] if parts[0] == "claim" and len(parts) > 1 else parts[0]
    label = speech(_OWN_LABELS[name]) if name in _OWN_LABELS else field_label(speech, SECTION, name)
    anchor = f"{name}.year" if name in ("assessed_on", "valid_until") else name
    return Mistake(name, anchor, label, explain(speech, objection))


def _read(field: Field, answers: Answers) -> Json:
    if field.widget is Widget.DAY:
        return date_in_parts(answers, field.name) or None
    text = without_controls(first(answers, field.name))
    if field.widget is Widget.TEXTS:
        lines: list[Json] = [line.strip() for line in text.splitlines() if line.strip()]
        return lines or None
    if field.widget is Widget.CODED:
        return read_field(field, answers, None)
    if field.name == "level":
        return int(text) if text in _LEVELS else None
    return text or None
