"""What is red beside others is asked once more and alone; what is red then stays red, and so do many at a time."""

from pathlib import Path

import pytest

from tests.steady import MOST, run

_RED_ONCE = """
from pathlib import Path

def test_red_once() -> None:
    came = Path(__file__).with_name("came")
    first = not came.exists()
    came.touch()
    assert not first
"""
_RED = "def test_red{at}() -> None:\n    raise AssertionError\n"


@pytest.fixture(autouse=True)
def _only_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "xdist.plugin")


def _asked(folder: Path, tests: str) -> int:
    (folder / "test_it.py").write_text(tests, encoding="utf-8")
    return run(["-q", "test_it.py"], folder)


def test_red_once_is_named_and_green(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _asked(tmp_path, _RED_ONCE) == 0
    assert "a fault to be mended: test_it.py::test_red_once" in capfd.readouterr().out
    assert _asked(tmp_path, _RED_ONCE) == 0
    assert "a fault to be mended" not in capfd.readouterr().out


def test_red_twice_is_red(tmp_path: Path) -> None:
    assert _asked(tmp_path, _RED_ONCE + _RED.format(at=1)) == 1


def test_many_are_red_at_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _asked(tmp_path, _RED_ONCE + "".join(_RED.format(at=at) for at in range(MOST))) == 1
    assert "once more" not in capfd.readouterr().out


def test_what_does_not_even_load_is_red(tmp_path: Path) -> None:
    assert _asked(tmp_path, "import nothing_of_that_name") == 2
