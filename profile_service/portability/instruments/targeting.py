"""Where answers go: fields that there are, that take such an answer, and that an instrument may ask for."""

from collections.abc import Iterator, Mapping

from consent.request import Objection
from profile_service.domain.instrument import ALONE_SAYS_WHICH, SAYS_WHICH, UNASKABLE, AnswerKind, Target
from profile_service.domain.profile import Json
from profile_service.domain.sections import SECTIONS
from profile_service.portability.instruments.building import target_of
from profile_service.portability.instruments.fields import (
    fields_to_ask,
    is_code,
    kinds_of,
    lacking,
    sections_to_ask,
    takes,
)
from profile_service.portability.instruments.places import Placed
from schemas import instruments as wire

_CONCEPT_FIRST = {"skills": "skill", "transversal": "skill", "languages": "language", "licences": "licence"}
"""Sections whose entries are about one concept each, and the field that says which."""


def objections_to_target(one: Placed) -> Iterator[Objection]:
    """Everything that is wrong with where one answer goes."""
    target = one.item.target
    if target is None:
        return
    at = f"{one.at}/target"
    wrong = list(_to_names(at, target))
    yield from wrong
    if not wrong:
        yield from _to_sensitivity(at, one, target)
        yield from _to_kind(at, one.item, target)
        yield from _to_which(at, one.item, target)
        wrong = [*_to_patterns(at, target), *_to_beginning(at, target)]
        yield from wrong
        if not wrong:
            yield from _to_meaning(at, one.item, target)
            yield from _to_entry(at, one.item, target)


def _to_names(at: str, target: wire.Target) -> Iterator[Objection]:
    if target.section not in SECTIONS:
        yield Objection(f"{at}/section", "there is no such section", f"one of {', '.join(sections_to_ask())}")
        return
    if target.section not in sections_to_ask():
        yield Objection(
            f"{at}/section", "no instrument asks for this section", f"one of {', '.join(sections_to_ask())}"
        )
        return
    known = f"one of {', '.join(fields_to_ask(target.section))}"
    named = [(f"{at}/fields/{place}", name) for place, name in enumerate(target.fields)]
    named += [
        (f"{at}/where/{place}/{name}", name) for place, each in enumerate(target.where) for name in each
    ]
    named += [(f"{at}/begins/{name}", name) for name in target.begins]
    for place, name in named:
        if name in UNASKABLE.get(target.section, ()):
            yield Objection(place, "no instrument asks for this field", known)
        elif name not in SECTIONS[target.section].fields:
            yield Objection(place, "there is no such field in this section", known)
    if len(set(target.fields)) < len(target.fields):
        yield Objection(f"{at}/fields", "a field comes twice", "each field once")


def _to_sensitivity(at: str, one: Placed, target: wire.Target) -> Iterator[Objection]:
    special = SECTIONS[target.section].special
    for place, name in enumerate(target.fields):
        if name in special and not one.section.special:
            yield Objection(
                f"{at}/fields/{place}",
                "a sensitive field stands in an ordinary section",
                'a section with "special": true',
            )
        if name not in special and one.section.special:
            yield Objection(
                f"{at}/fields/{place}",
                "an ordinary field stands in a special section",
                "a section that is not special",
            )


def _to_kind(at: str, item: wire.InstrumentItem, target: wire.Target) -> Iterator[Objection]:
    if item.respondent != "person":
        yield Objection(
            at, "only her own answers go into her profile", "no target for an adviser or an assessor"
        )
    if item.kind == "entries":
        return
    if len(target.fields) > 1:
        yield Objection(f"{at}/fields", "one answer goes into one field", 'one field, or "kind": "entries"')
    field = target.fields[0]
    kinds = kinds_of(target.section, field)
    if item.kind == "choice":
        for place, choice in enumerate(item.choices):
            if choice.value is not None and not takes(target.section, field, choice.value):
                yield Objection(
                    f"{_item(at)}/choices/{place}/value",
                    "the field does not take this value",
                    "a value that it takes",
                )
    elif AnswerKind(item.kind) not in kinds:
        fitting = ", ".join(sorted(kinds)) or "choice"
        yield Objection(
            f"{_item(at)}/kind", "an answer of this kind does not fit the field", f"one of {fitting}"
        )


