"""Commands that work on the database beside a running service: each one transaction, waiting its turn."""

from collections.abc import Callable
from typing import TypeVar

from rich.console import Console

from profile_service.actions.errors import AlreadyAnsweredError, ContentError, NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.key_source import ring_of
from profile_service.parts import house_from, open_parts, recall_erasures
from profile_service.settings import Settings
from profile_service.storage.database import check_key_ring, see_that_it_is_current

T = TypeVar("T")
said = Console(stderr=True, soft_wrap=True)
shown = Console(soft_wrap=True, highlight=False, markup=False)


class RefusedError(Exception):
    """What was asked for cannot be done: what is wrong, and what would be right."""


def at_the_desk(action: Callable[[Work, Desk], T]) -> T:
    """Run one action on the installation that the environment names; returns when what it did is durable.

    A running service is not in the way: SQLite lets one write at a time, and this waits for up to five seconds.

    Raises:
        RefusedError: the action says no.
        DatabaseError, KeyRingError, SealError: the installation cannot be opened.
        BusyError: the service wrote all the while.
    """
    settings = Settings()
    keys = ring_of(settings)
    parts = open_parts(settings, keys)
    try:
        see_that_it_is_current(parts.database.engine)
        check_key_ring(parts.database.engine, keys)
        recall_erasures(parts)
        desk = house_from(parts).desk
        return parts.database.writer.run(lambda work: action(work, desk))
    except ContentError as error:
        lines = (
            f"{one.field.strip('/')}: {one.problem}; right would be: {one.expected}"
            for one in error.objections
        )
        raise RefusedError("; ".join(lines)) from None
    except AlreadyAnsweredError:
        raise RefusedError("this was decided or taken back before") from None
    except NotAvailableError:
        raise RefusedError("there is none with this id that stands") from None
    finally:
        parts.database.close()
