"""An error that nobody foresaw: a constant problem, with every header of every answer, and nothing of its text."""

import pytest

from profile_service.actions import looking
from tests.stage import Stage


@pytest.mark.parametrize("path", ["/v1/me/grants", "/my"])
def test_an_unforeseen_error_is_answered_at_the_gate(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("KANARIE")

    headers = stage.individual("astrid")
    stage.http.post("/demo/sign-in", data={"persona": "astrid"})
    monkeypatch.setattr(looking, "_view_grant", breaks)
    answer = stage.http.get(path, headers=headers)
    assert answer.status_code == 500
    assert "KANARIE" not in answer.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
