"""How we tell you: by nothing but this portal, unless she chooses more, and shows that the address is hers."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.errors import ContentError, NotAvailableError, TooManyTriesError
from profile_service.actions.own_profile import read_own_section
from profile_service.actions.ports import Work
from profile_service.actions.reaching import (
    Chosen,
    Confirmed,
    ReachView,
    choose,
    confirm_place,
    forget_place,
    name_place,
    reach_of,
)
from profile_service.domain.news import CHOSEN, Topic
from profile_service.domain.reach import CODE_LIFETIME, Channel, Timing, Wishes
from profile_service.doors import AtPortal, FreshAtPortal, Here, House, PortalVisit
from profile_service.language import LANGUAGES, words
from profile_service.language.letters import LetterText, letter_text
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake, explain
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/my/reach"
_OVER: Final = N_("This code is too old, or was tried too often. Ask for a new one.")
_WRONG: Final = N_("This is not the code. Look at the newest message.")
_TOO_MANY: Final = N_("Too many codes were sent today. Try again tomorrow.")
_TIMINGS: Final = {
    Timing.AT_ONCE: N_("At once"),
    Timing.DAILY: N_("Once a day"),
    Timing.NEVER: N_("Never"),
}
_TOPICS: Final = {
    Topic.WAITING: N_("When something waits for your answer"),
    Topic.READINGS: N_("When somebody reads again"),
    Topic.CHANGES: N_("When something ends or grows old"),
}
_FIELDS: Final = {Channel.EMAIL: "email", Channel.SMS: "phone"}
"""Where the profile holds such an address. It is offered, and taken only by her writing it here."""


@router.get(_HERE)
async def show_reach(request: Request, visit: AtPortal, house: Here) -> Response:
    """Where she is told, how soon, and what a message looks like."""
    view = await _view(house, visit)
    return page(
        request,
        visit,
        "reach.html",
        view=view,
        channels=tuple(Channel),
        topics=_TOPICS,
        timings=_TIMINGS,
        letter=_letter(visit, view),
        language_names=LANGUAGES,
    )


@router.get("/my/reach/when")
async def show_when(request: Request, visit: AtPortal, house: Here) -> Response:
    """How soon, and when not."""
    return _when_page(request, visit, await _view(house, visit))


@router.post("/my/reach/when")
async def choose_when(request: Request, visit: AtPortal, house: Here) -> Response:
    """All of it at once, as the form has it."""
    chosen = _chosen(posted(await request.form()))
    try:
        await house.write(lambda work: choose(work, house.desk, visit.individual, chosen))
    except ContentError:
        return _when_page(request, visit, await _view(house, visit), is_wrong=True)
    return go(_HERE)


@router.get("/my/reach/{channel}")
async def ask_for_address(
    request: Request,
    visit: FreshAtPortal,
    house: Here,
    channel: str,
    fill: Annotated[Literal["profile"] | None, Query()] = None,
) -> Response:
    """What a message looks like, and then where it should go."""
    known = _known(channel)
    written = await _in_profile(house, visit, known) if fill else ""
    return await _address_page(request, visit, house, known, written, "")


@router.post("/my/reach/{channel}")
async def send_code(request: Request, visit: FreshAtPortal, house: Here, channel: str) -> Response:
    """A code goes there, and nothing else before it is written here."""
    known = _known(channel)
    written = without_controls(first(posted(await request.form()), "address"))
    speech = words(visit.language)
    try:
        await house.write(lambda work: name_place(work, house.desk, visit.individual, known, written))
    except ContentError as error:
        wrong = explain(speech, error.objections[0])
    except TooManyTriesError:
        wrong = speech(_TOO_MANY)
    else:
        return go(f"{_HERE}/{known.value}/code")
    return await _address_page(request, visit, house, known, written, wrong)


@router.get("/my/reach/{channel}/code")
async def ask_for_code(request: Request, visit: AtPortal, house: Here, channel: str) -> Response:
    """Where the code went, and a place to write it."""
    return await _code_page(request, visit, house, _known(channel), "")


@router.post("/my/reach/{channel}/code")
async def take_code(request: Request, visit: AtPortal, house: Here, channel: str) -> Response:
    """With the right code it is where she is told."""
    known, written = _known(channel), first(posted(await request.form()), "code")[:40]

    def confirm(work: Work) -> Confirmed:
        return confirm_place(work, house.desk, visit.individual, known, written, visit.language)

    came = await house.write(confirm)
    if came is Confirmed.DONE:
        return go(_HERE)
    wrong = words(visit.language)(_WRONG if came is Confirmed.WRONG else _OVER)
    return await _code_page(request, visit, house, known, wrong)


@router.post("/my/reach/{channel}/remove")
async def remove_address(visit: AtPortal, house: Here, channel: str) -> Response:
    """Nothing goes there any more, and it is not kept."""
    known = _known(channel)
    await house.write(lambda work: forget_place(work, visit.individual, known))
    return go(_HERE)


def _known(channel: str) -> Channel:
    try:
        return Channel(channel)
    except ValueError:
        raise NotAvailableError from None


async def _view(house: House, visit: PortalVisit) -> ReachView:
    return await house.read(lambda work: reach_of(work, house.desk, visit.individual))


def _letter(visit: PortalVisit, view: ReachView) -> LetterText:
    """The very text that would go, in the language in which it would go."""
    return letter_text(
        view.wishes.language or visit.language, nameless=view.wishes.nameless or view.protected
    )


async def _in_profile(house: House, visit: PortalVisit, channel: Channel) -> str:
    items, _ = await house.read(lambda work: read_own_section(work, house.desk, visit.individual, "person"))
    found = items[0].content.get(_FIELDS[channel]) if items else None
    return found if isinstance(found, str) else ""


async def _address_page(
    request: Request, visit: PortalVisit, house: House, channel: Channel, written: str, wrong: str
) -> Response:
    view = await _view(house, visit)
    if channel not in view.possible:
        return go(_HERE)
    label = words(visit.language)(N_("Where should it go?"))
    return page(
        request,
        visit,
        "reach_address.html",
        status=422 if wrong else 200,
        channel=channel.value,
        view=view,
        letter=_letter(visit, view),
        offered="" if written else await _in_profile(house, visit, channel),
        written=written,
        mistakes=[Mistake("address", "address", label, wrong)] if wrong else [],
    )


async def _code_page(
    request: Request, visit: PortalVisit, house: House, channel: Channel, wrong: str
) -> Response:
    pending = (await _view(house, visit)).places[channel].pending
    if pending is None:
        return go(_HERE)
    label = words(visit.language)(N_("The code from the message"))
    return page(
        request,
        visit,
        "reach_code.html",
        status=422 if wrong else 200,
        channel=channel.value,
        address=pending.address,
        minutes=int(CODE_LIFETIME.total_seconds()) // 60,
        mistakes=[Mistake("code", "code", label, wrong)] if wrong else [],
    )


def _when_page(request: Request, visit: PortalVisit, view: ReachView, *, is_wrong: bool = False) -> Response:
    speech = words(visit.language)
    told = speech(N_("Something is not right here. Look at what you wrote."))
    return page(
        request,
        visit,
        "reach_when.html",
        status=422 if is_wrong else 200,
        view=view,
        channels=tuple(Channel),
        topics=_TOPICS,
        timings=_TIMINGS,
        hours=range(24),
        language_names=LANGUAGES,
        mistakes=[Mistake("quiet_from", "quiet_from", "", told)] if is_wrong else [],
    )


def _chosen(answers: Answers) -> Chosen:
    usual = Wishes()
    timings = {topic: usual.timings[topic] for topic in CHOSEN}
    for topic in CHOSEN:
        said = first(answers, topic.value)
        timings[topic] = Timing(said) if said in set(Timing) else timings[topic]
    language = first(answers, "language")
    return Chosen(
        on=frozenset(one for one in Channel if one.value in answers.get("on", ())),
        timings=timings,
        quiet_from=_hour(first(answers, "quiet_from")),
        quiet_to=_hour(first(answers, "quiet_to")),
        language=language if language in LANGUAGES else "",
        nameless=bool(first(answers, "nameless")),
    )


def _hour(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 2 else -1  # noqa: PLR2004
