"""Skatteverket's test numbers and what others test their number libraries with, from the folder beside the repository.

`python -m tests.official_numbers` writes the hashes that the service knows the test numbers by.
"""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from profile_service.domain import test_numbers

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "swedish-identity-numbers"
MARKS = Path(test_numbers.__file__).with_suffix(".bin")
PERSONNUMMER, SAMORDNINGSNUMMER = "pnr_allPins.json.gz", "pnr_allCoords.json"


def read(name: str) -> Any:
    """A file of the folder, parsed; the test is skipped where the folder is not there."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the official test numbers are not beside the repository: {name}")
    return json.loads(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())


@cache
def official(name: str) -> list[str]:
    """All numbers of one of the two lists."""
    numbers: list[str] = read(name)
    assert numbers
    return numbers


def main() -> None:
    """Write the hashes anew."""
    MARKS.write_bytes(test_numbers.marks_of([*official(PERSONNUMMER), *official(SAMORDNINGSNUMMER)]))


if __name__ == "__main__":
    main()
