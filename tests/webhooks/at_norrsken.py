"""What Norrsken does over the API about being told."""

from typing import Any

from httpx import Response

from tests.stage import Stage


def register(stage: Stage, url: str, organisation: str = "norrsken", **headers: str) -> Response:
    return stage.http.post(
        "/v1/webhooks", json={"url": url}, headers={**stage.organisation(organisation), **headers}
    )


def registered(stage: Stage, url: str) -> dict[str, Any]:
    """A registered address, when nothing from before waits any more."""
    stage.move(minutes=1)
    stage.rounds()
    answer = register(stage, url)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def notices(stage: Stage, organisation: str = "norrsken", query: str = "") -> list[dict[str, Any]]:
    answer = stage.http.get(f"/v1/notices{query}", headers=stage.organisation(organisation))
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["notices"]
    return found


def acknowledge(
    stage: Stage, notice_id: str, organisation: str = "norrsken", *, erased: bool = False, **headers: str
) -> Response:
    return stage.http.post(
        f"/v1/notices/{notice_id}/acknowledge",
        json={"erased": erased},
        headers={**stage.organisation(organisation), **headers},
    )


def dead_letters(stage: Stage) -> list[dict[str, Any]]:
    answer = stage.http.get("/v1/webhooks/dead-letters", headers=stage.organisation("norrsken"))
    found: list[dict[str, Any]] = answer.json()["dead_letters"]
    return found


def told(stage: Stage, about: str, persona: str = "astrid") -> list[dict[str, Any]]:
    """What Astrid sees of the notices about one grant, newest first."""
    answer = stage.http.get("/v1/me/notices", headers=stage.individual(persona))
    return [one for one in answer.json()["notices"] if one["data"].get("grant_id") == about]
