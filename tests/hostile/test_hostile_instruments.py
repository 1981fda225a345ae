"""Instruments that must not be registered: one file for each attack, and each is told by its exact place."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from profile_service.actions.errors import ContentError
from profile_service.portability.instruments import read_instrument
from profile_service.web.instrument_mistakes import SENTENCES
from tests.instruments.texts import plain, register, written
from tests.stage import Stage

_CORPUS = sorted(path.stem for path in (Path(__file__).parent / "instruments").glob("*.py"))


def _attack(name: str) -> ModuleType:
    return importlib.import_module(f"tests.hostile.instruments.{name}")


def test_there_is_a_corpus_and_what_it_spoils_is_right_before() -> None:
    assert len(_CORPUS) > 50
    assert read_instrument(written(plain()), None).id == "first-talk"


@pytest.mark.parametrize("name", _CORPUS)
def test_every_attack_is_refused_at_its_place(name: str) -> None:
    attack = _attack(name)
    with pytest.raises(ContentError) as refused:
        read_instrument(attack.TEXT, None)
    told = [(one.field, one.problem) for one in refused.value.objections]
    for place, problem in attack.WRONG:
        assert any(field == place and said.startswith(problem) for field, said in told), (place, told)
    if len(attack.WRONG) > 1 or not told[0][1].startswith("the text lacks"):
        assert len(told) == len(attack.WRONG) or name.startswith("a_language"), told
    for one in refused.value.objections:
        assert one.expected, one


def test_the_whole_corpus_is_refused_at_the_door_with_nothing_of_it_kept_or_repeated(standing: Stage) -> None:
    headers = standing.organisation("norrsken")
    for name in _CORPUS:
        answer = register(standing, _attack(name).TEXT)
        assert answer.status_code in (413, 422), (name, answer.status_code)
        assert "evil.example" not in answer.text
        assert "alert(1)" not in answer.text
    own = standing.http.get("/v1/own-instruments", headers=headers).json()
    assert own == {"instruments": []}


def test_every_problem_of_the_rules_has_a_sentence_for_whoever_wrote_it() -> None:
    told = {problem for name in _CORPUS for _, problem in _attack(name).WRONG}
    lines = ("this is not UTF-8", "this is not JSON at")
    others = {"the text holds a character that cannot be kept", "the text is too long", "there are too many entries",
              "the text does not have the right form", "this is not a number"}  # fmt: skip
    for problem in told - others:
        if not problem.startswith(lines):
            assert problem[:1].upper() + problem[1:] + "." in SENTENCES, problem
