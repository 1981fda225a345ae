"""Choosing a code for what she wrote: which lists fit a field, what was found in them, and what she chose.

A form asks with its own button (`find`) and is posted to its own address, so her words never stand in one. What she chose
travels along in hidden inputs beside the words, and counts only as long as the words are still the chosen ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from profile_service.actions.ports.concepts import Concepts
from profile_service.domain.concept import (
    ConceptHit,
    ConceptId,
    ConceptKind,
    ConceptQuery,
    ConceptRef,
    Edition,
    SchemeName,
)
from profile_service.domain.profile import Json
from profile_service.web.forms import CODE_PARTS, Answers, first
from profile_service.web.layouts import LAYOUTS, Field, Widget
from schemas import limits
from schemas.values import Scheme

MOST_CHOICES: Final = 10
OWN_WORDS: Final = "own"
"""The value of the choice to leave the words as they are."""
_SCHEMES: Final = frozenset(map(SchemeName, get_args(Scheme)))
_OF_GOAL: Final[Mapping[str, frozenset[ConceptKind]]] = {
    "occupation": frozenset({ConceptKind.OCCUPATION, ConceptKind.OCCUPATION_GROUP}),
    "self_employment": frozenset({ConceptKind.OCCUPATION, ConceptKind.OCCUPATION_GROUP}),
    "education": frozenset({ConceptKind.EDUCATION_FIELD, ConceptKind.EDUCATION_LEVEL}),
    "language": frozenset({ConceptKind.LANGUAGE}),
}
_SKILLS: Final = frozenset({ConceptKind.SKILL})
_PLACES: Final = frozenset({ConceptKind.REGION})
_KINDS: Final[Mapping[tuple[str, str], frozenset[ConceptKind]]] = {
    ("person", "place"): _PLACES,
    ("expectations", "target"): frozenset().union(*_OF_GOAL.values()),
    ("expectations", "regions"): _PLACES,
    ("experience", "occupation"): _OF_GOAL["occupation"],
    ("experience", "skills_used"): _SKILLS,
    ("education", "level"): frozenset({ConceptKind.EDUCATION_LEVEL}),
    ("education", "field"): frozenset({ConceptKind.EDUCATION_FIELD}),
    ("languages", "language"): frozenset({ConceptKind.LANGUAGE}),
    ("skills", "skill"): _SKILLS,
    ("transversal", "skill"): _SKILLS,
    ("licences", "licence"): frozenset({ConceptKind.LICENCE}),
    ("assessments", "competence"): _SKILLS | _OF_GOAL["occupation"],
}
_FORMS: Final[Mapping[str, Sequence[Field]]] = {
    **LAYOUTS,
    "assessments": (
        Field("competence", Widget.CODED, required=True),
    ),  # an assessor's form, and none of hers
}
CAN_BE_FOUND: Final[Mapping[str, frozenset[str]]] = {
    section: frozenset(field for one, field in _KINDS if one == section) for section in _FORMS
}
"""The fields of each section for which there are lists to choose from."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One concept to choose. `about` is what it is, in the words of the list; empty where there are none in her language."""

    hit: ConceptHit
    about: str = ""

    @property
    def value(self) -> str:
        """What a form sends for it."""
        return f"{self.hit.ref.scheme} {self.hit.ref.id}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What was found for one field, and what has to be said of where it is from."""

    field: Field
    words: str
    found: Sequence[Choice]
    attributions: Sequence[str]


def field_asked_for(section: str, answers: Answers, button: str) -> Field | None:
    """The field whose button was pressed; None where none was, or one without lists."""
    name = first(answers, button)
    fields = {field.name: field for field in _FORMS[section]}
    return fields[name] if name in CAN_BE_FOUND[section] else None


def words_of(field: Field, answers: Answers) -> str:
    """What she looks for: what stands in the field itself, or beside a list of several."""
    again = first(answers, "words")
    return again or first(answers, f"{field.name}.find" if field.widget is Widget.CODED_LIST else field.name)


def kinds_for(section: str, field: str, goal: str) -> frozenset[ConceptKind]:
    """What may be chosen; a target is what its goal says. Empty where there are no lists for the field."""
    if (section, field) == ("expectations", "target") and goal in _OF_GOAL:
        return _OF_GOAL[goal]
    return _KINDS.get((section, field), frozenset())


def find_choices(
    concepts: Concepts, text: str, language: str, kinds: frozenset[ConceptKind], *, described: bool = True
) -> list[Choice]:
    """The concepts that fit these words, and that can stand in a profile."""
    query = ConceptQuery(text, language, kinds, _SCHEMES, MOST_CHOICES * 2)
    hits = [hit for hit in concepts.search(query) if _fits(hit)][:MOST_CHOICES]
    return [Choice(hit, _about(concepts, hit) if described else "") for hit in hits]


def attributions_of(editions: Sequence[Edition], choices: Sequence[Choice]) -> list[str]:
    """What has to be said of the schemes that are shown, each once."""
    shown = {choice.hit.ref.scheme for choice in choices}
    return list(dict.fromkeys(one.attribution for one in editions if one.scheme in shown and one.attribution))


def codes_of(value: Json) -> list[Mapping[str, Json]]:
    """The codes in one field of an entry; free text is none."""
    several = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return [
        one for one in several if isinstance(one, Mapping) and one.get("scheme") and one.get("concept_id")
    ]


def ref_of(code: Mapping[str, Json]) -> ConceptRef:
    """Which concept a code of a profile names."""
    return ConceptRef(SchemeName(str(code["scheme"])), ConceptId(str(code["concept_id"])))


def parse_choice(value: str) -> ConceptRef | None:
    """The concept that a form's choice names; None for her own words."""
    scheme, _, concept_id = value.partition(" ")
    return ConceptRef(SchemeName(scheme), ConceptId(concept_id)) if scheme and concept_id else None


def with_choice(field: Field, answers: Answers, chosen: ConceptHit) -> dict[str, list[str]]:
    """The form as it was, with the chosen concept in the field."""
    changed = {name: list(texts) for name, texts in answers.items()}
    parts = {
        "scheme": chosen.ref.scheme,
        "concept_id": chosen.ref.id,
        "scheme_version": chosen.version,
        "label": chosen.label,
    }
    if field.widget is Widget.CODED_LIST:
        lines = [line for line in first(answers, field.name).splitlines() if line.strip()]
        changed[field.name] = ["\n".join([*lines, chosen.label] if chosen.label not in lines else lines)]
        changed[f"{field.name}.find"] = [""]
        for part in CODE_PARTS:
            changed.setdefault(f"{field.name}.{part}", []).append(parts[part])
    else:
        changed[field.name] = [chosen.label]
        changed |= {f"{field.name}.{part}": [parts[part]] for part in CODE_PARTS}
    return changed


def _fits(hit: ConceptHit) -> bool:
    return (
        not hit.deprecated
        and 0 < len(hit.label) <= limits.LABEL
        and len(hit.ref.id) <= limits.CONCEPT_ID
        and 0 < len(hit.version) <= limits.SCHEME_VERSION
    )


def _about(concepts: Concepts, hit: ConceptHit) -> str:
    """The beginning of what the list says of it, in the language of the label."""
    concept = concepts.find(hit.ref)
    text = "" if concept is None else concept.descriptions.get(hit.language, "")
    sentence = " ".join(text.split()).partition(". ")[0]
    return (
        sentence
        if len(sentence) <= limits.SHORT_TEXT
        else f"{sentence[: limits.SHORT_TEXT].rsplit(' ', 1)[0]} …"
    )
