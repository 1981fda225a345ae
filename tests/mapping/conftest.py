"""A table at which somebody maps with Astrid."""

import pytest

from tests.mapping.beside_her import Beside
from tests.stage import Stage


@pytest.fixture
def beside(stage: Stage) -> Beside:
    return Beside(stage)
