from collections.abc import Iterator

import pytest
from listener import Listener, listener


@pytest.fixture
def receiver() -> Iterator[Listener]:
    with listener() as found:
        yield found
