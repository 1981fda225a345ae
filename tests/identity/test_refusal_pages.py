"""What somebody reads who was not let in: plain words in her language, and nothing that the provider said."""

import pytest

from profile_service.domain.eid_refusal import OURS_TO_TELL, EidRefusal
from profile_service.language import LANGUAGES, words
from profile_service.web.eid_pages import _OTHERWISE, _TOLD
from tests.identity.people import ADULT
from tests.identity.world import World


def test_there_are_words_for_all_that_the_page_tells_apart() -> None:
    assert _TOLD.keys() == OURS_TO_TELL


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_is_told_in_her_language_and_leads_back(world: World, language: str) -> None:
    world.lie(claims={"nonce": "another"})
    world.stage.http.headers["Accept-Language"] = language
    try:
        done = world.sign_in(person={"sub": "s-1", **ADULT})
    finally:
        del world.stage.http.headers["Accept-Language"]
    assert words(language)(_OTHERWISE[0]) in done.text
    assert 'href="/sign-in"' in done.text
    assert done.headers["cache-control"] == "no-store"
    assert "code=" not in done.text


def test_whatever_the_lie_the_page_is_the_same(world: World) -> None:
    shown = set()
    for lies in ({"nonce": "x"}, {"iss": "https://x.example"}, {"aud": "x"}):
        world.reset()
        world.lie(claims=lies)
        shown.add(world.sign_in().text)
    assert len(shown) == 1


def test_a_provider_that_is_down_is_told_apart_since_she_can_do_something_about_it(world: World) -> None:
    import httpx

    world.lie(instead={"/token": lambda: httpx.Response(503)})
    done = world.sign_in()
    assert done.status_code == 503
    title = _TOLD[EidRefusal.PROVIDER_DOWN][0]
    assert words("sv")(title) in done.text
