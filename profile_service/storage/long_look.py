"""A look at everything, for as long as it takes: a lane would be cut off by its limits, and hold up everybody behind it."""

from collections.abc import Callable
from typing import TypeVar

from profile_service.storage.carrying import Carriage
from profile_service.storage.moving.copying import end_of
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.unit_of_work import UnitOfWork

T = TypeVar("T")


def look_long(url: str, sealer: Sealer, action: Callable[[UnitOfWork], T]) -> T:
    """Run an action that only looks, at one snapshot of the database itself, never of a copy for reading.

    Raises:
        DBAPIError: the database went away.
    """
    engine = end_of(url, reads_only=True)
    try:
        with engine.connect() as connection:
            carriage = Carriage(connection, writes=False)
            try:
                return action(UnitOfWork(connection, sealer))
            finally:
                carriage.give_up()
    finally:
        engine.dispose()
