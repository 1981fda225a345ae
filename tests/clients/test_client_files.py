"""What the program writes is a person's own: nobody else on the machine may read it."""

from pathlib import Path

import pytest

from clients.command_line.files import write_bytes
from clients.errors import InvalidArgumentError


@pytest.mark.parametrize("was", [None, 0o644, 0o600])
def test_a_file_is_its_owners_alone_also_where_it_was_there_before(tmp_path: Path, was: int | None) -> None:
    file = tmp_path / "profile.json"
    if was is not None:
        file.write_bytes(b"something longer than before")
        file.chmod(was)
    write_bytes(file, b"{}")
    assert file.read_bytes() == b"{}"
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgumentError, match="cannot be written"):
        write_bytes(tmp_path / "nowhere" / "profile.json", b"{}")
