"""Showing a part of my profile by a link: the list, the form, the link itself, and who has looked."""

import re
from contextlib import suppress
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from consent.request import Objection
from consent.vocabulary import ShareId
from profile_service.actions.errors import ContentError, ShareEndedError
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.ports import Work
from profile_service.actions.shared_reading import Shown, named_in_offer, preview_offer, preview_share
from profile_service.actions.sharing import (
    MadeShare,
    Offer,
    ShareView,
    give_contact,
    make_share,
    refuse_contact,
    renew_word,
    share_of,
    shares_of,
    withdraw_share,
)
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, FreshAtPortal, FreshForYes, Here, House, PortalVisit
from profile_service.language import Words, words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted
from profile_service.web.link_pictures import picture_of
from profile_service.web.matches import fit_shown, jobs_to_show, occupation_named
from profile_service.web.mistakes import Mistake, explain, field_of
from profile_service.web.options import months
from profile_service.web.rendering import go, page
from profile_service.web.share_choice import LONGEST_TEXT, Choice, choice_of, ends_to_choose
from profile_service.web.share_sentences import ASKED_MORE

router: Final = APIRouter(include_in_schema=False)
_ID: Final = re.compile(r"shr_[a-z2-7]{26}")
_Code = Annotated[str, Query(max_length=400)]
_CONTACT: Final = ("name", "email", "phone")
_STATES: Final = {
    "open": N_("Can be opened"),
    "paused": N_("Paused, with all your sharing"),
    "locked": N_("Locked after five wrong words"),
    "ended": N_("You have ended it"),
    "expired": N_("The time is over"),
}
"""How a link stands, in her words."""
_ASKED: Final = {
    "vacancy": N_("Which job?"),
    "employer": N_("At which employer?"),
    "until": N_("Until when?"),
}
"""What each input asks, for the list of mistakes."""


@router.get("/my/shares")
async def list_shares(request: Request, visit: AtPortal, house: Here) -> Response:
    """Every link, those that are open first."""
    found = await house.read(lambda work: shares_of(work, house.desk, visit.individual))
    live = [view for view in found if view.state not in ("ended", "expired")]
    over = [view for view in found if view not in live]
    return page(request, visit, "shares.html", live=live, over=over, share_states=_STATES)


@router.get("/my/shares/new")
async def start_share(
    request: Request, visit: AtPortal, house: Here, scheme: _Code = "", id: _Code = ""
) -> Response:
    """The form. Nothing is chosen for her. Coming from "Show this" on our own page, she has chosen that; no other site can."""
    own_page = request.headers.get("sec-fetch-site") == "same-origin"
    return await _form(request, visit, house, None, job=f"{scheme} {id}" if id and own_page else "")


@router.post("/my/shares/new")
async def return_to_share(request: Request, visit: AtPortal, house: Here) -> Response:
    """Back from the preview, with everything as she had filled it in."""
    return await _form(request, visit, house, posted(await request.form()))


@router.post("/my/shares/preview")
async def preview_new_share(request: Request, visit: AtPortal, house: Here) -> Response:
    """Exactly what they will see."""
    answers = posted(await request.form())
    choice = await _choice(visit, house, answers)
    objections = choice.objections()
    if objections:
        return await _form(request, visit, house, answers, objections)
    offer = await _offer(house, choice)
    try:
        shown = await house.read(lambda work: preview_offer(work, house.desk, visit.individual, offer))
    except ContentError as error:
        return await _form(request, visit, house, answers, list(error.objections))
    kept = [(name, text) for name, texts in answers.items() for text in texts if name != "form_token"]
    fitting = await fit_shown(house, shown, visit.language)
    return page(
        request,
        visit,
        "share_preview.html",
        fitting=fitting,
        shown=shown,
        named=await house.read(lambda work: named_in_offer(work, house.desk, visit.individual, offer)),
        kept=kept,
        catalogue=SECTIONS,
        today=_today(house),
    )


