"""A share that is no number."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "line 3, character 6", "NaN is no JSON")


def lay(folder: Path) -> Path:
    return put(folder, "dump.json", '{"data": {"concepts": [\n{"id": "say \\"NaN\\"",\n"x": NaN}]}}')
