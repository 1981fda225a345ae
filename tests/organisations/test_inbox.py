"""The inbox tells what is open and when it ends, and of a question no more than that it was sent."""

import re
from datetime import timedelta

from tests.stage import LANGUAGES, SKILLS, Stage
from tests.web.at_work import AtWork

_UNIT = "Etablering Nord"


def _asked(stage: Stage, case: str, **more: str) -> str:
    return stage.asked((LANGUAGES,), unit=_UNIT, case_reference=case, **more)


def _given(stage: Stage, case: str, days: int, **more: str) -> str:
    stage.clock.move(timedelta(seconds=1))
    until = (stage.clock.now() + timedelta(days=days)).date().isoformat()
    return stage.granted((LANGUAGES,), until=until, unit=_UNIT, case_reference=case, **more)


def _rows(page: str) -> list[str]:
    return re.findall(r'<a href="/agency/grants/gra_\w+"><bdi>([^<]+)</bdi>', page)


def test_what_ends_soon_comes_first_and_is_told_in_words(stage: Stage) -> None:
    _given(stage, "later", 80)
    _given(stage, "soon", 9)
    _given(stage, "sooner", 3)
    nils = AtWork.sign_in(stage, "nils")
    page = nils.get("/agency").text
    assert _rows(page)[:3] == ["sooner", "soon", "later"]
    assert "3 days left" in page
    assert "80 days left" not in page
    assert "2 sharings end within 14 days" in page
    assert _rows(nils.get("/agency?show=ending").text) == ["sooner", "soon"]
    for name in ("Astrid", "Lindqvist"):
        assert name not in page


def test_the_lists_are_by_unit_and_state_and_come_in_pages(stage: Stage) -> None:
    for number in range(27):
        _given(stage, f"case {number}", 60)
    stage.clock.move(timedelta(seconds=1))
    stage.granted((LANGUAGES,), unit="Vägledning Syd", case_reference="theirs")
    nils = AtWork.sign_in(stage, "nils")
    own = _rows(nils.get("/agency?unit=own").text)
    assert len(own) == 25
    assert "theirs" not in own
    assert "theirs" in _rows(nils.get("/agency").text)
    assert "page=2" in nils.get("/agency?unit=own").text
    more = _rows(nils.get("/agency?unit=own&page=2").text)
    assert more
    assert not set(own) & set(more)
    for odd in ("show=x&page=-1", "page=99999999", "page=%D9%A3", "unit=' or 1=1", "show=ending&page=0"):
        assert nils.get(f"/agency?{odd}").status_code == 200


def test_what_was_opened_is_told_by_day_and_reader_and_leaves_the_list_of_what_was_not(stage: Stage) -> None:
    grant = _given(stage, "mine", 60)
    nils = AtWork.sign_in(stage, "nils")
    assert "mine" in _rows(nils.get("/agency?show=unopened").text)
    nils.post(f"/agency/grants/{grant}", {"case_reference": "mine"})
    assert "mine" not in _rows(nils.get("/agency?show=unopened").text)
    row = nils.get("/agency").text.split(f'href="/agency/grants/{grant}"')[1].split("</tr>")[0]
    assert "Nils Berg" in row
    assert "21 November 2026" in row
    mona = AtWork.sign_in(stage, "mona")
    assert "mine" in _rows(mona.get("/agency?show=unopened").text), "another unit has not opened it"


def test_a_no_silence_an_end_and_an_erased_person_look_the_same(stage: Stage) -> None:
    bo, hers = stage.individual("bo"), stage.individual("astrid")
    refused = _asked(stage, "same")
    stage.http.post(f"/v1/me/access-requests/{refused}/refuse", json={}, headers=hers)
    _asked(stage, "same", persona="rim")
    _asked(stage, "same")  # held back: she has said no to it
    withdrawn = stage.answer_yes(_asked(stage, "same", persona="bo"), (LANGUAGES,), "bo").json()["id"]
    nils = AtWork.sign_in(stage, "nils")
    assert withdrawn in nils.get("/agency").text
    stage.withdraw(withdrawn, "bo")
    page = nils.get("/agency").text
    assert withdrawn not in page
    rows = re.findall(
        r'<tr role="row">\s*<th role="rowheader".*?</tr>', page.split('id="sent"')[1], re.DOTALL
    )
    assert len(rows) == 4
    assert len(set(rows)) == 1
    before = page.split('id="sent"')[1]
    assert stage.http.delete("/v1/me", headers=bo).status_code == 204
    assert nils.get("/agency").text.split('id="sent"')[1] == before


def test_a_pause_takes_a_sharing_out_of_the_inbox_and_looks_like_an_end(stage: Stage) -> None:
    grant = _given(stage, "paused", 60)
    nils = AtWork.sign_in(stage, "nils")
    assert "paused" in _rows(nils.get("/agency").text)
    stage.http.post(f"/v1/me/grants/{grant}/pause", headers=stage.individual("astrid"))
    page = nils.get("/agency").text
    assert "paused" not in _rows(page)
    assert "paused" in page.split('id="sent"')[1]


def test_the_inbox_writes_no_line_and_names_no_question_of_another_unit(stage: Stage) -> None:
    _asked(stage, "ours")
    stage.asked((SKILLS,), unit="Vägledning Syd", case_reference="theirs", persona="bo")
    lines = len(stage.log())
    page = AtWork.sign_in(stage, "nils").get("/agency").text
    assert len(stage.log()) == lines
    assert "ours" in page
    assert "theirs" not in page
    assert "ours" not in AtWork.sign_in(stage, "terje").get("/agency").text


def test_a_question_goes_out_of_the_book_when_its_own_end_is_over(stage: Stage) -> None:
    _asked(stage, "old", until=(stage.clock.now() + timedelta(days=2)).date().isoformat())
    stage.move(days=3)
    assert "old" not in AtWork.sign_in(stage, "nils").get("/agency").text
    stage.move(days=40)
    _asked(stage, "newer")
    with stage.parts.database.engine.connect() as connection:
        assert (
            connection.exec_driver_sql(
                "SELECT count(*) FROM sent_question WHERE until < '2026-12-01'"
            ).scalar()
            == 0
        )
