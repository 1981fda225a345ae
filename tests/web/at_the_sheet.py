"""Somebody before a mapping session's pages: begin, save, and find the next form."""

import re

from tests.web.conftest import Visitor

REVISION = re.compile(r'name="revision" value="(\d+)"')


def speaking(found: Visitor, language: str = "en") -> Visitor:
    found.http.cookies.set("language", language)
    return found


def begin(
    who: Visitor, instrument: str = "orientation", at: str = "/my/mapping", **held: str | list[str]
) -> str:
    """The address of a session that was begun just now."""
    answer = who.send(f"{at}/new/{instrument}", then="begin", **{"second": "sv", **held})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def save(who: Visitor, page: str, revision: str = "", then: str = "next", **fields: str | list[str]) -> str:
    """Fill in a page and send it; where it leads to."""
    revision = revision or REVISION.findall(who.get(page).text)[0]
    named = {name.replace("__", "."): value for name, value in fields.items()}
    sent = {"form_token": who.form_token, "revision": revision, "then": then, **named}
    answer = who.http.post(page, data=sent)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def answer_of(page: str) -> str:
    """Where the answer to what is proposed on a page is sent."""
    return re.findall(r'action="(/my/mapping/[^"]+/decide/[^"]+)"', page)[0]
