"""Purposes at the portal: the agency's form, and the operator's desk."""

import pytest

from tests.declared import CITATION, RULE, next_version, number_of, submitted
from tests.stage import MAPPING, Stage
from tests.web.at_work import AtWork

_FORM: dict[str, str | list[str]] = {
    "code": "https://w3id.org/dpv#ServiceProvision",
    "basis": "6.1 e",
    "special": "",
    "want.languages": "needed",
    "contact": "fraga@norrsken.example.org",
    "recipients": "Kommunen\nRegionen",
    **{
        f"{name}.{tag}": f"{name} {tag}"
        for name in ("sentence", "retention", "on_no", "other_way", "reason.languages")
        for tag in ("sv", "en", "ar")
    },
}


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_every_page_is_there_in_every_language(stage: Stage, language: str) -> None:
    next_version(stage)
    waiting = submitted(stage, id=MAPPING)
    staff = AtWork.sign_in(stage, "nils", language)
    for path in ("", "/new", f"/{MAPPING}", f"/{MAPPING}/change", f"/{MAPPING}/withdraw"):
        assert staff.get(f"/agency/declarations{path}").status_code == 200, path
    operator = AtWork.sign_in(stage, "olle", language)
    paths = (
        "",
        f"/declarations/{MAPPING}/{waiting['version']}",
        f"/declarations/{MAPPING}/1",
        "/duties",
        "/duties/new",
    )
    for path in paths:
        answer = operator.get(f"/operator{path}")
        assert answer.status_code == 200, path
        assert f'lang="{language}"' in answer.text


def test_staff_submit_and_the_operator_approves(stage: Stage) -> None:
    staff, operator = AtWork.sign_in(stage, "nils"), AtWork.sign_in(stage, "olle")
    sent = staff.post("/agency/declarations/new", _FORM)
    assert sent.status_code == 303, sent.text
    page = sent.headers["location"]
    assert "Waits for the operator" in staff.get(page).text
    assert "sentence en" not in staff.get("/agency/ask").text
    declaration = page.rpartition("/")[2]
    assert "Regionen" in operator.get(f"/operator/declarations/{declaration}/1").text
    decided = operator.post(
        f"/operator/declarations/{declaration}/1", {"answer": "approve", "remark": "Well said."}
    )
    assert decided.status_code == 303
    assert "Well said." in staff.get(page).text
    assert "sentence en" in staff.get("/agency/ask").text


def test_nothing_that_was_written_is_lost_and_each_mistake_is_beside_its_field(stage: Stage) -> None:
    staff = AtWork.sign_in(stage, "nils")
    answer = staff.post("/agency/declarations/new", {**_FORM, "on_no.ar": "", "code": "", "basis": ""})
    assert answer.status_code == 422
    for anchor in ("on_no.ar", "code", "basis"):
        assert f'href="#{anchor}"' in answer.text
        assert f'id="{anchor}-wrong"' in answer.text
    assert "Regionen" in answer.text
    assert "reason.languages ar" in answer.text


def test_what_has_changed_is_marked_beside_what_it_was(stage: Stage) -> None:
    waiting = submitted(stage, id=MAPPING)
    operator = AtWork.sign_in(stage, "olle")
    page = operator.get(f"/operator/declarations/{MAPPING}/{waiting['version']}").text
    assert "We want to plan the way to a job with you." in page
    assert "We plan with you. (en)" in page
    assert page.count('class="changed"') > 3


def test_a_no_needs_a_reason(stage: Stage) -> None:
    waiting = submitted(stage)
    staff, operator = AtWork.sign_in(stage, "nils"), AtWork.sign_in(stage, "olle")
    page = f"/operator/declarations/{waiting['id']}/1"
    assert operator.post(page, {"answer": "reject", "remark": " "}).status_code == 422
    assert operator.post(page, {"answer": "reject", "remark": "Say who passes it on."}).status_code == 303
    assert "Say who passes it on." in staff.get(f"/agency/declarations/{waiting['id']}").text


def test_staff_take_a_purpose_back(stage: Stage) -> None:
    staff = AtWork.sign_in(stage, "nils")
    assert staff.post(f"/agency/declarations/{MAPPING}/withdraw", {}).status_code == 303
    assert "Taken back" in staff.get(f"/agency/declarations/{MAPPING}").text
    assert MAPPING not in staff.get("/agency/ask").text
    assert staff.post(f"/agency/declarations/{MAPPING}/withdraw", {}).status_code == 303


