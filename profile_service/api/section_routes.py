"""The items of an individual's own profile, over the API: one set of routes for each section.

Made in a loop, so that the published contract says exactly what each section takes and gives.
"""

from functools import cache
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from profile_service.actions.looking_again import confirm_item, restore_own_words
from profile_service.actions.own_profile import (
    add_item,
    change_item,
    item_history,
    read_own_item,
    read_own_section,
    remove_item,
)
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, patch_of, read_model, read_patch
from profile_service.api.contract import refusals, sends
from profile_service.api.versions import IfMatch, etag, expected_version
from profile_service.domain.profile import Assertion, ItemId
from profile_service.domain.reply import Reply
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import render_item, to_bytes
from profile_service.wire.access import render_history, render_items
from schemas.profile import ITEM_MODELS, ItemHistory, SectionItems
from schemas.sections import SECTION_MODELS

Item = Annotated[str, Path(max_length=64, description="The item's id.")]
_WRITE = ("idempotency-key-reused", "malformed-body", "unsupported-media-type")
_CHANGE = ("not-available", "stale-version", "precondition-required")


@cache
def section_router() -> APIRouter:
    """All routes below `/v1/me/profile/{section}`."""
    router = APIRouter(prefix="/v1/me/profile", tags=["own profile"])
    for section in SECTION_MODELS:
        for register in _REGISTERED_BY_OTHERS if SECTIONS[section].by_others else _REGISTERED:
            register(router, section)
    return router


def _list(router: APIRouter, section: str) -> None:
    @router.get(
        f"/{section}",
        operation_id=f"list_{section}",
        responses={200: {"model": SectionItems, **sends("ETag")}, **refusals()},
        summary=f"Every item of {section}",
    )
    async def list_items(caller: AsIndividual, house: Here) -> Response:
        items, version = await house.read(lambda work: read_own_section(work, house.desk, caller, section))
        return to_response(Reply(200, to_bytes(render_items(items)), {"ETag": etag(version)}))


def _add(router: APIRouter, section: str) -> None:
    model = SECTION_MODELS[section]

    @router.post(
        f"/{section}",
        operation_id=f"add_{section}",
        status_code=201,
        responses={
            201: {"model": ITEM_MODELS[section], **sends("ETag", "Location")},
            **refusals(*_WRITE),
        },
        openapi_extra=body_of(model),
        summary=f"Add an item to {section}",
    )
    async def add(
        request: Request, caller: AsIndividual, house: Here, key: IdempotencyKey = None
    ) -> Response:
        content = (await read_model(request, model)).model_dump(mode="json", exclude_none=True)

        def act(work: Work) -> Reply:
            added = add_item(work, house.desk, caller, section, content)
            place = {"Location": f"/v1/me/profile/{section}/{added.id}"}
            return _reply(201, added, place)

        return await answer_once(house, await once(request, caller, caller, key), act)


def _read(router: APIRouter, section: str) -> None:
    @router.get(
        f"/{section}/{{item}}",
        operation_id=f"read_{section}",
        responses={200: {"model": ITEM_MODELS[section], **sends("ETag")}, **refusals("not-available")},
        summary=f"One item of {section}",
    )
    async def read(item: Item, caller: AsIndividual, house: Here) -> Response:
        found = await house.read(lambda work: read_own_item(work, house.desk, caller, section, ItemId(item)))
        return to_response(_reply(200, found))


def _change(router: APIRouter, section: str) -> None:
    @router.patch(
        f"/{section}/{{item}}",
        operation_id=f"change_{section}",
        responses={200: {"model": ITEM_MODELS[section], **sends("ETag")}, **refusals(*_WRITE, *_CHANGE)},
        openapi_extra=patch_of(SECTION_MODELS[section]),
        summary=f"Change an item of {section}: a merge patch",
    )
    async def change(
        request: Request,
        item: Item,
        caller: AsIndividual,
        house: Here,
        if_match: IfMatch = None,
        key: IdempotencyKey = None,
    ) -> Response:
        expected = expected_version(if_match)
        patch = await read_patch(request)

        def act(work: Work) -> Reply:
            return _reply(200, change_item(work, house.desk, caller, section, ItemId(item), patch, expected))

        return await answer_once(house, await once(request, caller, caller, key), act)


def _remove(router: APIRouter, section: str) -> None:
    @router.delete(
        f"/{section}/{{item}}",
        operation_id=f"remove_{section}",
        status_code=204,
        responses={**refusals(*_CHANGE, "idempotency-key-reused")},
        summary=f"Take an item out of {section}",
    )
    async def remove(
        request: Request,
        item: Item,
        caller: AsIndividual,
        house: Here,
        if_match: IfMatch = None,
        key: IdempotencyKey = None,
    ) -> Response:
        expected = expected_version(if_match)

        def act(work: Work) -> Reply:
            remove_item(work, house.desk, caller, section, ItemId(item), expected)
            return Reply(204, b"")

        return await answer_once(house, await once(request, caller, caller, key), act)


def _history(router: APIRouter, section: str) -> None:
    @router.get(
        f"/{section}/{{item}}/history",
        operation_id=f"history_{section}",
        responses={200: {"model": ItemHistory}, **refusals("not-available")},
        summary=f"Every version of an item of {section}, the removed one too",
    )
    async def history(item: Item, caller: AsIndividual, house: Here) -> Response:
        past = await house.read(lambda work: item_history(work, house.desk, caller, section, ItemId(item)))
        return to_response(Reply(200, to_bytes(render_history(past))))


def _confirm(router: APIRouter, section: str) -> None:
    @router.post(
        f"/{section}/{{item}}/confirm",
        operation_id=f"confirm_{section}",
        responses={
            200: {"model": ITEM_MODELS[section], **sends("ETag")},
            **refusals(*_CHANGE, "idempotency-key-reused"),
        },
        summary=f"Say that an item of {section} is still true: the same words, and a new day to look again",
    )
    async def confirm(
        request: Request,
        item: Item,
        caller: AsIndividual,
        house: Here,
        if_match: IfMatch = None,
        key: IdempotencyKey = None,
    ) -> Response:
        expected = expected_version(if_match)

        def act(work: Work) -> Reply:
            return _reply(200, confirm_item(work, house.desk, caller, section, ItemId(item), expected))

        return await answer_once(house, await once(request, caller, caller, key), act)


def _restore(router: APIRouter, section: str) -> None:
    @router.post(
        f"/{section}/{{item}}/restore",
        operation_id=f"restore_{section}",
        responses={
            200: {"model": ITEM_MODELS[section], **sends("ETag")},
            **refusals(*_CHANGE, "idempotency-key-reused"),
        },
        summary=f"Put her own last wording of an item of {section} back in the place of somebody else's",
    )
    async def restore(
        request: Request,
        item: Item,
        caller: AsIndividual,
        house: Here,
        if_match: IfMatch = None,
        key: IdempotencyKey = None,
    ) -> Response:
        expected = expected_version(if_match)

        def act(work: Work) -> Reply:
            return _reply(200, restore_own_words(work, house.desk, caller, section, ItemId(item), expected))

        return await answer_once(house, await once(request, caller, caller, key), act)


def _reply(status: int, item: Assertion, headers: dict[str, Any] | None = None) -> Reply:
    return Reply(status, to_bytes(render_item(item)), {"ETag": etag(item.version), **(headers or {})})


_REGISTERED_BY_OTHERS: Final = (_list, _read, _history)
"""What others state is read here, and written nowhere below this address."""
_REGISTERED: Final = (*_REGISTERED_BY_OTHERS, _add, _change, _remove, _confirm, _restore)
