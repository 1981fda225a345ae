import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from resumes import RESUMES

from profile_service.domain.importing import ForeignFormatError, ForeignProfile
from profile_service.domain.profile import SourceKind, Strength
from profile_service.portability.formats import READERS
from profile_service.portability.json_resume.skills import FIVE_SKILLS
from profile_service.portability.json_text import leaves
from profile_service.portability.wire import WireRules
from schemas.values import json_pointer

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "json-resume"
read = READERS["json-resume"]
here = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the repository")


def reading(resume: Any) -> ForeignProfile:
    return read(json.dumps(resume).encode())


def only(resume: Any, section: str) -> dict[str, Any]:
    (draft,) = (draft for draft in reading(resume).drafts if draft.section == section)
    return dict(draft.raw)


def reasons(resume: Any) -> dict[str, str]:
    return {left.path: left.reason for left in reading(resume).unmapped}


def value_at(whole: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        whole = whole[part]
    return whole


def texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_of(inner)]
    return [value] if isinstance(value, str) else []


def is_kept(foreign: ForeignProfile, pointer: str, value: Any) -> bool:
    drafts = [draft for draft in foreign.drafts if f"{pointer}/".startswith(f"{draft.path}/")]
    kept = [text for draft in drafts for text in texts_of(draft.raw)]
    if pointer.endswith("/fluency"):
        native = any(draft.raw.get("native") for draft in drafts)
        return native or value.upper().removeprefix("CEFR ") in kept
    return isinstance(value, str) and any(
        unicodedata.normalize("NFC", value).strip() in text for text in kept
    )


def assert_all_accounted_for(resume: Any) -> None:
    foreign = reading(resume)
    listed = {left.path for left in foreign.unmapped}
    for path in leaves(resume):
        pointer = json_pointer(path)
        if path:
            assert pointer in listed or is_kept(foreign, pointer, value_at(resume, path)), pointer
    assert all(left.reason for left in foreign.unmapped)
    for draft in foreign.drafts:
        WireRules().parse(draft.section, draft.raw)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(RESUMES)
def test_every_value_is_in_a_draft_or_listed(resume: dict[str, Any]) -> None:
    assert_all_accounted_for(resume)


@here
@pytest.mark.parametrize("name", ["sample.resume.json", "career-changer.resume.json"])
def test_real_files_go_in_with_nothing_lost(name: str) -> None:
    resume = json.loads((SAMPLES / name).read_bytes())

    assert_all_accounted_for(resume)
    assert {"person", "experience", "education", "skills", "languages"} <= {
        draft.section for draft in reading(resume).drafts
    }


@here
def test_a_json_file_that_is_no_resume_is_refused() -> None:
    with pytest.raises(ForeignFormatError, match="not a JSON Resume"):
        read((SAMPLES / "schema.json").read_bytes())


def test_everything_is_her_own_statement_from_an_import() -> None:
    foreign = reading({"skills": [{"name": "Svetsa", "keywords": ["MIG", "mig", "TIG"]}]})

    assert foreign.source.kind is SourceKind.IMPORT
    assert foreign.source.name == "JSON Resume"
    assert {draft.strength for draft in foreign.drafts} == {Strength.SELF}
    assert [draft.raw["skill"] for draft in foreign.drafts] == [
        {"label": "Svetsa"}, {"label": "MIG"}, {"label": "TIG"},
    ]  # fmt: skip
    assert [left.path for left in foreign.unmapped] == ["/skills/0/keywords/1"]


def test_dates_keep_their_precision_and_no_end_means_going_on() -> None:
    job = {"position": "Kock", "startDate": "2019-03"}

    assert only({"work": [job]}, "experience") == {
        "title": "Kock", "setting": "job", "start": "2019-03", "ongoing": True,
    }  # fmt: skip
    ended = only({"work": [{**job, "endDate": "2020-01-31"}]}, "experience")
    assert (ended["end"], "ongoing" in ended) == ("2020-01-31", False)
    assert "ongoing" not in only({"work": [{"position": "Kock"}]}, "experience")


def test_an_end_that_is_no_date_is_listed_and_does_not_mean_going_on() -> None:
    job = {"position": "Kock", "startDate": "2019-03", "endDate": "present"}

    assert "ongoing" not in only({"work": [job]}, "experience")
    assert "YYYY" in reasons({"work": [job]})["/work/0/endDate"]


