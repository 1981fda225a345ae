"""Minors are not admitted, whichever way a day of birth comes in."""

from collections.abc import Callable
from datetime import date

import pytest

from consent.vocabulary import IndividualId
from profile_service.actions.admitting import is_under_age
from profile_service.actions.importing import import_profile
from profile_service.domain.importing import Draft, ForeignProfile
from profile_service.domain.profile import OWN_WORDS, Strength
from tests.helping.beside import helped
from tests.stage import Stage
from tests.web.conftest import Visitor


@pytest.mark.parametrize(
    ("born", "under"),
    [
        ("2008-11-21", False),
        ("2008-11-22", True),
        ("2008-11", False),
        ("2008-12", True),
        ("2008", False),
        ("2009", True),
        ("1900-02-28", False),
    ],
)
def test_who_is_certainly_too_young(born: str, under: bool) -> None:
    assert is_under_age(born, date(2026, 11, 21)) is under


def test_a_leap_day_child_is_of_age_on_the_first_of_march() -> None:
    assert is_under_age("2008-02-29", date(2026, 2, 28))
    assert not is_under_age("2008-02-29", date(2026, 3, 1))


def test_no_door_lets_a_minors_birth_date_in(stage: Stage, visitor: Callable[[str], Visitor]) -> None:
    headers = stage.individual("rim")
    patched = stage.http.patch(
        "/v1/me/profile", json={"person": {"birth_date": "2012-05-01"}}, headers={**headers, "If-Match": "*"}
    )
    assert patched.status_code == 422, patched.text
    assert patched.json()["errors"][0]["field"].endswith("birth_date")
    rim = visitor("rim")
    rim.http.cookies.set("language", "en")
    person = stage.http.get("/v1/me/profile/person", headers=headers).json()["items"][0]
    form = {"form_token": rim.form_token, "version": str(person["version"]), "birth_date.year": "2012"}
    page = rim.http.post(f"/my/profile/person/{person['id']}/change", data={**form, "name": "Rim"})
    assert page.status_code == 422
    assert "Egenkarta is for those who have turned eighteen." in page.text
    nils = visitor("nils")
    helped(rim, nils, "person")
    at = f"/agency/help/now/person/{person['id']}/change"
    drafted = nils.http.post(at, data={**form, "form_token": nils.form_token, "name": "Rim"})
    assert drafted.status_code == 422
    assert "2012" not in stage.http.get("/v1/me/profile", headers=headers).text


def test_a_file_with_a_minors_birth_date_leaves_it_out(stage: Stage) -> None:
    headers = stage.individual("bo")
    person = stage.http.get("/v1/me/profile/person", headers=headers).json()["items"][0]["id"]
    gone = stage.http.delete(f"/v1/me/profile/person/{person}", headers={**headers, "If-Match": "*"})
    assert gone.status_code == 204
    raw = {"name": "Bo", "birth_date": "2012-05-01"}
    foreign = ForeignProfile("test", OWN_WORDS, (Draft("person", raw, Strength.SELF, "/person", ()),), ())
    bo = IndividualId("ind_demo_bo")
    done = stage.parts.database.writer.run(lambda work: import_profile(work, stage.house.desk, bo, foreign))
    assert done.added == ()
    assert "eighteen" in done.unmapped[0].reason
