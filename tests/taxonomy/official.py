"""The official files, from the folder of shared data: EGENKARTA_SHARED_DATA, or shared/data beside the repository.

Tests marked with `needs_official_files` say so where there is no such folder; where it is there, or is named, whatever is missing
in it fails: that the official files can be read is what they are there to show.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from profile_service.actions.ports.concepts import Printed
from profile_service.storage.concepts import ConceptStore
from profile_service.taxonomy.importing import Wish, files_of, print_sheaf, read_files
from tests.stage import START

FOLDER = Path(os.environ.get("EGENKARTA_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
NO_FOLDER = not FOLDER.is_dir() and "EGENKARTA_SHARED_DATA" not in os.environ
WHERE = "needs the official files in shared/data beside the repository, or where EGENKARTA_SHARED_DATA says"
needs_official_files = pytest.mark.skipif(NO_FOLDER, reason=WHERE)


def official(*names: str) -> list[Path]:
    """Files or folders of the shared data."""
    if NO_FOLDER:
        pytest.skip(WHERE)
    found = [FOLDER / name for name in names]
    missing = [one.name for one in found if not one.exists()]
    if missing:
        pytest.fail(
            f"the official files are not there: {', '.join(missing)}. "
            "They are wanted in shared/data beside the repository, or where EGENKARTA_SHARED_DATA says"
        )
    return found


def take_in(
    store: ConceptStore, *paths: Path, version: str = "", language: str = "", scheme: str = ""
) -> Mapping[str, Printed]:
    """Import files as the program does; what it did, by scheme and version."""
    files, _ = files_of(paths)
    checked = read_files(files, Wish(scheme, version, language), store, lambda _: None)
    return {f"{one.scheme} {one.version}": print_sheaf(store, one, START) for one in checked.sheaves}
