"""Waiting for a yes."""

import time

from clients.call import Answer
from clients.calls import organisation
from clients.errors import NoGrantError
from clients.flow import Flow, ask, pause
from clients.problem_errors import NotAvailableError
from schemas.access import AccessRequestStatus

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0


def await_grant(request_id: str, timeout: float = 600.0) -> Flow[AccessRequestStatus]:
    """Look again and again until the person has said yes.

    Raises:
        NoGrantError: there was no grant within `timeout` seconds; whether she said no is not told.
    """
    return (yield from await_answer(request_id, timeout)).value


def await_answer(request_id: str, timeout: float) -> Flow[Answer[AccessRequestStatus]]:
    """As `await_grant`, with the answer as it was on the wire."""
    began, slept, wait = time.monotonic(), 0.0, _FIRST_PAUSE
    while True:
        try:
            return (yield from ask(organisation.request_status(request_id)))
        except NotAvailableError:
            # Both clocks count: a slow service must not make the wait longer than was said.
            left = timeout - max(slept, time.monotonic() - began)
        if left <= 0:
            raise NoGrantError(
                f"no grant within {timeout:g} seconds; the person may not have answered, or may have said no"
            )
        yield from pause(min(wait, left))
        slept += min(wait, left)
        wait = min(wait * 1.5, _LONGEST_PAUSE)
