"""What she had before her: the words of the page, to the letter, and nothing that is only her own."""

import re
from collections.abc import Callable

from profile_service.web.shown import text_of
from tests.stage import LANGUAGES, SKILLS, Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def _asked(stage: Stage) -> str:
    stage.individual("astrid")
    return f"/my/requests/{stage.asked((LANGUAGES, SKILLS))}"


def _answer(page: str) -> dict[str, str | list[str]]:
    """A yes to the first part, as it stands on the page."""
    fields: dict[str, str | list[str]] = {
        name: re.findall(f'name="{name}" value="([^"]+)"', page) for name in ("field-0", "item-0")
    }
    end = re.findall(r'name="until"[^>]*value="(\d{4}-\d\d-\d\d)"', page)[0]
    return {**fields, "scope": "0", "until": end}


def _newest(stage: Stage) -> dict[str, object]:
    found = stage.http.get("/v1/me/receipts", headers=stage.individual("astrid")).json()["receipts"]
    return dict(found[0])


def test_the_text_of_a_yes_is_what_the_page_said(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    her = visitor("astrid")
    page = her.get(address).text
    assert her.send(f"{address}/answer", answer="yes", **_answer(page)).status_code == 303
    receipt = _newest(stage)
    notice = receipt["notice"]
    assert isinstance(notice, dict)
    assert notice["text"] == text_of(page)
    assert notice["text"].startswith("Får Norrsken AB läsa det här om dig?")
    assert "Ett nej kostar dig ingenting." in notice["text"]
    assert notice["language"] == "sv"
    assert re.fullmatch(r"request\.html#sha256-[0-9a-f]{64}", notice["screen"])
    assert "egk:OwnDevice" in str(receipt["record"])


def test_the_text_of_a_no_and_of_a_stop_is_kept_too(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    grant_id = stage.granted((LANGUAGES,))
    her = visitor("astrid")
    her.get(address)
    assert her.send(f"{address}/answer", answer="no").status_code == 303
    assert "Ett nej kostar dig ingenting." in str(_newest(stage)["notice"])
    page = her.get(f"/my/grants/{grant_id}/stop").text
    assert her.send(f"/my/grants/{grant_id}/stop").status_code == 303
    stopped = _newest(stage)
    assert stopped["kind"] == "withdrawn"
    assert isinstance(stopped["notice"], dict)
    assert stopped["notice"]["text"] == text_of(page)


def test_a_yes_to_a_page_that_reads_otherwise_by_now_is_asked_again(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    her = visitor("astrid")
    page = her.get(address).text
    stage.move(days=1)  # every "in 30 days" is another day now
    her.sign_in("astrid")
    her.notice = re.findall(r'name="notice" value="([^"]+)"', page)[0]
    again = her.send(f"{address}/answer", answer="yes", **_answer(page))
    assert again.status_code == 409
    assert "Sidan har ändrats sedan du öppnade den." in again.text
    assert re.findall(r'name="scope"[^>]* checked', again.text), "her ticks are kept"
    her.notice = re.findall(r'name="notice" value="([^"]+)"', again.text)[0]
    assert her.send(f"{address}/answer", answer="yes", **_answer(again.text)).status_code == 303
    assert _newest(stage)["kind"] == "given"


def test_a_yes_in_another_language_than_she_read_is_asked_again(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    her = visitor("astrid")
    page = her.get(address).text
    her.http.cookies.set("language", "en")
    assert her.send(f"{address}/answer", answer="yes", **_answer(page)).status_code == 409


def test_a_yes_without_a_page_is_asked_again(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    her = visitor("astrid")
    page = her.get(address).text
    for notice in ("", "0" * 64, "x"):
        her.notice = notice
        assert her.send(f"{address}/answer", answer="yes", **_answer(page)).status_code == 409


def test_a_no_and_a_stop_are_never_held_up(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    grant_id = stage.granted((LANGUAGES,))
    her = visitor("astrid")
    her.notice = "0" * 64
    assert her.send(f"{address}/answer", answer="no").status_code == 303
    assert her.send(f"/my/grants/{grant_id}/stop").status_code == 303
    stopped = _newest(stage)
    assert (stopped["kind"], stopped["notice"]) == ("withdrawn", None)


def test_mistakes_and_ticks_are_no_part_of_the_text(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    her = visitor("astrid")
    first = her.get(address).text
    noticed = re.findall(r'name="notice" value="([^"]+)"', first)
    again = her.send(f"{address}/answer", answer="yes", until=_answer(first)["until"])
    assert again.status_code == 422
    assert re.findall(r'name="notice" value="([^"]+)"', again.text) == noticed


def test_her_own_entries_are_no_part_of_the_text(stage: Stage, visitor: Visitors) -> None:
    address = _asked(stage)
    hers = stage.individual("astrid")
    stage.http.post("/v1/me/profile/skills", json={"skill": {"label": "Ormtjusning"}}, headers=hers)
    page = visitor("astrid").get(address).text
    assert "Ormtjusning" in page
    assert "Ormtjusning" not in text_of(page)


def test_text_is_read_line_by_line() -> None:
    page = (
        "<title>No</title><nav>No</nav><main id=main><h1>May <bdi>A&amp;B</bdi>\n read?</h1>"
        '<form><input name="x" value="no"><svg><path d="no"/></svg><script>no</script>'
        "<p>One<br>two</p><p data-own>no <b>no</b></p><span data-later>no</span><select><option>no</option></select>"
        "<button>Yes</button><button>No, <em>never</em></button></form></main><footer>No</footer>"
    )
    assert text_of(page) == "May A&B read?\nOne\ntwo\nYes\nNo, never"
