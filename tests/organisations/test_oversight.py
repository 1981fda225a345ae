"""Who may look at what the organisation has read, and at what people ask about it."""

import csv
from io import StringIO

from profile_service.demo.cast import staff_id
from tests.organisations.at_the_office import carry
from tests.stage import Stage
from tests.web.at_work import AtWork


def test_readings_and_questions_are_seen_by_whom_they_concern(stage: Stage) -> None:
    nils = AtWork.sign_in(stage, "nils")
    grant = stage.granted()
    read = nils.post(f"/agency/grants/{grant}", {"case_reference": "case-1"})
    assert read.status_code == 200, read.text
    log = nils.get("/agency/readings").text
    assert "Nils Berg" in log
    assert "case-1" in log
    for hidden in ("Lindqvist", "ind_demo", grant):
        assert hidden not in log, "whom it was about is not told"

    hers = stage.individual("astrid")
    path = f"/v1/me/disclosures/{stage.log()[0]['id']}/inquiry"
    inquiry = stage.http.post(path, json={"pause": False, "words": "Why?"}, headers=hers).json()["id"]
    mona = AtWork.sign_in(stage, "mona")
    assert inquiry not in mona.get("/agency/inquiries").text
    assert mona.get(f"/agency/inquiries/{inquiry}").status_code == 404
    assert mona.post(f"/agency/inquiries/{inquiry}", {"answer": "Because."}).status_code == 404
    assert mona.get("/agency/readings").status_code == 403

    # The officer sees all of them, and opens no profile by that.
    place = {"unit": "Vägledning Syd", "roles": ["data_protection_officer"]}
    assert nils.post(f"/agency/staff/{staff_id('mona')}/place", place).status_code == 303
    assert inquiry in mona.get("/agency/inquiries").text
    assert mona.get(f"/agency/inquiries/{inquiry}").status_code == 200
    assert "Nils Berg" in mona.get("/agency/readings").text
    assert mona.get("/agency/staff/changes").status_code == 200
    assert mona.get(f"/agency/grants/{grant}").status_code == 403
    assert mona.get("/agency/ask").status_code == 403
    assert mona.get("/agency/staff/invite").status_code == 403
    assert mona.get("/agency").headers["location"] == "/agency/inquiries"

    # Whoever read answers for herself, without being the officer.
    fewer = {"unit": "Etablering Nord", "roles": ["case_worker", "administrator", "protected_identity"]}
    assert nils.post(f"/agency/staff/{staff_id('nils')}/place", fewer).status_code == 303
    assert nils.get("/agency/readings").status_code == 403
    assert nils.get(f"/agency/inquiries/{inquiry}").status_code == 200
    member = carry(stage, lambda work: work.staff.find(staff_id("nils")))
    assert member is not None


def test_the_log_keeps_no_words_of_somebody_who_is_gone(stage: Stage) -> None:
    nils = AtWork.sign_in(stage, "nils")
    nils.post(f"/agency/grants/{stage.granted()}", {"case_reference": "case-77"})
    assert "case-77" in nils.get("/agency/readings").text
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    log = nils.get("/agency/readings").text
    assert "somebody who is not named" in log
    assert "case-77" not in log


def test_the_log_comes_by_day_in_pages_and_tells_of_what_was_stopped_no_more_than_when(stage: Stage) -> None:
    grant = stage.granted()
    for number in range(101):
        stage.read(grant, case_reference=f"case {number}")
    stage.withdraw(grant)
    stage.read(grant, case_reference="after the end")
    stage.read("gra_none", case_reference="of nothing")
    nils = AtWork.sign_in(stage, "nils")
    first = nils.get("/agency/readings").text
    assert "21 November 2026" in first
    assert "case 100" in first
    assert "case 0<" not in first
    for hidden in ("after the end", "of nothing"):
        assert hidden not in first
    stopped = [row for row in first.split("</tr>") if "Stopped" in row]
    assert len(stopped) == 2
    assert len({row.split("<tr", 1)[1] for row in stopped}) == 1
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "case 0<" in nils.get(following).text
    assert nils.get("/agency/readings?before=x").status_code == 200


def test_the_officer_takes_the_log_as_a_table_and_that_is_written_down(stage: Stage) -> None:
    stage.read(stage.granted(), case_reference="=1+1")
    nils = AtWork.sign_in(stage, "nils")
    taken = nils.post("/agency/readings/copy", {})
    assert taken.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(StringIO(taken.content.decode()[1:]), delimiter=";"))
    assert (rows[0]["Case"], rows[0]["Read by"], rows[0]["Stopped"]) == ("'=1+1", "Nils Berg", "No")
    assert "Lindqvist" not in taken.text
    assert "The list of readings was taken as a file." in nils.get("/agency/staff/changes").text
    mona = AtWork.sign_in(stage, "mona")
    assert mona.post("/agency/readings/copy", {}).status_code == 403
