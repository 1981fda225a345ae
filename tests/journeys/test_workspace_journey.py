"""In the browser, in Swedish, on a wide screen and without scripts: the inbox, an opened profile, what changed, and the table."""

import csv
from io import StringIO
from pathlib import Path

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.conftest import Visit

CASE = "ARB-2026-7"


def test_a_case_worker_goes_from_the_inbox_to_the_table_of_the_case_file(visit: Visit) -> None:
    astrid = Owner(visit("astrid", language="sv", width=360))
    nils = visit("nils", language="sv", width=1280, scripts=False)
    clerk = Clerk(nils)
    assert clerk.ask(astrid.make_code(), CASE, ("languages",)).ok
    nils.open("/agency")
    assert CASE in nils.page.locator('[aria-labelledby="sent"]').first.inner_text()
    astrid.open_question(CASE)
    astrid.tick("languages")
    astrid.answer("yes")

    nils.open("/agency")
    row = nils.page.locator("tr", has_text=CASE)
    assert "Inte öppnad än" in row.inner_text()
    grant = clerk.grant_for(CASE)
    assert grant is not None
    assert clerk.open(grant, CASE).ok
    assert "dagar kvar" in nils.text()
    assert "Det ni inte behöver fråga" in nils.text()

    astrid.at.open("/my/profile/languages/add")
    astrid.at.fill({"language": "Finska"})
    astrid.at.press("main form button.button:not([name])")

    assert clerk.open(grant, CASE).ok
    assert "Vad som har ändrats sedan sist" in nils.text()
    assert "Nils Berg tittade." in nils.text()
    assert "Finska: ny" in nils.page.locator('[aria-labelledby="changed"]').inner_text()
    with nils.page.expect_download() as taking:
        nils.page.locator('button[value="csv"]').click()
    content = Path(taking.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(content), delimiter=";"))
    assert {row["Ärende"] for row in rows} == {CASE}
    assert {row["Del"] for row in rows} == {"Språk"}
    nils.open("/agency")
    assert "Nils Berg" in nils.page.locator("tr", has_text=CASE).inner_text()

    astrid.at.open("/my/log")
    assert "läste din profil och tog en kopia i en fil." in astrid.at.text()
