"""Before staff open a profile: whose case it is and why, for what is open to them. For every other id, nothing."""

from tests.declared import CITATION, RULE, duty
from tests.stage import LANGUAGES, Stage
from tests.web.at_work import AtWork


def _form_of(staff: AtWork, named: str) -> str:
    page = staff.get(f"/agency/grants/{named}")
    assert page.status_code == 200
    return page.text.replace(named, "ID")


def test_a_live_grant_tells_its_case_and_purpose_and_fills_the_case_in(stage: Stage) -> None:
    grant, staff = stage.granted((LANGUAGES,), case_reference="A-17"), AtWork.sign_in(stage, "nils")
    page = _form_of(staff, grant)
    assert "<bdi>A-17</bdi>" in page
    assert 'name="case_reference" value="A-17"' in page
    assert "<dt>Why</dt>" in page
    stage.withdraw(grant)
    never = _form_of(staff, "gra_that_never_was")
    assert _form_of(staff, grant) == never
    assert "A-17" not in never
    assert 'name="case_reference" value=""' in never


def test_what_staff_wrote_themselves_is_not_written_over(stage: Stage) -> None:
    grant, staff = stage.granted((LANGUAGES,), case_reference="A-17"), AtWork.sign_in(stage, "nils")
    wrong = staff.post(f"/agency/grants/{grant}", {"case_reference": ""})
    assert wrong.status_code == 422
    assert 'name="case_reference" value=""' in wrong.text


def test_a_duty_names_its_rule_and_its_case_to_its_own_organisation_while_it_stands(stage: Stage) -> None:
    made, staff, others = duty(stage), AtWork.sign_in(stage, "nils"), AtWork.sign_in(stage, "terje")
    page = _form_of(staff, made)
    assert CITATION in page
    assert RULE["en"] in page
    assert 'name="case_reference" value="DEMAND-1"' in page
    assert _form_of(others, made) == _form_of(others, "dty_that_never_was")
    path = f"/v1/operator/duties/{made}/end"
    assert stage.http.post(path, headers=stage.organisation("egenkarta")).status_code == 204
    assert _form_of(staff, made) == _form_of(staff, "dty_that_never_was")


def test_two_people_under_one_rule_are_told_apart_by_their_case(stage: Stage) -> None:
    duty(stage, "astrid", reference="DEMAND-A")
    duty(stage, "bo", reference="DEMAND-B")
    listed = stage.http.get("/v1/duties", headers=stage.organisation("norrsken")).json()["duties"]
    assert {one["reference"] for one in listed} == {"DEMAND-A", "DEMAND-B"}
    start = AtWork.sign_in(stage, "nils").get("/agency").text
    assert "DEMAND-A" in start
    assert "DEMAND-B" in start
    registered = AtWork.sign_in(stage, "olle").get("/operator/duties").text
    assert "DEMAND-A" in registered


def test_staff_are_told_how_many_they_have_opened_and_the_limit(stage: Stage) -> None:
    grant, staff = stage.granted((LANGUAGES,)), AtWork.sign_in(stage, "nils")
    assert "You have opened the profiles of 0 people today. The limit is 40." in staff.get("/agency").text
    staff.post(f"/agency/grants/{grant}", {"case_reference": "A-1"})
    assert "You have opened the profile of 1 person today. The limit is 40." in staff.get("/agency").text
