"""From answers to proposals: what would be written, entry by entry, if she said yes to it. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from profile_service.domain.coverage import Sections, fits
from profile_service.domain.helping import Step
from profile_service.domain.instrument import AnswerKind, InstrumentItem, Target
from profile_service.domain.mapping_session import Answer, Touch
from profile_service.domain.profile import Assertion, ItemId, Json

Answered = tuple[InstrumentItem, Answer]


@dataclass(slots=True)
class Proposal:
    """What would be done to one entry. `asked` are the questions behind it, by the field that each would write."""

    section: str
    step: Step
    item: ItemId | None = None
    version: int = 0
    fields: dict[str, Json] = field(default_factory=dict)
    fits: tuple[Mapping[str, Json], ...] = ()
    """For a new entry: the patterns by which one of hers would be the one that was meant."""
    by_adviser: bool = False
    asked: dict[str, str] = field(default_factory=dict)


def gather(answered: Iterable[Answered], sections: Sections, language: str) -> list[Proposal]:
    """One proposal for each entry that the answers speak of, in the order of the questions.

    Args:
        sections: as whoever hands over may see them.
        language: of the labels that codes of new entries get.
    """
    found: dict[tuple[str, ...], Proposal] = {}
    for item, answer in answered:
        if item.target is None or answer.touch is Touch.SKIPPED:
            continue
        for key, proposal in _proposed(item, item.target, answer, sections, language):
            _merge(found, key, proposal)
    return list(found.values())


def entry_meant(target: Target, sections: Sections) -> Assertion | None:
    """The entry that an answer would be written into: the freshest that fits, whether or not it answers already."""
    fitting = [one for one in sections.get(target.section, ()) if fits(one, target)]
    return max(fitting, key=lambda one: one.last_confirmed, default=None)


def _merge(found: dict[tuple[str, ...], Proposal], key: tuple[str, ...], proposal: Proposal) -> None:
    earlier = found.setdefault(key, proposal)
    if earlier is proposal:
        return
    earlier.fields.update(proposal.fields)
    earlier.asked.update(proposal.asked)
    earlier.by_adviser = earlier.by_adviser or proposal.by_adviser
    # What changes an entry says at once that the rest of it still holds.
    if proposal.step is not Step.CONFIRM:
        earlier.step = proposal.step


def _proposed(
    item: InstrumentItem, target: Target, answer: Answer, sections: Sections, language: str
) -> Iterator[tuple[tuple[str, ...], Proposal]]:
    by_adviser = answer.by != ""
    for entry, version in _confirmed(item, target, answer, sections):
        kept = Proposal(target.section, Step.CONFIRM, entry, version, by_adviser=by_adviser)
        yield (target.section, entry), kept
    if item.kind is AnswerKind.ENTRIES:
        for at, written in enumerate(answer.value if isinstance(answer.value, Sequence) else ()):
            fields = dict(written) if isinstance(written, Mapping) else {}
            asked = dict.fromkeys(fields, f"{item.id}/{at}")
            new = {**target.new_entry(language), **fields}
            yield (
                (target.section, "", item.id, str(at)),
                Proposal(target.section, Step.ADD, None, 0, new, (), by_adviser, asked),
            )
        return
    if answer.touch is not Touch.STATED:
        return
    fields, asked = {target.field: answer.value}, {target.field: item.id}
    if answer.entry is not None:
        version = _version(target.section, answer.entry, answer.version, sections)
        changed = Proposal(target.section, Step.CHANGE, answer.entry, version, fields, (), by_adviser, asked)
        yield (target.section, answer.entry), changed
        return
    new = {**target.new_entry(language), **fields}
    added = Proposal(target.section, Step.ADD, None, 0, new, target.where, by_adviser, asked)
    yield (target.section, "", repr(target.where)), added


def _confirmed(
    item: InstrumentItem, target: Target, answer: Answer, sections: Sections
) -> Iterator[tuple[ItemId, int]]:
    """The entries that still hold, unless they say something else by now."""
    if answer.touch is not Touch.CONFIRMED:
        return
    if item.kind is AnswerKind.ENTRIES:
        for entry, version in answer.confirmed.items():
            if _version(target.section, ItemId(entry), version, sections) == version:
                yield ItemId(entry), version
        return
    if answer.entry is None:
        return
    now = next((one for one in sections.get(target.section, ()) if one.id == answer.entry), None)
    if now is None or now.version == answer.version:
        yield answer.entry, answer.version


def _version(section: str, entry: ItemId, recorded: int, sections: Sections) -> int:
    return next((one.version for one in sections.get(section, ()) if one.id == entry), recorded)
