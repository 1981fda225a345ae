"""A demo's folder, opened again: as it was left, or not at all."""

import json
from pathlib import Path

import pytest

from profile_service.storage.database import DatabaseError
from tests.stage import Stage


def test_a_folder_that_was_used_before_is_opened_as_it_is(tmp_path: Path) -> None:
    with Stage.open(tmp_path, keeps=True) as first:
        grant, keys = first.granted(), first.demo["organisations"]
    with Stage.open(tmp_path) as again:
        assert again.demo["organisations"] == keys
        assert again.read(grant).status_code == 200
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0
    assert json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))["individuals"]


def test_a_folder_without_the_organisations_keys_is_not_opened(tmp_path: Path) -> None:
    with Stage.open(tmp_path, keeps=True):
        pass
    (tmp_path / "demo.json").unlink()
    with pytest.raises(DatabaseError, match="another folder"), Stage.open(tmp_path):
        pass
    assert not (tmp_path / "demo.json").exists()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"organisations": []}', '{"organisations": [{}]}'])
def test_a_demo_file_that_was_cut_off_is_named_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    with Stage.open(tmp_path, keeps=True):
        pass
    (tmp_path / "demo.json").write_text(content, encoding="utf-8")
    with pytest.raises(DatabaseError, match=r"demo\.json is not what a demo wrote"), Stage.open(tmp_path):
        pass
    assert (tmp_path / "demo.json").read_text(encoding="utf-8") == content
