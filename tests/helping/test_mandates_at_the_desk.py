"""A mandate that a document proves: one sees it, an administrator confirms it, and before that it opens nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.helping.beside import MANDATE, turn
from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def _form(stage: Stage, **changed: Any) -> dict[str, Any]:
    return {
        "principal_code": stage.code("astrid"),
        "principal_name": "Astrid L",
        "representative_code": stage.code("bo"),
        "representative_name": "Bo E",
        "proof": "guardian",
        "power": ["see", "write"],
        "months": "12",
        **changed,
    }


def test_nobody_acts_before_a_second_one_has_confirmed(stage: Stage, visitor: Visitors) -> None:
    mona, nils, bo, astrid = (visitor(one) for one in ("mona", "nils", "bo", "astrid"))
    assert mona.send("/agency/mandates", **_form(stage)).status_code == 303
    (mandate,) = set(MANDATE.findall(nils.get("/agency/mandates").text))
    assert mandate not in mona.get("/agency/mandates").text, "only an administrator sees what waits"
    assert bo.send(f"/my/for/{mandate}").status_code == 404
    assert mona.send(f"/agency/mandates/{mandate}", answer="confirm").status_code == 404
    assert visitor("ylva").send(f"/agency/mandates/{mandate}", answer="confirm").status_code == 404
    assert nils.send(f"/agency/mandates/{mandate}", answer="confirm").status_code == 303
    turn(bo, mandate)
    assert bo.get("/my/profile").status_code == 200
    bo.send("/my/for/own")
    shown = astrid.get("/my/representatives").text
    assert "Norrsken AB" in shown
    assert "Bo E" in shown
    for persona in ("astrid", "bo"):
        assert [line["kind"] for line in stage.log(persona)].count("mandate") == 2
    assert astrid.send(f"/my/representatives/{mandate}/end").status_code == 303


def test_whoever_registered_it_does_not_confirm_it_and_a_no_ends_it(stage: Stage, visitor: Visitors) -> None:
    nils, bo = visitor("nils"), visitor("bo")
    assert nils.send("/agency/mandates", **_form(stage)).status_code == 303
    (mandate,) = set(MANDATE.findall(bo.get("/my/for").text)) or {""}
    assert nils.send(f"/agency/mandates/{mandate}", answer="confirm").status_code == 404
    assert bo.send(f"/my/for/{mandate}/end").status_code == 303, "either can end it while it waits"
    assert nils.send(f"/agency/mandates/{mandate}", answer="reject").status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"principal_name": ""},
        {"proof": "herself"},
        {"proof": ""},
        {"power": []},
        {"power": ["erase"]},
        {"months": "13"},
        {"principal_code": "00000-00000"},
        {"representative_code": ""},
    ],
)
def test_what_does_not_fit_is_asked_again(stage: Stage, visitor: Visitors, changed: dict[str, Any]) -> None:
    mona = visitor("mona")
    assert mona.send("/agency/mandates", **_form(stage, **changed)).status_code == 422
    assert MANDATE.findall(visitor("bo").get("/my/for").text) == []


def test_nobody_is_her_own_representative(stage: Stage, visitor: Visitors) -> None:
    form = _form(stage, representative_code=stage.code("astrid"))
    assert visitor("mona").send("/agency/mandates", **form).status_code == 422
