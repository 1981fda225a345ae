"""A unit of work that the database refuses takes nobody with it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from profile_service.actions.errors import BusyError
from profile_service.domain.people import Individual
from tests.stage import Stage


def test_a_row_that_is_there_already_fails_alone(stage: Stage) -> None:
    lane = stage.parts.database.writer

    def add(name: str):
        return lambda work: work.accounts.add_individual(Individual(name, "sv"))

    lane.run(add("ind_twice"))
    names = [f"ind_{at}" for at in range(20)]
    with ThreadPoolExecutor(21) as pool:
        futures = [pool.submit(lane.run, add(name)) for name in (*names, "ind_twice")]
        outcomes = [future.exception() for future in futures]
    assert outcomes[:-1] == [None] * len(names)
    assert isinstance(outcomes[-1], BusyError)
    assert all(lane.run(lambda work, name=name: work.accounts.individual(name)) for name in names)


def test_the_lane_goes_on_after_a_failure(stage: Stage) -> None:
    lane = stage.parts.database.writer

    def breaks(work) -> None:
        work._connection.execute(text("SELECT * FROM no_such_table"))

    with pytest.raises(BusyError):
        lane.run(breaks)
    assert lane.run(lambda work: work.accounts.individual("ind_demo_astrid")) is not None
