"""Each attack of this folder on the import: refused in words that name the file, the place and the reason; nothing is taken in."""

from importlib import import_module
from pathlib import Path

import pytest

from profile_service.storage.concepts import open_store
from profile_service.taxonomy import source
from profile_service.taxonomy.errors import TaxonomyError
from profile_service.taxonomy.source import read_source
from tests.taxonomy.files import put, skill, skills
from tests.taxonomy.official import take_in

ATTACKS = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("test_")
)


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_is_refused_in_words_and_nothing_is_taken_in(name: str, tmp_path: Path) -> None:
    attack = import_module(f"tests.hostile.taxonomies.{name}")
    store = open_store(f"sqlite:///{tmp_path / 'concepts.sqlite3'}")
    folder = tmp_path / "files"
    folder.mkdir()
    path = attack.lay(folder)
    with pytest.raises(TaxonomyError) as told:
        take_in(store, path, version="1")
    for words in attack.SAYS:
        assert words in str(told.value)
    assert "right would be: " in str(told.value)
    assert len(str(told.value)) < 3_000
    assert store.editions() == []
    store.close()


def test_there_are_attacks() -> None:
    assert len(ATTACKS) > 40


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "skills_en.csv", skills(skill("a", "a")))
    looked = []

    def fstat(handle: int) -> object:
        if looked:
            with path.open("a", encoding="utf-8") as file:
                file.write("more\n")
        looked.append(real(handle))
        return real(handle)

    real = source.os.fstat
    monkeypatch.setattr(source.os, "fstat", fstat)
    with pytest.raises(TaxonomyError, match="changed while it was read"):
        read_source(path)


def test_a_file_larger_than_any_of_a_taxonomy_is_not_even_begun(tmp_path: Path) -> None:
    path = tmp_path / "skills_en.csv"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    with pytest.raises(TaxonomyError, match="10,000,000,000 bytes"):
        read_source(path)


def test_what_unpacks_to_more_than_the_limit_is_stopped_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source.limits, "UNPACKED", 1_000)
    path = put(tmp_path, "skills_en.csv.gz", skills(*(skill(str(number), "a") for number in range(100))))
    with pytest.raises(TaxonomyError, match="more than 1,000 bytes"):
        read_source(path)


def test_more_rows_than_any_taxonomy_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source.limits, "ROWS", 3)
    store = open_store(f"sqlite:///{tmp_path / 'concepts.sqlite3'}")
    path = put(tmp_path, "skills_en.csv", skills(*(skill(str(number), "a") for number in range(4))))
    with pytest.raises(TaxonomyError, match="line 5: there are more than 3 rows"):
        take_in(store, path, version="1")
    store.close()


def test_an_edition_that_fails_half_way_leaves_the_one_before(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'concepts.sqlite3'}")
    take_in(store, put(tmp_path, "a_en.csv", skills(skill("a", "a"))), version="1")
    before = store.holdings()
    broken = skills(
        *(skill(f"s{number}", "s") for number in range(2_000)), ("Nonsense", "x", "y", "", "", "")
    )
    with pytest.raises(TaxonomyError, match="line 2002: conceptType is 'Nonsense'"):
        take_in(store, put(tmp_path, "b_en.csv", broken), version="2")
    assert store.holdings() == before
    assert [one.version for one in store.editions()] == ["1"]
    store.close()
