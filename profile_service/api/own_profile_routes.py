"""An individual's own profile as a whole, over the API."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from profile_service.actions.own_profile import patch_person, read_own_profile
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import JSON, MERGE_PATCH, body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.api.versions import IfMatch, etag, expected_version
from profile_service.domain.profile import Profile as OwnProfile
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import render_profile, to_bytes
from schemas.profile import Profile, ProfilePatch

router = APIRouter(prefix="/v1/me/profile", tags=["own profile"])


@router.get(
    "", responses={200: {"model": Profile, **sends("ETag")}, **refusals()}, summary="The whole profile"
)
async def read_profile(caller: AsIndividual, house: Here) -> Response:
    return to_response(_reply(await house.read(lambda work: read_own_profile(work, house.desk, caller))))


@router.patch(
    "",
    responses={
        200: {"model": Profile, **sends("ETag")},
        **refusals(
            "stale-version",
            "precondition-required",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(ProfilePatch, MERGE_PATCH, JSON),
    summary="Change what is said about the person: a merge patch",
)
async def patch_profile(
    request: Request, caller: AsIndividual, house: Here, if_match: IfMatch = None, key: IdempotencyKey = None
) -> Response:
    expected = expected_version(if_match)
    patch = await read_model(request, ProfilePatch, MERGE_PATCH, JSON)

    def act(work: Work) -> Reply:
        return _reply(patch_person(work, house.desk, caller, patch.person, expected))

    return await answer_once(house, await once(request, caller, caller, key), act)


def _reply(profile: OwnProfile) -> Reply:
    return Reply(200, to_bytes(render_profile(profile)), {"ETag": etag(profile.revision)})
