"""Organisations are let in by their number, and when one is closed nothing of it is left working."""

import pytest

from profile_service.demo.cast import NORRSKEN, staff_id
from profile_service.domain.people import ClientId
from schemas.values.organisation_number import organisation_number
from tests.declared import duty, register
from tests.organisations.at_the_office import carry, code_in, journal, redeem
from tests.stage import SKILLS, Stage
from tests.web.at_work import AtWork

_ALL = "/v1/operator/organisations"
_NUMBER = "556036-0793"


@pytest.fixture
def drift(stage: Stage) -> dict[str, str]:
    return stage.organisation("egenkarta")


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("5560360793", "5560360793"),
        ("556036-0793", "5560360793"),
        ("5560360794", None),
        ("556036-079", None),
        ("", None),
        ("5560360793\n", None),
        ("٥٥٦٠٣٦٠٧٩٣", None),
        # Luhn holds, and its third digit says that it is a person's.
        ("8112189876", None),
        ("811218-9876", None),
    ],
)
def test_an_organisations_number_is_checked(written: str, digits: str | None) -> None:
    assert organisation_number(written) == digits


def test_an_organisation_is_let_in_with_its_first_administrator(stage: Stage, drift: dict[str, str]) -> None:
    body = {"name": "Nordby kommun", "number": _NUMBER, "role": "agency"}
    made = stage.http.post(_ALL, json=body, headers=drift)
    assert made.status_code == 201, made.text
    path = made.headers["location"]
    again = stage.http.post(_ALL, json={**body, "number": "5560360793"}, headers=drift)
    assert again.json()["errors"][0]["problem"] == "an organisation with this number is in already"
    namesake = {**body, "name": "NORDBY  Kommun", "number": "5020077862"}
    refused = stage.http.post(_ALL, json=namesake, headers=drift).json()["errors"]
    assert [one["field"] for one in refused] == ["/name"]
    sent = {"name": "Anna Ask", "unit": "Arbetsmarknad"}
    code = stage.http.post(f"{path}/administrators", json=sent, headers=drift).json()["code"]
    assert stage.http.post(f"{path}/units", json={"unit": "Vux"}, headers=drift).status_code == 204
    browser, answer = redeem(stage, code)
    assert answer.status_code == 303
    assert browser.get("/agency").headers["location"] == "/agency/staff"
    assert "Vux" in browser.get("/agency/staff").text
    shown = stage.http.get(path, headers=drift).json()
    assert (shown["number"], shown["units"]) == ("5560360793", ["Arbetsmarknad", "Vux"])
    assert shown["staff"][0]["places"][0]["roles"] == ["administrator", "data_protection_officer"]
    staff = shown["staff"][0]["id"]
    assert stage.http.delete(f"{path}/staff/{staff}", headers=drift).status_code == 204
    assert browser.get("/agency").headers["location"] == "/sign-in"
    assert [row[3] for row in journal(stage)] == [
        "registered", "unit_added", "invited", "unit_added", "came_in", "removed",
    ]  # fmt: skip


def test_the_operators_pages_let_one_in_and_tell_every_mistake(stage: Stage) -> None:
    olle = AtWork.sign_in(stage, "olle")
    new = "/operator/organisations/new"
    assert olle.get(new).status_code == 200
    wrong = olle.post(new, {"name": "", "number": "123", "role": "operator"})
    assert "This number is not right. Check all ten digits." in wrong.text
    empty = olle.post(new, {"name": "", "number": _NUMBER, "role": "agency"})
    assert "This must be filled in." in empty.text
    made = olle.post(new, {"name": "Nordby kommun", "number": _NUMBER, "role": "agency"})
    assert made.status_code == 303
    path = made.headers["location"]
    assert "Nordby kommun" in olle.get("/operator/organisations").text
    code_in(olle.post(f"{path}/administrators", {"name": "Anna Ask", "unit": "Arbetsmarknad"}))
    shown = olle.get(path).text
    for told in ("Anna Ask", "Arbetsmarknad", "Invited", "556036"):
        assert told in shown


def test_the_operators_colleague_proves_it_again_before_she_lets_anybody_in(stage: Stage) -> None:
    olle = AtWork.sign_in(stage, "olle")
    stage.move(minutes=11)
    one = f"/operator/organisations/{NORRSKEN.id}"
    assert olle.get(one).status_code == 200
    for path, back in (
        ("/operator/organisations/new", "/operator/organisations/new"),
        (f"{one}/administrators", one),
        (f"{one}/systems", one),
        (f"{one}/close", one),
        ("/operator/duties/new", "/operator/duties/new"),
    ):
        sent = olle.post(path, {"name": "Eve", "unit": "Etablering Nord", "remark": "r"})
        assert sent.headers["location"] == f"/sign-in/again?to={back}", path
    assert "Eve" not in olle.get(one).text


