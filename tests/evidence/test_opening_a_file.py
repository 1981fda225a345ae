"""A file is shared apart from the claim: by its own name in the grant, with a line of its own in her log."""

from hashlib import sha256

from consent.vocabulary import IndividualId
from profile_service.actions.evidence_files import open_own_file
from profile_service.domain.evidence_file import FileId
from tests.evidence.at_home import CLAIM, FILES, WITH_FILE, bring, granting, open_it, proof_with_file
from tests.protected.petra import clear_system
from tests.stage import Stage


def test_the_claim_goes_without_its_file_and_the_file_where_it_is_named(stage: Stage) -> None:
    item, file = proof_with_file(stage)
    give = granting(stage)
    claim = give(CLAIM)
    shown = stage.read(claim).json()["profile"]["evidence"]
    assert all("file" not in one["content"] for one in shown)
    assert open_it(stage, claim, file).status_code == 404
    assert (stage.log()[0]["kind"], stage.log()[0]["outcome"]) == ("file_opened", "refused")

    both = give(WITH_FILE)
    (entry,) = (one for one in stage.read(both).json()["profile"]["evidence"] if one["id"] == item)
    opened = open_it(stage, both, entry["content"]["file"], disclosure="evt_proves_nothing")
    assert opened.status_code == 200, opened.text
    assert sha256(opened.content).hexdigest() == entry["content"]["file_sha256"]
    assert opened.headers["content-disposition"].startswith("attachment;")
    line = stage.log()[0]
    assert (line["id"], line["kind"]) == (opened.headers["egenkarta-disclosure"], "file_opened")
    assert (line["outcome"], line["reader"], line["case_reference"]) == ("disclosed", "Nils Berg", "case-1")
    assert (line["grant_id"], line["scopes"]) == (both, ["profile:evidence:read?fields=file"])
    # Her files are no secret to the reader any more, and are no less protected for that.
    stage.http.delete(f"{FILES}/{file}", headers=stage.individual("astrid"))
    assert open_it(stage, both, file).status_code == 404


def test_every_refusal_is_the_same_bytes_and_withdrawn_is_unreadable_at_once(stage: Stage) -> None:
    _, file = proof_with_file(stage)
    grant = granting(stage)(WITH_FILE)
    hers = stage.individual("astrid")
    answers = [
        open_it(stage, grant, bring(stage).json()["id"]),
        open_it(stage, grant, bring(stage, persona="bo").json()["id"]),
        open_it(stage, grant, "fil_nothing"),
        open_it(stage, "grt_nothing", file),
        open_it(stage, grant, file, organisation="tjuvholmen"),
    ]
    stage.http.post(f"/v1/me/grants/{grant}/pause", headers=hers)
    answers.append(open_it(stage, grant, file))
    stage.http.post(f"/v1/me/grants/{grant}/resume", headers=hers)
    assert open_it(stage, grant, file).status_code == 200
    # Of somebody under protected identity no file leaves, whoever reads; she has it herself as before.
    assert stage.http.put("/v1/me/protection", headers=hers).status_code == 200
    answers.append(open_it(stage, grant, file))
    clear_system(stage)
    assert stage.read(grant).status_code == 200
    answers.append(open_it(stage, grant, file))
    assert stage.http.get(f"{FILES}/{file}", headers=stage.individual("astrid")).status_code == 200
    stage.withdraw(grant)
    answers.append(open_it(stage, grant, file))
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1


def test_a_grant_for_one_reading_gives_its_files_for_as_long_as_the_answer(stage: Stage) -> None:
    _, file = proof_with_file(stage)
    give = granting(stage)
    grant = give(WITH_FILE, ending="once")
    reading = stage.read(grant).headers["egenkarta-disclosure"]
    assert open_it(stage, grant, file).status_code == 404
    assert open_it(stage, grant, file, disclosure="evt_another").status_code == 404
    opened = open_it(stage, grant, file, disclosure=reading)
    assert opened.status_code == 200, opened.text
    assert stage.log()[0]["id"] == opened.headers["egenkarta-disclosure"]
    assert open_it(stage, grant, file, organisation="tjuvholmen", disclosure=reading).status_code == 404
    hers = stage.individual("astrid")
    stage.http.post("/v1/me/pause", headers=hers)
    assert open_it(stage, grant, file, disclosure=reading).status_code == 404
    assert stage.log()[0]["outcome"] == "refused"
    stage.http.post("/v1/me/resume", headers=hers)
    assert open_it(stage, grant, file, disclosure=reading).status_code == 200
    stage.move(minutes=11)
    assert open_it(stage, grant, file, disclosure=reading).status_code == 404
    another = give(WITH_FILE, ending="once")
    assert open_it(stage, another, "fil_nothing").status_code == 404
    assert open_it(stage, another, file).status_code == 200, "a wrong name has used up nothing"


def test_files_move_with_an_account_that_becomes_one_with_another(stage: Stage) -> None:
    his = bring(stage, persona="bo").json()
    bo, her, now = IndividualId("ind_demo_bo"), IndividualId("ind_demo_astrid"), stage.clock.now()
    database = stage.parts.database
    database.writer.run(lambda work: work.joined.move_all(bo, her, now))
    kept, content = database.reader.run(
        lambda work: open_own_file(work, stage.house.desk, her, FileId(his["id"]))
    )
    assert (kept.sha256, sha256(content).hexdigest()) == (his["sha256"], his["sha256"])
