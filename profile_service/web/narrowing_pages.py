"""The page on which she takes something away from a grant: what they read, how long, or who of theirs."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from consent.grant import Active, Paused
from consent.request import Objection
from consent.vocabulary import GrantId
from profile_service.actions.changing import narrow_grant
from profile_service.actions.errors import ContentError, GrantEndedError
from profile_service.actions.looking import GrantView, grant_of
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.ports import Work
from profile_service.domain.event import EventId
from profile_service.domain.profile import Profile
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.web.accounts import account_language
from profile_service.web.forms import Answers, posted
from profile_service.web.mistakes import Mistake, explain, field_of
from profile_service.web.narrowing import Names, less_of, names_in, parts_of_grant
from profile_service.web.options import months
from profile_service.web.rendering import go
from profile_service.web.shown import decision_page, manner_on

router: Final = APIRouter(include_in_schema=False)
_PAGE: Final = "change.html"
_LOOKED_AT: Final = 200
_ANCHORS: Final = {"until": "until", "units": "unit-other", "readers": "reader-other", "": "main"}


@router.get("/my/grants/{grant_id}/change")
async def show_change(
    request: Request,
    visit: AtPortal,
    house: Here,
    grant_id: str,
    row: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """Everything that was agreed, ticked. `row` is a line of the log: its reader is ticked to be shut out."""
    view, profile, names = await _found(house, visit, grant_id)
    if not isinstance(view.grant, Active | Paused):
        return go(f"/my/grants/{grant_id}")
    shut = await _reader_of(house, visit, row, grant_id) if row else ""
    as_first = await _context(visit, house, view, profile, names, None, [])
    context = {**as_first, "shut": {shut} if shut else set()}
    return decision_page(request, visit, _PAGE, as_first=as_first, **context)


@router.post("/my/grants/{grant_id}/change")
async def change_grant(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """Take away what was unticked. What is less is never held up by words that have changed meanwhile."""
    view, profile, names = await _found(house, visit, grant_id)
    if not isinstance(view.grant, Active | Paused):
        return go(f"/my/grants/{grant_id}")
    answers = posted(await request.form())
    as_first = await _context(visit, house, view, profile, names, None, [])
    manner = manner_on(request, visit, _PAGE, answers, **as_first)
    terms = view.grant.terms
    less, objections = less_of(
        terms, parts_of_grant(terms, profile.sections, answers), answers, house.desk.zone
    )
    if not objections:
        try:
            await house.write(
                lambda work: narrow_grant(work, house.desk, visit.individual, terms.id, less, manner)
            )
            return go(f"/my/grants/{grant_id}")
        except GrantEndedError:
            return go(f"/my/grants/{grant_id}")
        except ContentError as error:
            objections = list(error.objections)
    context = await _context(visit, house, view, profile, names, answers, objections)
    return decision_page(request, visit, _PAGE, status=422, as_first=as_first, **context)


async def _found(house: House, visit: PortalVisit, grant_id: str) -> tuple[GrantView, Profile, Names]:
    def find(work: Work) -> tuple[GrantView, Profile, Names]:
        view = grant_of(work, house.desk, visit.individual, GrantId(grant_id))
        profile = read_own_profile(work, house.desk, visit.individual)
        events = work.journal.of_grant(visit.individual, grant_id, _LOOKED_AT)
        return view, profile, names_in(events, view.grant.terms)

    return await house.read(find)


async def _reader_of(house: House, visit: PortalVisit, row: str, grant_id: str) -> str:
    """Who read in this line of her log; empty where it is no line of this grant."""
    event = await house.read(lambda work: work.journal.find(visit.individual, EventId(row)))
    told = "" if event is None or event.grant != grant_id else event.detail.get("reader", "")
    return told if isinstance(told, str) else ""


async def _context(
    visit: PortalVisit,
    house: House,
    view: GrantView,
    profile: Profile,
    names: Names,
    answers: Answers | None,
    objections: list[Objection],
) -> dict[str, Any]:
    speech = words(visit.language)
    parts = parts_of_grant(view.grant.terms, profile.sections, answers)
    return {
        "view": view,
        "parts": parts,
        "names": names,
        "shut": set(answers.get("reader", ())) | set(answers.get("unit", ())) if answers else set(),
        "answers": answers or {},
        "months": months(speech),
        "account": await account_language(house, visit),
        "mistakes": [Mistake(field_of(one), _anchor(one), "", explain(speech, one)) for one in objections],
        "back": f"/my/grants/{view.grant.terms.id}/change",
    }


def _anchor(objection: Objection) -> str:
    field = field_of(objection)
    if field != "scopes":
        return _ANCHORS.get(field, "main")
    return f"scope-{objection.field.removeprefix('/scopes').lstrip('/') or 0}"
