"""The individual's own profile: read it, add to it, change it, take away from it, see its past."""

from collections.abc import Callable, Mapping, Sequence

from consent.decision import OwnReading, decide
from consent.permit import Permit
from consent.request import Objection
from consent.scope import Scope
from consent.vocabulary import IndividualId
from profile_service.actions.admitting import parse_admitted, require_own
from profile_service.actions.attaching import attached
from profile_service.actions.errors import (
    ContentError,
    NotAvailableError,
    SingleItemError,
    StaleVersionError,
)
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import settled
from profile_service.domain.evidence_file import FILE_SECTION
from profile_service.domain.merge_patch import merge
from profile_service.domain.profile import (
    OWN_WORDS,
    Assertion,
    Change,
    Content,
    ItemId,
    Json,
    PastVersion,
    Profile,
    Source,
    Strength,
    changed,
    new_assertion,
)
from profile_service.domain.sections import SECTIONS

MOST_ITEMS = 500
"""How many items one section holds at the most."""


def read_own_profile(work: Work, desk: Desk, caller: IndividualId) -> Profile:
    """All sections, whole."""
    return work.vault.read(_own_permit(desk, caller, tuple(SECTIONS)))


def read_own_section(
    work: Work, desk: Desk, caller: IndividualId, section: str
) -> tuple[Sequence[Assertion], int]:
    """The items of one section, and the section's version."""
    profile = _open_section(work, desk, caller, section)
    return profile.sections.get(section, ()), profile.versions.get(section, 0)


def read_own_item(work: Work, desk: Desk, caller: IndividualId, section: str, item: ItemId) -> Assertion:
    """One item; NotAvailableError where she has no such item."""
    return _find(_open_section(work, desk, caller, section), section, item)


def add_item(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    section: str,
    raw: Mapping[str, Json],
    source: Source = OWN_WORDS,
) -> Assertion:
    """State something new, in her own words, or in those of a helper that she approved (`source` says which)."""
    require_own(section)
    profile = _open_section(work, desk, caller, section)
    items = profile.sections.get(section, ())
    if len(items) >= (1 if SECTIONS[section].single else MOST_ITEMS):
        raise SingleItemError
    now = desk.clock.now()
    content = settled_content(work, desk, caller, section, parse_admitted(desk, section, raw))
    added = new_assertion(ItemId(desk.ids.new("itm")), section, content, source, Strength.SELF, now)
    _keep(work, caller, profile, [*items, added], added, Change.ADDED)
    return added


def change_item(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    section: str,
    item: ItemId,
    patch: Mapping[str, Json],
    expected: int | None,
) -> Assertion:
    """Change parts of an item by a JSON merge patch (RFC 7396).

    Args:
        expected: the version that she was looking at; None for whichever it is now.
    """
    return _rewrite(work, desk, caller, section, item, lambda content: merge(content, patch), expected)


def rewrite_item(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    section: str,
    item: ItemId,
    fields: Mapping[str, Json],
    expected: int | None,
    source: Source = OWN_WORDS,
) -> Assertion:
    """Write whole fields of an item anew, as a form does; None takes a field away, what is not named stays.

    Args:
        expected: as in `change_item`.
    """
    return _rewrite(
        work, desk, caller, section, item, lambda content: present({**content, **fields}), expected, source
    )


def _rewrite(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    section: str,
    item: ItemId,
    write: Callable[[Content], Mapping[str, Json]],
    expected: int | None,
    source: Source = OWN_WORDS,
) -> Assertion:
    def anew(before: Assertion) -> Assertion:
        written = parse_admitted(desk, section, write(before.content))
        content = settled_content(work, desk, caller, section, written, before.content)
        return changed(before, content, desk.clock.now(), source)

    return follow(work, desk, caller, section, item, expected, anew, Change.CHANGED)


def follow(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    section: str,
    item: ItemId,
    expected: int | None,
    anew: Callable[[Assertion], Assertion],
    change: Change,
) -> Assertion:
    """Put the next version in the place of an item, made by `anew` out of the one that stands there.

    Args:
        expected: as in `change_item`.
        change: what the item's history says was done.

    Raises:
        NotAvailableError, StaleVersionError: as in `change_item`.
        ContentError: what stands here is not hers to write.
    """
    require_own(section)
    profile = _open_section(work, desk, caller, section)
    before = _find(profile, section, item)
    _same_version(before, expected)
    after = anew(before)
    items = [after if one.id == item else one for one in profile.sections[section]]
    _keep(work, caller, profile, items, after, change)
    return after


