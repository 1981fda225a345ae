"""A spreadsheet by the name of a CSV file."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("skills_en.csv", "ZIP archive or a spreadsheet")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", b"PK\x03\x04" + bytes(100))
