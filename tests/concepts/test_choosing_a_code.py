"""In a form of hers she looks for a code for her own words, chooses one or none, and loses nothing that she wrote."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from profile_service.storage.concepts import ConceptStore, open_store
from tests.concepts import shelf
from tests.concepts.shelf import PHOTOGRAPHER, WHOLE, edition, one
from tests.stage import Stage

_ADD = "/my/profile/experience/add"
_FILLED = {
    "title": "Egen studio", "setting": "own_business", "occupation": "fotgraf", "tasks": "Rad ett\nRad två <b>", "start.year": "2010",
    "skills_used": "egna ord", "version": "7",
}  # fmt: skip


class Her:
    """A person at the portal."""

    def __init__(self, stage: Stage, persona: str = "bo", language: str = "sv") -> None:
        self.http = stage.http
        self.http.cookies.clear()
        self.http.post("/demo/sign-in", data={"persona": persona})
        self.http.cookies.set("language", language)

    def get(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return unescape(answer.text)

    def send(self, path: str, status: int = 200, **fields: object) -> str:
        token = re.findall(r'name="form_token" value="([^"]+)"', self.http.get(path).text)[0]
        answer = self.http.post(path, data={**fields, "form_token": token})
        assert answer.status_code == status, answer.text
        return unescape(answer.text)


def _hidden(page: str) -> dict[str, list[str]]:
    """What a page carries out of sight."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page):
        found.setdefault(name, []).append(value)
    for other in ("form_token", "back"):
        found.pop(other, None)
    return found


def _coded(stage: Stage, section: str, field: str) -> object:
    items = stage.http.get(f"/v1/me/profile/{section}", headers=stage.individual("bo")).json()["items"]
    return items[-1]["content"].get(field) if items else None


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder: Path = tmp_path_factory.mktemp("choosing")
    # Before the starter set, which then leaves these schemes alone.
    shelf.fill(open_store(f"sqlite:///{folder}/taxonomy.sqlite3")).close()
    with Stage.open(folder) as opened:
        opened.individual("bo")  # a token, before a session is there to come in by
        yield opened


@pytest.fixture
def shelved(played: Stage) -> ConceptStore:
    return played.parts.library.store


def test_her_slip_finds_it_and_the_rest_of_the_form_is_kept(played: Stage) -> None:
    her = Her(played)
    choices = her.send(_ADD, **_FILLED, find="occupation")
    assert f'value="esco {PHOTOGRAPHER}"' in choices and "Ett jobb · ESCO" in choices
    assert "ESCO classification of the European Commission" in choices
    assert "Använd mina egna ord: <bdi>fotgraf</bdi>" in choices
    carried = _hidden(choices)
    assert carried.pop("choose") == ["occupation"]
    assert carried == {name: [value] for name, value in _FILLED.items()}
    back = her.send(_ADD, **carried, choose="occupation", words="fotgraf", choice=f"esco {PHOTOGRAPHER}")
    assert 'name="occupation" value="fotograf"' in back and "Rad ett\nRad två <b>" in back
    assert "Från listan: <bdi>fotograf</bdi> (ESCO)" in back
    assert _coded(played, "experience", "occupation") is None, "nothing is saved before she saves"
    kept = _hidden(back)
    her.send(_ADD, 303, **{**_FILLED, "occupation": "fotograf"}, **kept)
    expected = {"label": "fotograf", "scheme": "esco", "concept_id": PHOTOGRAPHER, "scheme_version": "1.2.0"}
    assert _coded(played, "experience", "occupation") == expected
    her.send(_ADD, 303, **{**_FILLED, "occupation": "fotograf med bil"}, **kept)
    assert _coded(played, "experience", "occupation") == {"label": "fotograf med bil"}, (
        "other words are her own"
    )


def test_her_own_words_are_always_a_choice(played: Stage) -> None:
    her = Her(played)
    for words, answer in (
        ("fotgraf", "own"),
        ("fotgraf", ""),
        ("qqqq", "own"),
        ("x", "esco nothing"),
        ("", ""),
    ):
        back = her.send(
            _ADD, **{**_FILLED, "occupation": "fotgraf"}, choose="occupation", words=words, choice=answer
        )
        assert f'name="occupation" value="{words or "fotgraf"}"' in back or answer == "esco nothing"
        assert "occupation.scheme" not in back
    nothing = her.send(_ADD, **{**_FILLED, "occupation": "zzqqx"}, find="occupation")
    assert "Dina egna ord går bra" in nothing and 'type="radio"' not in nothing
    assert "Skriv ett ord att leta efter" in her.send(
        _ADD, **{**_FILLED, "occupation": ""}, find="occupation"
    )


