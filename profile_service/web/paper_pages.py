"""Her papers: she chooses what is on one, checks it and takes it; and sees which there are, and takes one back."""

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.exporting import export_as_paper
from profile_service.actions.papers import papers_of, take_back
from profile_service.actions.protection import is_protected
from profile_service.documents.typesetting import profile_setter
from profile_service.domain.paper import ON_REQUEST, ORDINARY, PARTS, PaperId, PaperKind
from profile_service.doors import AtPortal, FreshAtPortal, Here, House, PortalVisit, printed
from profile_service.language import LANGUAGES, Words, field_label, section_label, words
from profile_service.language.marking import N_
from profile_service.web.rendering import HEADERS, go, page

router: Final = APIRouter(include_in_schema=False)
FORMS: Final = {"page": N_("One page, to hand over"), "full": N_("All of it, on several pages")}
KINDS: Final = {
    PaperKind.SHEET: N_("Competence passport, one page"),
    PaperKind.PROFILE: N_("Competence profile"),
    PaperKind.RECEIPT: N_("Receipt"),
    PaperKind.PLAN: N_("Plan"),
}
"""What a paper is called: on her list, and to whoever asks about one."""
_PARTS = Annotated[list[str] | None, Query(max_length=30)]
_WORD = Annotated[str, Query(max_length=20)]


@router.get("/my/passport")
async def choose_paper(
    request: Request, visit: AtPortal, form: _WORD = "page", language: _WORD = "", sections: _PARTS = None
) -> Response:
    """What is to be on the paper. What is for few is not ticked."""
    ticked = ORDINARY if sections is None else sections
    return page(
        request,
        visit,
        "passport.html",
        forms=FORMS,
        form=form if form in FORMS else "page",
        languages=LANGUAGES,
        language=language if language in LANGUAGES else visit.language,
        ordinary=_rows(words(visit.language), ORDINARY, ticked),
        on_request=_rows(words(visit.language), ON_REQUEST, ticked),
    )


@router.get("/my/passport/check")
async def check_paper(
    request: Request,
    visit: AtPortal,
    house: Here,
    form: _WORD = "page",
    language: _WORD = "",
    sections: _PARTS = None,
) -> Response:
    """The choice once more, before the paper is made."""
    parts = [part for part in PARTS if part in (sections or ())]
    if form not in FORMS or language not in LANGUAGES or not parts:
        return go("/my/passport")
    chosen = "&".join((f"form={form}", f"language={language}", *(f"sections={part}" for part in parts)))
    speech = words(visit.language)
    return page(
        request,
        visit,
        "passport_check.html",
        form=speech(FORMS[form]),
        language=LANGUAGES[language],
        parts_on_it=[_label(speech, part) for part in parts],
        for_few=[_label(speech, part) for part in parts if part in ON_REQUEST],
        chosen=chosen,
        protected=await house.read(lambda work: is_protected(work, visit.individual)),
    )


@router.get("/my/profile.pdf")
async def take_pdf(
    visit: FreshAtPortal, house: Here, form: _WORD = "full", language: _WORD = "", sections: _PARTS = None
) -> Response:
    """The paper; without a choice, what it has unless she says otherwise."""
    kind = PaperKind.SHEET if form == "page" else PaperKind.PROFILE
    parts = ORDINARY if sections is None else [part for part in sections if part in PARTS]
    return await _paper(house, visit, kind, parts, language)


@router.get("/my/plan.pdf")
async def take_plan(visit: FreshAtPortal, house: Here) -> Response:
    """Her plan on paper."""
    return await _paper(house, visit, PaperKind.PLAN, ("plan",), visit.language)


@router.get("/my/papers")
async def list_papers(request: Request, visit: AtPortal, house: Here) -> Response:
    """The papers that she has taken, newest first."""
    found = await house.read(lambda work: papers_of(work, visit.individual))
    return page(request, visit, "papers.html", papers=found, kinds=KINDS)


@router.post("/my/papers/{paper_id}/take-back")
async def take_paper_back(visit: AtPortal, house: Here, paper_id: str) -> Response:
    """From now on nobody is told that the paper was made here."""
    await house.write(lambda work: take_back(work, house.desk, visit.individual, PaperId(paper_id)))
    return go("/my/papers")


async def _paper(
    house: House, visit: PortalVisit, kind: PaperKind, parts: Sequence[str], language: str
) -> Response:
    speech = words(language if language in LANGUAGES else visit.language)
    document = await printed(
        house,
        visit.individual,
        lambda work: export_as_paper(work, house.desk, visit.individual, kind),
        profile_setter(kind, parts, speech),
    )
    headers = {**HEADERS, "Content-Disposition": 'attachment; filename="egenkarta.pdf"'}
    return Response(document, media_type="application/pdf", headers=headers)


def _rows(speech: Words, parts: Sequence[str], ticked: Sequence[str]) -> list[tuple[str, str, bool]]:
    return [(part, _label(speech, part), part in ticked) for part in parts]


def _label(speech: Words, part: str) -> str:
    section, field = PARTS[part]
    if field:
        return field_label(speech, section, field)
    return section_label(speech, section)