def test_the_organisation_of_others_has_no_page_for_them(stage: Stage) -> None:
    staff = AtWork.sign_in(stage, "terje")
    for path in ("", "/change", "/withdraw"):
        assert staff.get(f"/agency/declarations/{MAPPING}{path}").status_code == 404
    assert staff.post(f"/agency/declarations/{MAPPING}/withdraw", {}).status_code == 404


def test_a_duty_is_registered_shown_without_a_button_read_and_ended(stage: Stage) -> None:
    operator, staff = AtWork.sign_in(stage, "olle"), AtWork.sign_in(stage, "nils")
    hers = AtWork.sign_in(stage, "bo")
    number = number_of(stage, "bo")
    assert number in hers.get("/my/number").text
    form: dict[str, str | list[str]] = {
        "organisation": "org_demo_norrsken",
        "individual": number,
        "reference": "DEMAND-1",
        "citation": CITATION,
        **{f"text.{tag}": words for tag, words in RULE.items()},
        "fields.languages": ["language", "reading"],
        "until.year": "2027",
        "until.month": "01",
        "until.day": "15",
    }
    wrong = operator.post("/operator/duties/new", {**form, "individual": "ind_nobody", "text.ar": ""})
    assert wrong.status_code == 422
    assert 'href="#individual"' in wrong.text
    assert 'id="text.ar-wrong"' in wrong.text
    assert operator.post("/operator/duties/new", form).status_code == 303
    start = hers.get("/my").text
    card = start.split('class="by-law"')[1].split("</section>")[0]
    assert CITATION in card
    assert RULE["en"] in card
    assert "<button" not in card
    assert "/stop" not in card
    assert "Nobody but you" not in start
    duty = card.split("/my/by-law/")[1].split('"')[0]
    assert duty in staff.get("/agency").text
    opened = staff.post(f"/agency/grants/{duty}", {"case_reference": "L-1"})
    assert opened.status_code == 200
    assert CITATION in opened.text
    one = hers.get(f"/my/by-law/{duty}").text
    assert "Nils Berg" in one
    assert "<button" not in one.split("<main")[1].split("</main>")[0]
    assert CITATION in hers.get("/my/log").text
    assert operator.post(f"/operator/duties/{duty}/end", {}).status_code == 303
    assert staff.post(f"/agency/grants/{duty}", {"case_reference": "L-1"}).status_code == 404
    assert AtWork.sign_in(stage, "astrid").get(f"/my/by-law/{duty}").status_code == 404


def test_three_languages_are_asked_for_and_the_others_are_added_one_at_a_time(stage: Stage) -> None:
    staff = AtWork.sign_in(stage, "nils")
    empty = staff.get("/agency/declarations/new").text
    for tag in ("sv", "en", "ar"):
        assert f'id="sentence.{tag}"' in empty
    for tag in ("sv-simple", "so", "ti", "prs", "uk"):
        assert f'id="sentence.{tag}"' not in empty
        assert f'name="add_language" value="{tag}"' in empty
    more = staff.post("/agency/declarations/new", {**_FORM, "add_language": "so"})
    assert more.status_code == 200
    assert 'id="on_no.so"' in more.text
    assert 'id="on_no.uk"' not in more.text
    assert "sentence ar" in more.text
    again = staff.post("/agency/declarations/new", {**_FORM, "language": ["so"], "add_language": "uk"})
    assert 'id="on_no.so"' in again.text
    assert 'id="on_no.uk"' in again.text
    wrong = staff.post("/agency/declarations/new", {**_FORM, "sentence.ti": "ti", "contact": ""})
    assert wrong.status_code == 422
    assert 'id="on_no.ti"' in wrong.text, "what is half written can be finished"


def test_the_question_is_looked_at_in_every_language_before_anything_is_sent(stage: Stage) -> None:
    staff = AtWork.sign_in(stage, "nils")
    looked = staff.post("/agency/declarations/new", {**_FORM, "look": "yes"})
    assert looked.status_code == 200
    shown = looked.text.split('id="looks"')[1].split("</section>")[0]
    for tag in ("sv", "sv-simple", "en", "ar", "so", "ti", "prs", "uk"):
        assert f'<div class="paper" lang="{tag}"' in shown
    assert "Får Norrsken AB läsa det här om dig?" in shown
    assert '<dd lang="ar" dir="rtl">sentence ar</dd>' in shown
    assert shown.count("partly in another language") == 4
    assert "sentence en" not in staff.get("/agency/declarations").text
    bad = staff.post("/agency/declarations/new", {"look": "yes", "want.skills": "needed"})
    assert bad.status_code == 200
