"""What an answer looks like and when it is asked for: choices, concepts, conditions."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from consent.request import Objection
from profile_service.portability.instruments.places import Placed, placed
from schemas import instruments as wire

_LEVELS = (1, 2, 3, 4)
_FEWEST_CHOICES = 2
_CEFR = ("none", "A1", "A2", "B1", "B2", "C1", "C2")


def objections_to_answers(one: Placed) -> Iterator[Objection]:
    """Choices where there are none to make, none where there should be, and where to look for what is no concept."""
    item = one.item
    if item.kind == "choice":
        yield from _to_choices(one)
    elif item.choices:
        yield Objection(f"{one.at}/choices", "only a choice has choices", 'no choices, or "kind": "choice"')
    if item.kind not in ("concept", "entries"):
        for name, value in (("scheme", item.scheme), ("concept_kind", item.concept_kind)):
            if value is not None:
                yield Objection(f"{one.at}/{name}", "only a concept is looked for", f"{name} left out")
    if item.fresh_months is not None and item.target is None:
        yield Objection(
            f"{one.at}/fresh_months",
            "what stays in the session has no age",
            "a target, or fresh_months left out",
        )


def _to_choices(one: Placed) -> Iterator[Objection]:
    if len(one.item.choices) < _FEWEST_CHOICES:
        yield Objection(f"{one.at}/choices", "a choice needs two answers or more", "two choices or more")
    seen: list[tuple[type, object]] = []
    for at, each in enumerate(one.item.choices):
        value = (type(each.value), each.value)
        if each.value is None:
            yield Objection(
                f"{one.at}/choices/{at}/value",
                "no answer is no choice",
                "a text, a whole number, true or false",
            )
        elif value in seen:
            yield Objection(f"{one.at}/choices/{at}/value", "a value comes twice", "each value once")
        seen.append(value)


def objections_to_conditions(instrument: wire.Instrument) -> Iterator[Objection]:
    """A condition on the question itself, on none, on a later one, in a circle, or on a value that never comes."""
    every = list(placed(instrument))
    by_id = {one.item.id: one for one in reversed(every)}
    for one in every:
        if one.item.shown_if is not None:
            yield from _to_condition(one, one.item.shown_if, by_id, every)


def _to_condition(
    one: Placed, condition: wire.Condition, by_id: Mapping[str, Placed], every: Sequence[Placed]
) -> Iterator[Objection]:
    at = f"{one.at}/shown_if"
    other = by_id.get(condition.item)
    earlier = {each.item.id for each in takewhile(lambda each: each is not one, every)}
    if condition.item == one.item.id:
        yield Objection(f"{at}/item", "a question cannot wait for itself", "the id of an earlier question")
        return
    if other is None:
        yield Objection(f"{at}/item", "there is no such question", "the id of an earlier question")
        return
    if condition.item not in earlier:
        yield Objection(f"{at}/item", _late(one, by_id), "the id of an earlier question")
    if other.section.special and not one.section.special:
        yield Objection(
            f"{at}/item",
            "what is asked would tell of a sensitive answer",
            "a question of an ordinary section",
        )
    yield from _to_values(f"{at}/values", condition, other.item)


def _late(one: Placed, by_id: Mapping[str, Placed]) -> str:
    """Whether it only comes later, or the conditions lead back to where they began."""
    seen = {one.item.id}
    following = one.item.shown_if
    while following is not None and following.item in by_id:
        if following.item in seen:
            return "the conditions go in a circle"
        seen.add(following.item)
        following = by_id[following.item].item.shown_if
    return "the question comes later"


def _to_values(at: str, condition: wire.Condition, other: wire.InstrumentItem) -> Iterator[Objection]:
    possible = _possible(other)
    if possible is None:
        if other.kind != "number":
            yield Objection(
                at,
                "a condition needs a question with fixed answers",
                "a question of the kind yes_no, choice, level, cefr or number",
            )
            return
        wrong = [place for place, value in enumerate(condition.values) if type(value) is not int]
    else:
        known = {(type(value), value) for value in possible}
        wrong = [place for place, value in enumerate(condition.values) if (type(value), value) not in known]
    for place in wrong:
        yield Objection(f"{at}/{place}", "the question never has this answer", _told(possible))


def _possible(item: wire.InstrumentItem) -> Sequence[object] | None:
    if item.kind == "yes_no":
        return (True, False)
    if item.kind == "level":
        return _LEVELS
    if item.kind == "cefr":
        return _CEFR
    return [each.value for each in item.choices] if item.kind == "choice" else None


def _told(possible: Sequence[object] | None) -> str:
    if possible is None:
        return "a whole number"
    shown = (str(one).lower() if isinstance(one, bool) else str(one) for one in possible)
    return f"one of {', '.join(shown)}"
