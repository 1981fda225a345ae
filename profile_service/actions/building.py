"""Building the profile: which parts are done, and several entries at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.own_profile import add_item, read_own_section
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import seal_marks_anew
from profile_service.domain.building import CAN_BE_SETTLED
from profile_service.domain.profile import Assertion, Content, Json


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be added, and where."""

    section: str
    content: Mapping[str, Json]


def settled_of(work: Work, caller: IndividualId) -> frozenset[str]:
    """The parts of her profile of which she has said that she is done, or has nothing to say. For her alone."""
    return work.marks.settled(caller)


def settle(work: Work, caller: IndividualId, section: str, *, done: bool) -> None:
    """Say that a part is done, empty or not; or open it again.

    Raises:
        NotAvailableError: it is no part of which that can be said.
    """
    if section not in CAN_BE_SETTLED:
        raise NotAvailableError
    seal_marks_anew(work, caller)
    said = work.marks.settled(caller)
    work.marks.settle(caller, said | {section} if done else said - {section})


def add_entries(
    work: Work, desk: Desk, caller: IndividualId, entries: Sequence[NewEntry]
) -> Sequence[Assertion]:
    """Add what she has chosen, all of it or nothing. What stands there already is not added twice.

    Raises:
        ContentError, SingleItemError: as in `add_item`.
    """
    added: list[Assertion] = []
    for entry in entries:
        there, _ = read_own_section(work, desk, caller, entry.section)
        if not stands(there, entry.section, entry.content):
            added.append(add_item(work, desk, caller, entry.section, entry.content))
    return added


def stands(items: Iterable[Assertion], section: str, content: Content) -> bool:
    """Whether an entry says this already: the same code, or the same words."""
    field = "skill" if section == "skills" else "title"
    return any(_same(item.content.get(field), content.get(field), item.content, content) for item in items)


def _same(one: Json, other: Json, first: Content, second: Content) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        codes = [(code.get("scheme"), code.get("concept_id")) for code in (one, other)]
        alike = codes[0] == codes[1] and None not in codes[0]
        return alike or str(one.get("label")).casefold() == str(other.get("label")).casefold()
    same_words = isinstance(one, str) and isinstance(other, str) and one.casefold() == other.casefold()
    return same_words and first.get("tasks") == second.get("tasks")
