"""A dead link is as much work as any other: how long its answer takes does not tell an ended one from an erased person's."""

from typing import Any

import pytest

from profile_service.actions.shared_reading import standing
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.statements import Prepared
from tests.sharing.links import act, following, make
from tests.stage import Stage


def test_every_dead_link_is_the_same_work(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ended, locked, paused = make(stage), make(stage, with_word=True), make(stage, "rim")
    act(stage, ended, "withdraw")
    with following(stage) as viewer:
        for _ in range(5):
            viewer.press_open(locked, "FEL")
    stage.parts.database.writer.run(
        lambda work: work.accounts.pause_all("ind_demo_rim", stage.clock.now())  # type: ignore[arg-type]
    )
    erased = make(stage, "bo")
    assert stage.http.delete("/v1/me", headers=stage.individual("bo")).status_code == 204
    done: list[str] = []

    def counted(kind: type, name: str) -> None:
        real = getattr(kind, name)

        def count(*args: Any, **named: Any) -> Any:
            done.append("seal" if name in ("open", "seal_for_nobody") else name)
            return real(*args, **named)

        monkeypatch.setattr(kind, name, count)

    counted(Prepared, "one")
    counted(PersonalKeys, "open")
    counted(PersonalKeys, "seal_for_nobody")

    def work_of(secret: str) -> list[str]:
        done.clear()
        assert stage.parts.database.reader.run(lambda work: standing(work, stage.house.desk, secret)) is None
        return sorted(done)

    first = work_of(ended.secret)
    assert "seal" in first
    for other in (locked.secret, paused.secret, erased.secret, "never-was-one"):
        assert work_of(other) == first
