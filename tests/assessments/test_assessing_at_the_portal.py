"""An assessment at the portal: the assessor's form, her one decision, her answer, and where it is seen."""

import re
from collections.abc import Callable

from tests.assessments.proposing import ALL, CLAIM, SKILLS, declared
from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
FORM = {
    "competence": "Specialkost",
    "kind": "assessed",
    "method": "Arbetsprov",
    "assessed_on__year": "2026",
    "assessed_on__month": "11",
    "assessed_on__day": "10",
    "level": "3",
    "statement": "Hon lagar specialkost på egen hand.",
    "case_reference": "VAL-7",
}


def _waiting(her: Visitor) -> str:
    found: str = re.findall(r'href="(/my/assessments/asm_[^"]+)"', her.get("/my/assessments").text)[0]
    return found


def test_the_assessor_states_she_takes_it_in_answers_and_a_reader_sees_both(
    stage: Stage, visitor: Visitors
) -> None:
    ylva, astrid = visitor("ylva"), visitor("astrid")
    path = "/agency/assessments/propose"
    wrong = ylva.send(
        path, **{**FORM, "method": "", "assessed_on__year": "2027"}, connection_code=stage.code()
    )
    assert wrong.status_code == 422
    assert "Hon lagar specialkost" in wrong.text, "nothing that was typed is lost"
    assert 'href="#method"' in wrong.text
    assert ylva.send(path, **FORM, connection_code="AAAAA-AAAAA").status_code == 422
    assert ylva.send(path, **{**FORM, "case_reference": ""}, connection_code=stage.code()).status_code == 422
    assert ylva.send(path, **FORM).status_code == 422
    sent = ylva.send(path, **FORM, connection_code=stage.code())
    assert sent.status_code == 200
    assert "VAL-7" in sent.text

    assert "/my/assessments" in astrid.get("/my/profile").text
    assert "/my/assessments" in astrid.get("/my").text
    found = _waiting(astrid)
    decision = astrid.get(found)
    assert "Hon lagar specialkost" in decision.text
    assert decision.text.count('class="button equal"') == 2
    assert astrid.send(found, answer="perhaps").status_code == 200
    assert astrid.send(found, answer="accept").status_code == 303
    assert astrid.send(found, answer="accept").status_code == 303, "pressing twice is one yes"
    version = re.findall(r'name="version" value="(\d+)"', astrid.get(found).text)[0]
    assert astrid.send(f"{found}/answer", words="x" * 4001, version=version).status_code == 422
    assert astrid.send(f"{found}/answer", words="Jag ledde köket.", version="9").status_code == 409
    assert astrid.send(f"{found}/answer", words="Jag ledde köket.", version=version).status_code == 303
    section = astrid.get("/my/profile/assessments").text
    assert "Jag ledde köket." in section
    for page in ("add", "itm_1/change", "itm_1/remove"):
        assert astrid.get(f"/my/profile/assessments/{page}").status_code == 404

    grant = stage.granted((ALL, SKILLS), declaration=declared(stage, ALL, SKILLS))
    nils = visitor("nils")
    read = nils.send(f"/agency/grants/{grant}", case_reference="case-1")
    assert "Jag ledde köket." in read.text
    assert "Yrkesskolan (Arbetsprov" in read.text
    assert f"grant={grant}" in read.text, "whoever reads may state something of an entry"
    assert astrid.send(found, answer="hide").status_code == 303
    assert "Jag ledde köket." not in nils.send(f"/agency/grants/{grant}", case_reference="case-1").text
    assert astrid.send(found, answer="show").status_code == 303
    assert astrid.send(found, answer="leave").status_code == 303
    assert "Jag ledde köket." not in astrid.get("/my/profile/assessments").text


def test_the_assessor_puts_it_right_and_takes_it_back(stage: Stage, visitor: Visitors) -> None:
    ylva, astrid = visitor("ylva"), visitor("astrid")
    ylva.send("/agency/assessments/propose", **FORM, connection_code=stage.code())
    found = _waiting(astrid)
    astrid.send(found, answer="accept")
    theirs = found.replace("/my/", "/agency/")
    assert "VAL-7" in ylva.get("/agency/assessments").text
    assert "Specialkost" not in ylva.get(theirs).text, "what was stated of her is not kept for them"
    assert ylva.get(f"{theirs}/supersede").status_code == 200
    anew = {name: text for name, text in FORM.items() if name not in ("competence", "case_reference")}
    assert ylva.send(f"{theirs}/supersede", **anew).status_code == 422, "a reason is asked"
    assert ylva.send(f"{theirs}/supersede", **{**anew, "level": "4"}, reason="Nytt prov.").status_code == 200
    assert "Nytt prov." in astrid.get(found).text
    newer = _waiting(astrid)
    assert newer != found
    assert "Specialkost" in astrid.get(newer).text
    astrid.send(newer, answer="accept")
    back = newer.replace("/my/", "/agency/")
    assert ylva.send(f"{back}/withdraw", reason=" ").status_code == 422
    assert ylva.send(f"{back}/withdraw", reason="Fel person.").status_code == 303
    assert "Fel person." in astrid.get(newer).text
    mona = visitor("mona")
    assert mona.get(theirs).status_code == 404
    assert mona.send(f"{theirs}/withdraw", reason="Nej.").status_code == 404


def test_every_page_of_it_speaks_the_languages_of_the_portal(stage: Stage, visitor: Visitors) -> None:
    ylva, astrid = visitor("ylva"), visitor("astrid")
    ylva.send("/agency/assessments/propose", **FORM, connection_code=stage.code())
    found = _waiting(astrid)
    for tag in ("sv", "ar", "en"):
        for her in (ylva, astrid):
            her.http.cookies.set("language", tag)
        for path in ("/my/assessments", found, "/my/profile/assessments", "/my/log"):
            assert f'lang="{tag}"' in astrid.get(path).text, path
        for path in ("", "/propose", found.replace("/my/assessments", ""), f"{found[15:]}/supersede"):
            assert f'lang="{tag}"' in ylva.get(f"/agency/assessments{path}").text, path
        assert CLAIM["competence"]["label"] in astrid.get(found).text


def test_the_assessor_finds_the_competence_in_the_lists_and_loses_nothing(
    stage: Stage, visitor: Visitors
) -> None:
    ylva, path = visitor("ylva"), "/agency/assessments/propose"
    choices = ylva.send(path, **FORM, find="competence").text
    assert 'name="statement" value="Hon lagar specialkost på egen hand."' in choices
    back = ylva.send(path, **FORM, choose="competence", words="Diabeteskost", choice="own").text
    assert 'value="Diabeteskost"' in back
    assert "Hon lagar specialkost på egen hand." in back
