"""What can be asked without signing in."""

import time
from collections.abc import Callable

from clients.address import base_address
from clients.calls import concepts, journal, receipts
from clients.calls import instruments as question_sets
from clients.operation import operation
from clients.tokens import NoToken
from clients.transport import Client, Settings


class Public(Client):
    """A visitor: nothing is sent that says who asks.

    Raises:
        InvalidArgumentError: the base URL is not one.
    """

    record_keys = operation(receipts.record_keys)
    journal_keys = operation(journal.journal_keys)
    journal_checkpoint = operation(journal.journal_checkpoint)
    journal_consistency = operation(journal.journal_consistency)
    search_concepts = operation(concepts.search_concepts)
    concept = operation(concepts.concept)
    taxonomies = operation(concepts.taxonomies)
    instruments = operation(question_sets.instruments)
    instrument = operation(question_sets.instrument)

    def __init__(
        self, base_url: str, *, settings: Settings | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        super().__init__(base_address(base_url), NoToken(), settings or Settings(), sleep)
