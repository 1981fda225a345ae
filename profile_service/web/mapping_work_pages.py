"""Mapping at work: inside of a help, with a code that the person handed over, or under a grant that she gave."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from urllib.parse import quote, unquote

from fastapi import APIRouter, Request, Response

from consent.vocabulary import GrantId
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    StaleVersionError,
)
from profile_service.actions.helping import standing_help
from profile_service.actions.instruments import list_instruments
from profile_service.actions.looking import open_grant_to
from profile_service.actions.mapping_answers import Arrangement, arrange, note
from profile_service.actions.mapping_seats import GranteeSeat, HelperSeat
from profile_service.actions.reading import Opening
from profile_service.domain.instrument import InstrumentId
from profile_service.doors import AsReader, Here, House, StaffVisit
from profile_service.doors.staff_doors import as_helping, as_reader
from profile_service.language.marking import N_
from profile_service.web.agency_pages import LONGEST_REFERENCE
from profile_service.web.assist_pages import helping
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mapping_ending_pages import show_handed
from profile_service.web.mapping_list_pages import (
    circumstances_context,
    circumstances_of,
    insist_on_ground,
    show_list,
)
from profile_service.web.mapping_pages import revision_of
from profile_service.web.mapping_seats import Chair, Page, add_pages
from profile_service.web.mapping_shared_pages import PAGES
from profile_service.web.mapping_sheets import Open, open_sheet, over_at, sheet_page, speech_at, write_at
from profile_service.web.mistakes import Mistake, by_field, explain, field_of
from profile_service.web.rendering import go

router: Final = APIRouter(include_in_schema=False)
_CASE: Final = "mapping_case"
"""The cookie that holds the case that an organisation opened a mapping for; it goes to that grant's mapping alone."""


async def helper_chair(_: Request, visit: StaffVisit, house: House) -> Chair:
    """A helper's, in the help that stands."""
    staff = helping(visit)
    assistance = await house.read(lambda work: standing_help(work, house.desk, staff))
    there = (HelperSeat(staff), "/agency/help/mapping", "/agency/help/now", N_("Help a person to write"))
    scopes = () if assistance is None else assistance.scopes
    return Chair(visit, *there, assistance, scopes, grounded=assistance is not None)


async def grantee_chair(request: Request, visit: StaffVisit, house: House) -> Chair:
    """An organisation's under a grant. Which case it is for was said at the beginning; without that it is the grant's own."""
    grant = request.path_params["grant_id"]
    view = await house.read(lambda work: open_grant_to(work, house.desk, visit.grantee, GrantId(grant)))
    said = without_controls(unquote(request.cookies.get(_CASE, "")))[:LONGEST_REFERENCE]
    case = said or ("" if view is None else view.case_reference)
    seat = GranteeSeat(visit.grantee, Opening(grant, case, visit.staff.name))
    base = f"/agency/grants/{grant}"
    scopes = () if view is None else view.grant.terms.scopes
    there = (seat, f"{base}/mapping", base, N_("Open a profile"))
    return Chair(visit, *there, scopes=scopes, grounded=view is not None)


