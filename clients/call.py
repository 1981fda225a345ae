"""A call as a value: what to send and how to read what comes back, with no input or output of its own."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Generic, Self, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx

from clients.errors import InvalidArgumentError
from schemas.model import Model

_KEY: Final = re.compile("[\x21-\x7e]{1,200}")

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound=Model)


class Repeat(Enum):
    """When the same call may be sent once more."""

    SAFELY = "safely"
    """Twice does what once does: a reading, or a write that carries its idempotency key."""
    UNSENT = "unsent"
    """Only where no connection was made, so that nothing can have arrived."""


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """One request to the service, and what its answer means."""

    method: str
    path: str
    read: Callable[[httpx.Response], T]
    query: Sequence[tuple[str, str]] = ()
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    repeat: Repeat = Repeat.SAFELY
    is_public: bool = False
    """Whether it is sent without an access token."""

    def keyed(self, key: str) -> Self:
        """The same call under an idempotency key of one's own, to be repeated even by another process.

        Raises:
            InvalidArgumentError: it is not 1 to 200 visible ASCII characters.
        """
        if _KEY.fullmatch(key) is None:
            raise InvalidArgumentError(
                "this is no idempotency key; expected 1 to 200 visible ASCII characters"
            )
        return replace(self, headers={**self.headers, "Idempotency-Key": key})


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What came back: read as its model, and as it was on the wire."""

    value: T
    body: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


def reading(
    path: str,
    read: Callable[[httpx.Response], T],
    query: Sequence[tuple[str, str]] = (),
    accept: str = "application/json",
) -> Call[T]:
    """A call that changes nothing."""
    return Call("GET", path, read, query, headers={"Accept": accept})


def writing(
    method: str,
    path: str,
    read: Callable[[httpx.Response], T],
    content: Any = None,
    *,
    version: int | None = None,
) -> Call[T]:
    """A call that changes something; it carries a new idempotency key, so it may be repeated.

    Args:
        content: what to send as JSON; None for no body.
        version: the version that is changed, for If-Match.
    """
    headers = {"Accept": "application/json", "Idempotency-Key": str(uuid4())}
    body = None
    if content is not None:
        body = json_bytes(content)
        headers["Content-Type"] = "application/json"
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return Call(method, path, read, body=body, headers=headers)


def path_to(*parts: str) -> str:
    """The path of a resource, with each part escaped.

    Raises:
        InvalidArgumentError: a part is empty, or would climb to another resource.
    """
    for part in parts:
        if part in ("", ".", ".."):
            raise InvalidArgumentError(f"{part!r} is not an id; expected one that the service gave")
    return "/" + "/".join(quote(part, safe="") for part in parts)


def json_bytes(content: Any) -> bytes:
    """Write a body. Raises InvalidArgumentError for what JSON cannot say."""
    try:
        return json.dumps(content, allow_nan=False).encode("ascii")
    except (TypeError, ValueError) as error:
        raise InvalidArgumentError(
            "the content cannot be written as JSON; expected texts, numbers, lists, objects"
        ) from error


def moment(until: date | datetime | str | None) -> str | None:
    """A date or a moment with its offset as the service reads it; a text goes as it is."""
    if isinstance(until, datetime) and until.tzinfo is None:
        raise InvalidArgumentError("the time has no offset; expected one with tzinfo, such as UTC")
    return until.isoformat() if isinstance(until, date) else until


def as_model(model: type[ModelT]) -> Callable[[httpx.Response], ModelT]:
    """Read an answer as one of the published models; fields that a newer service adds are let by."""
    return lambda response: model.model_validate_json(response.content, extra="ignore")


def as_bytes(response: httpx.Response) -> bytes:
    """Read an answer as a file."""
    return response.content


def as_nothing(response: httpx.Response) -> None:
    """Read an answer that has no content."""
