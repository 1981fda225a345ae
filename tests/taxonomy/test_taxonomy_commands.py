"""`egenkarta taxonomy` in words."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from profile_service.command_line.app import app
from profile_service.command_line.mistakes import FORESEEN, explain
from profile_service.taxonomy.schemes import SCHEMES
from schemas.values.codes import Scheme
from tests.taxonomy.files import BASE, jobtech, needs, occupations, put, skill, skills


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EGENKARTA_DATABASE_URL", f"sqlite:///{tmp_path / 'egenkarta.sqlite3'}")
    put(tmp_path, "skills_en.csv", skills(skill("sew", "sew", "stitch"), skill("cut", "cut")))
    put(tmp_path, "occupations_en.csv", occupations(("tailor", "7531", "tailor")))
    put(tmp_path, "needs.csv", needs(("tailor", "essential", "sew"), ("tailor", "optional", "sew")))
    put(tmp_path, "SOURCES.txt", "where from")
    return tmp_path


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["taxonomy", *map(str, words)])


def _import(folder: Path, *more: str) -> Result:
    return _run("import", folder, "--version", "1.2.0", *more)


def test_an_import_says_what_it_reads_what_it_did_and_what_it_left_alone(folder: Path) -> None:
    done = _import(folder)
    assert done.exit_code == 0, done.output
    assert "ESCO 1.2.0: 3 concepts and 3 relations; 3 new, 0 kept, 0 relabelled, 0 deprecated" in done.stdout
    assert "Reading needs.csv: ESCO skills of occupations" in done.stderr
    assert "Left alone, since neither CSV nor JSON: SOURCES.txt" in done.stderr
    assert "1 relation leads to concepts of ISCO-08 that are not there yet" in done.stderr


def test_a_second_import_says_that_nothing_changed(folder: Path) -> None:
    _import(folder)
    assert _import(folder).stdout == "ESCO 1.2.0: nothing changed; these files were taken in before.\n"


def test_a_new_version_says_what_is_gone(folder: Path) -> None:
    _import(folder)
    path = put(folder, "skills_en.csv", skills(skill("sew", "sew well"), skill("knit", "knit")))
    done = _run("import", path, "--version", "1.3.0", "--released", "2026-05-01")
    assert "1 new, 1 kept, 1 relabelled, 1 deprecated (their labels stay)" in done.stdout
    gone = _run("show", "esco", f"{BASE}skill/cut").stdout
    assert "deprecated: not in 1.3.0 any more" in gone and "en: cut" in gone
    assert "published 2026-05-01" in _run("list").stdout


def test_a_file_that_was_cut_off_is_no_reason_to_deprecate_the_rest(folder: Path) -> None:
    many = put(folder, "skills_en.csv", skills(*(skill(f"s{number}", f"{number}") for number in range(10))))
    assert "10 new" in _run("import", many, "--version", "1.2.0").stdout
    few = put(folder, "skills_en.csv", skills(skill("s0", "0"), skill("new", "new")))
    refused = _run("import", few, "--version", "1.3.0")
    assert isinstance(refused.exception, FORESEEN)
    assert "2 of the kind skill are in it, where 10 stand" in explain(refused.exception)
    assert (
        "1 new, 1 kept, 0 relabelled, 0 deprecated"
        in _run("import", few, "--version", "1.3.0", "--partial").stdout
    )


def test_the_list_says_when_from_which_files_and_under_which_terms(folder: Path) -> None:
    assert "Nothing was taken in yet." in _run("list").stderr
    _import(folder)
    told = _run("list").stdout
    assert told.startswith("esco 1.2.0\n")
    assert "This service uses the ESCO classification of the European Commission." in told
    assert "Commission Decision 2011/833/EU" in told
    assert "skills_en.csv (" in told and "languages: en" in told
    assert "esco, all editions together: 1 occupation, 2 skills" in told
    assert "relations: 1 broader, 1 essential, 1 optional" in told


def test_one_concept_is_shown_with_its_labels_and_where_it_leads(folder: Path) -> None:
    _import(folder)
    told = _run("show", "esco", f"{BASE}skill/sew").stdout
    assert told.splitlines()[:2] == [f"esco {BASE}skill/sew: skill", "  en: sew (also: stitch)"]
    assert f"is needed by: tailor [esco {BASE}occupation/tailor]" in told
    assert "may need: sew" in _run("show", "esco", f"{BASE}occupation/tailor").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import", "FOLDER"), "--version with the version that it was published as"),
        (("import", "FOLDER/SOURCES.txt"), "right would be: one of: ESCO concepts"),
        (("import", "FOLDER/nowhere"), "no such file or directory"),
        (
            ("import", "FOLDER", "--scheme", "ours"),
            "there is no scheme ours; right would be one of esco, jobtech",
        ),
        (("import", "FOLDER", "--version", "1", "--scheme", "sun2020"), "nothing of 'sun2020' is in it"),
        (("show", "esco", "nothing"), "nobody knows esco nothing"),
        (("show", "ours", "nothing"), "there is no scheme ours"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_what_would_be_right(
    folder: Path, words: tuple[str, ...], says: str
) -> None:
    done = _run(*(word.replace("FOLDER", str(folder)) for word in words))
    assert isinstance(done.exception, FORESEEN)
    assert says in explain(done.exception)
    assert "\n" not in explain(done.exception)
    assert "Nothing was taken in yet." in _run("list").stderr


def test_a_demos_own_store_can_be_named_by_its_folder(folder: Path) -> None:
    demo = folder / "demo"
    demo.mkdir()
    path = put(folder, "dump.json", jobtech({"id": "a", "type": "skill", "preferred_label": "A"}))
    assert "1 new" in _run("import", path, "--version", "30", "--data-dir", demo).stdout
    assert (demo / "taxonomy.sqlite3").exists()
    assert "Nothing was taken in yet." in _run("list").stderr
    assert "jobtech 30" in _run("list", "--data-dir", demo).stdout


def test_a_scheme_that_can_be_imported_can_be_written_in_a_profile() -> None:
    assert set(SCHEMES) <= set(Scheme.__args__)
