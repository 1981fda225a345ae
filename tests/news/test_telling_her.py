"""She is told of what others do: in the portal always, elsewhere as she chose, and of a first reading at once whatever she chose."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from profile_service.domain.event import Kind
from profile_service.domain.news import NO_NEWS, ONCE_FOR_EACH, TOPICS, NewsKind, is_told
from profile_service.web.news_sentences import _TOLD
from tests.news.reached import choose, name, news, reached, see, sent, telling
from tests.stage import START, Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def test_every_kind_of_line_is_told_or_is_said_not_to_be() -> None:
    for kind in Kind:
        assert (kind in NO_NEWS) + (kind in ONCE_FOR_EACH) + is_told(kind) == 1, kind
    assert set(TOPICS) == set(NewsKind) == set(_TOLD)


def test_a_first_reading_by_each_reader_is_told_and_later_ones_once_a_day(stage: Stage) -> None:
    grant = stage.granted()
    see(stage)
    stage.read(grant)
    assert news(stage) == ["first_reading"]
    stage.read(grant)
    assert news(stage) == ["first_reading"]
    stage.read(grant, reader="Mona Sandell")
    assert news(stage) == ["first_reading", "first_reading"]
    stage.move(days=1)
    stage.read(grant)
    stage.read(grant)
    assert news(stage) == ["read_again", "first_reading", "first_reading"]
    # A reading that was refused is in her log, and no news.
    stage.withdraw(grant)
    assert stage.read(grant).status_code == 404
    assert news(stage) == ["read_again", "first_reading", "first_reading"]


def test_a_first_reading_is_sent_at_once_to_whoever_wants_nothing_else(stage: Stage) -> None:
    reached(stage)
    assert (
        choose(stage, when={"waiting": "never", "readings": "never", "changes": "never"}).status_code == 200
    )
    grant = stage.granted()
    assert telling(stage) == []
    stage.read(grant)
    assert [one["to"] for one in telling(stage)] == ["canary.astrid@example.org"]
    assert len(telling(stage)) == 1
    stage.read(grant)
    assert len(telling(stage)) == 1


def test_nothing_goes_anywhere_unless_she_chose_it(stage: Stage) -> None:
    grant = stage.granted()
    stage.read(grant)
    stage.rounds()
    assert sent(stage) == []
    assert {"first_reading", "question"} <= set(news(stage))
    # An address that was not confirmed gets its code, and nothing else.
    assert name(stage, "somebody@example.org").status_code == 200
    stage.read(grant, reader="Mona Sandell")
    assert telling(stage) == []
    assert len(sent(stage)) == 1


def test_what_she_has_seen_already_is_not_sent(stage: Stage) -> None:
    reached(stage)
    stage.asked()
    see(stage)
    assert telling(stage) == []


def test_an_answer_and_an_end_that_comes_are_news(stage: Stage) -> None:
    hers = stage.individual("astrid")
    grant = stage.granted(until=(START + timedelta(days=40)).date().isoformat())
    event = stage.read(grant).headers["egenkarta-disclosure"]
    inquiry = stage.http.post(f"/v1/me/disclosures/{event}/inquiry", json={"words": "Why?"}, headers=hers)
    see(stage)
    answer = {"answer": "For the case.", "reader": "Nils Berg"}
    path = f"/v1/inquiries/{inquiry.json()['id']}/answer"
    told = stage.http.post(path, json=answer, headers=stage.organisation("norrsken"))
    assert told.status_code == 200, told.text
    assert news(stage) == ["inquiry_answered"]
    stage.move(days=28)
    stage.rounds()
    stage.rounds()
    assert news(stage).count("ends_soon") == 1
    stage.move(days=20)
    stage.rounds()
    assert news(stage).count("sharing_over") == 1


def test_seen_is_what_was_on_the_page_and_nothing_later(stage: Stage) -> None:
    grant = stage.granted()
    hers = stage.individual("astrid")
    newest = stage.http.get("/v1/me/news", headers=hers).json()["news"][0]["id"]
    stage.move(minutes=1)
    stage.read(grant)
    hers = stage.individual("astrid")
    stage.http.post("/v1/me/news/seen", json={"until": newest}, headers=hers)
    assert news(stage) == ["first_reading"]
    # Another's piece of news is none of hers.
    stage.http.post("/v1/me/news/seen", json={"until": newest}, headers=stage.individual("bo"))
    assert news(stage) == ["first_reading"]


def test_news_is_forgotten_after_ninety_days(stage: Stage) -> None:
    stage.asked()
    stage.move(days=89)
    stage.rounds()
    assert "question" in news(stage)
    stage.move(days=2)
    stage.rounds()
    assert "question" not in news(stage)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_pages_say_what_is_new_and_lead_to_it(stage: Stage, visitor: Visitors, language: str) -> None:
    her = visitor("astrid")
    her.http.cookies.set("language", language)
    grant = stage.granted()
    stage.read(grant)
    home, listed = her.get("/my").text, her.get("/my/news").text
    for page in (home, listed):
        assert 'href="/my/log"' in page
        assert "Norrsken AB" in page
        assert 'action="/my/news/seen"' in page
    until = listed.split('name="until" value="')[1].split('"')[0]
    assert her.send("/my/news/seen", until=until).headers["location"] == "/my/news"
    assert 'action="/my/news/seen"' not in her.get("/my").text
    assert her.get("/my/news?page=2").status_code == 200


def test_a_sign_in_with_another_browser_is_news_and_the_first_one_is_not(
    stage: Stage, visitor: Visitors
) -> None:
    for agent in ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",) * 2:
        came = visitor("")
        came.http.headers["User-Agent"] = agent
        came.sign_in("astrid")
    assert "new_place" not in news(stage)
    other = visitor("")
    other.http.headers["User-Agent"] = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile"
    other.sign_in("astrid")
    assert news(stage).count("new_place") == 1


def test_what_she_has_answered_is_no_news_any_more(stage: Stage) -> None:
    see(stage)
    first, second = stage.asked(), stage.asked()
    assert news(stage) == ["question", "question"]
    hers = stage.individual("astrid")
    stage.http.post(f"/v1/me/access-requests/{first}/refuse", json={}, headers=hers)
    assert news(stage) == []
    assert stage.http.get(f"/v1/me/access-requests/{second}", headers=hers).status_code == 200


def test_her_first_page_has_first_readings_on_top_and_the_rest_below(stage: Stage, visitor: Visitors) -> None:
    see(stage)
    her = visitor("astrid")
    grant = stage.granted()
    stage.asked()
    home = her.get("/my").text
    assert 'id="first-title"' not in home
    assert "news-title" not in home  # a question has a card of its own
    stage.read(grant)
    home = her.get("/my").text
    assert home.index('id="first-title"') < home.index("<h1>")
    see(stage)
    stage.move(days=1)
    stage.read(grant)
    her = visitor("astrid")
    home = her.get("/my").text
    assert home.index('href="#news-title"') < home.index("<h1>") < home.index('id="news-title"')