@router.post("/my/shares")
async def make_link(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """Make the link and show it, this once. The same form sent again makes no second one."""
    answers = posted(await request.form())
    choice = await _choice(visit, house, answers)
    objections = choice.objections()
    if objections:
        return await _form(request, visit, house, answers, objections)
    offer = await _offer(house, choice)

    def make(work: Work) -> MadeShare | None:
        found = work.shares.find(ShareId(choice.share_id))
        if found is not None:
            return None
        return make_share(work, house.desk, visit.individual, offer)

    try:
        made = await house.write(make)
    except ContentError as error:
        return await _form(request, visit, house, answers, list(error.objections))
    if made is None:
        return go("/my/shares")
    link = f"{house.settings.public_url}/shared/{made.secret}"
    return page(request, visit, "share_made.html", made=made, link=link, picture=picture_of(link))


@router.get("/my/shares/{share_id}")
async def show_share(request: Request, visit: AtPortal, house: Here, share_id: str) -> Response:
    """One link: what they see, how often it was opened, what they ask, and how it is ended."""
    return await _share(request, visit, house, share_id)


@router.post("/my/shares/{share_id}/stop")
async def stop_share(visit: AtPortal, house: Here, share_id: str) -> Response:
    """End it, at once, also where it is open. No reason is asked."""
    with suppress(ShareEndedError):  # ended is what she wants it to be
        await house.write(lambda work: withdraw_share(work, house.desk, visit.individual, ShareId(share_id)))
    return go(f"/my/shares/{share_id}")


@router.post("/my/shares/{share_id}/word")
async def make_word(request: Request, visit: FreshAtPortal, house: Here, share_id: str) -> Response:
    """A new word, shown this once. A link that was locked opens again with it."""
    word = None
    with suppress(ShareEndedError):
        word = await house.write(
            lambda work: renew_word(work, house.desk, visit.individual, ShareId(share_id))
        )
    return await _share(request, visit, house, share_id, word=word)


@router.post("/my/shares/{share_id}/contact")
async def answer_contact(request: Request, visit: FreshForYes, house: Here, share_id: str) -> Response:
    """Her answer to who she is: yes to what she ticked, or no. They are not told of a no."""
    answers = posted(await request.form())
    answer, chosen = first(answers, "answer"), [one for one in answers.get("fields", ()) if one in _CONTACT]
    if answer == "yes" and not chosen:
        text = words(visit.language)(N_("Tick what they may know, or say no."))
        return await _share(
            request, visit, house, share_id, mistakes=(Mistake("fields", "fields", "", text),)
        )
    with suppress(ShareEndedError):
        if answer == "yes":
            await house.write(
                lambda work: give_contact(work, house.desk, visit.individual, ShareId(share_id), chosen)
            )
        elif answer == "no":
            await house.write(
                lambda work: refuse_contact(work, house.desk, visit.individual, ShareId(share_id))
            )
    return go(f"/my/shares/{share_id}")


async def links_at_home(house: House, visit: PortalVisit) -> dict[str, object]:
    """What the start page tells of her links: how many are open, and whose viewers ask who she is."""
    found = await house.read(lambda work: shares_of(work, house.desk, visit.individual))
    live = [view for view in found if view.state not in ("ended", "expired")]
    return {
        "waiting": [view for view in live if view.contact == "asked"],
        "open": sum(view.state == "open" for view in live),
    }


async def _share(
    request: Request,
    visit: PortalVisit,
    house: House,
    share_id: str,
    *,
    word: str | None = None,
    mistakes: tuple[Mistake, ...] = (),
) -> Response:
    def find(work: Work) -> tuple[ShareView, Shown]:
        view = share_of(work, house.desk, visit.individual, ShareId(share_id))
        return view, preview_share(work, house.desk, visit.individual, view.share)

    view, shown = await house.read(find)
    return page(
        request,
        visit,
        "share.html",
        status=422 if mistakes else 200,
        view=view,
        shown=shown,
        fitting=await fit_shown(house, shown, visit.language),
        word=word,
        mistakes=mistakes,
        catalogue=SECTIONS,
        share_states=_STATES,
        asked_more=ASKED_MORE,
        today=_today(house),
    )


async def _form(
    request: Request,
    visit: PortalVisit,
    house: House,
    answers: Answers | None,
    objections: list[Objection] | None = None,
    *,
    job: str = "",
) -> Response:
    speech = words(visit.language)
    choice = await _choice(visit, house, answers)
    now, zone = house.desk.clock.now(), house.desk.zone
    ends = ends_to_choose(now, zone)
    mistakes = [
        Mistake(field_of(one), _anchor(one, choice), _label(speech, one), explain(speech, one))
        for one in objections or []
    ]
    given = answers or {}
    return page(
        request,
        visit,
        "share_form.html",
        status=422 if mistakes else 200,
        choice=choice,
        ends=ends,
        until=first(given, "until") or ends[1].day.isoformat(),
        answers=given,
        months=months(speech),
        share_id=choice.share_id if _ID.fullmatch(choice.share_id) else house.desk.ids.new("shr"),
        mistakes=mistakes,
        wrong={one.anchor: one.text for one in mistakes},
        longest=LONGEST_TEXT,
        jobs=await jobs_to_show(house, visit, choice.fit or job),
        wished=job,
        back="/my/shares/new",
    )


async def _choice(visit: PortalVisit, house: House, answers: Answers | None) -> Choice:
    profile = await house.read(lambda work: read_own_profile(work, house.desk, visit.individual))
    return choice_of(profile.sections, answers, house.desk.clock.now(), house.desk.zone)


async def _offer(house: House, choice: Choice) -> Offer:
    known = choice.share_id if _ID.fullmatch(choice.share_id) else ""
    return Offer(
        choice.vacancy,
        choice.employer,
        choice.scopes,
        choice.until,
        with_word=choice.with_word,
        fit=await occupation_named(house, choice.fit),
        id=known,
    )


def _label(speech: Words, objection: Objection) -> str:
    asked = _ASKED.get(field_of(objection))
    return speech(asked) if asked else ""


def _anchor(objection: Objection, choice: Choice) -> str:
    """The input that an objection is about; one about a scope is about its section's box."""
    field = field_of(objection)
    if field != "scopes":
        return field or "vacancy"
    at = objection.field.removeprefix("/scopes").lstrip("/")
    sections = [part.scope.section for part in choice.parts]
    return f"scope-{sections[int(at)] if at.isdigit() and int(at) < len(sections) else 'first'}"


def _today(house: House) -> date:
    return house.desk.clock.now().astimezone(house.desk.zone).date()
