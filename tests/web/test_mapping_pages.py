"""Mapping at the portal: what is known is filled in, only the rest is asked, and nothing that was typed is lost."""

import re
from collections.abc import Callable

import pytest

from tests.web.at_the_sheet import REVISION, answer_of, begin, save, speaking
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"


@pytest.fixture
def her(visitor: Visitors) -> Visitor:
    return speaking(visitor("astrid"))


def test_what_is_known_is_filled_in_and_only_the_rest_is_asked(her: Visitor) -> None:
    at = begin(her, second="ar")
    tasks = her.get(at).text
    assert "answers are known already. You do not have to repeat them." in tasks
    assert "You have answered 2 of these before" in tasks
    known = her.get(f"{at}/parts/wants?page=1").text
    assert "Undersköterska" in known
    assert "You wrote this" in known
    assert 'name="q-wanted_work.do" value="still"' in known
    # Two languages on each question, each marked as what it is; and the first page with anything left opens by itself.
    assert re.search(r'<span class="other" lang="ar" dir="rtl">', known)
    assert "Page 3 of 3" in her.get(f"{at}/parts/you").text
    assert her.get(f"{at}/parts/nobody").status_code == 404
    assert her.get("/my/mapping/map_nobodys").status_code == 404


def test_every_page_saves_and_she_comes_back_to_what_she_said(her: Visitor) -> None:
    at = begin(her)
    page = f"{at}/parts/you?page=3"
    next_page = save(
        her, page, **{"q-swedish_speaking": "B1", "q-needs_interpreter": "yes", "beside": "hide"}
    )
    assert her.http.cookies["beside"] == "hide"
    # The answer asks for one more, which comes on a page of its own.
    assert "q-interpreter_language" in her.get(next_page).text
    back = her.get(page).text
    assert re.search(r'name="q-swedish_speaking" value="B1"[^>]* checked', back)
    assert re.search(r'name="beside" value="hide" checked', back)
    assert re.search(r'name="q-needs_interpreter" value="yes"[^>]* checked', back)
    save(her, page, then="stop", **{"q-needs_interpreter": "no"})
    assert "q-interpreter_language" not in her.get(f"{at}/parts/you?page=4").text
    begun = her.get("/my/mapping").text
    assert f'href="{at}"' in begun
    assert begun.index("Begun") < begun.index("Begin with something")


def test_entries_are_added_changed_and_taken_away_without_any_script(her: Visitor) -> None:
    at = begin(her)
    page = f"{at}/parts/done?page=2"
    again = save(
        her, page, then="more", **{"q-own_business.title": "Kiosk", "q-own_business.start.year": "2019"}
    )
    assert again == f"{page}&more=yes#new"
    assert '<details class="new" id="new" open>' in her.get(again.partition("#")[0]).text
    shown = her.get(page).text
    assert "Kiosk" in shown
    assert re.search(r'name="q-own_business.title" value=""', shown)
    editing = her.get(f"{page}&edit=0").text
    assert 'name="q-own_business.title" value="Kiosk"' in editing
    assert 'name="q-own_business.at" value="0"' in editing
    save(her, page, **{"q-own_business.at": "0", "q-own_business.title": HOSTILE})
    shown = her.get(page).text
    assert "Kiosk" not in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    save(her, page, then="drop:0")
    assert "&lt;script&gt;" not in her.get(page).text


def test_a_mistake_is_told_at_its_question_and_the_rest_is_kept(her: Visitor) -> None:
    at = begin(her)
    page = f"{at}/parts/school?page=1"
    revision = REVISION.findall(her.get(page).text)[0]
    sent = {"form_token": her.form_token, "revision": revision, "q-school_years": "många"}
    wrong = her.http.post(page, data=sent)
    assert wrong.status_code == 422
    assert 'href="#q-school_years"' in wrong.text
    assert 'value="många"' in wrong.text
    empty = her.http.post(
        f"{at}/parts/wants?page=1",
        data={
            "form_token": her.form_token,
            "revision": revision,
            "q-wanted_work.do": "change",
            "q-wanted_work": " ",
        },
    )
    assert empty.status_code == 422
    assert 'href="#q-wanted_work"' in empty.text
    entry = her.http.post(
        f"{at}/parts/done?page=2",
        data={"form_token": her.form_token, "revision": revision, "q-own_business.tasks": "Sålde bröd"},
    )
    assert entry.status_code == 422
    assert 'href="#q-own_business"' in entry.text
    assert "Sålde bröd" in entry.text


