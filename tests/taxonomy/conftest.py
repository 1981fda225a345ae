from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_service.storage.concepts import ConceptStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConceptStore]:
    """An empty store of concepts."""
    opened = open_store(f"sqlite:///{tmp_path / 'concepts.sqlite3'}")
    yield opened
    opened.close()
