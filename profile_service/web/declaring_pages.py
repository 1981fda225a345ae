"""The staff's pages for purposes: what their organisation has declared, and a new declaration."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.declaring import declarations_of, declare, own_versions, withdraw_declaration
from profile_service.actions.errors import AlreadyAnsweredError, ContentError
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AsAdministrator, Here, StaffVisit
from profile_service.language import ANCHORS, LANGUAGES, words
from profile_service.web.declaration_form import (
    TEXTS,
    fill_in,
    fits_the_form,
    languages_of,
    mistakes_of,
    read_draft,
)
from profile_service.web.declaration_preview import Preview, previews_of
from profile_service.web.declaration_rows import newest_first, rows_of, status_names
from profile_service.web.forms import Answers, first, posted
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.purposes import basis_choices, purpose_choices, special_choices
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/agency/declarations")
async def list_declarations(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """Every purpose of the organisation, in all its versions."""
    found = await house.read(lambda work: declarations_of(work, visit.grantee))
    speech = words(visit.language)
    return page(
        request, visit, "declarations.html", purposes=newest_first(found), statuses=status_names(speech)
    )


@router.get("/agency/declarations/new")
async def start_declaring(request: Request, visit: AsAdministrator) -> Response:
    """An empty form."""
    return _form(request, visit, {}, [])


@router.post("/agency/declarations/new")
async def submit_declaration(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """Submit it, or tell every mistake beside its field; nothing that was written is lost.

    One more language, or a look at how the person will see it, sends nothing yet: the form comes again.
    """
    answers = posted(await request.form())
    draft = read_draft(answers)
    if first(answers, "look") or first(answers, "add_language"):
        shown = previews_of(draft, visit.grantee.organisation.name) if first(answers, "look") else []
        return _form(request, visit, answers, [], shown)
    try:
        made = await house.write(lambda work: declare(work, house.desk, visit.grantee, draft, ANCHORS))
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language).for_readers(), error.objections, answers)
        return _form(request, visit, answers, mistakes)
    return go(f"/agency/declarations/{made.id}")


@router.get("/agency/declarations/{declaration_id}")
async def show_declaration(
    request: Request, visit: AsAdministrator, house: Here, declaration_id: str
) -> Response:
    """All versions of one purpose, each in full, with what the operator says."""
    versions = await house.read(lambda work: own_versions(work, visit.grantee, declaration_id))
    speech = words(visit.language).for_readers()
    return page(
        request,
        visit,
        "declaration.html",
        versions=[(one, rows_of(speech, one)) for one in versions],
        statuses=status_names(speech),
        standing=any(one.status in ("submitted", "approved") for one in versions),
        can_change=versions[0].status in ("approved", "rejected") and fits_the_form(versions[0]),
    )


@router.get("/agency/declarations/{declaration_id}/change")
async def start_changing(
    request: Request, visit: AsAdministrator, house: Here, declaration_id: str
) -> Response:
    """The form, filled in as the newest version is."""
    versions = await house.read(lambda work: own_versions(work, visit.grantee, declaration_id))
    return _form(request, visit, fill_in(versions[0]), [])


@router.get("/agency/declarations/{declaration_id}/withdraw")
async def confirm_withdrawing(
    request: Request, visit: AsAdministrator, house: Here, declaration_id: str
) -> Response:
    """What taking it back does."""
    versions = await house.read(lambda work: own_versions(work, visit.grantee, declaration_id))
    return page(request, visit, "declaration_withdraw.html", declaration=versions[0])


@router.post("/agency/declarations/{declaration_id}/withdraw")
async def withdraw_purpose(visit: AsAdministrator, house: Here, declaration_id: str) -> Response:
    """Take it back: what rests on it ends."""
    with suppress(AlreadyAnsweredError):  # taken back is what it was to be
        await house.write(lambda work: withdraw_declaration(work, house.desk, visit.grantee, declaration_id))
    return go(f"/agency/declarations/{declaration_id}")


def _form(
    request: Request,
    visit: StaffVisit,
    answers: Answers,
    mistakes: Sequence[Mistake],
    previews: Sequence[Preview] = (),
) -> Response:
    speech = words(visit.language)
    return page(
        request,
        visit,
        "declare.html",
        status=422 if mistakes else 200,
        answers=answers,
        written_in=languages_of(answers),
        written_names=[LANGUAGES[tag] for tag in languages_of(answers)],
        more_names=[(tag, name) for tag, name in LANGUAGES.items() if tag not in languages_of(answers)],
        previews=previews,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        catalogue=SECTIONS,
        texts={name: speech(label) for name, label in TEXTS.items()},
        purposes=purpose_choices(speech),
        bases=basis_choices(speech),
        special_bases=special_choices(speech),
    )
