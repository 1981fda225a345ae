"""Sessions in a real browser: out is out, with scripts and without, here and from another browser; a form is sent once."""

import pytest

from tests.journeys.conftest import Visit

_WORD = "ländryggen"
"""Stands in Astrid's profile, and nowhere else."""


# With scripts, tests/journeys/test_pages_journey.py goes the same way in each run.
@pytest.mark.parametrize("scripts", [pytest.param(True, marks=pytest.mark.long), False])
def test_after_signing_out_nothing_of_hers_is_behind_the_back_button(visit: Visit, scripts: bool) -> None:
    astrid = visit("astrid", scripts=scripts)
    astrid.open("/my/profile/adaptations")
    assert _WORD in astrid.text()
    astrid.open("/my/log")
    astrid.sign_out()
    assert astrid.path == "/signed-out"
    for _ in range(2):
        astrid.page.go_back()
        assert astrid.path == "/sign-in"
        assert _WORD not in astrid.page.content()
    astrid.page.go_forward()
    assert _WORD not in astrid.page.content()


def test_a_session_that_is_ended_elsewhere_is_out_at_the_next_click(visit: Visit) -> None:
    here, telephone = visit("astrid"), visit("astrid", width=360)
    here.follow("/my/sessions")
    assert here.page.locator("main section").count() >= 2
    here.press('button[value="others"]')
    assert here.page.locator("main section").count() == 1
    telephone.open("/my/profile")
    assert telephone.path == "/sign-in"


def test_on_a_shared_computer_the_page_says_so_and_leaves_by_itself(visit: Visit) -> None:
    astrid = visit(None, scripts=False)
    astrid.open("/sign-in")
    form = astrid.page.locator('form[action="/demo/sign-in"]').first
    form.locator('input[name="shared"]').check()
    astrid.press(form.locator('button[value="bo"]'))
    assert "Others use this computer." in astrid.page.locator("footer").inner_text()
    # Five minutes are too long to wait for: the same header, sooner.
    astrid.page.route("**/my/profile", _sooner)
    with astrid.page.expect_navigation(url="**/signed-out"):
        astrid.page.goto(astrid.base_url + "/my/profile")
    assert astrid.path == "/signed-out"


def _sooner(route) -> None:  # type: ignore[no-untyped-def]
    answer = route.fetch()
    assert answer.headers["refresh"] == "300; url=/signed-out"
    route.fulfill(response=answer, headers={**answer.headers, "refresh": "1; url=/signed-out"})


def test_a_form_is_sent_once_however_often_its_button_is_pressed(visit: Visit) -> None:
    astrid = visit("astrid")
    astrid.open("/my/code")
    stopped = astrid.page.evaluate(
        """() => {
          const stopped = [];
          // Whatever the page's own script has let through is stopped here, so that the page stays.
          window.addEventListener("submit", (event) => {
            stopped.push(event.defaultPrevented);
            event.preventDefault();
          });
          const form = document.querySelector('main form[method="post"]');
          form.requestSubmit();
          form.requestSubmit();
          window.dispatchEvent(new Event("pageshow"));
          form.requestSubmit();
          return stopped;
        }"""
    )
    assert stopped == [False, True, False], (
        "the second press is stopped; who comes back to the page may press again"
    )
