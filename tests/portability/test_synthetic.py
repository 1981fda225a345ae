import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from profile_service.domain.importing import ForeignFormatError
from profile_service.domain.profile import SourceKind, Strength
from profile_service.portability.synthetic import BUILT_IN, read_all, read_labels, read_line
from profile_service.portability.wire import WireRules

FOLDER = Path(__file__).parents[3] / "shared" / "data"
PROFILES = FOLDER / "synthetic-load" / "profiles.jsonl.gz"
here = pytest.mark.skipif(not PROFILES.is_file(), reason="the load data is not beside the repository")

ESCO = "http://data.europa.eu/esco/skill/71ae4f64-6505-4b6f-91b9-5acfa5721798"
LEVELS = {
    "listening": "A1",
    "reading": "A2",
    "spokenInteraction": "B1",
    "spokenProduction": "B2",
    "writing": "C1",
}
LINE: dict[str, Any] = {
    "id": "synt-7",
    "name": "Testperson 7",
    "personalIdentityNumber": "196710722395",
    "uiLanguage": "ar",
    "municipality": "2580",
    "targetSsyk": ["3335"],
    "experience": [
        {
            "ssyk2012": "3335", "jobtechOccupation": "Vccr_YPx_Hs5", "jobtechLabel": "Förvaltare",
            "escoOccupation": "http://data.europa.eu/esco/occupation/1", "start": "2010-01", "end": None,
            "country": "SE", "setting": "internship",
        }
    ],
    "education": [
        {"sunLevel": "204", "sunField": "815b", "country": "ER", "completed": False, "recognised": "uhr"}
    ],
    "languages": [
        {"code": "ti", "native": True},
        {"code": "sv", "native": False, "cefr": LEVELS, "source": "certificate"},
    ],
    "skills": [
        {"scheme": "esco", "uri": ESCO, "level": 3, "evidence": "employer"},
        {"scheme": "jobtech", "id": "btWi_E8p_fmx", "level": 1, "evidence": "validated"},
    ],
    "drivingLicences": ["B"],
}  # fmt: skip


def line(**changed: Any) -> bytes:
    return json.dumps({**LINE, **changed}).encode()


def packed(path: Path, *lines: bytes) -> Path:
    path.write_bytes(gzip.compress(b"\n".join(lines)))
    return path


def test_every_part_finds_its_section() -> None:
    language, foreign = read_line(line(), {**BUILT_IN, ("esco", ESCO): "obtain financial information"})
    drafts = {draft.path: draft for draft in foreign.drafts}

    assert language == "ar"
    assert foreign.source.kind is SourceKind.SEED
    assert drafts[""].raw == {
        "name": "Testperson 7",
        "identity_numbers": [{"kind": "samordningsnummer", "value": "196710722395"}],
        "interface_language": "ar",
        "place": {
            "label": "Luleå", "scheme": "municipality", "concept_id": "2580", "scheme_version": "unstated",
        },
    }  # fmt: skip
    assert drafts["/experience/0"].raw["setting"] == "unpaid"
    assert drafts["/experience/0"].raw["ongoing"] is True
    assert drafts["/languages/1"].raw["spoken_interaction"] == "B1"
    assert drafts["/education/0"].raw["recognition"] == "recognised"
    assert drafts["/skills/0"].raw["skill"] == {
        "label": "obtain financial information", "scheme": "esco", "concept_id": ESCO, "scheme_version": "1.2.0",
    }  # fmt: skip
    assert [drafts[f"/skills/{at}"].strength for at in (0, 1)] == [Strength.THIRD_PARTY, Strength.RECOGNISED]
    assert {left.path for left in foreign.unmapped} == {
        "/id", "/experience/0/end", "/experience/0/ssyk2012", "/experience/0/escoOccupation",
        "/education/0/completed", "/languages/1/source",
    }  # fmt: skip


def test_without_a_taxonomy_the_id_stands_for_the_label() -> None:
    _, foreign = read_line(line())
    labels = [draft.raw["skill"]["label"] for draft in foreign.drafts if draft.section == "skills"]

    assert labels == [ESCO.rpartition("/")[2], "btWi_E8p_fmx"]


@here
def test_the_real_file_is_read_as_it_streams_and_all_of_it_fits() -> None:
    rules, labels = WireRules(test_numbers=True), read_labels(FOLDER)

    for language, foreign in islice(read_all(PROFILES, labels), 200):
        assert language
        assert {"person", "languages", "skills"} <= {draft.section for draft in foreign.drafts}
        for draft in foreign.drafts:
            content = rules.parse(draft.section, draft.raw)
            assert (
                draft.section != "skills" or content["skill"]["label"] not in content["skill"]["concept_id"]
            )


@pytest.mark.parametrize(
    ("bad", "path", "problem"),
    [
        (b"{", "", "line 2: this is not JSON"),
        (b"[1]", "", "line 2: this is not an object"),
        (line(name=None), "/name", "line 2: there is no text here"),
        (line(skills=[{"scheme": "esco"}]), "/skills/0/evidence", "line 2: there is no text here"),
        (line(skills=7), "/skills", "line 2: this is not a list"),
        (line(languages=[7]), "/languages/0", "line 2: this is not an object"),
        (line(education=[{**LINE["education"][0], "completed": 1}]), "/education/0/completed", "line 2: this"),
        (
            line(experience=[{**LINE["experience"][0], "setting": "war"}]), "/experience/0/setting",
            "line 2: this is not one of the known values",
        ),
        (b" " * 5000, "", "line 2: the line is too long"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_after_the_good_ones_came_out(
    tmp_path: Path, bad: bytes, path: str, problem: str
) -> None:
    people = read_all(packed(tmp_path / "p.gz", line(), bad), longest_line=4000)

    assert next(people)[0] == "ar"
    with pytest.raises(ForeignFormatError) as caught:
        next(people)
    assert caught.value.path == path
    assert caught.value.problem.startswith(problem)


def test_a_file_that_unpacks_without_end_is_cut_off(tmp_path: Path) -> None:
    people = read_all(packed(tmp_path / "p.gz", *[b" " * 1000] * 200), most_bytes=100_000)

    with pytest.raises(ForeignFormatError, match="line 100: the file is too long"):
        next(people)


@pytest.mark.parametrize("raw", [b"not gzip", b"", b"\x1f"])
def test_a_file_that_is_not_gzip_is_told_what_it_should_be(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "p.gz").write_bytes(raw)

    with pytest.raises(ForeignFormatError, match=r"^not a gzip file; right would be profiles\.jsonl\.gz$"):
        list(read_all(tmp_path / "p.gz"))


@pytest.mark.parametrize("raw", [gzip.compress(line())[:-20], b"\x1f\x8b\x08" + b"\x00" * 40])
def test_a_damaged_file_is_named_as_such(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "p.gz").write_bytes(raw)

    with pytest.raises(ForeignFormatError, match="line 1: the file is damaged"):
        list(read_all(tmp_path / "p.gz"))


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    assert len(list(read_all(packed(tmp_path / "p.gz", b"", line(), b"  ", line(), b"")))) == 2
