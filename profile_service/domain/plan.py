"""The plan: steps towards goals, agreed with several, and how it goes; in the order in which they are looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from profile_service.domain.profile import Assertion, Json

_FINISHED: Final = frozenset({"done", "dropped"})
_NEVER: Final = "9999"
TOP: Final = 10
BANDS: Final = 5


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its steps: those that are left, the nearest first, and those that are over."""

    name: str
    left: tuple[Assertion, ...]
    over: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All goals, the one with the nearest step first. `next` is the step to look at first; None where none is left."""

    goals: tuple[Goal, ...]
    next: Assertion | None


@dataclass(frozen=True, slots=True)
class Said:
    """One indicator by one respondent, oldest first. Answers of another respondent are another line."""

    indicator: str
    respondent: str
    answers: tuple[Assertion, ...]

    @property
    def newest(self) -> Assertion:
        return self.answers[-1]


def plan_of(steps: Sequence[Assertion]) -> Plan:
    """The plan as it is looked at."""
    by_goal: dict[str, list[Assertion]] = {}
    for step in sorted(steps, key=_when):
        by_goal.setdefault(_text(step, "goal"), []).append(step)
    goals = [_goal(name, its) for name, its in by_goal.items()]
    goals.sort(key=lambda goal: _when(goal.left[0]) if goal.left else (_NEVER, "~"))
    return Plan(tuple(goals), next((goal.left[0] for goal in goals if goal.left), None))


def is_over(step: Assertion) -> bool:
    """Whether nothing is left to do in a step."""
    return step.content.get("status") in _FINISHED


def said_of(answers: Sequence[Assertion]) -> tuple[Said, ...]:
    """How it goes: one line for each indicator and respondent, never merged."""
    lines: dict[tuple[str, str], list[Assertion]] = {}
    for one in sorted(answers, key=lambda item: _text(item, "date")):
        lines.setdefault((_label(one.content.get("indicator")), _text(one, "respondent")), []).append(one)
    return tuple(Said(indicator, by, tuple(its)) for (indicator, by), its in sorted(lines.items()))


def band(value: Json) -> int:
    """The band of a value from 0 to 10: 1 to 5."""
    number = value if isinstance(value, int) and not isinstance(value, bool) else 0
    return min(BANDS, max(0, number) * BANDS // (TOP + 1) + 1)


def _goal(name: str, steps: Sequence[Assertion]) -> Goal:
    return Goal(
        name,
        tuple(one for one in steps if not is_over(one)),
        tuple(one for one in steps if is_over(one)),
    )


def _when(step: Assertion) -> tuple[str, str]:
    return _text(step, "follow_up") or _NEVER, step.id


def _text(item: Assertion, field: str) -> str:
    return str(item.content.get(field) or "")


def _label(code: Json) -> str:
    return str(code.get("label", "")) if isinstance(code, Mapping) else str(code or "")