@router.post("/agency/grants/{grant_id}/mapping")
async def start_for_case(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """From the opened profile: on to mapping, for the same case, and with the questions that were chosen there."""
    await insist_on_ground(await grantee_chair(request, visit, house))
    answers = posted(await request.form())
    case = without_controls(first(answers, "case_reference"))[:LONGEST_REFERENCE]
    path = f"/agency/grants/{quote(grant_id)}/mapping"
    there = await house.read(lambda work: {one.id for one in list_instruments(work, house.desk)})
    instrument = InstrumentId(first(answers, "instrument"))
    answer = go(f"{path}/new/{quote(instrument)}" if instrument in there else path)
    secure = house.cookie.secure
    answer.set_cookie(_CASE, quote(case), path=path, secure=secure, httponly=True, samesite="strict")
    return answer


async def show_notes(request: Request, house: House, chair: Chair) -> Response:
    """The adviser's summary and next steps."""
    opened = await open_sheet(request, house, chair)
    notes = opened.session.notes
    return go(opened.base) if over_at(opened) else _notes(request, opened, notes.summary, notes.next_steps)


async def save_notes(request: Request, house: House, chair: Chair) -> Response:
    """Keep them beside her words."""
    answers = posted(await request.form())
    opened = await open_sheet(request, house, chair)
    summary, steps = _written(answers)
    revision, session = revision_of(answers), opened.session.id
    try:
        await write_at(
            house, lambda work: note(work, house.desk, chair.seat, session, revision, summary, steps)
        )
    except ContentError as error:
        speech = speech_at(chair)
        wrong = [Mistake(field_of(one), field_of(one), "", explain(speech, one)) for one in error.objections]
        return _notes(request, opened, summary, steps, wrong)
    except StaleVersionError:
        return _notes(request, opened, summary, steps, changed=True)
    except AlreadyAnsweredError:
        return go(opened.base)
    return go(opened.base)


async def show_circumstances(request: Request, house: House, chair: Chair) -> Response:
    """Who is there, and where."""
    opened = await open_sheet(request, house, chair)
    held = opened.session.circumstances
    answers: Answers = {
        "hers": [held.languages[0]],
        "second": [held.languages[1] if held.languages[1] != held.languages[0] else ""],
        "present": [one.value for one in held.present],
        "interpreter": [held.interpreter.value],
        "place": [held.place.value if held.place else ""],
    }
    return go(opened.base) if over_at(opened) else _circumstances(request, opened, answers)


async def save_circumstances(request: Request, house: House, chair: Chair) -> Response:
    """Keep them."""
    answers = posted(await request.form())
    opened = await open_sheet(request, house, chair)
    wish = Arrangement(circumstances=circumstances_of(chair, answers))
    revision, session = revision_of(answers), opened.session.id
    try:
        with suppress(AlreadyAnsweredError):
            await write_at(house, lambda work: arrange(work, house.desk, chair.seat, session, revision, wish))
    except (StaleVersionError, ContentError):
        return _circumstances(request, opened, answers, changed=True)
    return go(opened.base)


def _written(answers: Answers) -> tuple[str, list[str]]:
    lines = first(answers, "next_steps").splitlines()
    return without_controls(first(answers, "summary")), [line.strip() for line in lines if line.strip()]


def _notes(
    request: Request,
    opened: Open,
    summary: str,
    steps: Sequence[str],
    mistakes: Sequence[Mistake] = (),
    *,
    changed: bool = False,
) -> Response:
    return sheet_page(
        request,
        opened,
        "mapping_notes.html",
        summary=summary,
        next_steps="\n".join(steps),
        mistakes=mistakes,
        wrong=by_field(mistakes),
        changed=changed,
        status=409 if changed else 422 if mistakes else 200,
    )


def _circumstances(request: Request, opened: Open, answers: Answers, *, changed: bool = False) -> Response:
    context = circumstances_context(opened.chair, answers, with_others=True)
    status = 409 if changed else 200
    return sheet_page(request, opened, "mapping_arrange.html", changed=changed, status=status, **context)


_AT_WORK: Final[tuple[tuple[str, str, Page], ...]] = (
    ("GET", "", show_list),
    *PAGES,
    ("GET", "/{mapping_id}/notes", show_notes),
    ("POST", "/{mapping_id}/notes", save_notes),
    ("GET", "/{mapping_id}/circumstances", show_circumstances),
    ("POST", "/{mapping_id}/circumstances", save_circumstances),
    ("GET", "/{mapping_id}/handed", show_handed),
)
add_pages(router, "/agency/help/mapping", as_helping, helper_chair, _AT_WORK)
add_pages(router, "/agency/grants/{grant_id}/mapping", as_reader, grantee_chair, _AT_WORK)