def patch_person(
    work: Work, desk: Desk, caller: IndividualId, patch: Mapping[str, Json], expected: int | None
) -> Profile:
    """Change what is said about the person herself, or say it for the first time.

    Args:
        expected: the revision of the whole profile that she was looking at; None for whichever it is now.
    """
    before = read_own_profile(work, desk, caller)
    if expected is not None and expected != before.revision:
        raise StaleVersionError(before.revision)
    people = before.sections.get("person", ())
    if people:
        change_item(work, desk, caller, "person", people[0].id, patch, None)
    else:
        add_item(work, desk, caller, "person", merge({}, patch))
    return read_own_profile(work, desk, caller)


def remove_item(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    section: str,
    item: ItemId,
    expected: int | None,
    source: Source = OWN_WORDS,
) -> None:
    """Take an item out of the profile. Its past stays readable to her, and to her alone."""
    require_own(section)
    profile = _open_section(work, desk, caller, section)
    before = _find(profile, section, item)
    _same_version(before, expected)
    items = [one for one in profile.sections[section] if one.id != item]
    gone = PastVersion(before.version + 1, desk.clock.now(), source, Change.REMOVED, None)
    work.vault.write(caller, section, items, profile.versions.get(section, 0), [(item, gone)])


def item_history(
    work: Work, desk: Desk, caller: IndividualId, section: str, item: ItemId
) -> Sequence[PastVersion]:
    """Every version of an item, oldest first, removed ones included."""
    past = work.vault.history(_own_permit(desk, caller, (_known(section),)), section, item)
    if not past:
        raise NotAvailableError
    return past


def whole_past(
    work: Work, desk: Desk, caller: IndividualId
) -> Mapping[tuple[str, ItemId], Sequence[PastVersion]]:
    """Every version of every item that she has or had, by section and item, oldest first."""
    found: dict[tuple[str, ItemId], list[PastVersion]] = {}
    for section, item, version in work.vault.whole_past(_own_permit(desk, caller, tuple(SECTIONS))):
        found.setdefault((section, item), []).append(version)
    return found


def settled_content(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    section: str,
    content: Content,
    before: Content | None = None,
) -> Content:
    """The content as it is kept, where a section has more to it than its own rules: who is protected, and what file is named."""
    if section == "person":
        return settled(work, desk, caller, content, before)
    return attached(work, caller, content, before) if section == FILE_SECTION else content


def present(fields: Mapping[str, Json]) -> dict[str, Json]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value is not None}


def _own_permit(desk: Desk, caller: IndividualId, sections: Sequence[str]) -> Permit:
    scopes = tuple(Scope(section) for section in sections)
    decision = decide(OwnReading(caller, caller, scopes), None, desk.clock.now())
    if not isinstance(decision, Permit):
        raise NotAvailableError
    return decision


def _open_section(work: Work, desk: Desk, caller: IndividualId, section: str) -> Profile:
    return work.vault.read(_own_permit(desk, caller, (_known(section),)))


def _known(section: str) -> str:
    if section not in SECTIONS:
        raise ContentError(
            [Objection("/section", "there is no such section", "one of " + ", ".join(SECTIONS))]
        )
    return section


def _find(profile: Profile, section: str, item: ItemId) -> Assertion:
    for assertion in profile.sections.get(section, ()):
        if assertion.id == item:
            return assertion
    raise NotAvailableError


def _same_version(assertion: Assertion, expected: int | None) -> None:
    if expected is not None and expected != assertion.version:
        raise StaleVersionError(assertion.version)


def _keep(
    work: Work,
    caller: IndividualId,
    profile: Profile,
    items: Sequence[Assertion],
    touched: Assertion,
    change: Change,
) -> None:
    past = PastVersion(touched.version, touched.last_confirmed, touched.source, change, touched.content)
    was = profile.versions.get(touched.section, 0)
    work.vault.write(caller, touched.section, items, was, [(touched.id, past)])