def test_a_closed_organisation_leaves_nothing_that_works(stage: Stage, drift: dict[str, str]) -> None:
    grant = stage.granted()
    by_law = duty(stage)
    asked = stage.asked((SKILLS,))
    nils = AtWork.sign_in(stage, "nils")
    norrsken = stage.organisation("norrsken")
    hook = stage.http.post("/v1/webhooks", json={"url": "https://example.org/hook"}, headers=norrsken)
    assert hook.status_code == 201
    path = f"{_ALL}/{NORRSKEN.id}"
    refused = stage.http.post(f"{path}/close", json={}, headers=drift)
    assert refused.status_code == 422, "nobody is closed without a reason"
    closed = stage.http.post(f"{path}/close", json={"remark": "It has merged."}, headers=drift)
    assert closed.status_code == 204, closed.text

    assert nils.get("/agency").headers["location"] == "/sign-in"
    assert stage.read(grant).status_code == 401
    assert stage.http.post("/oauth/token", data=stage.token_form("norrsken")).status_code == 401
    hers = stage.individual("astrid")
    states = {
        one["id"]: one["state"] for one in stage.http.get("/v1/me/grants", headers=hers).json()["grants"]
    }
    assert states[grant] == "revoked"
    waiting = stage.http.get("/v1/me/access-requests", headers=hers).json()["access_requests"]
    assert asked not in {one["id"] for one in waiting if one["state"] == "pending"}
    duties = stage.http.get("/v1/me/duties", headers=hers).json()["duties"]
    assert {one["id"]: one["stands"] for one in duties}[by_law] is False
    left = carry(
        stage,
        lambda work: (
            work.staff.of_organisation(NORRSKEN.id),
            work.staff.units_of(NORRSKEN.id),
            work.accounts.clients_of(NORRSKEN.id),
            work.endpoints.of_organisation(NORRSKEN.id),
            work.staff.find(staff_id("nils")),
        ),
    )
    assert [bool(one) for one in left] == [False] * 5
    assert carry(stage, lambda work: work.staff.was_system(ClientId("norrsken-system")))
    for call in ("close", "units", "administrators", "systems"):
        body = {"remark": "r", "unit": "u", "name": "n", "client_id": "c"}
        answer = stage.http.post(f"{path}/{call}", json=body, headers=drift)
        assert answer.status_code in (404, 422), call
    assert stage.http.get(path, headers=drift).status_code == 404
    again = register(stage)
    assert again.json()["errors"][0]["field"] == "/organisation", "nor does a rule open anything to it"
    assert stage.log()[0]["organisation"]["name"] == "Norrsken AB", "her log still says who it was"
    body = {"name": "Norrsken AB", "number": NORRSKEN.number, "role": "agency"}
    assert stage.http.post(_ALL, json=body, headers=drift).status_code == 201
    assert AtWork.sign_in(stage, "olle").get("/operator/organisations").text.count("Norrsken AB") == 2


def test_whoever_runs_the_service_is_not_closed(stage: Stage, drift: dict[str, str]) -> None:
    answer = stage.http.post(f"{_ALL}/org_demo_drift/close", json={"remark": "r"}, headers=drift)
    assert answer.json()["errors"][0]["problem"] == "the operator cannot be closed"


def test_a_mistake_about_a_first_administrator_stands_beside_her_unit(
    stage: Stage, drift: dict[str, str]
) -> None:
    body = {"name": "Nordby kommun", "number": _NUMBER, "role": "agency"}
    path = stage.http.post(_ALL, json=body, headers=drift).headers["location"].removeprefix("/v1")
    olle = AtWork.sign_in(stage, "olle")
    refused = olle.post(f"{path}/administrators", {"name": "Anna Ask", "unit": ""})
    assert refused.status_code == 422
    form = refused.text.partition("<main")[2].partition("</details>")[0]
    assert '<details class="part" open>' in form
    assert 'id="unit-wrong"' in form
    assert 'value="Anna Ask"' in form
    assert refused.text.count('id="unit"') == 1
    told = olle.post(f"{path}/administrators", {"name": "Anna Ask", "unit": "Vux"}).text
    assert f"{stage.http.base_url}".rstrip("/") + "/invitation" in told
