"""Where the sandbox is opened: by a program with a key of its own, or on a page that hands out a ready one, once."""

import json
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from profile_service.actions.errors import ContentError
from profile_service.api.answering_once import to_response
from profile_service.api.bodies import read_model
from profile_service.api.errors import MalformedBodyError, MediaTypeError
from profile_service.api.problems import problem_response
from profile_service.demo.sandbox import Sandbox, new_key, open_sandbox
from profile_service.domain.reply import Reply
from profile_service.doors import Here, Public, PublicPage
from profile_service.doors.system_keys import public_key
from profile_service.language import words
from profile_service.portability.own_format import Wire, to_bytes
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.rendering import AnyVisit, page
from profile_service.web.staff_forms import mistakes_of
from schemas.access.organisations import PublicJwk, RedirectUris
from schemas.model import Model
from schemas.values import Flag, ShortText

router = APIRouter(include_in_schema=False)
_PAGE: Final = "/demo/sandbox"


class SandboxBody(Model):
    """What a sandbox organisation says of itself."""

    name: ShortText
    key: PublicJwk
    redirect_uris: RedirectUris = ()
    dpop_required: Flag = True


@router.post("/demo/organisations")
async def register_sandbox(request: Request, _visit: Public, house: Here) -> Response:
    """JSON in, and what is needed for the first question out; or a problem, as on the API."""
    try:
        body = await read_model(request, SandboxBody)
        key = public_key(body.key)
        made = await house.write(
            lambda work: open_sandbox(
                work, house.desk, body.name, key, body.redirect_uris, dpop_required=body.dpop_required
            )
        )
    except (ContentError, MalformedBodyError, MediaTypeError) as error:
        return problem_response(error)
    return to_response(Reply(201, to_bytes({**_told(made), "base_url": house.settings.public_url})))


@router.get(_PAGE)
async def start_sandbox(request: Request, visit: PublicPage) -> Response:
    """A form with one question."""
    return _form(request, visit, {}, [])


@router.post(_PAGE)
async def open_sandbox_here(request: Request, visit: PublicPage, house: Here) -> Response:
    """A client id and a key, ready to be used. The private key is shown this once and kept nowhere."""
    answers = posted(await request.form())
    name = without_controls(first(answers, "name"))
    private, public = new_key()
    try:
        made = await house.write(
            lambda work: open_sandbox(work, house.desk, name, public, (), dpop_required=False)
        )
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return _form(request, visit, answers, mistakes)
    ready = {"base_url": house.settings.public_url, **_told(made), "private_key_jwk": private}
    return page(request, visit, "sandbox_made.html", made=made, ready=json.dumps(ready, indent=1))


def _told(made: Sandbox) -> Wire:
    return {
        "organisation": {"id": made.organisation.id, "name": made.organisation.name, "sandbox": True},
        "client_id": made.client.id,
        "purpose_declaration": made.declaration.id,
        "scopes": [str(want.scope) for want in made.declaration.wants],
    }


def _form(request: Request, visit: AnyVisit, answers: Answers, mistakes: list[Mistake]) -> Response:
    return page(
        request,
        visit,
        "sandbox.html",
        status=422 if mistakes else 200,
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
    )
