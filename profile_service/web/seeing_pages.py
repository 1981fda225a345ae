"""Who can see this: for each field of a section, or of one entry, who would get it now."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.own_profile import read_own_item, read_own_section
from profile_service.actions.ports import Work
from profile_service.actions.who_sees import Seer, Seers, who_sees_each
from profile_service.domain.profile import Assertion, ItemId
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.web.accounts import account_language
from profile_service.web.profile_pages import known
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)


@router.get("/my/profile/{section}/readers")
async def show_readers(request: Request, visit: AtPortal, house: Here, section: str) -> Response:
    """Every field of a section, and who would get it of any entry."""
    return await _readers(request, visit, house, known(section), None)


@router.get("/my/profile/{section}/{item}/readers")
async def show_item_readers(
    request: Request, visit: AtPortal, house: Here, section: str, item: str
) -> Response:
    """Every field of one entry, and who would get it."""
    return await _readers(request, visit, house, known(section), item)


async def _readers(
    request: Request, visit: PortalVisit, house: House, section: str, item: str | None
) -> Response:
    rule = SECTIONS[section]

    def find(work: Work) -> tuple[Assertion | None, set[str], dict[str, Seers]]:
        entry = (
            None if item is None else read_own_item(work, house.desk, visit.individual, section, ItemId(item))
        )
        items = [entry] if entry else read_own_section(work, house.desk, visit.individual, section)[0]
        written = {field for one in items for field in one.content}
        return entry, written, who_sees_each(work, house.desk, visit.individual, section, rule.fields, item)

    entry, written, seers = await house.read(find)
    account = await account_language(house, visit)
    return page(
        request,
        visit,
        "readers.html",
        account=account,
        rule=rule,
        entry=entry,
        groups=_alike(rule.fields, written, seers),
    )


@dataclass
class Group:
    """Fields that the very same see, now and in what she writes next."""

    fields: list[str]
    written: bool
    now: tuple[Seer, ...]
    next: tuple[Seer, ...]

    @property
    def later(self) -> list[Seer]:
        """Those who do not see anything of it yet."""
        return [seer for seer in self.next if not self.written or seer not in self.now]


def _alike(fields: Sequence[str], written: Set[str], seers: Mapping[str, Seers]) -> list[Group]:
    groups: list[Group] = []
    for field in fields:
        found = seers[field]
        alike = (field in written, found.now, found.next)
        group = next((one for one in groups if (one.written, one.now, one.next) == alike), None)
        if group is None:
            groups.append(Group([field], *alike))
        else:
            group.fields.append(field)
    return groups