def test_an_end_date_does_not_complete_an_education() -> None:
    study = {"studyType": "Yrkesexamen", "area": "Svets", "endDate": "2031-06"}

    assert only({"education": [study]}, "education") == {
        "name": "Yrkesexamen, Svets", "field": {"label": "Svets"}, "end": "2031-06",
    }  # fmt: skip


def test_one_field_that_does_not_fit_leaves_the_rest_of_its_item() -> None:
    resume = {"basics": {"name": "Astrid", "email": "no address"}}

    assert only(resume, "person") == {"name": "Astrid"}
    assert reasons(resume) == {
        "/basics/email": "this is not an e-mail address; right would be: an address such as name@example.org"
    }


def test_an_item_without_what_its_section_needs_is_listed_whole() -> None:
    found = reasons({"work": [{"name": "Kiosken", "startDate": "2019", "highlights": ["Sålde"]}]})

    assert found.keys() == {"/work/0/name", "/work/0/startDate", "/work/0/highlights/0"}
    assert all("title" in reason for reason in found.values())


def test_words_are_never_turned_into_levels() -> None:
    resume = {
        "skills": [{"name": "Svetsa", "level": "Master"}],
        "languages": [{"language": "Somaliska", "fluency": "Fluent"}],
    }

    assert reasons(resume).keys() == {"/skills/0/level", "/languages/0/fluency"}
    assert only(resume, "languages") == {"language": {"label": "Somaliska"}}


@pytest.mark.parametrize("fluency", ["B2", "b2", "CEFR B2", "B2 (CEFR)"])
def test_a_level_of_the_cefr_holds_for_all_five_skills(fluency: str) -> None:
    item = only({"languages": [{"language": "Svenska", "fluency": fluency}]}, "languages")

    assert item == {"language": {"label": "Svenska"}, **dict.fromkeys(FIVE_SKILLS, "B2")}


@pytest.mark.parametrize("fluency", ["Native speaker", "native", "Mother tongue", "Modersmål"])
def test_a_native_speaker_is_one(fluency: str) -> None:
    assert only({"languages": [{"language": "Dari", "fluency": fluency}]}, "languages")["native"] is True


def test_words_that_no_longer_fit_are_listed_and_never_cut() -> None:
    resume = {"work": [{"position": "Kock", "summary": "s" * 3000, "highlights": ["h" * 2000, "kort"]}]}

    assert only(resume, "experience")["tasks"] == "s" * 3000 + "\nkort"
    assert reasons(resume).keys() == {"/work/0/highlights/0"}


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (b"", ""),
        (b"{", ""),
        (b"\xff\xfe{\x00}\x00", ""),
        (b"[]", ""),
        (b'"text"', ""),
        (b'{"basics": NaN}', ""),
        (b'{"basics": {"name": -Infinity}}', ""),
        (b'{"basics": {"name": 1e999}}', "/basics/name"),
        (b'{"basics": {"name": ' + b"9" * 5000 + b"}}", ""),
        (b'{"basics": {"name": "A", "name": "B"}}', "/basics"),
        (b'{"basics": "A"}', "/basics"),
        (b'{"basics": {"location": 1}}', "/basics/location"),
        (b'{"work": {"name": "A"}}', "/work"),
        (b'{"work": ["A"]}', "/work/0"),
        (b'{"work": [{"highlights": "A"}]}', "/work/0/highlights"),
        (b'{"x": 1}', ""),
        (b'{"meta": ' + b"[" * 60 + b"]" * 60 + b"}", None),
        (b"[" * 100_000, ""),
        (b'{"meta": [' + b"0," * 30_000 + b"0]}", ""),
    ],
)
def test_what_cannot_be_read_says_where_and_what_would_be_right(raw: bytes, path: str | None) -> None:
    with pytest.raises(ForeignFormatError) as caught:
        read(raw)

    assert path is None or caught.value.path == path
    assert caught.value.problem
    assert caught.value.expected


def test_an_empty_resume_and_a_byte_order_mark_are_no_errors() -> None:
    assert read(b"\xef\xbb\xbf{}").drafts == ()
