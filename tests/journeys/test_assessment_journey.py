"""Yrkesskolan states what Rim can do; she takes it in and answers it in Arabic on a telephone; Norrsken reads both."""

import json
from typing import Any

from clients import Individual, Operator, Organisation
from clients.demo import sign_in
from tests.declared import body, text
from tests.journeys.conftest import Visit
from tests.journeys.demo_process import DemoProcess

_SCOPE = "profile:assessments:read"
_ANSWER = "قدتُ المطبخ وحدي."


def _granted(demo: DemoProcess, case: str) -> None:
    """Norrsken may read what others have assessed of Rim, for a purpose that the operator has approved."""
    cast = json.loads(demo.demo_file.read_text(encoding="utf-8"))["organisations"]

    def of(name: str) -> dict[str, Any]:
        return next(one for one in cast if one["name"].startswith(name))

    norrsken, drift = of("Norrsken"), of("Egenkarta")
    with (
        Organisation(demo.base_url, norrsken["client_id"], norrsken["private_key_jwk"]) as agency,
        Operator(demo.base_url, drift["client_id"], drift["private_key_jwk"]) as operator,
        Individual(demo.base_url, sign_in(demo.base_url, "rim")) as rim,
    ):
        wanted = body(scopes=[{"scope": _SCOPE, "reason": text("To know."), "needed": True}])
        made = agency.declare(wanted)
        operator.approve(made.id, made.version)
        asked = agency.ask(
            connection_code=rim.connection_code().code,
            purpose_declaration=made.id,
            scopes=[_SCOPE],
            case_reference=case,
        )
        rim.give(asked.id, [_SCOPE])


def test_it_is_stated_taken_in_answered_and_read(visit: Visit, demo: DemoProcess) -> None:
    rim = visit("rim", language="ar", width=360)
    ylva = visit("ylva", language="sv", width=360, scripts=False)
    rim.open("/my/code")
    rim.press("main form button")
    code = rim.page.locator("p.code").inner_text()
    ylva.open("/agency/assessments/propose")
    ylva.fill(
        {
            "connection_code": code, "case_reference": "VAL-7", "competence": "Specialkost", "kind": "assessed",
            "method": "Arbetsprov", "assessed_on.year": "2026", "assessed_on.month": "03", "assessed_on.day": "2",
            "level": "3", "statement": "Hon lagar specialkost på egen hand.",
        }
    )  # fmt: skip
    ylva.press("main form button:not([name], .unseen)")
    assert "VAL-7" in ylva.text()

    rim.open("/my/profile")
    rim.follow("/my/assessments")
    rim.press("main ul.tasks a")
    assert "Hon lagar specialkost" in rim.text()
    yes, leave = (rim.page.locator(f"button[value={word}]").bounding_box() for word in ("accept", "leave"))
    assert yes is not None
    assert leave is not None
    assert (yes["width"], yes["height"]) == (leave["width"], leave["height"])
    rim.press("button[value=accept]")
    rim.press("main ul.tasks a")
    rim.fill({"words": _ANSWER})
    rim.press('form[action$="/answer"] button')

    _granted(demo, "K-19")
    nils = visit("nils", language="sv")
    nils.open("/agency")
    nils.press(nils.page.locator("main a").filter(has_text="K-19").first)
    nils.fill({"case_reference": "K-19"})
    nils.press("main form button:not([name], .unseen)")
    assert "Hon lagar specialkost" in nils.text()
    assert _ANSWER in nils.text()
    assert "Bedömt av Yrkesskolan (Arbetsprov" in nils.text()
