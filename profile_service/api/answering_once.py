"""Idempotency-Key: a retry has one effect, and gets the same answer (draft-ietf-httpapi-idempotency-key-header)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Header, Request
from fastapi.responses import Response

from consent.vocabulary import IndividualId
from profile_service.actions.errors import KeyReusedError
from profile_service.actions.ports import Work
from profile_service.domain.reply import Reply
from profile_service.doors import House

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        description="Any unguessable word of the caller's: a retry under the same one has one effect.",
    ),
]


@dataclass(frozen=True, slots=True)
class Once:
    """One write: by whom, under which key, and what exactly was asked."""

    caller: str
    individual: IndividualId | None
    key: str | None
    fingerprint: str


async def once(request: Request, caller: str, individual: IndividualId | None, key: str | None) -> Once:
    """Take down what a write asks for. The body has been read by then, and is not read again."""
    digest = hashlib.sha256()
    address = f"{request.url.path}?{request.url.query}"
    condition = request.headers.get("if-match", "")
    for part in (request.method.encode(), address.encode(), condition.encode(), await request.body()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return Once(caller, individual, key, digest.hexdigest())


async def answer_once(house: House, write: Once, act: Callable[[Work], Reply]) -> Response:
    """Do the write and keep its answer in the same transaction, or give the kept answer again.

    Raises:
        KeyReusedError: the key came with another request before.
    """

    def act_once(work: Work) -> Reply:
        if write.key is None:
            return act(work)
        kept = work.replays.find(write.caller, write.key)
        if kept is not None:
            if kept[0] != write.fingerprint:
                raise KeyReusedError
            return kept[1]
        reply = act(work)
        now = house.desk.clock.now()
        work.replays.keep(write.caller, write.key, write.fingerprint, reply, write.individual, now)
        return reply

    return to_response(await house.write(act_once))


def to_response(reply: Reply) -> Response:
    """A reply as a response that no cache may keep."""
    headers = {"Cache-Control": "no-store", **reply.headers}
    media_type = "application/json" if reply.body and "Content-Type" not in headers else None
    return Response(reply.body, reply.status, headers, media_type)
