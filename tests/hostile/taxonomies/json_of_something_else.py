"""JSON, but no taxonomy."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("advert.json", "its keys", "JobTech concepts")


def lay(folder: Path) -> Path:
    return put(folder, "advert.json", '{"total": {"value": 1}, "hits": []}')