def _to_which(at: str, item: wire.InstrumentItem, target: wire.Target) -> Iterator[Objection]:
    """A pattern says which entry is meant, and nothing else of it; see `SAYS_WHICH`."""
    which = SAYS_WHICH.get(target.section, frozenset())
    alone = ALONE_SAYS_WHICH.get(target.section, frozenset()) if item.kind == "entries" else frozenset()
    for place, pattern in enumerate(target.where):
        for name in pattern:
            if name not in which and not (name in alone and len(pattern) == 1):
                expected = f"one of {', '.join(sorted(which))}" if which else "no patterns"
                yield Objection(
                    f"{at}/where/{place}/{name}", "this field does not say which entry is meant", expected
                )


def _to_patterns(at: str, target: wire.Target) -> Iterator[Objection]:
    for place, pattern in enumerate(target.where):
        for name, value in pattern.items():
            here = f"{at}/where/{place}/{name}"
            if is_code(target.section, name):
                if value is not None and not isinstance(value, wire.KnownCode):
                    yield Objection(
                        here, "a concept is known by its code", "an object of scheme and concept_id"
                    )
            elif isinstance(value, wire.KnownCode) or not (
                value is None or takes(target.section, name, value)
            ):
                yield Objection(
                    here, "the field never has this value", "a value that the field takes, or null"
                )


def _to_beginning(at: str, target: wire.Target) -> Iterator[Objection]:
    for name, value in target.begins.items():
        here = f"{at}/begins/{name}"
        if name in target.fields:
            yield Objection(here, "the answer stands here already", "a field that is not asked for")
        elif is_code(target.section, name):
            if not isinstance(value, wire.NewCode):
                yield Objection(
                    here,
                    "a concept needs its code and labels",
                    "an object of label, scheme, concept_id and scheme_version",
                )
        elif isinstance(value, wire.NewCode) or value is None or not takes(target.section, name, value):
            yield Objection(here, "the field never has this value", "a value that the field takes")


def _to_meaning(at: str, item: wire.InstrumentItem, target: wire.Target) -> Iterator[Objection]:
    """One answer about a skill or a language must say which one is meant."""
    concept = _CONCEPT_FIRST.get(target.section)
    if item.kind == "entries" or concept is None or target.fields[0] == concept:
        return
    if not target.where:
        yield Objection(f"{at}/where", "it is not said which entry is meant", f"the code of the {concept}")
    for place, pattern in enumerate(target.where):
        if not isinstance(pattern.get(concept), wire.KnownCode):
            yield Objection(
                f"{at}/where/{place}", "it is not said which entry is meant", f"the code of the {concept}"
            )


def _to_entry(at: str, item: wire.InstrumentItem, target: wire.Target) -> Iterator[Objection]:
    """What is new must be a whole entry, and must be found again by the first pattern."""
    plain = target_of(target)
    entry = plain.new_entry("en")
    missing = [
        name for name in lacking(target.section, entry, target.fields[:1]) if name not in target.fields[:1]
    ]
    if missing and missing != [""]:
        problem = (
            "the first field does not make an entry"
            if item.kind == "entries"
            else "the answer does not make an entry"
        )
        yield Objection(f"{at}/begins", problem, f"a value for {', '.join(missing)}")
    if plain.where and not _found_again(entry, plain):
        yield Objection(
            f"{at}/begins", "a new entry would not be found again", "what the first of where asks for"
        )


def _found_again(entry: Mapping[str, Json], target: Target) -> bool:
    return all(
        name in target.fields[:1] or _holds(entry.get(name), wanted)
        for name, wanted in target.where[0].items()
    )


def _holds(value: Json, wanted: Json) -> bool:
    if isinstance(wanted, Mapping) and isinstance(value, Mapping):
        return all(value.get(name) == part for name, part in wanted.items())
    return value == wanted


def _item(at: str) -> str:
    return at.removesuffix("/target")
