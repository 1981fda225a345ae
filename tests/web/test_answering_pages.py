"""The question, the preview, and the answer: a yes to a part, or a no."""

import re
from collections.abc import Callable

from tests.stage import LANGUAGES, Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def _waiting(her: Visitor) -> str:
    return re.findall(r'href="(/my/requests/[^"]+)"', her.get("/my/requests").text)[0]


def _end(page: str) -> str:
    return re.findall(r'name="until"[^>]*value="(\d{4}-\d\d-\d\d)"', page)[0]


def test_nothing_is_ticked_and_both_answers_look_alike(visitor: Visitors) -> None:
    her = visitor("astrid")
    page = her.get(_waiting(her)).text
    assert re.findall(r'name="scope"[^>]* checked', page) == []
    yes, no = re.findall(r'<button class="([^"]+)" name="answer"', page)
    assert yes == no


def test_an_ending_without_a_choice_is_a_sentence(stage: Stage, visitor: Visitors) -> None:
    her = visitor("astrid")
    address = f"/my/requests/{stage.asked((LANGUAGES,), ending='once')}"
    page = her.get(address).text
    assert '<input type="hidden" name="ending" value="once">' in page
    assert '<input type="radio" name="ending"' not in page
    assert "<p>När de har läst det en gång.</p>" in page
    sent: dict[str, str | list[str]] = {"scope": "0", "ending": "once", "until": _end(page)}
    sent |= {name: re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("field-0", "item-0")}
    assert her.send(f"{address}/answer", answer="yes", **sent).status_code == 303
    assert "När de har läst det en gång" in her.get(address).text


def test_a_yes_to_nothing_is_asked_again_and_stays_unanswered(visitor: Visitors) -> None:
    her = visitor("astrid")
    address = _waiting(her)
    answer = her.send(f"{address}/answer", answer="yes", until=_end(her.get(address).text))
    assert answer.status_code == 422
    assert 'href="#scope-0"' in answer.text
    assert _waiting(her) == address


def test_a_yes_to_one_field_of_one_part_gives_just_that(visitor: Visitors) -> None:
    her = visitor("astrid")
    address = _waiting(her)
    page = her.get(address).text
    field = re.findall(r'name="field-0" value="([^"]+)"', page)[0]
    items = re.findall(r'name="item-0" value="([^"]+)"', page)
    fields: dict[str, str | list[str]] = {
        "scope": "0",
        "field-0": field,
        "item-0": items[:1],
        "until": _end(page),
    }
    assert her.send(f"{address}/answer", answer="yes", **fields).headers["location"] == address
    agreed = her.get(address)
    assert agreed.status_code == 200
    grant = re.findall(r'href="(/my/grants/[^"]+)"', agreed.text)[0]
    seen = her.get(grant).text
    assert seen.count('class="entry"') == 1


def test_the_preview_keeps_every_tick(visitor: Visitors) -> None:
    her = visitor("astrid")
    address = _waiting(her)
    page = her.get(address).text
    ticked: dict[str, str | list[str]] = {
        "scope": "0",
        "field-0": re.findall(r'name="field-0" value="([^"]+)"', page),
        "item-0": re.findall(r'name="item-0" value="([^"]+)"', page),
        "until": _end(page),
    }
    preview = her.send(f"{address}/preview", **ticked)
    assert preview.status_code == 200
    kept = dict(re.findall(r'type="hidden" name="(scope|until)" value="([^"]+)"', preview.text))
    assert kept == {"scope": "0", "until": ticked["until"]}
    back = her.send(address, **ticked)
    assert re.search(r'id="scope-0" name="scope" value="0" checked', back.text)
    nothing = her.send(f"{address}/preview", until=_end(page))
    assert 'class="entry"' not in nothing.text


def test_a_no_is_one_press_and_gives_nothing(visitor: Visitors) -> None:
    her = visitor("astrid")
    address = _waiting(her)
    grants = re.findall(r'class="card"', her.get("/my").text)
    assert her.send(f"{address}/answer", answer="no").headers["location"] == address
    assert her.get(address).status_code == 200
    assert re.findall(r'class="card"', her.get("/my").text) == grants
    assert her.send(f"{address}/answer", answer="yes", scope="0").headers["location"] == address, (
        "answered is answered"
    )


def test_more_than_was_asked_is_never_given(visitor: Visitors) -> None:
    her = visitor("astrid")
    address = _waiting(her)
    page = her.get(address).text
    fields = {"scope": ["0", "99"], "field-0": ["invented"], "field-99": ["name"], "until": _end(page)}
    assert her.send(f"{address}/answer", answer="yes", **fields).status_code == 422
    longer = {
        "scope": "0",
        "field-0": re.findall(r'name="field-0" value="([^"]+)"', page),
        "until": "2099-01-01",
    }
    longer["item-0"] = re.findall(r'name="item-0" value="([^"]+)"', page)
    answer = her.send(f"{address}/answer", answer="yes", **longer)
    assert answer.status_code == 422
    assert 'href="#until"' in answer.text


def test_another_person_s_question_is_not_there(visitor: Visitors) -> None:
    address = _waiting(visitor("astrid"))
    his = visitor("bo")
    assert his.get(address).status_code == 404
    assert his.get(f"{address}/preview").status_code == 404
    assert his.send(f"{address}/answer", answer="no").status_code == 404


def test_stopping_takes_two_steps_and_works_at_once(visitor: Visitors) -> None:
    her = visitor("astrid")
    stop = re.findall(r'href="(/my/grants/[^"]+/stop)"', her.get("/my").text)[0]
    assert her.get(stop).status_code == 200
    nils = visitor("nils")
    opening = stop.replace("/my/", "/agency/").removesuffix("/stop")
    assert nils.send(opening, case_reference="K-1").status_code == 200
    assert her.send(stop).status_code == 303
    assert nils.send(opening, case_reference="K-1").status_code == 404
    assert her.send(stop).status_code == 303, "stopping again does no harm"
