"""From an answer on a telephone to a receipt that is checked offline: nobody but the file and the kept keys is asked."""

import subprocess
from pathlib import Path

import pytest

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.conftest import Visit
from tests.journeys.demo_process import DemoProcess
from tests.warm import CLIENT, warm


def _client(*args: str) -> "subprocess.CompletedProcess[str]":
    return warm().run(CLIENT, args)


@pytest.mark.parametrize("language", ["sv", pytest.param("ar", marks=pytest.mark.long)])
def test_an_answer_leaves_a_receipt_that_anybody_can_check(
    visit: Visit, demo: DemoProcess, tmp_path: Path, language: str
) -> None:
    case = f"FALL-KVITTO-{language}"
    her, nils = Owner(visit("rim", language=language, width=360)), Clerk(visit("nils"))
    nils.ask(her.make_code(), case, ("skills", "languages"))
    her.open_question(case)
    her.tick("skills")
    her.answer("yes")
    her.at.press('main a[href^="/my/receipts?question="]')
    her.at.press('main a[href^="/my/receipts/rcp_"]')
    for folded in ("main > details > summary", "details details > summary"):
        her.at.page.locator(folded).click()
    page = her.at.text()
    assert "Norrsken AB" in page
    assert "Vad som hände" in page
    assert ("قلتِ نعم" in page) == (language == "ar")
    wide = her.at.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360, "the page is wider than the telephone"
    text = her.at.page.locator("main details pre").text_content()
    assert text is not None
    with her.at.page.expect_download() as waiting:
        her.at.page.locator('main a[href$="/jws"]').click()
    receipt = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(receipt)
    with her.at.page.expect_download() as waiting:
        her.at.page.locator('main a[href$="/pdf"]').click()
    assert waiting.value.suggested_filename.endswith(".pdf")

    keys, shown = tmp_path / "keys.json", tmp_path / "shown.txt"
    keys.write_text(_client("receipt-keys", "--server", her.at.base_url).stdout, "utf-8")
    shown.write_text(text, "utf-8")
    right = _client("verify-receipt", str(receipt), "--keys", str(keys), "--text", str(shown))
    assert right.returncode == 0, right.stderr
    assert "it is the one that was shown" in right.stdout
    receipt.write_bytes(receipt.read_bytes()[:-2] + b"AA")
    wrong = _client("verify-receipt", str(receipt), "--keys", str(keys))
    assert wrong.returncode == 1
    assert wrong.stdout == ""
