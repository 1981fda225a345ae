"""A dead link says that the sharing has ended, and nothing else: the same answer whatever the cause."""

import itertools
from datetime import timedelta

import pytest
from httpx import Response

from tests.sharing.links import Follower, Link, act, following, make
from tests.stage import Stage

_CHANGING = ("date",)


def _told(answer: Response) -> tuple[int, bytes, list[tuple[str, str]]]:
    headers = [(name, value) for name, value in answer.headers.multi_items() if name not in _CHANGING]
    return answer.status_code, answer.content, headers


def _tries(viewer: Follower, link: Link) -> list[tuple[int, bytes, list[tuple[str, str]]]]:
    answers = (
        viewer.look(link),
        viewer.press_open(link, link.word),
        viewer.press_open(link, "FEL"),
        viewer.ask(link),
        viewer.alive(link),
        viewer.http.head(link.path),
    )
    return [_told(answer) for answer in answers]


def _locked(stage: Stage, viewer: Follower) -> Link:
    link = make(stage, with_word=True)
    for _ in range(5):
        viewer.press_open(link, "FEL")
    return link


def _dead_links(stage: Stage, viewer: Follower) -> dict[str, Link]:
    """One for each way in which a link can open nothing."""
    alive = make(stage)
    ended = make(stage, with_word=True)
    viewer.open(ended)
    act(stage, ended, "withdraw")
    locked = _locked(stage, viewer)
    paused = make(stage, "bo")
    viewer.open(paused)
    stage.parts.database.writer.run(
        lambda work: work.accounts.pause_all("ind_demo_bo", stage.clock.now())  # type: ignore[arg-type]
    )
    erased = make(stage, "rim")
    viewer.open(erased)
    assert stage.http.delete("/v1/me", headers=stage.individual("rim")).status_code < 300
    return {
        "never was": Link("", f"/shared/{'x' * 43}", None),
        "short": Link("", "/shared/x", None),
        "mistyped": Link("", alive.path[:-1] + ("A" if alive.path[-1] != "A" else "B"), None),
        "the id of a share": Link("", f"/shared/{alive.id}", None),
        "not of these letters": Link("", "/shared/%C3%A5%20%22%3E", None),
        "ended": ended,
        "locked": locked,
        "paused": paused,
        "erased": erased,
    }


def test_every_dead_link_gives_the_same_bytes_on_every_route(stage: Stage) -> None:
    with following(stage) as viewer:
        dead = _dead_links(stage, viewer)
        told = {why: _tries(viewer, link) for why, link in dead.items()}
        expired = make(stage)
        viewer.open(expired)
        stage.move(days=31)
        told["expired"] = _tries(viewer, expired)
        for (one, first), (other, second) in itertools.combinations(told.items(), 2):
            assert first == second, (one, other)
        shown, *_ = told["ended"]
        assert shown[0] == 404
        assert "Den här delningen är avslutad" in shown[1].decode()
        assert told["ended"][4][1] == b'{"alive":false}'


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_dead_link_holds_nothing_of_its_address_in_any_language(stage: Stage, language: str) -> None:
    with following(stage) as viewer:
        viewer.http.cookies.set("language", language)
        one, other = viewer.http.get("/shared/onesecret"), viewer.http.get("/shared/anothersecret")
        assert one.content == other.content
        assert b"onesecret" not in one.content


def test_somebody_signed_in_learns_no_more(stage: Stage) -> None:
    link = make(stage)
    act(stage, link, "withdraw")
    for persona in ("nils", "bo", "astrid"):
        with following(stage) as viewer:
            viewer.sign_in(persona)
            never = Link("", "/shared/never", None)
            assert _tries(viewer, link) == _tries(viewer, never), persona


def test_a_link_dies_at_once_also_where_it_is_open(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        assert viewer.open(link).status_code == 200
        assert viewer.alive(link).json() == {"alive": True, "open": True, "named": False}
        act(stage, link, "withdraw")
        assert viewer.alive(link).json() == {"alive": False}
        assert viewer.look(link).status_code == 404


def test_a_pause_of_all_sharing_pauses_links_and_ends_with_it(stage: Stage) -> None:
    link = make(stage)

    def pause(since: object) -> None:
        stage.parts.database.writer.run(lambda work: work.accounts.pause_all("ind_demo_astrid", since))  # type: ignore[arg-type]

    with following(stage) as viewer:
        viewer.open(link)
        pause(stage.clock.now())
        assert viewer.look(link).status_code == 404
        assert viewer.alive(link).json() == {"alive": False}
        pause(None)
        assert viewer.look(link).status_code == 200


def test_a_link_lasts_to_the_end_of_its_last_day_and_no_longer(stage: Stage) -> None:
    link = make(stage, until="2026-11-30")
    with following(stage) as viewer:
        stage.clock.at = stage.clock.at.replace(day=30, hour=22, minute=59, second=59)
        assert viewer.look(link).status_code == 200
        stage.clock.move(timedelta(seconds=1))
        assert viewer.look(link).status_code == 404
