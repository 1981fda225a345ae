"""JSON that is nested forty times: more than a taxonomy, less than what Python gives up at."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "nested deeper than")


def lay(folder: Path) -> Path:
    return put(folder, "dump.json", '{"data": {"concepts": ' + "[" * 40 + "]" * 40 + "}}")
