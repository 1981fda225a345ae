"""The profile as a list of things to do. How a part stands is told in words, and never as a score or a share of a whole."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from profile_service.domain.sections import SECTIONS


class TaskState(StrEnum):
    """How a part of the profile stands."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    DONE = "done"
    """She has said that she is done with it; or it holds one entry at the most, and has it."""
    NOTHING = "nothing"
    """She has said that she has nothing to say here."""


@dataclass(frozen=True, slots=True)
class Task:
    """One part of the profile. `count` is how many entries it has."""

    section: str
    state: TaskState
    count: int


ORDER: Final = ("skills", "experience", "languages", "education", "expectations", "person", "licences", "transversal", "evidence", "plan", "progress")  # fmt: skip
"""What is asked for first stands first: what most people can tell at once, and others ask for most."""
SENSITIVE: Final = ("adaptations",)
"""What is of a special category as a whole, and stands apart."""
BY_OTHERS: Final = tuple(name for name, section in SECTIONS.items() if section.by_others)
CAN_BE_SETTLED: Final = frozenset({*ORDER, *SENSITIVE})
"""The parts of which she may say that she is done, or has nothing to say."""


def task_of(section: str, count: int, settled: Set[str]) -> Task:
    """How one part stands.

    Args:
        count: how many entries it has.
        settled: the parts of which she has said that she is done.
    """
    said = section in settled
    if count:
        return Task(section, TaskState.DONE if said or SECTIONS[section].single else TaskState.BEGUN, count)
    return Task(section, TaskState.NOTHING if said else TaskState.NOT_BEGUN, 0)


def tasks(
    counts: Mapping[str, int], settled: Set[str], sections: tuple[str, ...] = ORDER
) -> tuple[Task, ...]:
    """Every part in the order in which it is best told."""
    return tuple(task_of(section, counts.get(section, 0), settled) for section in sections)


def next_task(listed: tuple[Task, ...]) -> Task | None:
    """What to do next: the first part that has nothing yet and of which she has not said that it stays so. None where there is none."""
    return next((task for task in listed if task.state is TaskState.NOT_BEGUN), None)
