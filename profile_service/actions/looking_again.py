"""She looks at an entry again: it is still true, or her own words come back."""

from collections.abc import Mapping
from typing import Final

from consent.vocabulary import IndividualId
from profile_service.actions.admitting import parse_admitted
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.own_profile import follow, settled_content
from profile_service.actions.ports import Desk, Work
from profile_service.domain.profile import Assertion, Change, Content, ItemId, changed, confirmed

NO_WORDING: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({"protected_identity"}),
    "evidence": frozenset({"file", "file_sha256"}),
}
"""What stays as it is when her words come back: whether she is protected, and the file, which may be gone since."""


def confirm_item(
    work: Work, desk: Desk, caller: IndividualId, section: str, item: ItemId, expected: int | None
) -> Assertion:
    """Say that an entry is still true: a new version with the same words, and a new day to look at it again.

    Args:
        expected: the version that she was looking at; None for whichever it is now.

    Raises:
        NotAvailableError: she has no such entry.
        StaleVersionError: it was changed since she looked.
        ContentError: others have stated it, and how long it holds is theirs to say.
    """
    now = desk.clock.now()
    return follow(
        work, desk, caller, section, item, expected, lambda one: confirmed(one, now), Change.CONFIRMED
    )


def restore_own_words(
    work: Work, desk: Desk, caller: IndividualId, section: str, item: ItemId, expected: int | None
) -> Assertion:
    """Put her own last wording back in the place of what somebody else wrote down. It is her statement again.

    Args:
        expected: as in `confirm_item`.

    Raises:
        NotAvailableError: she has no such entry, or it stands in her own words already.
        StaleVersionError, ContentError: as in `confirm_item`.
    """

    def hers(before: Assertion) -> Assertion:
        if before.own_words is None:
            raise NotAvailableError
        words = parse_admitted(desk, section, _wording(section, before.own_words, before.content))
        content = settled_content(work, desk, caller, section, words, before.content)
        return changed(before, content, desk.clock.now())

    return follow(work, desk, caller, section, item, expected, hers, Change.RESTORED)


def _wording(section: str, words: Content, now: Content) -> Content:
    """What she had written, with the fields that are no words of hers as they stand now."""
    still = NO_WORDING.get(section, frozenset())
    kept = {name: value for name, value in now.items() if name in still}
    return {**{name: value for name, value in words.items() if name not in still}, **kept}
