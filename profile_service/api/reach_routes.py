"""News of hers, and where she is told of it, for programs of hers."""

from typing import Annotated, Literal, TypeAlias

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.actions.news import news_of, see_news
from profile_service.actions.ports import Work
from profile_service.actions.reaching import (
    Chosen,
    Confirmed,
    choose,
    confirm_place,
    forget_place,
    name_place,
    reach_of,
)
from profile_service.api.answering_once import to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.domain.news import Topic
from profile_service.domain.reach import Channel, Timing
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, FreshIndividual, Here
from profile_service.portability.own_format import Wire, to_bytes
from profile_service.wire.reach import render_news, render_reach
from schemas.access import NewsItemList, NewsSeenBody, Reach, ReachAddressBody, ReachBody, ReachCodeBody

router = APIRouter(prefix="/v1/me", tags=["own news"])
_Channel: TypeAlias = Literal["email", "sms"]
_MOST_PAGES = 10_000


@router.get(
    "/news",
    responses={200: {"model": NewsItemList}, **refusals()},
    summary="What others did and time brought, newest first, twenty to a page",
)
async def own_news(
    caller: AsIndividual, house: Here, page: Annotated[int, Query(ge=1, le=_MOST_PAGES)] = 1
) -> Response:
    found = await house.read(lambda work: news_of(work, caller, page))
    told: Wire = {
        "news": [render_news(one) for one in found.news],
        "unseen": found.unseen,
        "more": found.more,
    }
    return to_response(Reply(200, to_bytes(told)))


@router.post(
    "/news/seen",
    status_code=204,
    responses=refusals("malformed-body", "unsupported-media-type"),
    openapi_extra=body_of(NewsSeenBody),
    summary="Say that she has seen one piece of news, and those before it",
)
async def news_seen(request: Request, caller: AsIndividual, house: Here) -> Response:
    body = await read_model(request, NewsSeenBody)
    await house.write(lambda work: see_news(work, house.desk, caller, body.until))
    return to_response(Reply(204, b""))


@router.get(
    "/reach",
    responses={200: {"model": Reach}, **refusals()},
    summary="How she wants to be told outside of the portal, and where",
)
async def own_reach(caller: AsIndividual, house: Here) -> Response:
    return await _told(caller, house)


@router.put(
    "/reach",
    responses={200: {"model": Reach}, **refusals("malformed-body", "unsupported-media-type")},
    openapi_extra=body_of(ReachBody),
    summary="Choose how soon, when not, and on which channels",
)
async def choose_reach(request: Request, caller: AsIndividual, house: Here) -> Response:
    body = await read_model(request, ReachBody)
    chosen = Chosen(
        on=frozenset(one for one, on in ((Channel.EMAIL, body.email), (Channel.SMS, body.sms)) if on),
        timings={Topic(topic): Timing(timing) for topic, timing in body.when},
        quiet_from=body.quiet_from,
        quiet_to=body.quiet_to,
        language=body.language or "",
        nameless=body.nameless,
    )
    await house.write(lambda work: choose(work, house.desk, caller, chosen))
    return await _told(caller, house)


@router.put(
    "/reach/{channel}",
    responses={
        200: {"model": Reach},
        **refusals("not-available", "too-many-attempts", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(ReachAddressBody),
    summary="Name an address, signed in anew: a code is sent there",
)
async def name_reach(request: Request, channel: _Channel, caller: FreshIndividual, house: Here) -> Response:
    body = await read_model(request, ReachAddressBody)
    await house.write(lambda work: name_place(work, house.desk, caller, Channel(channel), body.address))
    return await _told(caller, house)


@router.post(
    "/reach/{channel}/confirm",
    responses={200: {"model": Reach}, **refusals("malformed-body", "unsupported-media-type")},
    openapi_extra=body_of(ReachCodeBody),
    summary="The code that came there: from now on she is told there",
)
async def confirm_reach(request: Request, channel: _Channel, caller: AsIndividual, house: Here) -> Response:
    body = await read_model(request, ReachCodeBody)

    def act(work: Work) -> Confirmed:
        return confirm_place(work, house.desk, caller, Channel(channel), body.code)

    if await house.write(act) is not Confirmed.DONE:
        right = "the code of the newest message, within thirty minutes"
        raise ContentError([Objection("/code", "this code does not work", right)])
    return await _told(caller, house)


@router.delete(
    "/reach/{channel}",
    responses={200: {"model": Reach}, **refusals()},
    summary="Nothing goes there any more, and the address is not kept",
)
async def forget_reach(channel: _Channel, caller: AsIndividual, house: Here) -> Response:
    await house.write(lambda work: forget_place(work, caller, Channel(channel)))
    return await _told(caller, house)


async def _told(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: reach_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes(render_reach(found))))
