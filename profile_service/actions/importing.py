"""Take in a file that she brings along: all that fits is added in one step, all that does not is listed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consent.decision import OwnReading, decide
from consent.permit import Permit
from consent.scope import Scope
from consent.vocabulary import IndividualId
from profile_service.actions.admitting import NOT_HERS, parse_admitted
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.own_profile import MOST_ITEMS
from profile_service.actions.ports import Desk, PastEntry, Work
from profile_service.actions.protection import settled
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.importing import Draft, ForeignProfile, Unmapped
from profile_service.domain.profile import Assertion, Change, ItemId, PastVersion, Profile, new_assertion
from profile_service.domain.sections import SECTIONS


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in, and what did not."""

    format: str
    added: tuple[Assertion, ...]
    unmapped: tuple[Unmapped, ...]


def import_profile(work: Work, desk: Desk, caller: IndividualId, foreign: ForeignProfile) -> Imported:
    """Add the drafts of a foreign file to the individual's own profile.

    A draft that does not fit its section, or a section that is full, is listed with its reason; the rest goes in.
    """
    profile = _open(work, desk, caller, foreign)
    added: list[Assertion] = []
    left_out = list(foreign.unmapped)
    for section in dict.fromkeys(draft.section for draft in foreign.drafts):
        drafts = [draft for draft in foreign.drafts if draft.section == section]
        if SECTIONS[section].by_others:
            left_out += [line for draft in drafts for line in draft.left_out(NOT_HERS)]
            continue
        room = _room(profile, section)
        left_out += [line for draft in drafts[room:] for line in draft.left_out(_too_many(section))]
        fitting, misfits = _parse(desk, foreign, drafts[:room])
        left_out += misfits
        added += fitting
        if fitting and section == "person":
            fitting = [replace(one, content=settled(work, desk, caller, one.content)) for one in fitting]
        if fitting:
            items = [*profile.sections.get(section, ()), *fitting]
            work.vault.write(caller, section, items, profile.versions.get(section, 0), _past(fitting))
    record(
        work,
        desk,
        Kind.IMPORT,
        Outcome.DONE,
        caller,
        detail={"format": foreign.format, "items": str(len(added))},
    )
    return Imported(foreign.format, tuple(added), tuple(left_out))


def _open(work: Work, desk: Desk, caller: IndividualId, foreign: ForeignProfile) -> Profile:
    scopes = tuple(Scope(section) for section in dict.fromkeys(draft.section for draft in foreign.drafts))
    decision = decide(OwnReading(caller, caller, scopes), None, desk.clock.now())
    if not isinstance(decision, Permit):
        raise NotAvailableError
    return work.vault.read(decision)


def _room(profile: Profile, section: str) -> int:
    most = 1 if SECTIONS[section].single else MOST_ITEMS
    return max(0, most - len(profile.sections.get(section, ())))


def _too_many(section: str) -> str:
    if SECTIONS[section].single:
        return "you have this already; change it in your profile"
    return "this section is full already"


def _parse(
    desk: Desk, foreign: ForeignProfile, drafts: Sequence[Draft]
) -> tuple[list[Assertion], list[Unmapped]]:
    fitting: list[Assertion] = []
    misfits: list[Unmapped] = []
    now = desk.clock.now()
    for draft in drafts:
        try:
            content = parse_admitted(desk, draft.section, draft.raw)
        except ContentError as error:
            why = "; ".join(f"{one.field}: {one.problem} (right: {one.expected})" for one in error.objections)
            misfits += draft.left_out(f"does not fit {draft.section}: {why}")
            continue
        item = ItemId(desk.ids.new("itm"))
        fitting.append(new_assertion(item, draft.section, content, foreign.source, draft.strength, now))
    return fitting, misfits


def _past(items: Sequence[Assertion]) -> PastEntry:
    return [
        (item.id, PastVersion(item.version, item.created, item.source, Change.IMPORTED, item.content))
        for item in items
    ]
