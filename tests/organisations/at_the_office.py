"""What the tests of organisations share: forms that are posted, codes that are shown, members that are looked up."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from httpx import Response

from profile_service.actions.ports import Work
from profile_service.demo.cast import NORRSKEN
from profile_service.domain.people import Member
from tests.stage import Stage
from tests.ways_in.at_the_portal import Browser, options_on
from tests.ways_in.authenticator import Authenticator
from tests.web.at_work import AtWork

T = TypeVar("T")
CODE = re.compile(r"\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b")
INVITED: Mapping[str, str | list[str]] = {
    "name": "Karin Ek",
    "unit": "Etablering Nord",
    "roles": ["case_worker"],
}


def carry(stage: Stage, act: Callable[[Work], T]) -> T:
    """Run an action in a transaction of the stage's own."""
    return stage.parts.database.writer.run(act)


def invite(at_work: AtWork, **changed: str | list[str]) -> str:
    """Invite somebody; the code that is shown."""
    return code_in(at_work.post("/agency/staff/invite", {**INVITED, **changed}))


def code_in(answer: Response) -> str:
    assert answer.status_code == 200, answer.text
    found = CODE.search(answer.text)
    assert found is not None, answer.text
    return found.group()


def named(stage: Stage, name: str) -> Member:
    people = carry(stage, lambda work: work.staff.of_organisation(NORRSKEN.id))
    return next(one for one in people if one.name == name)


def another_device(number: int) -> Authenticator:
    return Authenticator("http://localhost:8000", "localhost", credential=bytes([number]) * 32)


def open_invitation(browser: Browser, code: str) -> Response:
    return browser.post("/invitation", {"code": code})


def redeem(stage: Stage, code: str, number: int = 7) -> tuple[Browser, Response]:
    """The whole way of somebody who was invited: the code, and a passkey of her own."""
    browser = Browser(stage)
    browser.device = another_device(number)
    page = open_invitation(browser, code)
    assert page.status_code == 200, page.text
    response = browser.device.create(options_on(page.text))
    return browser, browser.post("/invitation/passkey", {"response": response, "name": "Telefon"})


def journal(stage: Stage) -> Sequence[Any]:
    """Kind, organisation and reason of what was changed in organisations, oldest first."""
    with stage.parts.database.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT kind, outcome, organisation_id, reason, grant_id, individual_id FROM journal "
            "WHERE kind = 'organisation_change' ORDER BY seq"
        )
        return list(rows)
