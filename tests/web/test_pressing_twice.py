"""Whoever presses twice, or goes back to a page that is no longer so, is told how it stands."""

import re
from collections.abc import Callable

from tests.declared import next_version
from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def test_an_undo_that_is_pressed_twice_is_done_and_not_too_late(stage: Stage, visitor: Visitors) -> None:
    request_id = stage.asked()
    grant = stage.answer_yes(request_id, ("profile:languages:read",)).json()["id"]
    her = visitor("astrid")
    for _ in range(2):
        answer = her.send(f"/my/grants/{grant}/undo")
        assert answer.headers["location"].startswith(f"/my/requests/{request_id}")
    assert "för sent att ångra" not in her.get(f"/my/grants/{grant}?late=1").text


def test_an_earlier_end_that_has_passed_is_said_on_the_page(stage: Stage, visitor: Visitors) -> None:
    grant = stage.granted()
    her, address = visitor("astrid"), f"/my/grants/{grant}/change"
    page = her.get(address).text
    fields: dict[str, str | list[str]] = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("field-0", "item-0")
    }
    day = {"until-other.year": "2020", "until-other.month": "01", "until-other.day": "01"}
    assert her.send(address, scope="0", until="other", **fields, **day).status_code == 422


def test_a_yes_that_is_undone_after_its_purpose_was_changed_waits_for_nobody(stage: Stage) -> None:
    request_id = stage.asked()
    grant = stage.answer_yes(request_id, ("profile:languages:read",)).json()["id"]
    next_version(stage)
    hers = stage.individual("astrid")
    assert stage.http.post(f"/v1/me/grants/{grant}/undo", headers=hers).status_code == 200
    found = stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()
    assert found["state"] == "lapsed"


def test_a_review_that_is_pressed_twice_or_is_out_of_date_shows_how_it_stands(
    stage: Stage, visitor: Visitors
) -> None:
    idle, read = stage.granted(), stage.granted()
    stage.move(days=60)
    her = visitor("astrid")
    her.get("/my/review")
    assert stage.read(read).status_code == 200
    assert her.send("/my/review", grant=[idle, read]).headers["location"] == "/my/review"
    hers = stage.individual("astrid")
    found = stage.http.get(f"/v1/me/grants/{idle}", headers=hers).json()
    assert found["state"] == "active", "all of them or none"
    her.get("/my/review")
    assert her.send("/my/review", grant=idle).headers["location"] == "/my"
    assert her.send("/my/review", grant=idle).headers["location"] == "/my/review"
