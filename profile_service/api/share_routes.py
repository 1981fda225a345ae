"""Shares over the API: she makes a link, looks at it as others will, answers who she is, and takes it back."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.vocabulary import IndividualId, ShareId
from profile_service.actions.ports import Work
from profile_service.actions.shared_reading import preview_offer, preview_share
from profile_service.actions.sharing import (
    Offer,
    give_contact,
    make_share,
    refuse_contact,
    renew_word,
    share_of,
    shares_of,
    withdraw_share,
)
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.asking_routes import as_moment
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, FreshIndividual, Here, House
from profile_service.portability.own_format import to_bytes
from profile_service.wire.shares import render_share, render_shown
from schemas.access import ContactBody, MadeShare, Share, ShareBody, SharedProfile, ShareList, ShareWord

router = APIRouter(prefix="/v1/me/shares", tags=["own consent"])
_WRITTEN = ("malformed-body", "unsupported-media-type")


@router.get(
    "", responses={200: {"model": ShareList}, **refusals()}, summary="Every link she has made, newest first"
)
async def own_shares(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: shares_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"shares": [render_share(one) for one in found]})))


@router.post(
    "",
    status_code=201,
    responses={
        201: {"model": MadeShare, **sends("Location")},
        **refusals("sign-in-again", "idempotency-key-reused", *_WRITTEN),
    },
    openapi_extra=body_of(ShareBody),
    summary="Make a link to what she can do, for one vacancy",
)
async def make_own_share(
    request: Request, caller: FreshIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    offer = _offer(await read_model(request, ShareBody), house)

    def act(work: Work) -> Reply:
        made = make_share(work, house.desk, caller, offer)
        told = {
            "share": render_share(share_of(work, house.desk, caller, made.share.id)),
            "link": f"{house.settings.public_url}/shared/{made.secret}",
            **({"word": made.word} if made.word else {}),
        }
        return Reply(201, to_bytes(told), {"Location": f"/v1/me/shares/{made.share.id}"})

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/preview",
    responses={200: {"model": SharedProfile}, **refusals(*_WRITTEN)},
    openapi_extra=body_of(ShareBody),
    summary="Exactly what a viewer would see; makes nothing",
)
async def preview_own_share(request: Request, caller: AsIndividual, house: Here) -> Response:
    offer = _offer(await read_model(request, ShareBody), house)
    found = await house.read(lambda work: preview_offer(work, house.desk, caller, offer))
    return to_response(Reply(200, to_bytes(render_shown(found))))


@router.get(
    "/{share_id}",
    responses={200: {"model": Share}, **refusals("not-available")},
    summary="One of her shares, and its use",
)
async def own_share(share_id: str, caller: AsIndividual, house: Here) -> Response:
    return to_response(await house.read(lambda work: _share(work, house, caller, share_id)))


@router.get(
    "/{share_id}/shown",
    responses={200: {"model": SharedProfile}, **refusals("not-available")},
    summary="What a viewer of it sees, as long as it is open",
)
async def shown_by_own_share(share_id: str, caller: AsIndividual, house: Here) -> Response:
    def find(work: Work) -> Reply:
        view = share_of(work, house.desk, caller, ShareId(share_id))
        return Reply(200, to_bytes(render_shown(preview_share(work, house.desk, caller, view.share))))

    return to_response(await house.read(find))


@router.post(
    "/{share_id}/withdraw",
    responses={200: {"model": Share}, **refusals("not-available", "share-ended", "idempotency-key-reused")},
    summary="End it, at once and for good, also where it is open",
)
async def withdraw_own_share(
    request: Request, share_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        withdraw_share(work, house.desk, caller, ShareId(share_id))
        return _share(work, house, caller, share_id)

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/{share_id}/word",
    responses={
        200: {"model": ShareWord},
        **refusals("sign-in-again", "not-available", "share-ended", "idempotency-key-reused"),
    },
    summary="Make a new word; a link that was locked opens again with it",
)
async def renew_word_of_own_share(
    request: Request, share_id: str, caller: FreshIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        return Reply(200, to_bytes({"word": renew_word(work, house.desk, caller, ShareId(share_id))}))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/{share_id}/contact",
    responses={
        200: {"model": Share},
        **refusals("sign-in-again", "not-available", "share-ended", "idempotency-key-reused", *_WRITTEN),
    },
    openapi_extra=body_of(ContactBody),
    summary="Her second yes: the viewers may know her name, e-mail or phone",
)
async def give_contact_of_own_share(
    request: Request, share_id: str, caller: FreshIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, ContactBody)

    def act(work: Work) -> Reply:
        give_contact(work, house.desk, caller, ShareId(share_id), body.fields)
        return _share(work, house, caller, share_id)

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/{share_id}/refuse-contact",
    responses={200: {"model": Share}, **refusals("not-available", "share-ended", "idempotency-key-reused")},
    summary="Say no to who she is; nobody is told",
)
async def refuse_contact_of_own_share(
    request: Request, share_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        refuse_contact(work, house.desk, caller, ShareId(share_id))
        return _share(work, house, caller, share_id)

    return await answer_once(house, await once(request, caller, caller, key), act)


def _share(work: Work, house: House, caller: IndividualId, share_id: str) -> Reply:
    return Reply(200, to_bytes(render_share(share_of(work, house.desk, caller, ShareId(share_id)))))


def _offer(body: ShareBody, house: House) -> Offer:
    until = as_moment(body.until, house.desk.zone)
    return Offer(body.vacancy, body.employer, body.scopes, until, with_word=body.with_word)
