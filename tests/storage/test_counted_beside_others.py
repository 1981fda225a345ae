"""Workers that carry readings at the same time let through no more of them in a day than one of them would."""

from contextlib import ExitStack

import pytest
from sqlalchemy import text

from profile_service.storage.carrying import Carriage
from profile_service.storage.foreseeing import UnforeseenError
from profile_service.storage.priming import PrimedReadings
from tests.databases import ON_POSTGRESQL
from tests.stage import Stage
from tests.storage.test_carried_together import Read, World

pytestmark = pytest.mark.skipif(
    not ON_POSTGRESQL, reason="PostgreSQL's alone: on SQLite nobody writes beside"
)
_WORKERS = 5
_BATCH = 64


def test_full_batches_of_many_workers_stay_within_the_limit_of_a_day(stage: Stage) -> None:
    world = World(stage)
    most = stage.house.desk.limits.readings_per_person
    read = Read(world.grants["two sections"], "Nils Berg", "", (), "", cleared=False)
    action, sealer = world.act(read), stage.parts.database.writer._sealer
    gone_back = 0
    with ExitStack() as going:
        workers = []
        for _ in range(_WORKERS):
            connection = going.enter_context(stage.parts.database.engine.connect())
            carriage = Carriage(connection, writes=True, alone=False)
            readings = PrimedReadings(connection, sealer, [read.foreseen] * _BATCH, alone=False)
            for _ in range(_BATCH):
                readings.carry(action, read.foreseen)
            workers.append((carriage, readings))
        for carriage, readings in workers:
            try:
                readings.write()
                carriage.end()
            except UnforeseenError:
                gone_back += 1
                carriage.give_up()
    with stage.parts.database.engine.connect() as connection:
        tries = connection.execute(text("SELECT max(tries) FROM tally")).scalar_one()
    assert 0 < gone_back < _WORKERS
    assert tries <= most
