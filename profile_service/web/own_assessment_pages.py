"""What others have assessed: she takes it into her profile or leaves it, answers it in her own words, hides it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.receipt import Indication
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    SectionFullError,
    StaleVersionError,
)
from profile_service.actions.manner import Manner
from profile_service.actions.own_assessments import (
    AssessmentView,
    accept_assessment,
    answer_assessment,
    assessment_of,
    assessments_of,
    hide_assessment,
    leave_assessment,
)
from profile_service.actions.ports import Work
from profile_service.domain.assessment import AssessmentId, AssessmentState, content_of
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.item_pages import version_of
from profile_service.web.mistakes import Mistake, explain
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_LIST: Final = "/my/assessments"


@router.get("/my/assessments")
async def show_assessments(request: Request, visit: AtPortal, house: Here) -> Response:
    """Those that wait first, then those in her profile, then those that she left."""
    found = await house.read(lambda work: assessments_of(work, house.desk, visit.individual))
    waiting = [view for view in found if view.waits]
    return page(
        request,
        visit,
        "assessments.html",
        waiting=waiting,
        kept=[view for view in found if view.entry is not None],
        left=[view for view in found if view.open and not view.waits],
        content_of=_content,
    )


@router.get("/my/assessments/{assessment_id}")
async def show_assessment(request: Request, visit: AtPortal, house: Here, assessment_id: str) -> Response:
    """One of them: the decision, or what she can say to one that is in her profile."""
    return await _page(request, visit, house, assessment_id)


@router.post("/my/assessments/{assessment_id}")
async def decide_about(request: Request, visit: AtPortal, house: Here, assessment_id: str) -> Response:
    """Yes, leave it, hide it, or show it again. What was said before stays as it was."""
    said = first(posted(await request.form()), "answer")
    act = _ACTS.get(said)
    if act is None:
        return await _page(request, visit, house, assessment_id)
    manner = _manner(visit)
    try:
        with suppress(AlreadyAnsweredError):
            await house.write(
                lambda work: act(work, house, visit, AssessmentId(assessment_id), manner)  # one transaction
            )
    except SectionFullError:
        full = Mistake("", "main", "", words(visit.language)(N_("This part of your profile is full.")))
        return await _page(request, visit, house, assessment_id, mistakes=[full])
    return go(_LIST if said in ("accept", "leave") else f"{_LIST}/{assessment_id}")


@router.post("/my/assessments/{assessment_id}/answer")
async def say_something(request: Request, visit: AtPortal, house: Here, assessment_id: str) -> Response:
    """Keep, change or take away her own words; nothing that was typed is lost."""
    answers = posted(await request.form())
    said = without_controls(first(answers, "words"))
    found, version = AssessmentId(assessment_id), version_of(answers)
    try:
        await house.write(
            lambda work: answer_assessment(
                work, house.desk, visit.individual, found, said, version, _manner(visit)
            )
        )
    except ContentError as error:
        speech = words(visit.language)
        wrong = [Mistake("words", "words", "", explain(speech, one)) for one in error.objections]
        return await _page(request, visit, house, assessment_id, mistakes=wrong, answers=answers)
    except StaleVersionError:
        text = words(visit.language)(N_("This was changed meanwhile. Look at it again."))
        wrong = [Mistake("words", "words", "", text)]
        return await _page(request, visit, house, assessment_id, mistakes=wrong, answers=answers, status=409)
    return go(f"{_LIST}/{assessment_id}")


async def _page(
    request: Request,
    visit: PortalVisit,
    house: House,
    assessment_id: str,
    *,
    mistakes: list[Mistake] | None = None,
    answers: Answers | None = None,
    status: int | None = None,
) -> Response:
    view = await house.read(
        lambda work: assessment_of(work, house.desk, visit.individual, AssessmentId(assessment_id))
    )
    said = view.entry.content.get("answer", "") if view.entry is not None else ""
    return page(
        request,
        visit,
        "assessment.html",
        status=status or (422 if mistakes else 200),
        view=view,
        content=_content(view),
        rule=SECTIONS["assessments"],
        catalogue=SECTIONS,
        is_left=view.assessment.state is AssessmentState.LEFT,
        mistakes=mistakes or [],
        typed=said if answers is None else first(answers, "words"),
        back=f"{_LIST}/{assessment_id}",
    )


def _content(view: AssessmentView) -> object:
    return content_of(view.assessment) if view.entry is None else view.entry.content


def _manner(visit: PortalVisit) -> Manner:
    return Manner(Indication.OWN_DEVICE, None, visit.proof.assurance)


_Act = Callable[[Work, House, PortalVisit, AssessmentId, Manner], AssessmentView]


def _accept(
    work: Work, house: House, visit: PortalVisit, found: AssessmentId, manner: Manner
) -> AssessmentView:
    return accept_assessment(work, house.desk, visit.individual, found, manner)


def _leave(
    work: Work, house: House, visit: PortalVisit, found: AssessmentId, manner: Manner
) -> AssessmentView:
    return leave_assessment(work, house.desk, visit.individual, found, manner)


def _hide(
    work: Work, house: House, visit: PortalVisit, found: AssessmentId, manner: Manner
) -> AssessmentView:
    return hide_assessment(work, house.desk, visit.individual, found, hidden=True, manner=manner)


def _show(
    work: Work, house: House, visit: PortalVisit, found: AssessmentId, manner: Manner
) -> AssessmentView:
    return hide_assessment(work, house.desk, visit.individual, found, hidden=False, manner=manner)


_ACTS: Final[dict[str, _Act]] = {"accept": _accept, "leave": _leave, "hide": _hide, "show": _show}
