"""Her own profile at the portal: what she adds, changes and removes, and what a mistake costs her (nothing)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor


@dataclass(frozen=True)
class Entry:
    """What she writes in a section, the mistake that she makes first, and what she changes afterwards."""

    section: str
    right: Mapping[str, str]
    mistake: Mapping[str, str]
    change: Mapping[str, str]
    said: str
    """A word of it that no other entry has."""
    anchor: str
    """Where the list of mistakes points."""
    seat: Mapping[str, object] = field(default_factory=dict)


ENTRIES = [
    Entry(
        "languages",
        {"language": "Tigrinska", "listening": "B1", "script_literacy": "some", "sfi_course": "2C"},
        {"language": ""},
        {"listening": "B2", "certificate": "Intyg från Eksjö"},
        said="Tigrinska",
        anchor="language",
        seat={"language": "sv", "width": 360},
    ),
    Entry(
        "skills",
        {"skill": "Laga fiskenät", "level": "3", "months": "18", "wants_to_use": "yes"},
        {"months": "många"},
        {"level": "4", "comes_from.kind": "job", "comes_from.note": "Hamnen i Gävle"},
        said="Laga fiskenät",
        anchor="months",
    ),
    Entry(
        "experience",
        {"title": "Kokade åt tvåhundra", "setting": "job", "start.year": "2019", "start.month": "03",
         "tasks": "Soppa på måndagar.\nFisk på tisdagar."},
        {"end.year": "2018"},
        {"end.year": "2020", "employer": "Skolan vid ån"},
        said="Kokade åt tvåhundra",
        anchor="end.year",
        seat={"scripts": False, "width": 360},
    ),
    Entry(
        "education",
        {"name": "Allmän kurs vid Sörängen", "outcome": "interrupted", "years_done": "2,5"},
        {"years_done": "två år"},
        {"outcome": "ongoing", "document": "never_issued"},
        said="Sörängen",
        anchor="years_done",
        seat={"language": "sv"},
    ),
    Entry(
        "licences",
        {"licence": "Truckkort A", "kind": "certificate", "issued.year": "2022", "issued.month": "05"},
        {"valid_until.year": "2021"},
        {"valid_until.year": "2030"},
        said="Truckkort",
        anchor="valid_until.year",
    ),
]  # fmt: skip


IN_EACH_RUN = ("languages", "experience")
"""Swedish with scripts and English without, both on a telephone."""


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(one, marks=[pytest.mark.long] * (one.section not in IN_EACH_RUN), id=one.section)
        for one in ENTRIES
    ],
)
def test_an_entry_is_added_after_a_mistake_changed_and_removed(entry: Entry, visit: Visit) -> None:
    astrid = visit("astrid", **entry.seat)
    astrid.open("/my/profile")
    astrid.follow(f"/my/profile/{entry.section}")
    before = len(astrid.entries())
    _add_after_a_mistake(astrid, entry)
    assert len(astrid.entries()) == before + 1

    astrid.press(_link(astrid, entry, "change"))
    for name, value in entry.right.items():
        assert astrid.filled(name).replace(",", ".") == value.replace(",", ".")
    astrid.fill(entry.change)
    astrid.press("main form button:not([name], .unseen)")

    history = _link(astrid, entry, "history")
    astrid.press(history)
    assert astrid.page.locator("main ol > li").count() == 2
    assert sum(entry.said in text for text in astrid.page.locator("main ol > li").all_inner_texts()) == 2

    astrid.open(f"/my/profile/{entry.section}")
    astrid.press(_link(astrid, entry, "remove"))
    assert entry.said in astrid.text(), "she sees what she is about to remove"
    astrid.press("main form button:not([name], .unseen)")
    assert astrid.path == f"/my/profile/{entry.section}"
    assert entry.said not in astrid.text()
    assert len(astrid.entries()) == before


def _add_after_a_mistake(astrid: Visitor, entry: Entry) -> None:
    astrid.press(f'main a[href="/my/profile/{entry.section}/add"]')
    astrid.fill({**entry.right, **entry.mistake})
    assert astrid.press("main form button:not([name], .unseen)").status == 422
    told = astrid.page.get_by_role("alert").locator("a")
    assert told.get_attribute("href") == f"#{entry.anchor}"
    assert astrid.page.locator(f'[id="{entry.anchor}"]').count() == 1, "the link leads somewhere"
    for name, value in {**entry.right, **entry.mistake}.items():
        assert astrid.filled(name) == value, f"{name} was lost"
    corrected = {name: entry.right.get(name, "") for name in entry.mistake}
    astrid.fill(corrected)
    astrid.press("main form button:not([name], .unseen)")
    assert astrid.path == f"/my/profile/{entry.section}"
    assert entry.said in astrid.text()


def _link(astrid: Visitor, entry: Entry, verb: str) -> Locator:
    article = astrid.page.locator("main article").filter(has_text=entry.said)
    return article.locator(f'a[href$="/{verb}"]')


def test_what_was_changed_in_another_tab_is_not_overwritten_unseen(visit: Visit) -> None:
    here, there = visit("bo"), visit("bo", width=360)
    for tab in (here, there):
        tab.open("/my/profile/person")
        tab.press('main a[href$="/change"]')
    there.fill({"place": "Kiruna"})
    there.press("main form button:not([name], .unseen)")
    here.fill({"place": "Umeå"})
    assert here.press("main form button:not([name], .unseen)").status == 409
    assert "Kiruna" in here.text()
    assert here.filled("place") == "Umeå"
    here.press("main form button:not([name], .unseen)")
    assert "Umeå" in here.text()


def test_the_profile_comes_as_a_pdf_and_the_log_says_so(visit: Visit) -> None:
    bo = visit("bo")
    bo.open("/my/log")
    lines = bo.page.locator("main li").count()
    got = bo.page.request.get(f"{bo.base_url}/my/profile.pdf")
    assert got.headers["content-type"] == "application/pdf"
    assert got.body().startswith(b"%PDF-")
    bo.open("/my/log")
    assert bo.page.locator("main li").count() == lines + 1


def test_every_resume_among_the_samples_comes_in(visit: Visit, shared_files: Path) -> None:
    folder = shared_files / "samples" / "json-resume"
    files = sorted(folder.glob("*.resume.json"))
    if not files:
        pytest.skip(
            f"no samples in {folder.name}: the folder of shared samples is not beside this repository"
        )
    bo = visit("bo", width=360)
    for file in files:
        bo.open("/my/profile")
        bo.follow("/my/import")
        bo.page.locator("#file").set_input_files(file)
        assert bo.press("main form button:not([name], .unseen)").ok
        sections = bo.page.locator('main a[href^="/my/profile/"]')
        assert sections.count() >= 3
        assert bo.page.locator("main code").count() > 0, "what did not come in is listed"
        sections.first.click()
        assert len(bo.entries()) > 0


def test_a_file_that_is_no_resume_is_refused_and_changes_nothing(visit: Visit) -> None:
    bo = visit("bo")
    before = bo.open("/my/profile").body()
    for name, content in (("katt.png", b"\x89PNG\r\n"), ("lista.json", b"[1, 2]"), ("tom.json", b"")):
        bo.open("/my/import")
        file = {"name": name, "mimeType": "application/json", "buffer": content}
        bo.page.locator("#file").set_input_files(file)
        assert bo.press("main form button:not([name], .unseen)").status == 422
        assert bo.page.get_by_role("alert").is_visible()
    bo.open("/my/import")
    assert bo.press("main form button:not([name], .unseen)").status == 422, "no file at all"
    assert bo.open("/my/profile").body() == before


def test_her_page_says_how_each_part_stands(visit: Visit) -> None:
    her = visit("astrid", width=360)
    her.open("/my/profile")
    rows = her.page.locator("main .tasks > li")
    assert rows.count() > 5
    stands = rows.locator(".tag")
    assert stands.count() == rows.count()
    assert all(one.is_visible() and one.inner_text().strip() for one in stands.all())
