"""A file is shared apart from the claim: by its own name in the grant, with a line of its own in her log."""

from hashlib import sha256

from tests.evidence.at_home import CLAIM, FILES, WITH_FILE, bring, granting, open_it, proof_with_file
from tests.stage import Stage


def test_the_claim_goes_without_its_file_and_the_file_where_it_is_named(stage: Stage) -> None:
    item, file = proof_with_file(stage)
    give = granting(stage)
    claim = give(CLAIM)
    shown = stage.read(claim).json()["profile"]["evidence"]
    assert all("file" not in one["content"] for one in shown)
    assert open_it(stage, claim, file).status_code == 404
    assert stage.log()[0]["kind"] == "file_opened"
    assert stage.log()[0]["outcome"] == "refused"

    both = give(WITH_FILE)
    (entry,) = (one for one in stage.read(both).json()["profile"]["evidence"] if one["id"] == item)
    opened = open_it(stage, both, entry["content"]["file"])
    assert opened.status_code == 200, opened.text
    assert sha256(opened.content).hexdigest() == entry["content"]["file_sha256"]
    assert opened.headers["content-disposition"].startswith("attachment;")
    line = stage.log()[0]
    assert (line["id"], line["kind"], line["outcome"]) == (
        opened.headers["egenkarta-disclosure"],
        "file_opened",
        "disclosed",
    )
    assert (line["reader"], line["case_reference"], line["grant_id"]) == ("Nils Berg", "case-1", both)
    assert line["scopes"] == ["profile:evidence:read?fields=file"]


def test_every_refusal_is_the_same_bytes(stage: Stage) -> None:
    _, file = proof_with_file(stage)
    give = granting(stage)
    unnamed = bring(stage).json()["id"]
    grant = give(WITH_FILE)
    theirs = bring(stage, persona="bo").json()["id"]
    answers = [
        open_it(stage, grant, unnamed),
        open_it(stage, grant, theirs),
        open_it(stage, grant, "fil_nothing"),
        open_it(stage, "grt_nothing", file),
        open_it(stage, grant, file, organisation="tjuvholmen"),
    ]
    stage.http.post(f"/v1/me/grants/{grant}/pause", headers=stage.individual("astrid"))
    answers.append(open_it(stage, grant, file))
    stage.http.post(f"/v1/me/grants/{grant}/resume", headers=stage.individual("astrid"))
    assert open_it(stage, grant, file).status_code == 200
    stage.withdraw(grant)
    answers.append(open_it(stage, grant, file))
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1


def test_a_file_that_is_gone_is_opened_by_nobody(stage: Stage) -> None:
    _, file = proof_with_file(stage)
    give = granting(stage)
    grant = give(WITH_FILE)
    stage.http.delete(f"{FILES}/{file}", headers=stage.individual("astrid"))
    assert open_it(stage, grant, file).status_code == 404


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
    stage.move(minutes=11)
    assert open_it(stage, grant, file, disclosure=reading).status_code == 404


def test_a_wrong_file_uses_up_no_grant(stage: Stage) -> None:
    _, file = proof_with_file(stage)
    give = granting(stage)
    grant = give(WITH_FILE, ending="once")
    assert open_it(stage, grant, "fil_nothing").status_code == 404
    assert open_it(stage, grant, file).status_code == 200


def test_the_name_of_an_earlier_reading_proves_nothing_while_a_grant_lasts(stage: Stage) -> None:
    _, file = proof_with_file(stage)
    give = granting(stage)
    grant = give(WITH_FILE)
    before = len(stage.log())
    assert open_it(stage, grant, file, disclosure="evt_whatever").status_code == 200
    assert len(stage.log()) == before + 1


def test_of_somebody_under_protected_identity_no_file_leaves(stage: Stage) -> None:
    _, file = proof_with_file(stage)
    give = granting(stage)
    grant = give(WITH_FILE)
    assert stage.http.put("/v1/me/protection", headers=stage.individual("astrid")).status_code == 200
    assert open_it(stage, grant, file).status_code == 404
    assert stage.http.get(f"{FILES}/{file}", headers=stage.individual("astrid")).status_code == 200
