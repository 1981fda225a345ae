"""An assessment from the proposal to its end, over the API: hers to take and to answer, the assessor's to take back."""

import io

import pypdf

from schemas.access import OwnAssessment, ProposedAssessment
from schemas.export import Export
from tests.assessments.proposing import (
    ALL,
    CLAIM,
    REFERENCE,
    SKILLS,
    accepted,
    act,
    declared,
    ending,
    hers,
    propose,
    proposed,
    say,
    seen,
)
from tests.stage import LANGUAGES, Stage


def test_it_is_proposed_accepted_answered_hidden_shown_and_left(stage: Stage) -> None:
    answer = propose(stage)
    told = ProposedAssessment.model_validate(answer.json())
    assert (told.case_reference, told.standing, told.reader) == (REFERENCE, "stands", "Ylva Nyman")
    assert answer.headers["location"] == f"/v1/assessments/{told.id}"
    waiting = OwnAssessment.model_validate(hers(stage, told.id))
    assert (waiting.state, waiting.waits, waiting.item_id) == ("proposed", True, None)
    profile = stage.http.get("/v1/me/profile", headers=stage.individual("astrid")).json()["sections"]
    assert profile["assessments"] == [], "nothing is in the profile before she says yes"
    assert stage.log()[0]["kind"] == "assessment"

    grant = stage.granted((ALL,), declaration=declared(stage, ALL))
    assert seen(stage, grant) == []
    taken = act(stage, told.id, "accept")
    assert taken.headers["etag"] == '"1"'
    read = stage.read(grant).json()["profile"]["assessments"][0]
    assert read["source"] == {"kind": "organisation", "name": "Yrkesskolan"}
    assert (read["strength"], read["review_date"]) == ("assessed", "2029-11-10")
    assert read["content"] == {
        **CLAIM,
        "assessor": "Yrkesskolan",
        "unit": "Validering",
        "status": "stands",
        "assessment_id": told.id,
    }

    assert say(stage, told.id, "Jag ledde köket själv.").status_code == 200
    after = stage.read(grant).json()["profile"]["assessments"][0]
    assert (after["content"]["answer"], after["strength"]) == ("Jag ledde köket själv.", "assessed")
    assert after["last_confirmed"] == read["last_confirmed"], "the assessor has not looked again"
    assert act(stage, told.id, "hide").status_code == 200
    assert seen(stage, grant) == []
    assert hers(stage, told.id)["content"]["hidden"] is True
    assert act(stage, told.id, "show").status_code == 200
    assert len(seen(stage, grant)) == 1
    assert say(stage, told.id, None).status_code == 200
    assert "answer" not in seen(stage, grant)[0]
    assert act(stage, told.id, "leave").status_code == 200
    assert seen(stage, grant) == []
    assert act(stage, told.id, "leave").status_code == 409
    steps = [line["kind"] for line in stage.log() if line["kind"] == "assessment_answer"]
    assert len(steps) == 6
    assert act(stage, told.id, "accept").status_code == 200, "she can change her mind"

    everything = Export.model_validate(
        stage.http.get("/v1/me/export", headers=stage.individual("astrid")).json()
    )
    assert [one.id for one in everything.assessments] == [told.id]


def test_she_cannot_edit_it_by_any_way(stage: Stage) -> None:
    found = accepted(stage)
    headers, item = stage.individual("astrid"), hers(stage, found)["item_id"]
    path = "/v1/me/profile/assessments"
    assert stage.http.get(f"{path}/{item}", headers=headers).status_code == 200
    assert len(stage.http.get(f"{path}/{item}/history", headers=headers).json()["versions"]) == 1
    for method, address in (
        ("POST", path),
        ("PATCH", f"{path}/{item}"),
        ("DELETE", f"{path}/{item}"),
        ("POST", f"{path}/{item}/confirm"),
    ):
        body = {"statement": "Jag kan allt."}
        answer = stage.http.request(method, address, json=body, headers={**headers, "If-Match": '"1"'})
        assert answer.status_code in (404, 405), (method, address)
    stale = {**headers, "If-Match": '"7"'}
    words = {"answer": "Mitt svar"}
    assert stage.http.put(f"/v1/me/assessments/{found}/answer", json=words, headers=stale).status_code == 412
    assert (
        stage.http.put(f"/v1/me/assessments/{found}/answer", json=words, headers=headers).status_code == 428
    )
    assert say(stage, found, "x" * 4001).status_code == 422
    assert (
        stage.http.put(
            f"/v1/me/assessments/{found}/answer",
            json={"answer": "a", "level": 4},
            headers={**headers, "If-Match": '"1"'},
        ).status_code
        == 422
    )
    assert hers(stage, found)["content"]["statement"] == CLAIM["statement"]


