"""Around the questions of a mapping session: what is left out or opened, a last look, handing it over, giving it up."""

from collections.abc import Sequence
from contextlib import suppress

from fastapi import Request, Response

from profile_service.actions.errors import AlreadyAnsweredError, ContentError, StaleVersionError
from profile_service.actions.mapping_answers import Arrangement, arrange
from profile_service.actions.mapping_ends import hand_over, leave
from profile_service.domain.mapping_session import Touch
from profile_service.doors import House
from profile_service.web.forms import first, posted
from profile_service.web.mapping_mistakes import told_mistakes
from profile_service.web.mapping_pages import revision_of
from profile_service.web.mapping_seats import Chair
from profile_service.web.mapping_sheets import Open, open_sheet, over_at, sheet_page, write_at
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go


async def arrange_part(request: Request, house: House, chair: Chair) -> Response:
    """Leave a part out or take it in, open a special one or close it."""
    answers = posted(await request.form())
    named, then, revision = request.path_params["part"], first(answers, "then"), revision_of(answers)
    opened = await open_sheet(request, house, chair)
    session, part = opened.session, opened.part(named)
    if over_at(opened):
        return go(opened.base)
    hidden = {"hide": session.hidden | {named}, "show": session.hidden - {named}}.get(then, session.hidden)
    shown = {"open": session.opened | {named}, "close": session.opened - {named}}.get(then, session.opened)
    wish = Arrangement(hidden=hidden, opened=shown)
    try:
        await write_at(house, lambda work: arrange(work, house.desk, chair.seat, session.id, revision, wish))
    except (AlreadyAnsweredError, StaleVersionError, ContentError):
        return sheet_page(request, opened, "mapping_closed.html", part=part, changed=True, status=409)
    return go(f"{opened.base}/parts/{named}" if then == "open" else opened.base)


async def check_answers(request: Request, house: House, chair: Chair) -> Response:
    """All answers on one page, before they are handed over."""
    opened = await open_sheet(request, house, chair)
    over = over_at(opened)
    return go(over) if over else _check(request, opened)


async def hand_it_over(request: Request, house: House, chair: Chair) -> Response:
    """To her, who decides about each. From then on nobody changes an answer."""
    revision = revision_of(posted(await request.form()))
    opened = await open_sheet(request, house, chair)
    over = over_at(opened)
    if over:
        return go(over)
    try:
        await write_at(
            house,
            lambda work: hand_over(work, house.desk, chair.seat, opened.session.id, revision, looked=True),
        )
    except AlreadyAnsweredError:
        return go(opened.base)
    except StaleVersionError:
        return _check(request, opened, changed=True)
    except ContentError as error:
        questions = [one for part in opened.parts for one in part.questions]
        return _check(request, opened, told_mistakes(opened, questions, error.objections))
    return go(f"{opened.base}/{'handed' if chair.at_work else 'decide'}")


async def show_handed(request: Request, house: House, chair: Chair) -> Response:
    """To whoever handed it over: it is hers now."""
    opened = await open_sheet(request, house, chair)
    return sheet_page(request, opened, "mapping_handed.html") if over_at(opened) else go(opened.base)


async def confirm_leaving(request: Request, house: House, chair: Chair) -> Response:
    """What giving it up means."""
    opened = await open_sheet(request, house, chair)
    return go(opened.base) if over_at(opened) else sheet_page(request, opened, "mapping_leave.html")


async def leave_it(request: Request, house: House, chair: Chair) -> Response:
    """Give it up: the answers are deleted, and the profile stays as it was."""
    opened = await open_sheet(request, house, chair)
    if not over_at(opened):
        with suppress(AlreadyAnsweredError):
            await write_at(house, lambda work: leave(work, house.desk, chair.seat, opened.session.id))
    return go(chair.base)


def _check(
    request: Request, opened: Open, mistakes: Sequence[Mistake] = (), *, changed: bool = False
) -> Response:
    parts = opened.parts
    touched = (one.answer for part in parts for one in part.questions)
    nothing = not any(one is not None and one.touch is not Touch.SKIPPED for one in touched)
    return sheet_page(
        request,
        opened,
        "mapping_check.html",
        parts=parts,
        nothing=nothing,
        changed=changed,
        mistakes=[Mistake(one.field, f"q-{one.field}", one.label, one.text) for one in mistakes],
        status=409 if changed else 422 if mistakes else 200,
    )
