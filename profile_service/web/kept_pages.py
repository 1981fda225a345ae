"""After the fresh sign-in: what she was about to do, and one button to go on with it."""

import re
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.errors import NotAvailableError
from profile_service.actions.keeping import kept_form
from profile_service.domain.kept_form import KeptForm
from profile_service.doors import AtPortal, Here
from profile_service.language.marking import N_
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a form does, in her words. `again` is the page that shows it filled in once more, where there is one."""

    path: re.Pattern[str]
    about: str
    again: str = ""


_KNOWN: Final = (
    _Known(re.compile(r"/my/requests/([^/]+)/answer"), N_("You were saying yes to a question."), "/my/requests/{}"),
    _Known(re.compile(r"/my/shares"), N_("You were making a link to a part of your profile."), "/my/shares/new"),
    _Known(re.compile(r"/my/shares/[^/]+/word"), N_("You were making a new word for a link.")),
    _Known(re.compile(r"/my/shares/[^/]+/contact"), N_("You were telling somebody who you are.")),
    _Known(re.compile(r"/my/reach/(email|sms)"), N_("You were saying where we may tell you."), "/my/reach/{}"),
    _Known(re.compile(r"/my/help"), N_("You were letting somebody help you.")),
    _Known(re.compile(r"/my/representatives"), N_("You were letting somebody act for you.")),
    _Known(re.compile(r"/my/erase/sure"), N_("You were erasing everything. That cannot be undone.")),
)  # fmt: skip


@router.get("/my/kept/{kept_id}")
async def show_kept(request: Request, visit: AtPortal, house: Here, kept_id: str) -> Response:
    """The very same form, with a form token of the session as it is now."""
    try:
        kept = await house.read(lambda work: kept_form(work, house.desk, visit.session, kept_id))
    except NotAvailableError:
        return _lost(request, visit)
    known, again = _known(kept)
    return page(request, visit, "kept.html", kept=kept, about=known and known.about, again=again, back="/my")


@router.get("/my/kept")
async def show_lost(request: Request, visit: AtPortal) -> Response:
    """Where a form could not be kept, since it had a file or was too large."""
    return _lost(request, visit)


@router.get("/my/take")
async def show_files(request: Request, visit: AtPortal) -> Response:
    """The files to take along: where she comes back to, since a file is no page to land on."""
    return page(request, visit, "take.html")


def _lost(request: Request, visit: AtPortal) -> Response:
    return page(request, visit, "kept_lost.html", status=404, back="/my")


def _known(kept: KeptForm) -> tuple[_Known | None, str]:
    for known in _KNOWN:
        found = known.path.fullmatch(kept.path)
        if found is not None:
            return known, known.again.format(*found.groups())
    return None, ""
