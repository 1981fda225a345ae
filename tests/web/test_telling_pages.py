"""The staff confirm what has changed; the person reads what they were told and what they answered."""

import re
from collections.abc import Callable

import pytest

from tests.stage import Stage
from tests.web.conftest import Visitor


@pytest.fixture
def ended(stage: Stage) -> str:
    """A grant of Astrid's that has been read, and then withdrawn."""
    grant = stage.granted()
    stage.read(grant)
    stage.move(minutes=1)
    stage.withdraw(grant)
    stage.rounds()
    return grant


def _cards(page: str) -> str:
    """What waits to be confirmed."""
    return page.split('<div class="cards">')[1].split("</div>", 1)[0]


def _newest(stage: Stage) -> str:
    answer = stage.http.get("/v1/notices", headers=stage.organisation("norrsken"))
    notice: str = answer.json()["notices"][0]["id"]
    return notice


def test_she_reads_that_they_know_and_what_they_say_they_have_erased(
    stage: Stage, visitor: Callable[[str], Visitor], ended: str
) -> None:
    astrid, nils = visitor("astrid"), visitor("nils")
    page = astrid.get(f"/my/grants/{ended}").text
    assert "Vad de har fått veta" in page
    assert "Meddelandet väntar på dem." in page

    listed = nils.get("/agency/notices").text
    assert ended in listed
    assert "inte öppet för er nu" in listed
    notice = _newest(stage)
    assert nils.send(f"/agency/notices/{notice}/acknowledge", erased="").status_code == 303
    assert "De bekräftade det: 21 november 2026" in astrid.get(f"/my/grants/{ended}").text
    assert "De bekräftade det:" in astrid.get("/my").text

    assert "Intyga att det är raderat" in nils.get("/agency/notices").text
    nils.send(f"/agency/notices/{notice}/acknowledge", erased="yes")
    said = "De säger att de har raderat det som de läste: 21 november 2026"
    assert said in astrid.get(f"/my/grants/{ended}").text
    assert said in astrid.get("/my").text


def test_she_reads_that_an_answer_is_overdue(
    stage: Stage, visitor: Callable[[str], Visitor], ended: str
) -> None:
    stage.move(days=14)
    astrid = visitor("astrid")
    said = "De skulle ha bekräftat det senast 5 december 2026. Det har de inte gjort."
    assert said in astrid.get(f"/my/grants/{ended}").text
    assert said in astrid.get("/my").text


def test_what_is_paused_and_what_has_ended_are_told_in_the_same_words_by_their_case(
    stage: Stage, visitor: Callable[[str], Visitor], ended: str
) -> None:
    live = stage.granted()
    paused = stage.granted()
    stage.move(minutes=1)
    stage.http.post(f"/v1/me/grants/{paused}/pause", headers=stage.individual("astrid"))
    text = visitor("nils").get("/agency/notices").text
    cards = {grant: text.split(f">{grant}<")[0].rsplit("<article", 1)[1] for grant in (live, ended, paused)}
    assert "Något har ändrats i ärende" in cards[live]
    assert "Ärende <bdi>case-1</bdi> är inte öppet för er nu." in cards[ended]
    told = {re.sub(r"<p.*", "", cards[grant], flags=re.DOTALL) for grant in (ended, paused)}
    assert len(told) == 1
    before = cards[ended]
    stage.http.delete("/v1/me", headers=stage.individual("astrid"))
    after = visitor("nils").get("/agency/notices").text
    assert after.split(f">{ended}<")[0].rsplit("<article", 1)[1] == before, "and so is what was erased"


def test_another_organisations_staff_see_and_confirm_nothing(
    stage: Stage, visitor: Callable[[str], Visitor], ended: str
) -> None:
    terje = visitor("terje")
    assert ended not in terje.get("/agency/notices").text
    for notice in (_newest(stage), "ntc_none"):
        assert terje.send(f"/agency/notices/{notice}/acknowledge", erased="yes").status_code == 404
    assert terje.send("/agency/dead-letters/dlv_none/redeliver").status_code == 404
    assert "Meddelandet väntar på dem." in visitor("astrid").get(f"/my/grants/{ended}").text


def test_a_message_that_did_not_arrive_is_sent_again_from_the_page(
    stage: Stage, visitor: Callable[[str], Visitor]
) -> None:
    answer = stage.http.post(
        "/v1/webhooks", json={"url": "http://127.0.0.1:9/"}, headers=stage.organisation("norrsken")
    )
    assert answer.status_code == 201
    stage.granted()
    stage.move(minutes=1)
    stage.rounds()
    stage.move(days=4)
    stage.rounds()
    nils = visitor("nils")
    assert "2 meddelanden kom inte fram" in nils.get("/agency/notices").text
    page = nils.get("/agency/webhooks").text
    assert "Meddelanden som inte kom fram" in page
    assert "http://127.0.0.1:9/" in page
    address = page.split('action="/agency/dead-letters/')[1].split('"')[0]
    assert nils.send(f"/agency/dead-letters/{address}").status_code == 303
    assert address not in nils.get("/agency/webhooks").text


def test_what_changed_in_one_sharing_stands_on_one_card_and_is_confirmed_together(
    stage: Stage, visitor: Callable[[str], Visitor], ended: str
) -> None:
    nils = visitor("nils")
    page = nils.get("/agency/notices").text
    waiting = page.split("<main")[1].split("<details")[0]
    card = waiting.split(f">{ended}<")
    assert len(card) == 2, "one card for the yes and the stop"
    assert "2 ändringar" in card[1]
    earlier = card[1].split('name="earlier" value="')[1].split('"')[0]
    assert (
        nils.send(f"/agency/notices/{_newest(stage)}/acknowledge", erased="", earlier=earlier).status_code
        == 303
    )
    assert f">{ended}<" not in nils.get("/agency/notices").text.split("<main")[1].split("<details")[0]
    assert earlier != _newest(stage)


def test_what_is_open_is_confirmed_in_one_step_and_what_is_not_stays_for_itself(
    stage: Stage, visitor: Callable[[str], Visitor], ended: str
) -> None:
    first, second = stage.granted(), stage.granted()
    stage.move(minutes=1)
    stage.rounds()
    nils = visitor("nils")
    form = nils.get("/agency/notices").text.split('<div class="cards">')[0].split("<form")[-1]
    assert "ärenden som är öppna" in form
    path = form.split('action="')[1].split('"')[0]
    others = re.findall(r'name="earlier" value="([^"]+)"', form)
    assert nils.send(path, erased="", earlier=others).status_code == 303
    waiting = _cards(nils.get("/agency/notices").text)
    assert f">{first}<" not in waiting
    assert f">{second}<" not in waiting
    assert f">{ended}<" in waiting