def test_her_answer_and_its_standing_follow_each_share_however_narrow(stage: Stage) -> None:
    found = accepted(stage)
    say(stage, found, "Jag ledde köket själv.")
    narrow = f"{ALL}?fields=competence,level"
    grant = stage.granted((narrow,), declaration=declared(stage, narrow))
    assert seen(stage, grant) == [
        {
            "competence": CLAIM["competence"],
            "level": 3,
            "status": "stands",
            "answer": "Jag ledde köket själv.",
        }
    ]
    assert ending(stage, found, "withdraw").status_code == 200
    assert seen(stage, grant)[0]["status"] == "withdrawn"
    assert seen(stage, grant)[0]["reason"] == "Fel dag i provet."
    others = stage.granted((LANGUAGES,))
    assert "assessments" not in stage.read(others).json()["profile"], "what follows opens nothing by itself"


def test_a_newer_one_marks_the_old_at_once_and_waits_for_her_yes(stage: Stage) -> None:
    old = accepted(stage)
    grant = stage.granted((ALL,), declaration=declared(stage, ALL))
    answer = ending(stage, old, "supersede", reason="Provet räknades om.")
    assert answer.status_code == 201, answer.text
    new = answer.json()["id"]
    records = stage.http.get("/v1/assessments", headers=stage.organisation("yrkesskolan")).json()[
        "assessments"
    ]
    assert {one["id"]: (one["standing"], one["followed_by"]) for one in records} == {
        old: ("superseded", new),
        new: ("stands", None),
    }
    (still,) = seen(stage, grant)
    assert (still["status"], still["reason"], still["level"]) == ("superseded", "Provet räknades om.", 3)
    assert "followed_by" not in still, "whether there is a newer one in her profile is hers to say"
    waiting = hers(stage, new)
    assert (waiting["waits"], waiting["replaces"]) == (True, old)
    assert waiting["content"]["competence"] == CLAIM["competence"], "it is about the same"
    assert act(stage, new, "accept").status_code == 200
    assert {one["assessment_id"]: one.get("followed_by") for one in seen(stage, grant)} == {
        old: new,
        new: None,
    }
    assert ending(stage, old, "withdraw").status_code == 409
    assert ending(stage, new, "withdraw", reason=" ").status_code == 422
    assert ending(stage, new, "withdraw").status_code == 200
    assert {one["status"] for one in seen(stage, grant)} == {"superseded", "withdrawn"}
    kinds = [line["kind"] for line in stage.log()]
    assert kinds.count("assessment_end") == 2


def test_what_was_taken_back_before_she_answered_cannot_be_taken_in(stage: Stage) -> None:
    first, second = proposed(stage), proposed(stage, claim={"competence": {"label": "Egenkontroll"}})
    assert ending(stage, first, "withdraw").status_code == 200
    assert hers(stage, first)["waits"] is False
    assert act(stage, first, "accept").status_code == 409
    stage.move(days=181)
    assert hers(stage, second)["waits"] is False
    assert act(stage, second, "accept").status_code == 409
    stage.rounds()
    left = stage.http.get("/v1/me/assessments", headers=stage.individual("astrid")).json()["assessments"]
    assert left == [], "what was never taken up is forgotten"
    records = stage.http.get("/v1/assessments", headers=stage.organisation("yrkesskolan")).json()[
        "assessments"
    ]
    assert len(records) == 2, "the assessor's own list says nothing of that"
    assert ending(stage, second, "supersede").status_code == 201


def test_it_can_be_about_an_entry_that_a_grant_shows_and_about_no_other(stage: Stage) -> None:
    grant = stage.granted((SKILLS,), declaration=declared(stage, SKILLS))
    items = stage.read(grant).json()["profile"]["skills"]
    unseen = stage.http.get("/v1/me/profile/languages", headers=stage.individual("astrid")).json()["items"]
    by = {"organisation": "norrsken", "grant_id": grant, "reader": "Nils Berg", "unit": None}
    found = proposed(stage, **by, claim={"about": items[0]["id"]})
    lines = len(stage.log())
    refused = propose(stage, **by, claim={"about": unseen[0]["id"]})
    assert [one["kind"] for one in stage.log()[: len(stage.log()) - lines]] == ["read"], (
        "it was told something"
    )
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "/claim/about")
    stage.withdraw(grant)
    assert propose(stage, **by).status_code == 404
    assert act(stage, found, "accept").status_code == 200, "it is hers, whatever became of the grant"
    assert hers(stage, found)["content"]["about"] == items[0]["id"]
    gone = proposed(stage)
    assert hers(stage, gone)["content"].get("about") is None


def test_the_paper_says_what_speaks_for_a_claim_and_nothing_of_what_she_hides(stage: Stage) -> None:
    headers = stage.individual("astrid")
    skill = stage.http.get("/v1/me/profile/skills", headers=headers).json()["items"][0]["content"]["skill"]
    found = accepted(stage, claim={"competence": skill})

    def printed() -> str:
        paper = stage.http.get("/v1/me/profile.pdf?language=sv", headers=headers)
        assert paper.status_code == 200, paper.text
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages)

    told = printed()
    assert told.count("Bedömt av Yrkesskolan") == 2, "beside her skill, and under the assessment itself"
    assert CLAIM["statement"] in told.replace("\n", " ")
    act(stage, found, "hide")
    assert "Bedömt av Yrkesskolan" not in printed()