HOSTILE_FORMS: list[dict[str, str | list[str]]] = [
    {"revision": "x", "q-school_years": "9"},
    {"q-school_years": ["9", "10"], "revision": "99999999999"},
    {"q-school_years": "NaN", "then": "drop:-1"},
    {"q-nobody": "1", "q-school_years.do": "still", "then": "drop:999"},
    {"q-school_years": "\x00" * 9000, "find": "q-school_years"},
    {"q-school_years": "1e999", "choose": "q-languages.language", "choice": "x y z"},
]


def test_hostile_forms_change_nothing_and_break_nothing(her: Visitor) -> None:
    at = begin(her)
    for form in HOSTILE_FORMS:
        for part in ("school?page=1", "done?page=2", "nobody", "school?page=77", "obstacles"):
            answer = her.http.post(f"{at}/parts/{part}", data={"form_token": her.form_token, **form})
            assert answer.status_code in (200, 303, 404, 409, 422), answer.text
            assert answer.status_code != 200 or "find" in form or "choose" in form
    assert "There is nothing new yet." in her.get(f"{at}/check").text


def test_on_two_devices_nobody_writes_over_the_other_and_nothing_is_lost(
    her: Visitor, visitor: Visitors
) -> None:
    phone = speaking(visitor("astrid"))
    at = begin(her)
    page = f"{at}/parts/school?page=1"
    old = REVISION.findall(phone.get(page).text)[0]
    save(her, page, **{"q-school_years": "9"})
    late = phone.http.post(
        page, data={"form_token": phone.form_token, "revision": old, "q-school_years": "11"}
    )
    assert late.status_code == 409
    assert "This was changed somewhere else" in late.text
    assert re.search(r'name="q-school_years" value="11"', late.text)
    assert re.search(r"Saved meanwhile: <bdi>\s*9|Saved meanwhile:[^<]*<span[^>]*>9", late.text)
    save(phone, page, revision=REVISION.findall(late.text)[0], **{"q-school_years": "11"})
    assert re.search(r'name="q-school_years" value="11"', her.get(page).text)


def test_a_special_part_is_closed_until_she_opens_it(her: Visitor) -> None:
    at = begin(her)
    closed = her.get(f"{at}/parts/obstacles").text
    assert "It is closed." in closed
    assert "<textarea" not in closed
    revision = REVISION.findall(closed)[0]
    opened = her.send(f"{at}/parts/obstacles/arrange", then="open", revision=revision)
    assert opened.headers["location"] == f"{at}/parts/obstacles"
    assert "<textarea" in her.get(f"{at}/parts/obstacles?page=1").text
    revision = REVISION.findall(her.get(f"{at}/parts/obstacles?page=1").text)[0]
    her.send(f"{at}/parts/obstacles/arrange", then="close", revision=revision)
    assert "It is closed." in her.get(f"{at}/parts/obstacles").text
    revision = REVISION.findall(her.get(f"{at}/parts/school").text)[0]
    her.send(f"{at}/parts/school/arrange", then="hide", revision=revision)
    assert "Left out" in her.get(at).text
    assert her.send(f"{at}/parts/school/arrange", then="show", revision=revision).status_code == 409


def test_she_checks_hands_over_to_herself_and_decides_one_by_one(her: Visitor) -> None:
    at = begin(her)
    save(her, f"{at}/parts/done?page=2", **{"q-own_business.title": "Kiosk"})
    save(her, f"{at}/parts/done?page=3", **{"q-home_work.title": "Skötte min mamma"})
    check = her.get(f"{at}/check").text
    assert "Kiosk" in check
    handed = her.send(f"{at}/hand-over", revision=REVISION.findall(check)[0])
    assert handed.headers["location"] == f"{at}/decide"
    assert f'href="{at}/decide"' in her.get("/my").text
    assert her.get(at).headers["location"] == f"{at}/decide"
    first = her.get(f"{at}/decide").text
    assert "0 of 2 decided" in first
    assert "Kiosk" in first
    assert "Kiosk" not in her.get("/my/profile/experience").text
    assert her.send(answer_of(first), answer="approve").headers["location"] == f"{at}/decide"
    second = her.get(f"{at}/decide").text
    assert "1 of 2 decided" in second
    her.send(answer_of(second), answer="refuse")
    done = her.get(her.get(f"{at}/decide").headers["location"]).text
    assert "You put 1 thing in your profile." in done
    assert "You did not have to repeat them." in done
    profile = her.get("/my/profile/experience").text
    assert "Kiosk" in profile
    assert "Skötte min mamma" not in profile


