"""From an HTTP answer to its model, or to the exception that says what it is instead."""

from collections.abc import Mapping
from typing import Any, TypeVar

import httpx
from pydantic import ValidationError

from clients.call import Answer, Call
from clients.errors import EgenkartaError, OAuthError, UnexpectedAnswerError
from clients.problem_errors import problem_error
from clients.retries import retry_after
from schemas.field_errors import field_errors
from schemas.problems import Problem

T = TypeVar("T")


def read_answer(call: Call[T], response: httpx.Response) -> Answer[T]:
    """Read the answer to a call.

    Raises:
        ProblemError: the service answered with a problem.
        UnexpectedAnswerError: the answer is not what the contract describes.
    """
    if not response.is_success:
        raise _problem(response)
    try:
        value = call.read(response)
    except ValidationError as error:
        raise UnexpectedAnswerError(f"{where(response)}: {_misfit(error)}") from error
    return Answer(value, response.content, response.headers)


def read_token_answer(response: httpx.Response) -> Mapping[str, Any]:
    """Read what the token endpoint or its metadata answered with.

    Raises:
        OAuthError: the endpoint refused.
        UnexpectedAnswerError: the answer is no JSON object.
    """
    try:
        content = response.json()
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise _unexpected(response, "the body is not a JSON object")
    if response.is_success:
        return content
    error, description = content.get("error"), content.get("error_description")
    if isinstance(error, str):
        raise OAuthError(error, description if isinstance(description, str) else None, response.status_code)
    raise _problem(response)


def where(response: httpx.Response) -> str:
    """Which request was answered, without its query: that may hold what is nobody else's business."""
    return f"{response.request.method} {response.request.url.path}"


def _problem(response: httpx.Response) -> EgenkartaError:
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/problem+json":
        return _unexpected(response, "there is no problem document; does something else answer there?")
    try:
        # RFC 9457 section 3.2: members that are not known are ignored.
        problem = Problem.model_validate_json(response.content, extra="ignore")
    except ValidationError:
        return _unexpected(response, "the problem document is not one of this service")
    return problem_error(problem, retry_after(response), response.content)


def _unexpected(response: httpx.Response, what: str) -> UnexpectedAnswerError:
    return UnexpectedAnswerError(f"{where(response)} was answered with status {response.status_code}: {what}")


def _misfit(error: ValidationError) -> str:
    first = field_errors(error)[0]
    return f"the answer does not follow the contract at {first.field or '/'}: {first.problem}"
