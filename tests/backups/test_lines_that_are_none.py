"""The ledger of erasures holds something else than lines: the service says so, and lets nobody in by it."""

from pathlib import Path

import pytest

from profile_service.storage.outer_ledger import OuterLedger, OuterLedgerError
from tests.backups.test_ledger_of_erasures import _erase, _ledger
from tests.stage import Stage

_NO_LINES = [
    b"[" * 900,
    b"[" * 100_000,
    b"null",
    b"\xff\xfe",
    b"{}",
    *(
        b'{"number": %s, "day": %s, "subject": "00", "mac": "00"}' % pair
        for pair in (
            (b"Infinity", b'"2026-11-01"'),
            (b"NaN", b'"2026-11-01"'),
            (b"1e999", b'"2026-11-01"'),
            (b"1.0", b'"2026-11-01"'),
            (b"true", b'"2026-11-01"'),
            (b"9" * 600, b'"2026-11-01"'),
            (b"9" * 5_000, b'"2026-11-01"'),
            (b"0", b'"2026-11-01"'),
            (b"2", b'"\\ud800"'),
            (b"2", b"[]"),
        )
    ),
    b'{"number": 2, "day": "2026-11-01", "subject": 1, "mac": "00"}',
    b'{"number": 2, "day": "2026-11-01", "subject": "00", "mac": "\\ud800"}',
]


@pytest.mark.parametrize("line", _NO_LINES, ids=lambda line: line[:40].decode("latin-1"))
def test_whatever_stands_there_in_place_of_a_line_is_told_as_that(
    stage: Stage, tmp_path: Path, line: bytes
) -> None:
    _erase(stage)
    with _ledger(tmp_path).open("ab") as file:
        file.write(line + b"\n")
    outer = OuterLedger(stage.parts.settings.ledger_of_erasures, stage.parts.ring)
    for look in (outer.lines, outer.newest):
        with pytest.raises(OuterLedgerError, match="holds a line that is none"):
            look()
    assert _erase(stage, "rim") == 503
