"""What whoever holds a link sees. A link that opens nothing gives one page and one answer, whatever the cause."""

from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from consent.share import Share
from profile_service.actions.shared_reading import (
    Opened,
    Shown,
    Turned,
    ask_contact,
    ask_more,
    go_on,
    look,
    open_share,
    see,
    standing,
)
from profile_service.domain.sections import SECTIONS
from profile_service.domain.sharing import More
from profile_service.doors import ByLink, Here, House, Viewer, Visit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted
from profile_service.web.matches import fit_shown
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import HEADERS, go, page
from profile_service.web.share_sentences import ASKED_MORE
from profile_service.web.vacancy import by_link

router: Final = APIRouter(include_in_schema=False)
_POLICY: Final = HEADERS["Content-Security-Policy"]
# This page alone asks the service something by itself: whether it may still be read.
_WATCHING: Final = {**HEADERS, "Content-Security-Policy": f"{_POLICY}; connect-src 'self'"}


@router.get("/shared/{secret}")
async def show_shared(request: Request, viewer: ByLink, house: Here, secret: str) -> Response:
    """A page that says nothing yet, and a button; to whoever has pressed it, what is shared.

    The button is a form that is posted, so that whatever follows links by itself neither sees nor counts.
    """
    kept = viewer.kept
    # The share and what it shows are read in one breath: nothing that has ended meanwhile is shown.
    share, shown = await house.read(lambda work: see(work, house.desk, secret, kept))
    if share is None:
        return _ended(request, viewer)
    if shown is None:
        return await _closed(request, viewer, house, share)
    if share.contact_given_at is not None and not shown.named:
        opened = await house.write(lambda work: go_on(work, house.desk, secret, kept, viewer.reader))
        if opened is not None:
            return _kept(go(f"/shared/{secret}"), house, secret, opened)
    return await _open(request, viewer, house, share, shown)


@router.post("/shared/{secret}")
async def open_shared(request: Request, viewer: ByLink, house: Here, secret: str) -> Response:
    """Open it: one view, in the person's history before anything is shown."""
    if await house.read(lambda work: standing(work, house.desk, secret)) is None:
        return _ended(request, viewer)
    word = first(posted(await request.form()), "word")
    opened = await house.write(lambda work: open_share(work, house.desk, secret, word, viewer.reader))
    share = await house.read(lambda work: standing(work, house.desk, secret))
    if opened is None or share is None:
        return _ended(request, viewer)
    if isinstance(opened, Turned):
        return await _closed(request, viewer, house, share, opened)
    return _kept(go(f"/shared/{secret}"), house, secret, opened)


@router.post("/shared/{secret}/contact")
async def ask_who(request: Request, viewer: ByLink, house: Here, secret: str) -> Response:
    """Ask who the person is. She may answer, and need not."""
    heard = await house.write(lambda work: ask_contact(work, house.desk, secret, viewer.kept, viewer.reader))
    return go(f"/shared/{secret}") if heard else _ended(request, viewer)


@router.post("/shared/{secret}/more")
async def ask_for_more(request: Request, viewer: ByLink, house: Here, secret: str) -> Response:
    """Ask to see one thing more. What is no sentence of the list is not asked."""
    wish = first(posted(await request.form()), "more")
    more = next((one for one in More if one.value == wish), None)
    heard = await house.write(
        lambda work: ask_more(work, house.desk, secret, viewer.kept, more, viewer.reader)
    )
    return go(f"/shared/{secret}") if heard else _ended(request, viewer)


@router.get("/shared/{secret}/alive")
async def is_alive(viewer: ByLink, house: Here, secret: str) -> Response:
    """Whether the link still opens something, and this viewer may still look. Says nothing else to anybody."""
    share, viewing = await house.read(lambda work: look(work, house.desk, secret, viewer.kept))
    told: dict[str, bool] = {"alive": False}
    if share is not None:
        told = {"alive": True, "open": viewing is not None, "named": share.contact_given_at is not None}
    return JSONResponse(told, headers=HEADERS)


def _kept(answer: Response, house: House, secret: str, opened: Opened) -> Response:
    left = opened.until - house.desk.clock.now()
    answer.set_cookie(
        house.cookie.viewing_name,
        opened.shown,
        max_age=max(int(left.total_seconds()), 0),
        path=f"/shared/{secret}",
        secure=house.cookie.secure,
        httponly=True,
        samesite="strict",
    )
    return answer


def _ended(request: Request, viewer: Viewer) -> Response:
    # Nothing of the address is in it, and nothing of a session: the bytes hang on the language alone.
    return page(
        request,
        _as_visit(viewer, form_token=False),
        "shared_ended.html",
        status=404,
        back=None,
        here="/shared",
    )


async def _closed(
    request: Request, viewer: Viewer, house: House, share: Share, turned: Turned | None = None
) -> Response:
    asks_word = await house.read(lambda work: work.shares.has_word(share))
    mistakes = []
    if turned is Turned.AWAY:
        text = words(viewer.language)(N_("This is not the right word. Ask the person who gave you the link."))
        mistakes.append(Mistake("word", "word", "", text))
    status = {Turned.AWAY: 422, Turned.TOO_OFTEN: 429}.get(turned, 200) if turned else 200
    return page(
        request,
        _as_visit(viewer),
        "shared_closed.html",
        status=status,
        mistakes=mistakes,
        asks_word=asks_word,
        too_often=turned is Turned.TOO_OFTEN,
        here="/shared",
        back=_back(request),
    )


async def _open(request: Request, viewer: Viewer, house: House, share: Share, shown: Shown) -> Response:
    today = house.desk.clock.now().astimezone(house.desk.zone).date()
    answer = page(
        request,
        _as_visit(viewer),
        "shared.html",
        shown=shown,
        found=by_link(words(viewer.language).for_readers(), shown, today),
        fitting=await fit_shown(house, shown, viewer.language),
        to_ask=[(one.value, text) for one, text in ASKED_MORE.items() if one not in shown.more_asked],
        was_asked=[ASKED_MORE[one] for one in shown.more_asked],
        given=share.contact_given_at is not None,
        catalogue=SECTIONS,
        address=request.url.path,
        today=today,
        here="/shared",
        back=_back(request),
    )
    answer.headers.update(_WATCHING)
    return answer


def _as_visit(viewer: Viewer, *, form_token: bool = True) -> Visit:
    return Visit(viewer.language, viewer.form_token if form_token else None, None)


def _back(request: Request) -> str | None:
    return request.url.path if request.method == "GET" else None
