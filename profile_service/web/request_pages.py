"""What others ask of me: the question, a look at what they would see, and the answer."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from consent.mandate import Power
from consent.request import Objection
from consent.scope import Scope
from consent.vocabulary import RequestId
from profile_service.actions.acting import read_at_portal
from profile_service.actions.answering import Yes, give, preview, refuse
from profile_service.actions.desk_limits import latest_end_at_desk
from profile_service.actions.errors import AlreadyAnsweredError, ExceedsRequestError
from profile_service.actions.looking import RequestView, grants_of, request_to, requests_to
from profile_service.actions.manner import Manner
from profile_service.actions.naming import Named, is_for_competences, named_in
from profile_service.actions.ports import Work
from profile_service.actions.protection import shield_of
from profile_service.domain.profile import Profile
from profile_service.domain.sections import SECTIONS
from profile_service.domain.sign_in import Assurance
from profile_service.doors import AtPortalToAnswer, FreshToAnswer, Here, House, PortalVisit, standing
from profile_service.language import words
from profile_service.web.accounts import account_language
from profile_service.web.answers import (
    chosen_scopes,
    ending_of,
    endings_of,
    ends_of,
    parts_of,
    until_of,
    usual_end,
)
from profile_service.web.asked_pages import came_from
from profile_service.web.forms import Answers, first, posted
from profile_service.web.mistakes import Mistake, explain, field_of
from profile_service.web.options import months
from profile_service.web.rendering import go, page
from profile_service.web.shown import decision_page, manner_on
from profile_service.web.spared import spared

router: Final = APIRouter(include_in_schema=False)
_PAGE: Final = "request.html"


@router.get("/my/requests")
async def list_requests(request: Request, visit: AtPortalToAnswer, house: Here) -> Response:
    """Every question, those that wait first."""
    found = await house.read(lambda work: requests_to(work, house.desk, visit.individual))
    waiting = [view for view in found if view.state == "pending"]
    answered = [view for view in found if view.state != "pending"]
    return page(request, visit, "requests.html", waiting=waiting, answered=answered)


@router.get("/my/requests/{request_id}")
async def show_request(
    request: Request,
    visit: AtPortalToAnswer,
    house: Here,
    request_id: str,
    undone: Annotated[bool, Query()] = False,
) -> Response:
    """One question; once it is answered, what was agreed."""
    view = await _view(house, visit, request_id)
    if view.state != "pending":
        return await _answered(request, visit, house, view)
    return await _question(request, visit, house, view, None, undone=undone)


@router.post("/my/requests/{request_id}")
async def return_to_request(
    request: Request, visit: AtPortalToAnswer, house: Here, request_id: str
) -> Response:
    """Back from the preview, with everything as she had ticked it."""
    view = await _view(house, visit, request_id)
    if view.state != "pending":
        return go(f"/my/requests/{request_id}")
    return await _question(request, visit, house, view, posted(await request.form()))


@router.get("/my/requests/{request_id}/preview")
async def preview_all(request: Request, visit: AtPortalToAnswer, house: Here, request_id: str) -> Response:
    """What they would see if she said yes to everything."""
    return await _preview(request, visit, house, request_id, None)


@router.post("/my/requests/{request_id}/preview")
async def preview_chosen(request: Request, visit: AtPortalToAnswer, house: Here, request_id: str) -> Response:
    """What they would see if she said yes to what she has ticked."""
    return await _preview(request, visit, house, request_id, posted(await request.form()))


@router.post("/my/requests/{request_id}/answer")
async def answer_request(request: Request, visit: FreshToAnswer, house: Here, request_id: str) -> Response:
    """Yes to a part, or no. Anything else than a plain yes or no is asked again."""
    answers = posted(await request.form())
    try:
        view = await _view(house, visit, request_id)
        if view.state != "pending":
            raise AlreadyAnsweredError
        as_first = await _asked(visit, house, view, None, [])
        manner = manner_on(request, visit, _PAGE, answers, **as_first)
        if first(answers, "answer") == "no":
            await _answer(
                house, visit, lambda work: refuse(work, house.desk, visit.individual, view.request.id, manner)
            )
            return go(f"/my/requests/{request_id}")
        if first(answers, "answer") != "yes" or manner.shown is None:
            return await _question(request, visit, house, view, answers, changed=manner.shown is None)
        return await _say_yes(request, visit, house, view, answers, manner)
    except AlreadyAnsweredError:
        return go(f"/my/requests/{request_id}")


async def _say_yes(
    request: Request, visit: PortalVisit, house: House, view: RequestView, answers: Answers, manner: Manner
) -> Response:
    profile = await _profile(house, visit)
    parts = parts_of(view.request, profile.sections, answers)
    scopes = chosen_scopes(parts)
    until = until_of(view.request, answers, house.desk.zone)
    objections = [Objection(f"/scopes/{part.at}", "nothing in it", "") for part in parts if part.empty]
    if not scopes and not objections:
        objections.append(Objection("/scopes", "nothing was chosen", ""))
    if until is None:
        objections.append(Objection("/until", "this is not a date", ""))
    if objections:
        return await _question(request, visit, house, view, answers, objections)
    yes = Yes(scopes, until, ending_of(view.request, answers))
    try:
        await _answer(
            house, visit, lambda work: give(work, house.desk, visit.individual, view.request.id, yes, manner)
        )
    except ExceedsRequestError as error:
        return await _question(request, visit, house, view, answers, list(error.objections))
    return go(f"/my/requests/{view.request.id}")


async def _question(
    request: Request,
    visit: PortalVisit,
    house: House,
    view: RequestView,
    answers: Answers | None,
    objections: list[Objection] | None = None,
    *,
    changed: bool = False,
    undone: bool = False,
) -> Response:
    return decision_page(
        request,
        visit,
        _PAGE,
        status=409 if changed else 422 if objections else 200,
        as_first=await _asked(visit, house, view, None, []),
        changed=changed,
        **{**await _asked(visit, house, view, answers, objections or []), "undone": undone},
        errand=await came_from(house, visit, view.request.id),
    )


async def _asked(
    visit: PortalVisit, house: House, view: RequestView, answers: Answers | None, objections: list[Objection]
) -> dict[str, Any]:
    """What stands on the page of a question; without answers, as it is first shown."""
    speech = words(visit.language)
    profile = await _profile(house, visit)
    reach = latest_end_at_desk(house.desk) if visit.proof.assurance is Assurance.DESK else None
    ends = ends_of(view.request, house.desk.clock.now(), house.desk.zone, reach)
    parts = parts_of(view.request, profile.sections, answers)
    return {
        "view": view,
        "parts": parts,
        "empty_parts": {part.at for part in parts if part.empty},
        "ends": ends,
        "until": first(answers, "until") if answers else usual_end(ends).isoformat(),
        "usual": usual_end(ends),
        "endings": [one.value for one in endings_of(view.request)],
        "ending": ending_of(view.request, answers or {}).value,
        "answers": answers or {},
        "months": months(speech),
        "account": await account_language(house, visit),
        "mistakes": [Mistake(field_of(one), _anchor(one), "", explain(speech, one)) for one in objections],
        "wants": _wants(view),
        "kept": (await house.read(lambda work: shield_of(work, visit.individual))).fields,
        "undone": False,
        "back": f"/my/requests/{view.request.id}",
    }


async def _preview(
    request: Request, visit: PortalVisit, house: House, request_id: str, answers: Answers | None
) -> Response:
    view = await _view(house, visit, request_id)
    scopes: list[str] = []
    if answers is not None:
        profile = await _profile(house, visit)
        scopes = chosen_scopes(parts_of(view.request, profile.sections, answers))
    if answers is not None and not scopes:
        shown = None
    else:
        try:
            shown = await house.read(
                lambda work: preview(work, house.desk, visit.individual, view.request.id, Yes(scopes))
            )
        except AlreadyAnsweredError:
            return go(f"/my/requests/{request_id}")
    kept = [(name, text) for name, texts in (answers or {}).items() for text in texts if name != "form_token"]
    return page(
        request,
        visit,
        "preview.html",
        view=view,
        shown=shown,
        spared=[] if shown is None else await spared(house, view.organisation.id, shown.sections),
        named=[] if shown is None else await _named(house, visit, view, shown.scopes),
        kept=kept,
        catalogue=SECTIONS,
        chosen=answers is not None,
        beside={} if shown is None else shown.sections,
        today=house.desk.clock.now().astimezone(house.desk.zone).date(),
        back=f"/my/requests/{request_id}",
    )


async def _named(
    house: House, visit: PortalVisit, view: RequestView, scopes: Sequence[Scope]
) -> Sequence[Named]:
    """Where she is named in what an employer would read, for her alone to see."""
    if visit.acting is not None or not is_for_competences(view.organisation, scopes):
        return []
    return await house.read(lambda work: named_in(work, house.desk, visit.individual, scopes))


async def _answered(request: Request, visit: PortalVisit, house: House, view: RequestView) -> Response:
    grants = await house.read(lambda work: grants_of(work, house.desk, visit.individual))
    grant = next((one for one in grants if one.grant.terms.id == view.request.grant_id), None)
    account = await account_language(house, visit)
    told: dict[str, Any] = {"view": view, "grant": grant, "now": house.desk.clock.now()}
    errand = await came_from(house, visit, view.request.id)
    return decision_page(request, visit, "answered.html", account=account, errand=errand, **told)


async def _answer(house: House, visit: PortalVisit, act: Callable[[Work], object]) -> None:
    """Her answer, or that of somebody whose mandate stands in this very transaction."""
    await house.write(standing(house, visit, Power.ANSWER, act))


async def _view(house: House, visit: PortalVisit, request_id: str) -> RequestView:
    return await house.read(
        lambda work: request_to(work, house.desk, visit.individual, RequestId(request_id))
    )


async def _profile(house: House, visit: PortalVisit) -> Profile:
    by_another = visit.acting is not None
    return await house.read(
        lambda work: read_at_portal(work, house.desk, visit.individual, by_another=by_another)
    )


def _anchor(objection: Objection) -> str:
    """The input that an objection is about: ``/scopes/2`` is the third checkbox."""
    if field_of(objection) != "scopes":
        return field_of(objection)
    at = objection.field.removeprefix("/scopes").lstrip("/")
    return f"scope-{at or 0}"


def _wants(view: RequestView) -> dict[int, tuple[object, bool]]:
    """For each scope of the question, the recipient's own reason, and whether the purpose fails without it."""
    reasons: dict[int, tuple[object, bool]] = {}
    for at, scope in enumerate(view.request.scopes):
        for want in view.declaration.wants:
            if want.scope.section == scope.section:
                reasons.setdefault(at, (want.reason, want.needed))
    return reasons
