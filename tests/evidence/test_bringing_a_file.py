"""She brings a file, names it at an entry, sees it, and takes it away."""

from hashlib import sha256

import pytest

from consent.decision import OwnReading, decide
from consent.errors import PermitError
from consent.permit import Permit
from consent.scope import Scope
from consent.vocabulary import IndividualId
from profile_service.actions import evidence_files
from profile_service.domain.evidence_file import FileId
from schemas.export import Export
from tests.evidence.at_home import FILES, PROOF, bring, proof_with_file
from tests.evidence.hostile_files import CANARY, PAPERS, paper, photograph
from tests.invariants.rawfile import ask, opened, raw_bytes
from tests.stage import Stage


def test_she_brings_a_file_and_gets_back_what_is_kept(stage: Stage) -> None:
    made = bring(stage, PAPERS["a script when it is opened"]())
    assert made.status_code == 201, made.text
    told, hers = made.json(), stage.individual("astrid")
    assert (told["media_type"], told["pages"]) == ("application/pdf", 1)
    got = stage.http.get(made.headers["location"], headers=hers)
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"].startswith("attachment;")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "no-store"
    assert got.headers["content-security-policy"].startswith("sandbox;")
    assert sha256(got.content).hexdigest() == told["sha256"]
    assert (len(got.content), CANARY in got.content) == (told["size"], False)
    for call in (stage.http.get, stage.http.delete):
        assert call(made.headers["location"], headers=stage.individual("bo")).status_code == 404
    # What is not taken is said, and leaves nothing.
    for raw, said in ((b"<html>", "no kind of file"), (b"\0\0\0\x18ftypheic" + b"\0" * 12, "HEIC")):
        refused = bring(stage, raw)
        assert refused.status_code == 422
        assert said in refused.json()["errors"][0]["problem"]
    assert bring(stage, b"\xff\xd8\xff" + b"\0" * 11 * 1024 * 1024).status_code == 413
    listed = stage.http.get(FILES, headers=hers).json()["files"]
    assert [one["id"] for one in listed] == [told["id"]]
    taken = Export.model_validate(stage.http.get("/v1/me/export", headers=hers).json())
    assert [one.id for one in taken.files] == [told["id"]]


def test_no_other_route_takes_so_much(stage: Stage) -> None:
    big = b"x" * (1024 * 1024 + 1)
    for path in (
        "/v1/me/import",
        "/v1/me/profile/evidence",
        "/v1/evidence-files",
        f"{FILES}/fil_1",
        "/my/import",
        "/my/profile/skills/add",
    ):
        answer = stage.http.post(path, content=big, headers=stage.individual("astrid"))
        assert answer.status_code == 413, path
    assert bring(stage, photograph() + big).status_code == 201


def test_an_entry_names_a_file_with_its_fingerprint_until_it_is_taken_away(stage: Stage) -> None:
    item, file = proof_with_file(stage)
    hers = {**stage.individual("astrid"), "If-Match": "*"}
    place = f"{PROOF}/{item}"
    kept = stage.http.get(FILES, headers=hers).json()["files"][0]
    entry = stage.http.get(place, headers=hers).json()["content"]
    assert (entry["file"], entry["file_sha256"]) == (file, kept["sha256"])
    theirs = bring(stage, persona="bo").json()["id"]
    for not_hers in (theirs, "fil_nothing"):
        assert stage.http.patch(place, json={"file": not_hers}, headers=hers).status_code == 422
    lied = stage.http.patch(place, json={"file_sha256": "0" * 64}, headers=hers).json()["content"]
    assert lied["file_sha256"] == kept["sha256"]
    assert stage.http.patch(place, json={"file": None}, headers=hers).json()["content"] == {
        "title": "Svetsbetyg"
    }
    stage.http.patch(place, json={"file": file}, headers=hers)
    assert stage.http.delete(f"{FILES}/{file}", headers=hers).status_code == 204
    assert stage.http.get(f"{FILES}/{file}", headers=hers).status_code == 404
    assert stage.http.get(place, headers=hers).json()["content"] == {"title": "Svetsbetyg"}
    assert [line["kind"] for line in stage.log()][:2] == ["file", "file"]


def test_there_is_an_end_to_how_many(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "MOST_FILES", 2)
    assert [bring(stage).status_code for _ in range(3)] == [201, 201, 422]
    monkeypatch.setattr(evidence_files, "MOST_FILES", 40)
    monkeypatch.setattr(evidence_files, "MOST_BYTES", 4000)
    assert bring(stage, photograph((800, 800))).status_code == 422


def test_nothing_of_it_lies_in_clear_and_an_erasure_takes_it(stage: Stage) -> None:
    marked = bring(stage, photograph((64, 64)), persona="bo")
    hers = stage.individual("bo")
    kept = stage.http.get(marked.headers["location"], headers=hers).content
    lying = raw_bytes(stage)
    assert lying
    assert all(kept[at : at + 64] not in lying for at in range(200, len(kept) - 64, 64))
    stage.http.delete("/v1/me", headers=hers)
    for table in ("evidence_file", "evidence_piece", "review_day", "reminder"):
        assert ask(stage, f"SELECT * FROM {table} WHERE individual_id = 'ind_demo_bo'") == []  # noqa: S608


def test_no_permit_no_file_and_no_file_with_a_piece_that_is_missing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profile_service.storage.files._PIECE", 500)
    made = bring(stage, paper())
    file = FileId(made.json()["id"])
    her, now, run = IndividualId("ind_demo_astrid"), stage.clock.now(), stage.parts.database.reader.run
    permit = decide(OwnReading(her, her, (Scope("evidence"),)), None, now)
    assert isinstance(permit, Permit)
    assert run(lambda work: work.files.open(permit, file)).startswith(b"%PDF-")
    with pytest.raises(PermitError):
        run(lambda work: work.files.open(permit, file))
    with pytest.raises(PermitError):
        run(lambda work: work.files.open("permit", file))  # type: ignore[arg-type]
    with opened(stage) as raw:
        raw.execute("DELETE FROM evidence_piece WHERE at = (SELECT max(at) FROM evidence_piece)")
    assert stage.http.get(made.headers["location"], headers=stage.individual("astrid")).status_code == 404
