"""What people are asked, open to all; and the pages on which an organisation registers question sets of its own."""

import pytest

from tests.instruments.texts import plain, registered, spoilt, written
from tests.stage import Stage
from tests.web.at_work import AtWork


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with Stage.open(tmp_path_factory.mktemp("instruments")) as opened:
        yield opened


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_whoever_is_to_be_asked_sees_every_question_first(standing: Stage, language: str) -> None:
    standing.http.cookies.clear()
    cookie = {"Cookie": f"language={language}"}
    listed = standing.http.get("/instruments", headers=cookie).text
    assert f'lang="{language}"' in listed
    for one in standing.house.desk.instruments.shipped:
        assert f'href="/instruments/{one.id}"' in listed
        page = standing.http.get(f"/instruments/{one.id}", headers=cookie)
        assert page.status_code == 200
        for item in one.items():
            assert item.text[language].replace("'", "&#39;") in page.text, item.id
        assert page.text.count('class="note"') == sum(section.special for section in one.sections)
    assert standing.http.get("/instruments/nothing", headers=cookie).status_code == 404


def test_a_look_says_where_the_answer_goes_and_when_it_is_asked(standing: Stage) -> None:
    page = standing.http.get("/instruments/orientation", headers={"Cookie": "language=en"}).text
    assert "Asked only after this answer:</p>" not in page
    assert "Would you like an interpreter at meetings? Yes" in page
    assert "Asked again after 12 months at the earliest." in page
    assert "Stays in the conversation. It is no part of the profile." in page
    assert "The adviser answers." in page


def test_an_administrator_registers_by_pasting_or_by_a_file_and_retires(standing: Stage) -> None:
    staff = AtWork.sign_in(standing, "nils", "en")
    assert "Your organisation has registered none." in staff.get("/agency/instruments").text
    pasted = staff.post("/agency/instruments/new", {"text": written(plain()).decode()})
    named = "org_demo_norrsken.first-talk"
    assert pasted.headers["location"] == f"/instruments/{named}?version=1"
    looked = staff.get(pasted.headers["location"])
    assert "Which jobs?" in looked.text
    assert "Norrsken AB" in looked.text
    listed = staff.get("/agency/instruments").text
    assert f"/agency/instruments/{named}/1/retire" in listed
    text = staff.get(f"/agency/instruments/{named}/1/text")
    assert text.content == written(plain())
    assert "attachment" in text.headers["content-disposition"]
    assert "Retire this version?" in staff.get(f"/agency/instruments/{named}/1/retire").text
    assert staff.post(f"/agency/instruments/{named}/1/retire", {}).status_code == 303
    assert "Retired" in staff.get("/agency/instruments").text
    theirs = registered(standing, "9", "tjuvholmen")
    for address in (f"{theirs}/9/retire", f"{theirs}/9/text", f"{named}/3/retire"):
        assert staff.get(f"/agency/instruments/{address}").status_code == 404, address


def test_every_place_that_is_wrong_is_named_and_nothing_that_was_pasted_is_lost(standing: Stage) -> None:
    text = spoilt("/sections/0/items/1/target/section", "secrets").decode()
    for language, told in (
        ("sv", "Det finns ingen sådan del."),
        ("en", "There is no such section."),
        ("ar", "لا يوجد قسم كهذا."),
    ):
        staff = AtWork.sign_in(standing, "nils", language)
        page = staff.post("/agency/instruments/new", {"text": text})
        assert page.status_code == 422
        assert '<bdi dir="ltr">/sections/0/items/1/target/section</bdi>' in page.text
        assert told in page.text
        assert "secrets" in page.text
    broken = staff.post("/agency/instruments/new", {"text": "{\n<script>"})
    assert "&lt;script&gt;" in broken.text
    assert "<script>" not in broken.text.partition("<main")[2]


def test_a_case_worker_registers_nothing(standing: Stage) -> None:
    staff = AtWork.sign_in(standing, "mona", "en")
    assert staff.get("/agency/instruments").status_code == 403
    assert (
        staff.post("/agency/instruments/new", {"text": written(plain(version="7")).decode()}).status_code
        == 403
    )
