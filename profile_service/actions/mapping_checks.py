"""Whether answers may stand: asked of whoever gives them, fitting their questions, and such as the profile would take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.request import Objection
from profile_service.actions.admitting import parse_admitted
from profile_service.actions.errors import ContentError
from profile_service.actions.mapping_grounds import Sitting
from profile_service.actions.mapping_seats import Seat, writer_of
from profile_service.actions.ports import Desk
from profile_service.domain.answering import normal, objections_to_value, place_of, same
from profile_service.domain.coverage import Covered, Knowledge
from profile_service.domain.helping import Step
from profile_service.domain.instrument import AnswerKind, InstrumentItem
from profile_service.domain.mapping_reach import visible_answers
from profile_service.domain.mapping_session import Answer, Touch
from profile_service.domain.mapping_sheet import shown_items
from profile_service.domain.profile import Json
from profile_service.domain.proposing import Proposal, entry_meant, gather

MOST_AT_ONCE: Final = 200
"""How many answers are given at once at the most."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it came in. `value` is None for what is confirmed or skipped; a confirmed list may hold new entries."""

    item: str
    touch: Touch
    value: Json = None


def read_answers(desk: Desk, seat: Seat, sitting: Sitting, given: Sequence[GivenAnswer]) -> list[Answer]:
    """The answers as they are kept; ContentError with every one that is no answer to its question."""
    if len(given) > MOST_AT_ONCE:
        raise ContentError([Objection("", "there are too many answers", f"at most {MOST_AT_ONCE}")])
    objections: list[Objection] = []
    written: list[Answer] = []
    open_items = _open_items(sitting, given)
    for one in given:
        item = open_items.get(one.item)
        if item is None:
            # What was sent for an id may be anything: it is said by its place in what was sent.
            objections.append(
                Objection(_told(sitting, one), "this is not asked here", "an item that is shown")
            )
            continue
        found = list(_objections_to_answer(sitting, item, one))
        objections += found
        if not found:
            written.append(_written(desk, seat, sitting, item, one))
    if len({one.item for one in given}) < len(given):
        objections.append(Objection("", "an item is answered twice", "each item once"))
    if objections:
        raise ContentError(objections)
    return written


def _open_items(sitting: Sitting, given: Sequence[GivenAnswer]) -> Mapping[str, InstrumentItem]:
    """The items that may be answered now, those among them that these very answers make visible."""
    reach = sitting.ground.reach
    at = sitting.session.changed_at
    coming = {
        one.item: Answer(one.item, one.touch, one.value, item.respondent, at)
        for one in given
        for item in sitting.instrument.items()
        if item.id == one.item and one.touch is not Touch.CONFIRMED
    }
    answers = {**visible_answers(sitting.session, sitting.instrument, reach), **coming}
    shown = shown_items(sitting.session, sitting.known, reach, answers)
    return {item.id: item for _, item in shown if item.respondent in reach.respondents}


def _told(sitting: Sitting, one: GivenAnswer) -> str:
    known = any(item.id == one.item for item in sitting.instrument.items())
    return place_of(one.item) if known else ""


def _objections_to_answer(sitting: Sitting, item: InstrumentItem, one: GivenAnswer) -> Iterator[Objection]:
    place, many = place_of(item.id), item.kind is AnswerKind.ENTRIES
    if one.touch is Touch.SKIPPED and one.value is not None:
        yield Objection(place, "what is skipped has no value", "no value")
    if one.touch is Touch.CONFIRMED:
        if not _is_known(sitting.known.covered.get(item.id)):
            yield Objection(place, "nothing is known that could be confirmed", "an answer")
        elif one.value is not None and not many:
            yield Objection(place, "what is confirmed has no value of its own", "no value")
        elif one.value is not None:
            yield from objections_to_value(item, one.value)
    if one.touch is Touch.STATED:
        yield from objections_to_value(item, one.value)


def _written(desk: Desk, seat: Seat, sitting: Sitting, item: InstrumentItem, one: GivenAnswer) -> Answer:
    covered = sitting.known.covered.get(item.id)
    many = item.kind is AnswerKind.ENTRIES
    value, touch = normal(one.value), one.touch
    if (
        touch is Touch.STATED
        and not many
        and covered is not None
        and _is_known(covered)
        and same(value, covered.value)
    ):
        touch = Touch.CONFIRMED
    kept = Answer(
        item.id,
        touch,
        value,
        item.respondent,
        desk.clock.now(),
        writer_of(seat),
        for_profile=item.target is not None,
    )
    if touch is Touch.SKIPPED or item.target is None:
        return kept
    if many:
        sources = covered.sources if covered is not None and touch is Touch.CONFIRMED else ()
        return replace(kept, confirmed={source.id: source.version for source in sources})
    if touch is Touch.CONFIRMED and covered is not None:
        source = covered.sources[0]
        # The value stays where it is: a copy would outlive what she takes back.
        return replace(kept, value=None, entry=source.id, version=source.version)
    meant = covered.sources[0] if covered is not None and covered.sources else None
    meant = meant or entry_meant(item.target, sitting.known.sections)
    return kept if meant is None else replace(kept, entry=meant.id, version=meant.version)


def _is_known(covered: Covered | None) -> bool:
    return covered is not None and covered.knowledge in (Knowledge.FRESH, Knowledge.STALE)


def check_entries(desk: Desk, sitting: Sitting, answers: Mapping[str, Answer], touched: set[str]) -> None:
    """Hold what would come of the answers against the rules of the sections; only what was answered just now is objected to."""
    items = [(item, answers[item.id]) for item in sitting.instrument.items() if item.id in answers]
    language = sitting.session.circumstances.languages[0]
    objections: list[Objection] = []
    for proposal in gather(items, sitting.known.sections, language):
        asked = {field: item for field, item in proposal.asked.items() if item.split("/")[0] in touched}
        if asked:
            whole = any("/" in item for item in asked.values())
            objections += objections_to_entry(desk, sitting, proposal, None if whole else frozenset(asked))
    if objections:
        raise ContentError(objections)


def objections_to_entry(
    desk: Desk, sitting: Sitting, proposal: Proposal, only: frozenset[str] | None = None
) -> Iterator[Objection]:
    """What the section's rules say to the entry that a proposal would make, told by the questions behind it.

    Args:
        only: the fields that are looked at; None for the whole entry.
    """
    if proposal.step not in (Step.ADD, Step.CHANGE):
        return
    stands = next(
        (one for one in sitting.known.sections.get(proposal.section, ()) if one.id == proposal.item), None
    )
    content = {**(stands.content if stands is not None else {}), **proposal.fields}
    try:
        parse_admitted(desk, proposal.section, content)
    except ContentError as error:
        for one in error.objections:
            field, _, rest = one.field.removeprefix("/").partition("/")
            # Of an entry of hers only a part may be seen here: what is missing in it is no fault of the answer.
            if field in (
                proposal.asked if only is None and proposal.step is Step.ADD else only or proposal.asked
            ):
                place = place_of(proposal.asked[field]) + (f"/{rest}" if rest else "")
                yield Objection(place, one.problem, one.expected)
            elif only is None and proposal.step is Step.ADD:
                place = place_of(next(iter(proposal.asked.values()), ""))
                yield Objection(place, f"{field}: {one.problem}" if field else one.problem, one.expected)
