"""Every kind of question as a form, and back; two languages beside each other."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from profile_service.domain.coverage import Covered, Knowledge
from profile_service.domain.instrument import (
    AnswerKind,
    Choice,
    Condition,
    InstrumentItem,
    InstrumentSection,
    Respondent,
    Target,
)
from profile_service.domain.mapping_session import Answer, Circumstances, Touch
from profile_service.domain.profile import Json
from profile_service.language import words
from profile_service.web.mapping_entries import read_entries
from profile_service.web.mapping_forms import Question, Said, fill_answer, read_answer
from profile_service.web.mapping_parts import minutes_for, pages_of
from profile_service.web.mapping_sides import Sides
from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
TEXT = {"sv": "Fråga", "ar": "سؤال"}
CHOICES = (Choice("a", TEXT), Choice(7, TEXT), Choice({"label": "x"}, TEXT))
VALUES: dict[AnswerKind, Json] = {
    AnswerKind.TEXT: "Kort",
    AnswerKind.LONG_TEXT: "Långt\nmed rader",
    AnswerKind.YES_NO: False,
    AnswerKind.CHOICE: 7,
    AnswerKind.NUMBER: 2.5,
    AnswerKind.DATE: "2019-04",
    AnswerKind.LEVEL: 3,
    AnswerKind.CEFR: "B1",
    AnswerKind.CONCEPT: {"label": "Kock", "scheme": "jobtech", "concept_id": "x", "scheme_version": "1"},
    AnswerKind.COUNTRY: "SY",
}


def item(kind: AnswerKind, name: str = "it", **more: Any) -> InstrumentItem:
    choices = CHOICES if kind is AnswerKind.CHOICE else ()
    return InstrumentItem(name, TEXT, kind, choices=choices, **more)


def said(one: InstrumentItem, touch: Touch, value: Json) -> Answer:
    return Answer(one.id, touch, value, Respondent.PERSON, datetime(2026, 1, 1, tzinfo=UTC))


def known(one: InstrumentItem, value: Json) -> Covered:
    return Covered(one, Knowledge.STALE, (), value)


@pytest.mark.parametrize("kind", VALUES, ids=str)
def test_every_kind_of_answer_comes_back_as_it_was(kind: AnswerKind) -> None:
    one, value = item(kind), VALUES[kind]
    stated = Question(one, None, said(one, Touch.STATED, value))
    shown = fill_answer(stated)
    assert read_answer(stated, shown) is None, "what was not changed is not said again"
    asked = read_answer(Question(one), {name: texts for name, texts in shown.items() if name != "q-it.do"})
    wanted = value if kind is not AnswerKind.CONCEPT else {"label": "Kock"}
    assert asked == Said("it", Touch.STATED, wanted)


def test_what_is_known_is_confirmed_changed_or_skipped() -> None:
    one = item(AnswerKind.TEXT)
    question = Question(one, known(one, "Kock"))
    shown = fill_answer(question)
    assert shown == {"q-it": ["Kock"]}
    assert read_answer(question, shown) is None
    assert read_answer(question, {**shown, "q-it.do": ["still"]}) == Said("it", Touch.CONFIRMED)
    assert read_answer(question, {**shown, "q-it.do": ["skip"]}) == Said("it", Touch.SKIPPED)
    changed = {"q-it": ["Bagare"], "q-it.do": ["change"]}
    assert read_answer(question, changed) == Said("it", Touch.STATED, "Bagare")
    # Without scripts and styles the inputs stand open: what was typed there counts.
    assert read_answer(question, {"q-it": ["Bagare"]}) == Said("it", Touch.STATED, "Bagare")
    assert read_answer(question, {**shown, "q-it.do": ["change"]}) == Said("it", Touch.CONFIRMED)


def test_a_skip_takes_away_what_was_answered_and_never_what_was_typed() -> None:
    one = item(AnswerKind.TEXT)
    stated = Question(one, None, said(one, Touch.STATED, "Kock"))
    assert read_answer(stated, {"q-it": ["Kock"], "q-it.do": ["skip"]}) == Said("it", Touch.SKIPPED)
    assert read_answer(stated, {"q-it": [""]}) == Said("it", Touch.SKIPPED)
    assert read_answer(Question(one), {"q-it": ["Ny"], "q-it.do": ["skip"]}) == Said("it", Touch.STATED, "Ny")
    assert read_answer(Question(one), {"q-it": ["  "]}) is None
    assert read_answer(Question(one), {}) is None


@pytest.mark.parametrize("text", ["NaN", "inf", "9" * 400, "-1", "٣", "1" * 5000])
@pytest.mark.parametrize("kind", [AnswerKind.NUMBER, AnswerKind.LEVEL, AnswerKind.CHOICE])
def test_what_is_no_number_is_left_to_the_rules(kind: AnswerKind, text: str) -> None:
    answer = read_answer(Question(item(kind)), {"q-it": [text]})
    assert answer is not None
    assert json.dumps(answer.value, allow_nan=False)


def test_entries_are_confirmed_and_added_to_at_once() -> None:
    target = Target("experience", ("title", "start"))
    one = item(AnswerKind.ENTRIES, target=target)
    question = Question(one, known(one, [{"title": "Kock"}]))
    form = read_entries(
        question, {"q-it.do": ["still"], "q-it.title": ["Bagare"], "q-it.employer": ["Hemlig"]}
    )
    assert form.said == Said("it", Touch.CONFIRMED, [{"title": "Bagare"}])
    assert read_entries(question, {"q-it.do": ["still"]}).said == Said("it", Touch.CONFIRMED)
    assert read_entries(question, {"then": ["drop:0"]}).said is None
    assert read_entries(Question(one), {"q-it.do": ["still"]}).said is None
    two = Question(one, None, said(one, Touch.STATED, [{"title": "A"}, {"title": "B"}]))
    assert read_entries(two, {"then": ["drop:0"]}).said == Said("it", Touch.STATED, [{"title": "B"}])
    assert read_entries(two, {}).said is None


def test_few_questions_share_a_page_and_what_depends_on_one_comes_later() -> None:
    plain = [item(AnswerKind.TEXT, f"t{at}") for at in range(5)]
    lists = item(AnswerKind.ENTRIES, "list", target=Target("experience", ("title",)))
    follows = item(AnswerKind.TEXT, "then", shown_if=Condition("t4", (True,)))
    section = InstrumentSection("one", TEXT, (*plain, follows, lists))
    assert pages_of(section) == {"t0": 1, "t1": 1, "t2": 1, "t3": 1, "t4": 2, "then": 3, "list": 4}
    assert minutes_for(section.items) == 5


def test_two_languages_stand_beside_each_other_and_one_alone_where_they_are_the_same() -> None:
    both = str(Sides.of(words("sv"), Circumstances(("ar", "sv"))).text(TEXT))
    assert re.findall(r'lang="(\w+)" dir="(\w+)"', both) == [("sv", "ltr"), ("ar", "rtl")]
    alone = str(Sides.of(words("sv"), Circumstances(("sv", "sv"))).text(TEXT))
    assert "pair" not in alone
    # A language that the portal does not speak yet: the instrument's own words, and ours in one language.
    turkish = Sides.of(words("sv"), Circumstances(("tr", "sv")))
    assert 'lang="tr"' in str(turkish.text({**TEXT, "tr": "Soru"}))
    assert "pair" not in str(turkish.say("Yes"))


def test_every_kind_is_drawn_with_each_input_named(visitor: Visitors, stage: Stage) -> None:
    items: list[dict[str, Any]] = [
        {"id": kind.value, "text": TEXT, "help": TEXT, "kind": kind.value} for kind in VALUES
    ]
    items[3]["choices"] = [{"value": "a", "label": TEXT, "picture": "home"}, {"value": "b", "label": TEXT}]
    section = {"id": "all", "title": TEXT, "items": items}
    whole = {"id": "every-kind", "version": "1", "stage": "orientation", "title": TEXT, "about": TEXT}
    headers = {**stage.organisation("norrsken"), "Content-Type": "application/json"}
    body = json.dumps({**whole, "sections": [section]})
    made = stage.http.post("/v1/instruments", content=body, headers=headers)
    assert made.status_code == 201, made.text
    her = visitor("rim")
    at = her.send(f"/my/mapping/new/{made.json()['id']}", then="begin", second="sv").headers["location"]
    for number in (1, 2, 3):
        page = her.get(f"{at}/parts/all?page={number}").text
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert sorted(ids) == sorted(set(ids))
        named = re.findall(r'\s(?:for|aria-labelledby)="([^"]+)"', page)
        assert set(named) <= set(ids)
        described = [one for told in re.findall(r'aria-describedby="([^"]+)"', page) for one in told.split()]
        assert set(described) <= set(ids)
        assert "style=" not in page
    assert her.get("/static/pictures/home.svg").status_code == 200
