"""What several imports say together: no ring, no change of kind, nothing half done; and what whoever imports says is looked at."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from profile_service.command_line.app import app
from profile_service.command_line.mistakes import explain
from profile_service.domain.concept import RelationKind
from profile_service.storage.concepts import ConceptStore
from profile_service.taxonomy.errors import TaxonomyError
from profile_service.taxonomy.schemes import ESCO, ref
from tests.taxonomy.files import BASE, broader, jobtech, needs, occupations, put, sheet, skill, skills
from tests.taxonomy.official import take_in

ABC = skills(skill("a", "a"), skill("b", "b"), skill("c", "c"))


def _above(store: ConceptStore, name: str) -> list[str]:
    ways = store.out_of(ref(ESCO, f"{BASE}skill/{name}"), [RelationKind.BROADER])
    return sorted(one.target.id.rpartition("/")[2] for one in ways)


def test_a_ring_that_two_files_of_one_version_make_is_refused_and_the_first_stays(
    store: ConceptStore, tmp_path: Path
) -> None:
    take_in(store, put(tmp_path, "skills_en.csv", ABC), version="1")
    take_in(store, put(tmp_path, "one.csv", broader(("a", "b"), ("b", "c"))), version="1")
    with pytest.raises(TaxonomyError, match=r"two\.csv: with what was taken in before, a concept is broader"):
        take_in(store, put(tmp_path, "two.csv", broader(("c", "a"))), version="1")
    assert [_above(store, name) for name in "abc"] == [["b"], ["c"], []]


@pytest.mark.parametrize("versions", [("1", "2"), ("2", "1")])
def test_in_a_ring_of_two_versions_the_older_one_gives_way(
    store: ConceptStore, tmp_path: Path, versions: tuple[str, str]
) -> None:
    take_in(store, put(tmp_path, "skills_en.csv", ABC), version="1")
    said = {"1": broader(("a", "b"), ("b", "c")), "2": broader(("c", "a"))}
    for version in versions:
        take_in(store, put(tmp_path, "relations.csv", said[version]), version=version)
    assert _above(store, "c") == ["a"]
    assert [_above(store, name) for name in "ab"] == [[], []]


def test_a_skill_never_becomes_an_occupation(store: ConceptStore, tmp_path: Path) -> None:
    take_in(store, put(tmp_path, "skills_en.csv", ABC), version="1")
    columns = ("conceptType", "conceptUri", "preferredLabel", "altLabels")
    turned = sheet(columns, ("Occupation", f"{BASE}skill/a", "a", ""))
    with pytest.raises(TaxonomyError, match="of the kind occupation, and was taken in before as skill"):
        take_in(store, put(tmp_path, "turned_en.csv", turned), version="2")
    group = sheet(columns, ("SkillGroup", f"{BASE}skill/a", "a", ""))
    assert take_in(store, put(tmp_path, "group_en.csv", group), version="2")["esco 2"].kept == 1


def test_a_label_that_would_turn_what_stands_beside_it_is_taken_in_without_the_marks(
    store: ConceptStore, tmp_path: Path
) -> None:
    label = "\u202egnp.exe\u202c \u0645\u200f"
    take_in(store, put(tmp_path, "skills_en.csv", skills(skill("a", label))), version="1")
    found = store.find(ref(ESCO, f"{BASE}skill/a"))
    assert found is not None and found.labels == {"en": "gnp.exe \u0645\u200f"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EGENKARTA_DATABASE_URL", f"sqlite:///{tmp_path / 'egenkarta.sqlite3'}")
    inner = tmp_path / "files"
    inner.mkdir()
    put(inner, "skills_en.csv", ABC)
    return inner


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["taxonomy", *map(str, words)])


def test_where_the_second_scheme_of_a_command_is_refused_the_first_is_not_taken_in(folder: Path) -> None:
    first = jobtech({"id": "a", "type": "occupation-name", "preferred_label": "a"})
    _run("import", put(folder, "dump.json", first), "--version", "30")
    put(folder, "dump.json", jobtech({"id": "a", "type": "skill", "preferred_label": "a"}))
    put(folder, "occupations_en.csv", occupations(("tailor", "7531", "tailor")))
    put(folder, "needs.csv", needs(("tailor", "essential", "a")))
    done = _run("import", folder, "--version", "31")
    assert isinstance(done.exception, TaxonomyError)
    assert "a is of the kind skill, and was taken in before as occupation" in explain(done.exception)
    assert done.stdout == ""
    assert "jobtech 30" in _run("list").stdout and "esco" not in _run("list").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--version", "1" * 5_000), "--version: it has 5,000 characters, or some that cannot be written"),
        (("--version", "1\x1b[2J"), "--version: it has 5 characters, or some that cannot be written"),
        (("--version", "1", "--language", "../x<b>"), "--language: '../x<b>' is no language"),
    ],
)
def test_what_is_said_beside_the_files_is_looked_at(folder: Path, words: tuple[str, ...], says: str) -> None:
    done = _run("import", folder, *words)
    assert isinstance(done.exception, TaxonomyError)
    assert says in explain(done.exception)
    assert "Nothing was taken in yet." in _run("list").stderr
