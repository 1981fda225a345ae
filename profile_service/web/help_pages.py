"""Help with writing, her side: she makes a code, sees who helps, and ends it with one button."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from consent.assistance import LENGTHS, Open
from consent.vocabulary import AssistanceId
from profile_service.actions.errors import AllPausedError, ContentError
from profile_service.actions.help_choice import HelpChoice
from profile_service.actions.helping import end_own_help, helps_of, make_help_code
from profile_service.actions.own_drafts import waiting_drafts
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, FreshAtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted
from profile_service.web.mistakes import Mistake, explain, field_of
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
ENDINGS: Final = {
    "individual": N_("You ended it."),
    "helper": N_("The helper ended it."),
    "sign_out": N_("The helper signed out."),
    "idle": N_("It ended because nothing was done for ten minutes."),
    "time": N_("The time was over."),
    "pause": N_("It ended when you paused all sharing."),
}


@router.get("/my/help")
async def show_help(request: Request, visit: AtPortal, house: Here) -> Response:
    """Who helps now, and a form for a new code."""
    return await _page(request, visit, house, {})


@router.post("/my/help")
async def make_code(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """A new code, shown this once."""
    answers = posted(await request.form())
    choice = help_choice_of(answers)
    speech = words(visit.language)
    try:
        code, _ = await house.write(lambda work: make_help_code(work, house.desk, visit.individual, choice))
    except AllPausedError:
        told = speech(N_("All your sharing is paused. Let it go on first."))
        return await _page(request, visit, house, answers, [Mistake("", "section-0", "", told)])
    except ContentError as error:
        anchors = {"minutes": "minutes", "sections": "section-0"}
        mistakes = [
            Mistake(field_of(one), anchors.get(field_of(one), "section-0"), "", explain(speech, one))
            for one in error.objections[:1]
        ]
        return await _page(request, visit, house, answers, mistakes)
    return page(request, visit, "help_code.html", code=code, choice=choice)


@router.post("/my/help/{assistance_id}/end")
async def end_help(visit: AtPortal, house: Here, assistance_id: str) -> Response:
    """Over, at once. Nothing is asked."""
    ended = AssistanceId(assistance_id)
    await house.write(lambda work: end_own_help(work, house.desk, visit.individual, ended))
    return go("/my/help")


def help_choice_of(answers: Answers) -> HelpChoice:
    """What was ticked, and for how long."""
    minutes = {str(one): one for one in LENGTHS}.get(first(answers, "minutes"), 0)
    return HelpChoice(tuple(answers.get("section", ())), tuple(answers.get("special", ())), minutes)


def help_form(answers: Answers) -> dict[str, Any]:
    """What `help_fields.html` needs."""
    return {
        "catalogue": SECTIONS,
        "lengths": LENGTHS,
        "minutes": first(answers, "minutes") or str(LENGTHS[1]),
        "ticked": set(answers.get("section", ())) | set(answers.get("special", ())),
    }


async def _page(
    request: Request,
    visit: PortalVisit,
    house: House,
    answers: Answers,
    mistakes: list[Mistake] | None = None,
) -> Response:
    helps = await house.read(lambda work: helps_of(work, house.desk, visit.individual))
    waiting = await house.read(lambda work: waiting_drafts(work, house.desk, visit.individual))
    context: dict[str, Any] = {
        "open_help": [view for view in helps if isinstance(view.assistance.state, Open)],
        "ended_help": [view for view in helps if not isinstance(view.assistance.state, Open)][:20],
        "endings": ENDINGS,
        **help_form(answers),
        "mistakes": mistakes or [],
        "drafts": sum(one.draft.mapping is None for one in waiting),
    }
    return page(request, visit, "help.html", status=422 if mistakes else 200, **context)
