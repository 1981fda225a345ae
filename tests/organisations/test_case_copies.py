"""A copy for the case file holds what a reading shows, has a line of its own, and runs nothing in a spreadsheet."""

import csv
import re
from io import BytesIO, StringIO

from pypdf import PdfReader

from profile_service.documents.case_table import MARK, safe_cell
from tests.declared import CITATION, duty
from tests.stage import LANGUAGES, SKILLS, Stage
from tests.web.at_work import AtWork

_HOSTILE = (
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    "|calc",
    "＝1+1",
    '"; =1+1; "',
    "\ufeff=1+1",
    "\u200b\u202e=1+1",
    "﹦1+1",
)


def _copy(nils: AtWork, grant: str, kind: str, case: str = "c", **more: str) -> tuple[int, bytes]:
    answer = nils.post(f"/agency/grants/{grant}/copy", {"case_reference": case, "format": kind, **more})
    return answer.status_code, answer.content


def _table(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8")
    assert text.startswith(MARK)
    return list(csv.DictReader(StringIO(text[1:]), delimiter=";"))


def test_the_table_has_a_row_for_each_field_with_what_it_rests_on(stage: Stage) -> None:
    grant = stage.granted((SKILLS, LANGUAGES))
    nils = AtWork.sign_in(stage, "nils", "sv")
    answer = nils.post(f"/agency/grants/{grant}/copy", {"case_reference": "K-1", "format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="egenkarta-2026-11-21.csv"'
    assert answer.headers["cache-control"] == "no-store"
    rows = _table(answer.content)
    assert {row["Del"] for row in rows} == {"Språk", "Färdigheter"}
    one = rows[0]
    assert (one["Ärende"], one["Läst av"], one["Enhet"]) == ("K-1", "Nils Berg", "Etablering Nord")
    assert (one["Delning"], one["Läst"]) == (grant, "2026-11-21T10:00+01:00")
    assert one["Ändamål"]
    assert all(row["Värde"] and row["Källa"] and row["Senast bekräftad"] for row in rows)


def test_the_copy_is_a_reading_that_her_log_calls_a_copy(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    nils = AtWork.sign_in(stage, "nils")
    for kind in ("csv", "pdf"):
        before = len(stage.log())
        assert _copy(nils, grant, kind)[0] == 200
        line = stage.log()[0]
        assert len(stage.log()) == before + 1
        assert (line["kind"], line["outcome"], line["reader"]) == ("copied", "disclosed", "Nils Berg")
    assert (
        "läste din profil och tog en kopia i en fil"
        in AtWork.sign_in(stage, "astrid", "sv").get("/my/log").text
    )


def test_nothing_that_somebody_wrote_is_a_formula(stage: Stage) -> None:
    hers = stage.individual("astrid")
    for text in _HOSTILE:
        answer = stage.http.post("/v1/me/profile/skills", json={"skill": {"label": text}}, headers=hers)
        assert answer.status_code in (201, 422), answer.text
    grant = stage.granted((SKILLS,))
    status, content = _copy(AtWork.sign_in(stage, "nils"), grant, "csv", "=cmd|' /C calc'!A0")
    assert status == 200
    cells = [cell for row in csv.reader(StringIO(content.decode()[1:]), delimiter=";") for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.strip()[:1] in set("=+-@|\t\r＝")]
    for text in _HOSTILE:
        assert safe_cell(text)[0] in "'\""


def test_nothing_is_a_formula_where_the_file_is_opened_with_commas_between_its_cells() -> None:
    for text in ("a,=1+1,b", 'a,"=1+1",b', "a;=1", "a,+1", "a,@SUM(A1)", "a,＝1"):
        cells = next(csv.reader([f'"x";"{safe_cell(text)}";"y"'.replace('""', '"')]))
        assert not [cell for cell in cells if cell.strip('"; ')[:1] in set("=+-@|＝")], cells
    assert safe_cell("Kök, -5 grader; Skåne") == "Kök, -5 grader; Skåne", "what is ordinary stays as it is"


def test_a_copy_of_the_one_reading_holds_nothing_that_she_has_written_since(stage: Stage) -> None:
    grant = stage.granted((SKILLS,), ending="once")
    nils = AtWork.sign_in(stage, "nils")
    page = nils.post(f"/agency/grants/{grant}", {"case_reference": "c"}).text
    reading = re.search(r'name="disclosure" value="([^"]+)"', page)
    assert reading is not None
    assert _copy(nils, grant, "csv", disclosure=reading[1])[0] == 200
    stage.move(seconds=5)
    sent = {"skill": {"label": "Svetsning"}}
    added = stage.http.post("/v1/me/profile/skills", json=sent, headers=stage.individual("astrid"))
    assert added.status_code == 201, added.text
    status, content = _copy(nils, grant, "csv", disclosure=reading[1])
    assert status == 404
    assert b"Svetsning" not in content
    assert (stage.log()[0]["kind"], stage.log()[0]["outcome"]) == ("copied", "refused")
    assert safe_cell("två\nrader") == "två rader"


def test_the_pdf_says_who_read_for_what_and_that_it_is_a_copy(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    status, content = _copy(AtWork.sign_in(stage, "nils", "sv"), grant, "pdf", "K-77")
    assert status == 200
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    for said in (
        "K-77",
        "Nils Berg",
        "Etablering Nord",
        "Norrsken AB",
        grant,
        "Det här är en kopia",
        "Engelska",
    ):
        assert said in text, said
    assert "Astrid" not in text


def test_after_a_withdrawal_a_pause_or_to_another_there_is_no_copy(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    terje = AtWork.sign_in(stage, "terje")
    nils = AtWork.sign_in(stage, "nils")
    nothing = _copy(nils, "gra_none", "csv")
    assert nothing[0] == 404
    assert _copy(terje, grant, "csv")[0] == 404
    stage.http.post(f"/v1/me/grants/{grant}/pause", headers=stage.individual("astrid"))
    assert _copy(nils, grant, "csv") == nothing
    stage.withdraw(grant)
    for kind in ("csv", "pdf"):
        assert _copy(nils, grant, kind) == nothing
    assert stage.log()[0]["outcome"] == "refused"


def test_one_reading_can_be_taken_along_for_as_long_as_a_lost_answer(stage: Stage) -> None:
    once = stage.granted((LANGUAGES,), ending="once")
    nils = AtWork.sign_in(stage, "nils")
    page = nils.post(f"/agency/grants/{once}", {"case_reference": "c"}).text
    event = page.split('name="disclosure" value="')[1].split('"')[0]
    assert _copy(nils, once, "csv")[0] == 404, "a name proves nothing"
    status, content = _copy(nils, once, "csv", disclosure=event)
    assert status == 200
    assert _table(content)
    assert stage.log()[0]["kind"] == "copied"
    stage.move(minutes=11)
    assert _copy(AtWork.sign_in(stage, "nils"), once, "csv", disclosure=event)[0] == 404


def test_a_copy_under_a_law_names_the_rule_and_keeps_no_marks(stage: Stage) -> None:
    by_law = duty(stage)
    nils = AtWork.sign_in(stage, "nils")
    rows = _table(_copy(nils, by_law, "csv")[1])
    assert {(row["Purpose"], row["Sharing"]) for row in rows} == {(CITATION, by_law)}
    assert _copy(nils, by_law, "pdf")[0] == 200
    assert nils.post(f"/agency/grants/{by_law}", {"case_reference": "c"}).status_code == 200
    with stage.parts.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM grant_look").scalar() == 0


def test_what_stays_with_a_protected_person_is_in_no_copy_and_in_no_inbox_of_who_is_not_cleared(
    stage: Stage,
) -> None:
    scopes = ("profile:experience:read", SKILLS)
    grant = stage.granted(scopes, unit="Vägledning Syd", case_reference="P-1")
    hers = stage.individual("astrid")
    entries = stage.http.get("/v1/me/profile/experience", headers=hers).json()["items"]
    employers = {one["content"]["employer"] for one in entries if one["content"].get("employer")}
    assert employers
    mona = AtWork.sign_in(stage, "mona")
    assert f'href="/agency/grants/{grant}"' in mona.get("/agency").text
    assert stage.http.put("/v1/me/protection", headers=hers).status_code == 200
    mona, nils = AtWork.sign_in(stage, "mona"), AtWork.sign_in(stage, "nils")
    page = mona.get("/agency").text
    assert f'href="/agency/grants/{grant}"' not in page
    assert "P-1" in page.split('id="sent"')[1], "as any question without an answer to show"
    assert _copy(mona, grant, "csv")[0] == 404
    taken = _copy(nils, grant, "csv")[1].decode()
    assert _table(taken.encode())
    assert not [one for one in employers if one in taken]
