"""Whoever follows a link: opens it by a press, with a word where there is one, and is in her log before anything is shown."""

import logging

import pytest

from profile_service.domain.sharing import VIEWS_A_DAY
from tests.sharing.links import EVERYTHING, act, following, make, seen
from tests.stage import Stage

_SKILL = "Ge omvårdnad till äldre"


def _reads(stage: Stage) -> list[tuple[str, str | None]]:
    lines = [line for line in stage.log() if line["kind"] == "read"]
    return [(line["outcome"], line.get("reader")) for line in lines]


def test_what_follows_links_by_itself_sees_nothing_and_counts_nothing(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        for _ in range(3):
            page = viewer.look(link)
            assert page.status_code == 200
            assert _SKILL not in page.text
            assert "Kock" not in page.text
            assert "Krogen" not in page.text
            viewer.http.head(link.path)
            viewer.alive(link)
    assert seen(stage, link)["views"] == 0
    assert _reads(stage) == []


def test_each_press_is_one_view_in_her_log_and_looking_again_is_none(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        assert _SKILL in viewer.open(link).text
        assert _SKILL in viewer.look(link).text
        assert seen(stage, link)["views"] == 1
        viewer.open(link)
    assert seen(stage, link)["views"] == 2
    assert seen(stage, link)["last_view_at"] is not None
    assert _reads(stage) == [("disclosed", "by link")] * 2
    line = next(line for line in stage.log() if line["kind"] == "read")
    assert line["grant_id"] == link.id
    assert line["sections"] == ["skills"]


def test_a_member_of_staff_who_is_signed_in_is_named(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        viewer.sign_in("nils").open(link)
    line = next(line for line in stage.log() if line["kind"] == "read")
    assert (line["organisation"]["name"], line["reader"]) == ("Norrsken AB", "Nils Berg")


def test_a_form_from_elsewhere_opens_nothing(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        foreign = viewer.http.post(link.path, data={}, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403
        viewer.sign_in("nils")
        assert viewer.http.post(link.path, data={}).status_code == 403, (
            "signed in, and without the form token"
        )
    assert seen(stage, link)["views"] == 0


def test_the_word_opens_however_it_is_written_and_no_other_does(stage: Stage) -> None:
    link = make(stage, with_word=True)
    assert link.word is not None
    with following(stage) as viewer:
        assert 'name="word"' in viewer.look(link).text
        for wrong in ("", "FEL", link.word[:-1], link.word + "2"):
            answer = viewer.press_open(link, wrong)
            assert answer.status_code == 422
            assert _SKILL not in answer.text
            assert "set-cookie" not in answer.headers
        assert viewer.press_open(link, link.word.lower().replace("-", " ")).status_code == 303
        assert _SKILL in viewer.look(link).text
    assert _reads(stage) == [("disclosed", "by link")] + [("refused", "by link")] * 4


def test_a_right_word_forgets_the_wrong_ones(stage: Stage) -> None:
    link = make(stage, with_word=True)
    with following(stage) as viewer:
        for _ in range(3):
            for _ in range(4):
                viewer.press_open(link, "FEL")
            assert viewer.press_open(link, link.word).status_code == 303
    assert seen(stage, link)["state"] == "open"


def test_five_wrong_words_in_a_row_lock_the_link_until_she_makes_a_new_word(stage: Stage) -> None:
    link = make(stage, with_word=True)
    with following(stage) as viewer, following(stage) as other:
        other.open(link)
        assert [viewer.press_open(link, "FEL").status_code for _ in range(6)] == [422] * 4 + [404] * 2
        assert seen(stage, link)["state"] == "locked"
        assert viewer.press_open(link, link.word).status_code == 404, "the right word comes too late"
        assert other.look(link).status_code == 404
        new = act(stage, link, "word").json()["word"]
        assert new != link.word
        assert seen(stage, link)["state"] == "open"
        assert _SKILL not in other.look(link).text, "who came in with the old word is out"
        assert viewer.press_open(link, link.word).status_code == 422
        assert viewer.press_open(link, new).status_code == 303
    assert [line["kind"] for line in stage.log()].count("read") == 8


def test_looking_again_ends_after_thirty_minutes(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        pressed = viewer.press_open(link)
        cookie = pressed.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert f"Path={link.path}" in cookie
        assert "SameSite=strict" in cookie
        assert "Max-Age=1800" in cookie
        kept = cookie.split(";")[0]
        stage.move(minutes=29)
        assert _SKILL in stage.http.get(link.path, headers={"Cookie": kept}).text
        stage.move(minutes=1)
        assert _SKILL not in stage.http.get(link.path, headers={"Cookie": kept}).text


def test_what_lets_a_viewer_look_again_fits_one_link_and_cannot_be_made(stage: Stage) -> None:
    link, other = make(stage, with_word=True), make(stage, with_word=True)
    with following(stage) as viewer:
        name, _, kept = viewer.press_open(link, link.word).headers["set-cookie"].split(";")[0].partition("=")
    until, _, signed = kept.split("-", 2)
    later = str(int(until) + 3600)
    for forged in (
        f"{later}-0-{signed}",
        f"{until}-1-{signed}",
        "",
        "x",
        "--",
        f"{until}-0-",
        f"é-0-{signed}",
    ):
        answer = stage.http.get(link.path, headers={"Cookie": f"{name}={forged}".encode()})
        assert answer.status_code == 200
        assert _SKILL not in answer.text, forged
    assert _SKILL not in stage.http.get(other.path, headers={"Cookie": f"{name}={kept}"}).text
    assert _SKILL in stage.http.get(link.path, headers={"Cookie": f"{name}={kept}"}).text


def test_a_link_is_opened_at_most_so_often_in_a_day(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert VIEWS_A_DAY == 200
    monkeypatch.setattr("profile_service.actions.shared_reading.VIEWS_A_DAY", 3)
    link = make(stage)
    with following(stage) as viewer:
        assert [viewer.press_open(link).status_code for _ in range(5)] == [303] * 3 + [429] * 2
        stage.move(days=1)
        assert viewer.press_open(link).status_code == 303
    assert seen(stage, link)["views"] == 4


def test_who_it_is_comes_with_her_second_yes_alone(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        viewer.open(link)
        assert viewer.ask(link).status_code == 303
        assert seen(stage, link)["contact"] == "asked"
        assert "/contact" not in viewer.look(link).text, "once"
        viewer.ask(link)
        assert [line["kind"] for line in stage.log()].count("contact_asked") == 1
        assert "Lindqvist" not in viewer.look(link).text
        act(stage, link, "contact", fields=["name", "phone"])
        assert viewer.alive(link).json() == {"alive": True, "open": True, "named": True}
        again = viewer.look(link)
        assert again.status_code == 303, "it is another reading, written down before it is shown"
        assert len([line for line in stage.log() if line["kind"] == "read"]) == 2
        assert seen(stage, link)["views"] == 1, "but the same viewer's, and no other opening"
        page = viewer.look(link).text
        assert "Astrid Lindqvist" in page
        assert "+46700000001" in page
        assert "astrid.lindqvist@example.org" not in page
        line = next(line for line in stage.log() if line["kind"] == "read")
        assert line["sections"] == ["skills", "person"]
        assert seen(stage, link)["contact_fields"] == ["name", "phone"]
        assert act(stage, link, "contact", fields=["email"]).status_code == 409, "there is one second yes"


@pytest.mark.parametrize("why", ["a new word", "the time is over", "never opened"])
def test_an_open_page_hears_that_its_viewing_is_over(stage: Stage, why: str) -> None:
    link = make(stage, with_word=True)
    with following(stage) as viewer:
        if why != "never opened":
            viewer.open(link)
        if why == "a new word":
            act(stage, link, "word")
        elif why == "the time is over":
            stage.move(minutes=31)
        assert viewer.alive(link).json() == {"alive": True, "open": False, "named": False}
        assert _SKILL not in viewer.look(link).text


def test_a_no_looks_like_silence(stage: Stage) -> None:
    refused, silent = make(stage), make(stage)
    with following(stage) as viewer:
        for link in (refused, silent):
            viewer.open(link)
            viewer.ask(link)
        before = viewer.look(refused).text
        assert act(stage, refused, "refuse-contact").json()["contact"] == "refused"
        assert viewer.look(refused).text == before
        assert viewer.look(silent).text == before.replace(refused.path, silent.path)
        assert viewer.alive(refused).content == viewer.alive(silent).content
    assert act(stage, refused, "refuse-contact").status_code == 409


def test_nobody_asks_who_has_not_opened_it(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        viewer.ask(link)
    assert seen(stage, link)["contact"] == "none"


@pytest.mark.parametrize("fields", [[], ["birth_date"], ["place"], ["identity_numbers"], ["name", "place"]])
def test_the_second_yes_is_for_name_email_and_phone(stage: Stage, fields: list[str]) -> None:
    assert act(stage, make(stage), "contact", fields=fields).status_code == 422


def test_the_secret_is_in_no_line_of_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("httpx", "httpcore"):  # the test's own client, which writes down each address
        caplog.set_level(logging.ERROR, name)
    caplog.set_level(logging.DEBUG)
    link = make(stage, scopes=EVERYTHING, with_word=True)
    with following(stage) as viewer:
        viewer.look(link)
        viewer.press_open(link, "FEL")
        viewer.open(link)
        viewer.alive(link)
        viewer.ask(link)
        answer = viewer.http.put(link.path)
        assert link.secret not in answer.text
    written = capsys.readouterr()
    assert "/shared/{secret}" in written.out + written.err + caplog.text
    assert link.secret not in written.out + written.err + caplog.text


def test_the_open_page_may_ask_this_service_and_the_closed_one_nobody(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        assert "connect-src" not in viewer.look(link).headers["content-security-policy"]
        page = viewer.open(link)
        assert page.headers["content-security-policy"].endswith("; connect-src 'self'")
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "same-origin"
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page.text


def test_erasing_herself_leaves_no_share(stage: Stage) -> None:
    link = make(stage)
    stage.http.delete("/v1/me", headers=stage.individual("astrid"))
    found = stage.parts.database.reader.run(lambda work: work.shares.of_individual("ind_demo_astrid"))  # type: ignore[arg-type]
    assert found == []
    with following(stage) as viewer:
        assert viewer.look(link).status_code == 404


def test_a_second_yes_to_a_name_that_she_has_not_written_shows_none_and_goes_round_in_no_circle(
    stage: Stage,
) -> None:
    stage.http.patch(
        "/v1/me/profile",
        json={"person": {"phone": None}},
        headers={**stage.individual("astrid"), "If-Match": "*"},
    )
    link = make(stage)
    with following(stage) as viewer:
        viewer.open(link)
        viewer.ask(link)
        act(stage, link, "contact", fields=["phone"])
        assert viewer.look(link).status_code == 303
        assert viewer.look(link).status_code == 200
        assert "Lindqvist" not in viewer.look(link).text


def test_the_name_counts_as_a_view_and_comes_under_the_days_limit(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profile_service.actions.shared_reading.VIEWS_A_DAY", 1)
    link = make(stage)
    with following(stage) as viewer:
        viewer.open(link)
        act(stage, link, "contact", fields=["name"])
        page = viewer.look(link)
        assert page.status_code == 200
        assert _SKILL in page.text
        assert "Lindqvist" not in page.text
        assert 'data-named="true"' in page.text, "the page does not load itself anew for ever"
