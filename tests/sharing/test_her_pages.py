"""Her own pages: the form in which nothing is chosen, the link that is shown once, the question on the start page."""

import re
from collections.abc import Mapping

import pytest
from httpx import Response

from tests.sharing.links import Follower, Link, act, following, make, seen
from tests.stage import BASE_URL, Stage

Fields = Mapping[str, str | list[str]]


def _form(her: Follower, **more: str | list[str]) -> dict[str, str | list[str]]:
    page = her.http.get("/my/shares/new").text
    assert not re.search(r'name="scope"[^>]* checked', page), "nothing is chosen for her"
    filled: dict[str, str | list[str]] = {
        **her.form, "share_id": re.findall(r'name="share_id" value="([^"]+)"', page)[0],
        "vacancy": "Kock", "employer": "Krogen", "scope": ["skills"],
    }  # fmt: skip
    for kind in ("field", "item"):
        filled[f"{kind}-skills"] = re.findall(rf'name="{kind}-skills" value="([^"]+)"', page)
    return {**filled, **more}


def _send(her: Follower, fields: Fields, path: str = "/my/shares") -> Response:
    return her.http.post(path, data=dict(fields))


def test_the_same_form_sent_twice_makes_one_link(stage: Stage) -> None:
    with following(stage) as her:
        form = _form(her.sign_in("astrid"))
        first, second = _send(her, form), _send(her, form)
        assert "/shared/" in first.text
        assert (second.status_code, second.headers["location"]) == (303, "/my/shares")
        assert her.http.get("/my/shares").text.count('<article class="card">') == 1
        assert "/shared/" not in her.http.get("/my/shares").text, "the link is shown once"


def test_an_id_that_is_somebody_elses_makes_nothing_of_hers(stage: Stage) -> None:
    link = make(stage, "bo")
    with following(stage) as her:
        _send(her.sign_in("astrid"), _form(her, share_id=link.id))
    assert seen(stage, link, "bo")["state"] == "open"
    assert stage.http.get("/v1/me/shares", headers=stage.individual("astrid")).json() == {"shares": []}


@pytest.mark.parametrize("share_id", ["", "x", "shr_", "shr_ABC", "../..", "shr_" + "a" * 27])
def test_an_id_that_no_form_was_given_is_not_taken(stage: Stage, share_id: str) -> None:
    with following(stage) as her:
        assert "/shared/" in _send(her.sign_in("astrid"), _form(her, share_id=share_id)).text
    (one,) = stage.http.get("/v1/me/shares", headers=stage.individual("astrid")).json()["shares"]
    assert one["id"] != share_id


@pytest.mark.parametrize(
    ("wrong", "anchor"),
    [
        ({"vacancy": ""}, "vacancy"),
        ({"employer": "x" * 201}, "employer"),
        ({"scope": []}, "scope-first"),
        ({"scope": ["person"]}, "scope-first"),
        ({"item-skills": []}, "scope-skills"),
        ({"field-skills": ["comes_from"]}, "scope-skills"),
        ({"until": "2027-11-22"}, "until"),
        ({"until": "2020-01-01"}, "until"),
        ({"until": "9999-12-31"}, "until"),
        ({"until": "other", "until-other.year": "2026"}, "until"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_makes_nothing(
    stage: Stage, wrong: Fields, anchor: str
) -> None:
    with following(stage) as her:
        form = _form(her.sign_in("astrid"), **wrong)
        for path in ("/my/shares", "/my/shares/preview"):
            answer = _send(her, form, path)
            assert answer.status_code == 422, path
            assert f'href="#{anchor}"' in answer.text
            assert f'id="{anchor}"' in answer.text
            assert 'value="Kock"' in answer.text or anchor == "vacancy", "nothing that she wrote is lost"
        assert "Gå vidare" not in her.http.get("/my/shares").text
    assert stage.http.get("/v1/me/shares", headers=stage.individual("astrid")).json() == {"shares": []}


def test_what_she_adds_later_is_not_in_a_link_of_the_form(stage: Stage) -> None:
    with following(stage) as her, following(stage) as viewer:
        made = _send(her.sign_in("astrid"), _form(her))
        path = re.findall(rf'value="{BASE_URL}(/shared/[^"]+)"', made.text)[0]
        stage.http.post(
            "/v1/me/profile/skills", json={"skill": {"label": "Svetsa"}}, headers=stage.individual("astrid")
        )
        page = viewer.open(Link("", path, None)).text
    assert "Ge omvårdnad till äldre" in page
    assert "Svetsa" not in page


def test_the_question_who_she_is_waits_on_the_start_page_until_it_is_answered(stage: Stage) -> None:
    link = make(stage, vacancy="Kock i Eksjö")
    with following(stage) as her, following(stage) as viewer:
        her.sign_in("astrid")
        assert "Kock i Eksjö" not in her.http.get("/my").text
        viewer.open(link)
        viewer.ask(link)
        assert f'href="/my/shares/{link.id}"' in her.http.get("/my").text
        empty = _send(her, {**her.form, "answer": "yes"}, f"/my/shares/{link.id}/contact")
        assert empty.status_code == 422
        _send(her, {**her.form, "answer": "yes", "fields": ["birth_date"]}, f"/my/shares/{link.id}/contact")
        assert seen(stage, link)["contact"] == "asked"
        _send(her, {**her.form, "answer": "no"}, f"/my/shares/{link.id}/contact")
        assert seen(stage, link)["contact"] == "refused"
        assert "Kock i Eksjö" not in her.http.get("/my").text


def test_a_new_word_is_shown_once_and_stopping_twice_is_no_mistake(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as her, following(stage) as viewer:
        her.sign_in("astrid")
        page = _send(her, her.form, f"/my/shares/{link.id}/word").text
        word = re.findall(r"[A-Z]{4}-\d{3}", page)[0]
        assert word not in her.http.get(f"/my/shares/{link.id}").text
        assert viewer.press_open(link, "").status_code == 422
        assert viewer.press_open(link, word).status_code == 303
        for _ in range(2):
            assert _send(her, her.form, f"/my/shares/{link.id}/stop").status_code == 303
    assert seen(stage, link)["state"] == "ended"
    assert [line["kind"] for line in stage.log()].count("share_end") == 1


def test_nobody_comes_to_her_links_from_her_neighbours_account(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as bo:
        bo.sign_in("bo")
        assert bo.http.get(f"/my/shares/{link.id}").status_code == 404
        for what in ("stop", "word", "contact"):
            assert _send(bo, {**bo.form, "answer": "no"}, f"/my/shares/{link.id}/{what}").status_code == 404
    assert act(stage, link, "withdraw").status_code == 200


def test_her_history_tells_of_a_link_in_plain_words(stage: Stage) -> None:
    link = make(stage, vacancy="Kock i Eksjö", with_word=True)
    with following(stage) as her, following(stage) as viewer, following(stage) as nils:
        viewer.press_open(link, "FEL")
        viewer.open(link)
        nils.sign_in("nils").open(link)
        nils.ask(link)
        act(stage, link, "refuse-contact")
        act(stage, link, "word")
        for _ in range(5):
            viewer.press_open(link, "FEL")
        history = her.sign_in("astrid").http.get("/my/log").text
    for told in (
        "Du gjorde en länk",
        "Någon som har din länk tittade",
        "sa fel ord.",
        "fem gånger",
        "frågade vem du är",
        "Du sa inte vem du är",
        "nytt ord till en länk",
        "Kock i Eksjö",
        "Nils Berg",
    ):
        assert told in history, told
    assert "by link" not in history
