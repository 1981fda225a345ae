"""The operator's pages: purposes that wait, read in full beside the version in force, and decided."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.request import Objection
from profile_service.actions.declaring import (
    approve,
    declaration_to_decide,
    declarations_in_force,
    reject,
    revoke_declaration,
    waiting_declarations,
)
from profile_service.actions.errors import AlreadyAnsweredError, ContentError
from profile_service.actions.running import waiting_for_operator
from profile_service.doors import AtOperator, Here, House, OperatorVisit
from profile_service.language import ANCHORS, words
from profile_service.web.declaration_preview import draft_of, previews_of
from profile_service.web.declaration_rows import rows_of, status_names
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.mistakes import Mistake, explain
from profile_service.web.rendering import go, page
from profile_service.web.running_pages import health_now

router: Final = APIRouter(include_in_schema=False)


@router.get("/operator")
async def show_operator(request: Request, visit: AtOperator, house: Here) -> Response:
    """What waits for the operator, what is in force, and how the service runs."""
    waiting = await house.read(waiting_declarations)
    in_force = await house.read(declarations_in_force)
    todo = await house.read(lambda work: waiting_for_operator(work, house.desk))
    health = await health_now(house)
    return page(request, visit, "operator.html", waiting=waiting, in_force=in_force, todo=todo, health=health)


@router.get("/operator/declarations/{declaration_id}/{version}")
async def read_declaration(
    request: Request, visit: AtOperator, house: Here, declaration_id: str, version: int
) -> Response:
    """One version in full."""
    return await _shown(request, visit, house, declaration_id, version, "", [])


@router.post("/operator/declarations/{declaration_id}/{version}")
async def decide_on_declaration(
    request: Request, visit: AtOperator, house: Here, declaration_id: str, version: int
) -> Response:
    """Approve it, reject it, or take it back, with a remark that the organisation reads."""
    answers = posted(await request.form())
    remark, answer = without_controls(first(answers, "remark")), first(answers, "answer")
    try:
        if answer == "approve":
            await house.write(
                lambda work: approve(work, house.desk, declaration_id, version, ANCHORS, remark)
            )
        elif answer == "reject":
            await house.write(lambda work: reject(work, house.desk, declaration_id, version, remark))
        elif answer == "withdraw":
            await house.write(lambda work: revoke_declaration(work, house.desk, declaration_id, remark))
    except AlreadyAnsweredError:
        pass  # somebody else was faster; the page shows how it stands
    except ContentError as error:
        return await _shown(request, visit, house, declaration_id, version, remark, error.objections)
    else:
        if answer in ("approve", "reject", "withdraw"):
            return go("/operator")
    return go(f"/operator/declarations/{declaration_id}/{version}")


async def _shown(
    request: Request,
    visit: OperatorVisit,
    house: House,
    declaration_id: str,
    version: int,
    remark: str,
    objections: list[Objection] | tuple[Objection, ...],
) -> Response:
    view = await house.read(lambda work: declaration_to_decide(work, declaration_id, version))
    speech = words(visit.language).for_readers()
    return page(
        request,
        visit,
        "operator_declaration.html",
        status=422 if objections else 200,
        view=view,
        previews=previews_of(draft_of(view.declaration), view.organisation.name),
        rows=rows_of(speech, view.declaration, view.before),
        statuses=status_names(speech),
        remark=remark,
        mistakes=[Mistake("remark", "remark", "", explain(speech, one)) for one in objections],
    )
