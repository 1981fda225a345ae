"""Two people at one table: she makes a code on her device, the helper types it on his."""

import re
from typing import Any

from tests.web.conftest import Visitor

CODE = re.compile(r'class="code" dir="ltr">([0-9A-Z-]+)<')
DRAFT = re.compile(r"/my/drafts/(drf_[a-z0-9]+)")
HELP = re.compile(r"/my/help/(hlp_[a-z0-9]+)/end")
MANDATE = re.compile(r"(mnd_[a-z0-9]+)")


def help_code(her: Visitor, *sections: str, special: tuple[str, ...] = (), minutes: int = 30) -> str:
    """A code that she makes, by the page."""
    sent: dict[str, Any] = {"section": list(sections), "special": list(special), "minutes": str(minutes)}
    answer = her.send("/my/help", **sent)
    assert answer.status_code == 200, answer.text
    found = CODE.search(answer.text)
    assert found is not None
    return found[1]


def begin(helper: Visitor, code: str) -> None:
    """The helper types it, and is in."""
    answer = helper.send("/agency/help", code=code)
    assert (answer.status_code, answer.headers.get("location")) == (303, "/agency/help/now"), answer.text


def helped(her: Visitor, helper: Visitor, *sections: str, **more: Any) -> None:
    """She makes a code, and the helper opens with it."""
    begin(helper, help_code(her, *sections, **more))


def drafts(her: Visitor) -> list[str]:
    """The ids of the drafts that wait for her, newest first."""
    return list(dict.fromkeys(DRAFT.findall(her.get("/my/drafts").text)))


def mandate_code(principal: Visitor, *powers: str, months: int = 3, name: str = "Astrid L") -> str:
    """A code that she makes for whoever shall act for her."""
    answer = principal.send("/my/representatives", power=list(powers), months=str(months), name=name)
    assert answer.status_code == 200, answer.text
    found = CODE.search(answer.text)
    assert found is not None
    return found[1]


def mandated(principal: Visitor, representative: Visitor, *powers: str, **more: Any) -> str:
    """The id of a mandate that was given and taken on."""
    code = mandate_code(principal, *powers, **more)
    answer = representative.send("/my/for", code=code, name="Bo E")
    assert answer.status_code == 303, answer.text
    return MANDATE.findall(representative.get("/my/for").text)[0]


def turn(representative: Visitor, mandate: str) -> None:
    """She turns to the principal's profile; the form token is a new one then."""
    answer = representative.send(f"/my/for/{mandate}")
    assert answer.status_code == 303, answer.text
    token = re.search(r'name="form_token" value="([^"]+)"', representative.get("/my/for").text)
    assert token is not None
    representative.form_token = token[1]
