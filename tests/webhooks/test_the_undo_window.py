"""While a yes can be undone the organisation hears nothing of it, whatever she does with it meanwhile."""

import json

import pytest
from at_norrsken import notices, registered
from listener import Listener

from tests.stage import LANGUAGES, SKILLS, Stage


def _about(stage: Stage, grant: str) -> list[str]:
    return [one["type"] for one in notices(stage) if one["data"] == {"grant_id": grant}]


def _step(stage: Stage, grant: str, verb: str, **body: object) -> None:
    path = f"/v1/me/grants/{grant}/{verb}"
    answer = stage.http.post(path, json=body or None, headers=stage.individual("astrid"))
    assert answer.status_code == 200, answer.text


def test_what_she_changes_in_a_yes_that_she_then_undoes_is_never_told(
    stage: Stage, receiver: Listener
) -> None:
    registered(stage, receiver.url)
    grant = stage.granted((LANGUAGES, SKILLS))
    stage.move(seconds=5)
    _step(stage, grant, "narrow", scopes=[LANGUAGES])
    _step(stage, grant, "pause")
    stage.rounds()
    assert receiver.received == []
    _step(stage, grant, "undo")
    stage.move(minutes=5)
    stage.rounds()
    assert (receiver.received, _about(stage, grant)) == ([], [])


def test_what_she_changed_is_told_once_the_yes_stands(stage: Stage, receiver: Listener) -> None:
    registered(stage, receiver.url)
    grant = stage.granted((LANGUAGES, SKILLS))
    _step(stage, grant, "narrow", scopes=[LANGUAGES])
    stage.move(seconds=30)
    stage.rounds()
    assert len(receiver.received) == len(_about(stage, grant)) == 2


@pytest.mark.parametrize("waited", [0, 29])
def test_an_end_in_that_time_is_told_at_once_and_nothing_after_it(
    stage: Stage, receiver: Listener, waited: int
) -> None:
    registered(stage, receiver.url)
    grant = stage.granted()
    stage.move(seconds=waited)
    stage.withdraw(grant)
    stage.rounds()
    stage.move(minutes=5)
    stage.rounds()
    ((_, body),) = receiver.received
    assert json.loads(body)["data"] == {"grant_id": grant}
    assert len(_about(stage, grant)) == 1
