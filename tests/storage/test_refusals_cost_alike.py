"""A reading that will be refused is left to the general way before anything is done for it, whatever the reason."""

import pytest

from consent.vocabulary import GrantId
from profile_service.storage.foreseeing import UnforeseenError
from profile_service.storage.priming import PrimedReadings
from tests.stage import Stage
from tests.storage.test_carried_together import Read, World


def test_of_refusals_nothing_more_is_looked_up_than_of_a_grant_that_is_not_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(stage)
    assert stage.http.put("/v1/me/protection", headers=stage.individual("bo")).status_code in (200, 204)
    asked: list[str] = []
    for name in ("known", "tries"):
        monkeypatch.setattr(
            f"profile_service.storage.foreseeing.Fetched.{name}",
            lambda _self, keys, *_more, name=name: asked.append(name) if list(keys) else {},
        )
    for name in ("none", "withdrawn", "paused", "another's"):
        read = Read(world.grants[name], "Nils Berg", "", (), "", cleared=False)
        with world.undone() as connection:
            readings = PrimedReadings(
                connection, stage.parts.database.writer._sealer, [read.foreseen], alone=True
            )
            with pytest.raises(UnforeseenError):
                readings.ledger.find(GrantId(read.grant))
            assert not readings.vault._vault._fetched
    assert not asked