def test_a_code_is_found_for_her_words_without_any_script_and_nothing_typed_is_lost(her: Visitor) -> None:
    at = begin(her)
    page = f"{at}/parts/you?page=2"
    typed = {"form_token": her.form_token, "revision": "1", "q-languages.language": "finska"}
    asked = her.http.post(page, data={**typed, "q-languages.do": "still", "find": "q-languages.language"})
    assert asked.status_code == 200
    assert 'name="q-languages.do" value="still"' in asked.text
    found = re.findall(r'name="choice" value="([^"]+)"', asked.text)
    assert len(found) > 1, asked.text
    picked = {"choose": "q-languages.language", "choice": found[0], "words": "finska"}
    back = her.http.post(page, data={**typed, "q-languages.do": "still", **picked}).text
    assert 'name="q-languages.language.concept_id"' in back
    assert re.search(r'name="q-languages.do" value="still"[^>]* checked', back)
    hidden = dict(re.findall(r'name="(q-languages\.language[^"]*)" value="([^"]*)"', back))
    save(her, page, then="stop", **hidden)
    checked = her.get(page).text
    assert hidden["q-languages.language"] in checked
    own = her.http.post(
        page, data={**typed, "choose": "q-languages.language", "choice": "own", "words": "tornedalska"}
    )
    assert 'name="q-languages.language" value="tornedalska"' in own.text


def test_a_set_that_is_open_is_gone_on_with_before_it_is_begun_anew(her: Visitor) -> None:
    new = "/my/mapping/new/orientation"
    assert "Begin anew" not in her.get(new).text
    at = begin(her)
    page = her.get(new).text
    assert re.search(rf'<a class="button" href="{at}">Go on<', page)
    assert re.search(r'<button class="button second" name="then" value="begin">Begin anew</button>', page)
    assert page.index(at) < page.index("Begin anew")
    assert "Begin anew" not in her.get("/my/mapping/new/work-skills").text


def test_where_nothing_is_new_the_check_leads_back_to_the_questions_or_ends(her: Visitor) -> None:
    at = begin(her)
    check = her.get(f"{at}/check").text
    assert "Go on to decide" not in check
    assert "So there is nothing to put in your profile." in check
    assert "You decide on the next page" not in check
    assert f'<a class="button" href="{at}">Go on answering</a>' in check
    assert '<button class="button second">End here ' in check
    save(her, f"{at}/parts/done?page=2", **{"q-own_business.title": "Kiosk"})
    assert "I am done. Go on to decide" in her.get(f"{at}/check").text
    empty = begin(her, "work-skills")
    her.send(f"{empty}/hand-over", revision=REVISION.findall(her.get(f"{empty}/check").text)[0])
    assert her.get(f"{empty}/decide").headers["location"] == f"{empty}/done"
    assert f'href="{empty}"' not in her.get("/my/mapping").text


def test_of_a_change_the_lines_that_differ_say_that_they_are_new(her: Visitor) -> None:
    at = begin(her)
    changed = {"q-wanted_work.do": "change", "q-wanted_work": "Kock"}
    save(her, f"{at}/parts/wants?page=1", **changed)
    her.send(f"{at}/hand-over", revision=REVISION.findall(her.get(f"{at}/check").text)[0])
    page = her.get(f"{at}/decide").text
    before, after = page.split("As it is now")[1].split("As it would be")
    marked = re.findall(r"<dt>([^<]*)<span class=\"tag needed\">New</span></dt>\s*<dd>(.*?)</dd>", after)
    assert len(marked) == 1, after
    assert "Kock" in marked[0][1]
    assert after.count("<dt>") > 1
    assert ">New<" not in before