def test_several_are_added_one_after_the_other(played: Stage) -> None:
    her = Her(played)
    choices = her.send(_ADD, **_FILLED, **{"skills_used.find": "vava"}, find="skills_used")
    carried = _hidden(choices)
    value = "esco http://data.example/esco/skill/weave"
    back = her.send(_ADD, **carried, words="vava", choice=value)
    assert "egna ord\nväva</textarea>" in back
    again = her.send(_ADD, **{**_FILLED, "skills_used": "egna ord\nväva"}, **_hidden(back), **{"skills_used.find": "c++"},
                     find="skills_used")  # fmt: skip
    back = her.send(_ADD, **_hidden(again), words="c++", choice="esco http://data.example/esco/skill/cpp")
    her.send(_ADD, 303, **{**_FILLED, "skills_used": "egna ord\nväva\nC++"}, **_hidden(back))
    saved = _coded(played, "experience", "skills_used")
    assert isinstance(saved, list)
    assert [(one["label"], one.get("concept_id", "").rpartition("/")[2]) for one in saved] == [
        ("egna ord", ""), ("väva", "weave"), ("C++", "cpp"),
    ]  # fmt: skip


def test_each_field_has_its_own_lists(played: Stage) -> None:
    her = Her(played)
    assert "skill/weave" not in her.send(_ADD, **{**_FILLED, "occupation": "väva"}, find="occupation")
    assert "skill/weave" in her.send("/my/profile/skills/add", skill="vav", find="skill")
    target = {"goal": "language", "target": "svenska"}
    assert "Ett språk" in her.send("/my/profile/expectations/add", **target, find="target")
    for field in ("employer", "title", "tasks", "nothing", "occupation.scheme"):
        assert 'name="choose"' not in her.send("/my/profile/education/add", 422, find=field, choose=field)


def test_in_arabic_the_label_is_arabic(played: Stage) -> None:
    page = Her(played, "rim", "ar").send("/my/profile/skills/add", skill="C+", find="skill")
    assert 'dir="rtl"' in page
    page = Her(played, "rim", "ar").send(_ADD, **_FILLED, find="occupation")
    assert "مُصَوِّر فوتوغرافيّ" in page and "fotograf" in page, "and the word that fitted stands beside it"


def test_a_helper_and_a_stranger_get_no_further_than_before(played: Stage) -> None:
    Her(played)
    assert played.http.post(_ADD, data={**_FILLED, "find": "occupation"}).status_code == 403, (
        "a form without its token"
    )
    played.http.cookies.clear()
    assert played.http.post(_ADD, data={**_FILLED, "find": "occupation"}).status_code == 303
    assert played.http.post("/concepts", data={"words": "foto"}).status_code == 303


def test_while_she_types_words_are_suggested(played: Stage) -> None:
    her = Her(played)
    page = her.http.get(_ADD)
    assert page.headers["Content-Security-Policy"].endswith("; connect-src 'self'")
    assert (
        'data-find="occupation" data-section="experience"' in page.text and "/static/concepts.js" in page.text
    )
    token = re.findall(r'name="form_token" value="([^"]+)"', page.text)[0]

    def ask(**fields: str) -> dict[str, object]:
        answer = her.http.post("/concepts", data={"form_token": token, **fields})
        assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
        found: dict[str, object] = answer.json()
        return found

    asked = {"section": "experience", "field": "occupation"}
    found = ask(words="fot", **asked)
    several = found["found"]
    assert any("ESCO classification" in text for text in found["sources"])  # type: ignore[union-attr]
    assert isinstance(several, list) and found["told"] == f"{len(several)} förslag. Använd piltangenterna."
    assert several[0] == {
        "label": "fotograf", "language": "sv", "direction": "ltr", "hint": "Ett jobb · ESCO", "scheme": "esco",
        "concept_id": PHOTOGRAPHER, "scheme_version": "1.2.0",
    }  # fmt: skip
    for fields in (
        {"words": ""},
        {"words": "fot", "field": "tasks"},
        {"section": "nothing", "words": "fot"},
        {"words": "\0'"},
    ):
        assert ask(**{**asked, **fields})["found"] == []
    assert her.http.post("/concepts", data=asked).status_code == 403


def test_a_code_that_is_gone_is_said_in_plain_words_and_nothing_is_changed(
    played: Stage, shelved: ConceptStore
) -> None:
    her = Her(played)
    choice = {"choose": "skill", "words": "vav", "choice": "esco http://data.example/esco/skill/weave"}
    back = her.send("/my/profile/skills/add", skill="vav", **choice)
    her.send("/my/profile/skills/add", 303, skill="väva", **_hidden(back))
    assert "finns inte längre i listan" not in her.get("/my/profile/skills")
    shelved.print_edition(edition("1.3"), [one("other", {"sv": "Något annat"})], (), WHOLE)
    page = her.get("/my/profile/skills")
    assert (
        "”<bdi>väva</bdi>” finns inte längre i listan <bdi>ESCO</bdi>." in page
        and "Det du skrev står kvar" in page
    )
    again = re.findall(r'href="(/my/profile/skills/[^"]+/change)#skill">Välj ett nytt', page)
    assert len(again) == 1
    assert "Från listan: <bdi>väva</bdi> (ESCO)" in her.get(again[0])
    saved = _coded(played, "skills", "skill")
    assert isinstance(saved, dict) and saved["scheme_version"] == "1.2.0"
    assert 'type="radio"' not in her.send("/my/profile/skills/add", skill="väva", find="skill"), (
        "and it is offered no more"
    )
