"""One stage for all examples of a property: opened once, since a property only adds people to it."""

from collections.abc import Iterator

import pytest

from tests.stage import Stage

_LIMITS = (
    "PEOPLE_PER_READER",
    "PEOPLE_PER_READER_WITH_REASON",
    "PEOPLE_PER_ORGANISATION",
    "READINGS_PER_PERSON",
)


@pytest.fixture(scope="module")
def shared_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with pytest.MonkeyPatch.context() as patch:
        # One reader opens the people of every example: how many she may in a day is not what is tried here.
        for name in _LIMITS:
            patch.setenv(f"EGENKARTA_{name}", "1000000")
        with Stage.open(tmp_path_factory.mktemp("shared")) as opened:
            yield opened
