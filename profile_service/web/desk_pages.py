"""The desk: a case worker sees who somebody is, writes down by what proof, and hands out a way in."""

import asyncio
from datetime import date
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.admission import MinorError, refuse_minors
from profile_service.actions.at_desk import Handed, enrol_at_desk, replace_by_paper
from profile_service.domain.desk import ProofSeen, Seen, clean_tail
from profile_service.domain.people import Role, StaffRole
from profile_service.domain.ways_in import PrintedSheet, in_rows, new_sheet, slow_hash
from profile_service.doors import AsReader, FreshReader, Here, House, NotAllowedError, StaffVisit
from profile_service.language import LANGUAGES, words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, date_in_parts, first, posted
from profile_service.web.options import months
from profile_service.web.rendering import page
from profile_service.web.way_sentences import PROOFS
from profile_service.web.ways_pages import COLUMNS

router: Final = APIRouter(include_in_schema=False)
_CHOOSE: Final = N_("Choose one of the answers.")
_ADULT: Final = N_("Egenkarta is for those who have turned eighteen.")


@router.get("/agency/desk")
async def show_desk(request: Request, visit: AsReader) -> Response:
    """The two things that are done at a desk."""
    _case_worker(visit)
    return page(request, visit, "desk.html")


@router.get("/agency/desk/new")
async def start_enrolment(request: Request, visit: FreshReader) -> Response:
    """What is written down of somebody new."""
    _case_worker(visit)
    return _form(request, visit, {}, {}, new=True)


@router.post("/agency/desk/new")
async def enrol_somebody(request: Request, visit: FreshReader, house: Here) -> Response:
    """Open the account, and print what she goes away with. It is shown once."""
    _case_worker(visit)
    answers = posted(await request.form())
    wrong, seen = _meeting(visit, answers)
    wrong |= _age(visit, house, answers)
    if first(answers, "language") not in LANGUAGES:
        wrong["language"] = words(visit.language)(_CHOOSE)
    if wrong or seen is None:
        return _form(request, visit, answers, wrong, new=True)
    language = first(answers, "language")
    sheet = await _sheet(house, answers)
    handed = await house.write(
        lambda work: enrol_at_desk(work, house.desk, visit.staff, seen, language, sheet)
    )
    return _handed(request, visit, house, handed, language)


@router.get("/agency/desk/lost")
async def start_replacement(request: Request, visit: FreshReader) -> Response:
    """What is written down of somebody who has lost her way in."""
    _case_worker(visit)
    return _form(request, visit, {}, {}, new=False)


@router.post("/agency/desk/lost")
async def replace_somebodys(request: Request, visit: FreshReader, house: Here) -> Response:
    """Find the account by what stands on her paper, and replace the way in where the proof is as good as the first.

    No such paper, and a proof that is not enough, are told alike: nobody learns here how somebody was once seen.
    """
    _case_worker(visit)
    answers = posted(await request.form())
    wrong, seen = _meeting(visit, answers)
    if wrong or seen is None:
        return _form(request, visit, answers, wrong, new=False)
    sheet = await _sheet(house, answers)

    reference = first(answers, "reference")
    done = await house.write(
        lambda work: replace_by_paper(work, house.desk, visit.staff, reference, seen, sheet)
    )
    if done is None:
        told = N_("This does not open an account with this proof. Check the number, and the first proof.")
        return _form(request, visit, answers, {"reference": words(visit.language)(told)}, new=False)
    return _handed(request, visit, house, *done)


def _case_worker(visit: StaffVisit) -> None:
    at_agency = visit.grantee.organisation.role is Role.AGENCY
    if not at_agency or StaffRole.CASE_WORKER not in visit.staff.roles:
        raise NotAllowedError


def _meeting(visit: StaffVisit, answers: Answers) -> tuple[dict[str, str], Seen | None]:
    speech = words(visit.language)
    wrong: dict[str, str] = {}
    proof = next((one for one in ProofSeen if one.value == first(answers, "proof")), None)
    tail = clean_tail(first(answers, "tail"))
    if proof is None:
        wrong["proof"] = speech(_CHOOSE)
    if tail is None:
        wrong["tail"] = speech(N_("Write at most the last three signs."))
    if first(answers, "way") not in ("sheet", "phone"):
        wrong["way"] = speech(_CHOOSE)
    if first(answers, "seen") != "yes":
        wrong["seen"] = speech(N_("Tick this when you have seen the person and the proof."))
    return wrong, None if proof is None or tail is None else Seen(proof, tail)


def _age(visit: StaffVisit, house: House, answers: Answers) -> dict[str, str]:
    """The day of birth is looked at and not kept."""
    speech = words(visit.language)
    try:
        refuse_minors(house.desk, date.fromisoformat(date_in_parts(answers, "born")))
    except ValueError:
        return {"born": speech(N_("There is no such date. Check year, month and day."))}
    except MinorError:
        return {"born": speech(_ADULT)}
    return {}


async def _sheet(house: House, answers: Answers) -> tuple[PrintedSheet, str] | None:
    if first(answers, "way") != "sheet":
        return None
    printed = new_sheet(house.desk.ids.digits)
    return printed, await asyncio.to_thread(slow_hash, printed.pin, printed.handle)


def _form(
    request: Request, visit: StaffVisit, answers: Answers, wrong: dict[str, str], *, new: bool
) -> Response:
    speech = words(visit.language)
    return page(
        request,
        visit,
        "desk_form.html",
        status=422 if wrong else 200,
        new=new,
        answers=answers,
        wrong=wrong,
        proofs=[(proof.value, speech(name)) for proof, name in PROOFS.items()],
        months=months(speech),
    )


def _handed(request: Request, visit: StaffVisit, house: House, handed: Handed, language: str) -> Response:
    """What she goes away with, in her own language and not in the helper's."""
    rows = [] if handed.sheet is None else in_rows(handed.sheet.codes, COLUMNS)
    return page(
        request,
        visit,
        "desk_handed.html",
        handed=handed,
        printed=handed.sheet,
        rows=rows,
        recovery=handed.recovery,
        hers=words(language),
        start_address=f"{house.settings.public_url}/start",
    )
