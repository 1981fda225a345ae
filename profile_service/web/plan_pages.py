"""Her plan: the next step first, whose it is, when it is followed up; and how it goes, beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.errors import NotAvailableError, StaleVersionError
from profile_service.actions.own_profile import read_own_profile, rewrite_item
from profile_service.domain.plan import BANDS, Said, band, is_over, plan_of, said_of
from profile_service.domain.profile import Assertion, ItemId, Json
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.item_pages import version_of
from profile_service.web.rendering import go, page
from schemas import limits

router: Final = APIRouter(include_in_schema=False)
_BY_HER: Final = frozenset({"started", "done", "agreed"})
BAND_WORDS: Final = (
    N_("very low"),
    N_("low"),
    N_("in between"),
    N_("high"),
    N_("very high"),
)
"""What each of the five bands is called, the lowest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator by one respondent as it is shown: the newest band, and the one before it where there is one."""

    said: Said

    @property
    def bands(self) -> Sequence[tuple[Assertion, int]]:
        """Each answer with its band, the newest first."""
        return [(one, band(one.content.get("value"))) for one in reversed(self.said.answers)]


@router.get("/my/plan")
async def show_plan(request: Request, visit: AtPortal, house: Here) -> Response:
    """Goals and steps, the next one first; those that are over are folded."""
    return await _plan(request, visit, house)


@router.post("/my/plan/{item}")
async def mark_step(request: Request, visit: AtPortal, house: Here, item: str) -> Response:
    """She says how a step stands, or something about it; where it was changed meanwhile, she sees it as it is now."""
    answers = posted(await request.form())
    status, expected = first(answers, "status"), version_of(answers)
    if status not in _BY_HER | {"remark"}:
        raise NotAvailableError
    remark = without_controls(first(answers, "remark"))[: limits.LONG_TEXT] or None
    fields: dict[str, Json] = {"remark": remark} if status == "remark" else {"status": status}
    try:
        await house.write(
            lambda work: rewrite_item(
                work, house.desk, visit.individual, "plan", ItemId(item), fields, expected
            )
        )
    except StaleVersionError:
        return await _plan(request, visit, house, changed=True)
    return go("/my/plan")


async def _plan(request: Request, visit: PortalVisit, house: House, *, changed: bool = False) -> Response:
    profile = await house.read(lambda work: read_own_profile(work, house.desk, visit.individual))
    today = house.desk.clock.now().astimezone(house.desk.zone).date().isoformat()
    return page(
        request,
        visit,
        "plan.html",
        status=409 if changed else 200,
        plan=plan_of(profile.sections.get("plan", ())),
        lines=[Line(one) for one in said_of(profile.sections.get("progress", ()))],
        is_over=is_over,
        today=today,
        changed=changed,
        band_words=BAND_WORDS,
        most_bands=BANDS,
    )
