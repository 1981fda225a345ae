"""Receipts: one for each moment, signed, with true times, checked by the client's own check, and told to nobody else."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from clients.receipts import read_keys, verify
from profile_service.actions.rounds import expire_due
from schemas.access import Receipt, ReceiptList
from schemas.export import Export
from tests.stage import LANGUAGES, SKILLS, START, Stage

KEYS = "/.well-known/egenkarta-record-keys.json"
NOTICE = {"text": "Får de läsa?\nJa\nNej ", "language": "sv", "screen": "phone/1.4 question"}


def _receipts(stage: Stage, grant_id: str | None = None) -> list[dict[str, Any]]:
    """Hers about one grant, oldest first; or all of them, newest first."""
    path = "/v1/me/receipts" if grant_id is None else f"/v1/me/grants/{grant_id}/receipts"
    answer = stage.http.get(path, headers=stage.individual("astrid"))
    assert answer.status_code == 200, answer.text
    keys = read_keys(stage.http.get(KEYS).content)
    for one in answer.json()["receipts"]:
        verify(json.dumps(one).encode(), keys)
    return list(answer.json()["receipts"])


def _states(receipt: dict[str, Any]) -> list[dict[str, Any]]:
    return list(receipt["record"]["dpv:hasProcess"][0]["dpv:hasConsentStatus"])


def _when(receipt: dict[str, Any]) -> list[str]:
    return [one["dpv:isIndicatedAtTime"] for one in _states(receipt)]


def _at(**step: float) -> str:
    return (START + timedelta(**step)).isoformat().replace("+00:00", "Z")


def _do(stage: Stage, path: str, body: dict[str, Any] | None = None) -> None:
    sent = {} if body is None else {"json": body}
    answer = stage.http.post(path, headers=stage.individual("astrid"), **sent)
    assert answer.status_code < 300, answer.text


def test_every_moment_has_its_receipt_with_true_times_and_all_that_came_before(stage: Stage) -> None:
    grant_id = stage.granted((LANGUAGES, SKILLS))
    steps = [
        ("pause", None, "paused"),
        ("resume", None, "resumed"),
        ("narrow", {"scopes": ["profile:languages:read?fields=language"]}, "changed"),
        ("withdraw", None, "withdrawn"),
    ]
    for step, body, _ in steps:
        stage.move(hours=1)
        _do(stage, f"/v1/me/grants/{grant_id}/{step}", body)
    found = _receipts(stage, grant_id)
    assert [one["kind"] for one in found] == ["given", *(kind for _, _, kind in steps)]
    times = [_at(hours=n) for n in range(5)]
    # What was paused and gone on with is in its own records alone: the organisation may get the later ones.
    earlier = [(), (0,), (0, 1), (0,), (0, 3)]
    for n, one in enumerate(found):
        assert _when(one) == [times[at] for at in (*earlier[n], n)]
        assert one["at"] == one["record"]["dct:created"] == times[n]
        assert one["record"]["dpv:hasDataSubject"]["dpv:hasIdentifier"] == one["access_request"]
        after = f"urn:egenkarta:record:{found[earlier[n][-1]]['id']}" if earlier[n] else None
        assert one["record"].get("dpv:isAfter") == after
    given, paused = ["dpv:ConsentGiven", "dpv:ExpressedConsent"], "dpv:ConsentStatusInvalidForProcessing"
    assert [state["@type"] for state in _states(found[2])] == [
        given,
        [paused, "egk:ConsentPaused"],
        ["dpv:ConsentGiven", "egk:ConsentResumed"],
    ]
    narrowed = ["dpv:ConsentGiven", "egk:ConsentNarrowed"]
    assert [state["@type"] for state in _states(found[-1])] == [given, narrowed, ["dpv:ConsentWithdrawn"]]
    assert [one["record"]["dpv:hasProcess"][0]["egk:revision"] for one in found] == ["1", "1", "1", "2", "2"]


def test_the_organisations_receipt_does_not_tell_when_she_paused(stage: Stage) -> None:
    grant_id = stage.granted((LANGUAGES, SKILLS))
    caller = stage.organisation("norrsken")
    before = stage.http.get(f"/v1/receipts/{grant_id}", headers=caller).json()
    for step in ("pause", "resume"):
        stage.move(minutes=1)
        _do(stage, f"/v1/me/grants/{grant_id}/{step}", None)
    caller = stage.organisation("norrsken")
    assert stage.http.get(f"/v1/receipts/{grant_id}", headers=caller).json() == before
    _do(stage, f"/v1/me/grants/{grant_id}/narrow", {"scopes": ["profile:languages:read?fields=language"]})
    after = stage.http.get(f"/v1/receipts/{grant_id}", headers=caller).json()
    assert after["kind"] == "changed"
    assert "Paused" not in json.dumps(after["record"])
    assert "Resumed" not in json.dumps(after["record"])


def test_a_no_is_written_down_too(stage: Stage) -> None:
    request_id = stage.asked()
    _do(stage, f"/v1/me/access-requests/{request_id}/refuse", {"notice": NOTICE})
    refused = next(one for one in _receipts(stage) if one["access_request"] == request_id)
    assert refused["kind"] == "refused"
    assert refused["grant_id"] is None
    (state,) = _states(refused)
    assert state["@type"] == ["dpv:ConsentRefused"]
    assert "egk:grant" not in json.dumps(refused["record"])
    assert "hasDuration" not in json.dumps(state)


def test_what_she_did_not_tick_is_a_no_in_the_record_of_her_yes(stage: Stage) -> None:
    request_id = stage.asked((LANGUAGES, SKILLS))
    part = "profile:languages:read?fields=language,native"
    assert stage.answer_yes(request_id, (part,)).status_code == 201
    given = next(one for one in _receipts(stage) if one["access_request"] == request_id)
    agreed, refused = given["record"]["dpv:hasProcess"]
    assert [one["egk:scope"] for one in agreed["dpv:hasPersonalData"]] == [part]
    left = " ".join(one["egk:scope"] for one in refused["dpv:hasPersonalData"])
    assert "profile:skills:read" in left
    assert "reading" in left
    assert "native" not in left
    assert refused["dpv:hasConsentStatus"][0]["@type"] == ["dpv:ConsentRefused"]


def test_an_end_of_time_is_dated_when_it_came_and_not_when_it_was_written(stage: Stage) -> None:
    until = (START + timedelta(days=2)).astimezone(UTC)
    grant_id = stage.granted((LANGUAGES,), until=until.isoformat())
    stage.move(days=5)
    stage.parts.database.writer.run(lambda work: expire_due(work, stage.house.desk))
    expired = _receipts(stage, grant_id)[-1]
    assert expired["kind"] == "expired"
    assert datetime.fromisoformat(expired["at"]) == until
    state = _states(expired)[-1]
    assert state["@type"] == ["dpv:ConsentExpired"]
    assert state["dpv:hasIndicationMethod"] == "egk:NoIndication"
    assert "dpv:isIndicatedBy" not in state
    assert expired["notice"] is None


def test_a_grant_for_one_reading_is_used_up_by_it(stage: Stage) -> None:
    request_id = stage.asked((LANGUAGES,), ending="once")
    grant_id = stage.answer_yes(request_id, (LANGUAGES,)).json()["id"]
    stage.move(minutes=1)
    assert stage.read(grant_id).status_code == 200
    given, used = _receipts(stage, grant_id)
    assert used["kind"] == "used_up"
    assert _states(used)[-1]["@type"] == ["dpv:ConsentExpired", "egk:UsedUp"]
    duration = _states(given)[-1]["dpv:hasDuration"]
    assert duration["@type"] == ["dpv:FixedOccurencesDuration"]
    assert (duration["rdf:value"], duration["egk:ending"]) == ("1", "once")


def test_a_closed_case_says_who_closed_it(stage: Stage) -> None:
    theirs, hers = stage.granted((LANGUAGES,)), stage.granted((LANGUAGES,), ending="case")
    stage.move(hours=1)
    closing = {"reader": "Nils Berg"}
    answer = stage.http.post(
        f"/v1/grants/{theirs}/close", json=closing, headers=stage.organisation("norrsken")
    )
    assert answer.status_code == 204, answer.text
    _do(stage, f"/v1/me/grants/{hers}/close-case")
    by_them, by_her = _states(_receipts(stage, theirs)[-1])[-1], _states(_receipts(stage, hers)[-1])[-1]
    assert by_them["@type"] == ["dpv:ConsentRevoked", "egk:ClosedByRecipient"]
    assert by_them["dpv:isIndicatedBy"].startswith("urn:egenkarta:organisation:")
    assert by_her["@type"][0] == "dpv:ConsentWithdrawn"
    assert by_her["dpv:isIndicatedBy"].startswith("urn:egenkarta:subject:")
    assert "Nils Berg" not in json.dumps(_receipts(stage, theirs))


def test_a_yes_that_was_undone_is_in_her_receipts_and_in_none_of_theirs(stage: Stage) -> None:
    request_id = stage.asked((LANGUAGES,))
    first = stage.answer_yes(request_id, (LANGUAGES,)).json()["id"]
    stage.move(seconds=10)
    _do(stage, f"/v1/me/grants/{first}/undo")
    stage.move(hours=1)
    second = stage.answer_yes(request_id, (LANGUAGES,)).json()["id"]
    assert [one["kind"] for one in _receipts(stage, first)] == ["given", "undone"]
    theirs = stage.http.get(f"/v1/receipts/{second}", headers=stage.organisation("norrsken"))
    assert theirs.status_code == 200
    assert _when(theirs.json()) == [_at(seconds=10, hours=1)]
    assert first not in theirs.text


def test_the_organisation_has_the_receipt_of_a_live_grant_without_what_is_hers_alone(stage: Stage) -> None:
    request_id = stage.asked((LANGUAGES,), case_reference="case-secret", message="A message to her")
    body = {"scopes": [LANGUAGES], "notice": NOTICE}
    _do(stage, f"/v1/me/access-requests/{request_id}/grant", body)
    grant_id = _receipts(stage)[0]["grant_id"]
    shut = {"barred": {"units": ["Enhet Öst"], "readers": ["Nils Berg", "Eva Ek"]}}
    _do(stage, f"/v1/me/grants/{grant_id}/narrow", shut)
    answer = stage.http.get(f"/v1/receipts/{grant_id}", headers=stage.organisation("norrsken"))
    receipt = Receipt.model_validate(answer.json())
    assert receipt.kind == "changed"
    process = answer.json()["record"]["dpv:hasProcess"][0]
    assert (process["egk:unitsShutOut"], process["egk:readersShutOut"]) == ("1", "2")
    for hidden in (
        "ind_",
        "case-secret",
        "A message to her",
        "Enhet Öst",
        "Nils Berg",
        "Eva Ek",
        "Får de läsa",
        "Astrid",
    ):
        assert hidden not in json.dumps(answer.json(), ensure_ascii=False)
    verify(answer.content, read_keys(stage.http.get(KEYS).content))
    tried = stage.http.get(f"/v1/receipts/{grant_id}", headers=stage.organisation("tjuvholmen"))
    stage.withdraw(grant_id)
    ended = stage.http.get(f"/v1/receipts/{grant_id}", headers=stage.organisation("norrsken"))
    never = stage.http.get("/v1/receipts/gra_never", headers=stage.organisation("norrsken"))
    assert tried.status_code == ended.status_code == never.status_code == 404
    assert tried.content == ended.content == never.content


def test_what_her_program_showed_is_kept_to_the_last_character_and_its_hash_is_signed(stage: Stage) -> None:
    request_id = stage.asked((LANGUAGES,))
    _do(stage, f"/v1/me/access-requests/{request_id}/grant", {"scopes": [LANGUAGES], "notice": NOTICE})
    given = _receipts(stage)[0]
    assert given["notice"] == NOTICE
    (signed,) = given["record"]["dpv:hasNotice"]
    assert signed["egk:textSha256"] == hashlib.sha256(NOTICE["text"].encode()).hexdigest()
    assert (signed["dct:language"], signed["dpv:hasIdentifier"]) == ("sv", NOTICE["screen"])
    assert _states(given)[-1]["dpv:hasIndicationMethod"] == "egk:OwnProgram"
    _do(stage, f"/v1/me/grants/{given['grant_id']}/withdraw", {"notice": NOTICE})
    assert _receipts(stage)[0]["notice"] == NOTICE


@pytest.mark.parametrize(
    "notice",
    [{"text": ""}, {"text": "x" * 50_001}, {"language": "not a tag"}, {"screen": "\n"}, {"more": 1}],
    ids=lambda notice: next(iter(notice)),
)
def test_a_notice_of_another_shape_is_refused_and_nothing_is_decided(
    stage: Stage, notice: dict[str, Any]
) -> None:
    grant_id = stage.granted((LANGUAGES,))
    path, hers = f"/v1/me/grants/{grant_id}/withdraw", stage.individual("astrid")
    answer = stage.http.post(path, json={"notice": {**NOTICE, **notice}}, headers=hers)
    assert answer.status_code == 422
    assert stage.http.get(f"/v1/me/grants/{grant_id}", headers=hers).json()["state"] == "active"


def test_the_keys_are_published_for_everybody_and_can_be_kept(stage: Stage) -> None:
    answer = stage.http.get(KEYS)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert {"d", "p", "q"}.isdisjoint(answer.json()["keys"][0])
    for known in (
        answer.headers["etag"],
        f"W/{answer.headers['etag']}",
        f'"x", {answer.headers["etag"]}',
        "*",
    ):
        again = stage.http.get(KEYS, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == answer.headers["etag"]
    assert stage.http.get(KEYS, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_signed_file_and_the_paper_are_hers_to_take(stage: Stage) -> None:
    stage.granted((LANGUAGES,))
    newest = _receipts(stage)[0]
    path, hers = f"/v1/me/receipts/{newest['id']}", stage.individual("astrid")
    file = stage.http.get(f"{path}/jws", headers=hers)
    assert file.headers["content-type"] == "application/jose"
    assert file.text == newest["signed"]
    assert verify(file.content, read_keys(stage.http.get(KEYS).content)).record.identifier == newest["id"]
    for language in ("sv", "en", "ar"):
        paper = stage.http.get(f"{path}/pdf?language={language}", headers=hers)
        assert paper.headers["content-type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")
    for tail in ("", "/jws", "/pdf"):
        assert stage.http.get(f"{path}{tail}", headers=stage.individual("bo")).status_code == 404


def test_receipts_are_in_what_she_takes_along_and_are_gone_when_she_is(stage: Stage) -> None:
    stage.granted((LANGUAGES,))
    hers = stage.individual("astrid")
    export = stage.http.get("/v1/me/export", headers=hers)
    taken = Export.model_validate(export.json())
    assert [one.id for one in taken.receipts] == [one["id"] for one in _receipts(stage)]
    assert stage.http.delete("/v1/me", headers=hers).status_code == 204
    assert stage.parts.database.reader.run(lambda work: work.receipts.of_individual("ind_demo_astrid")) == []  # type: ignore[arg-type]


def test_the_list_is_what_the_contract_says_and_the_payload_is_what_was_signed(stage: Stage) -> None:
    stage.withdraw(stage.granted((LANGUAGES,)))
    answer = stage.http.get("/v1/me/receipts", headers=stage.individual("astrid"))
    ReceiptList.model_validate(answer.json())
    for one in answer.json()["receipts"]:
        payload = one["signed"].split(".")[1]
        assert json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))) == one["record"]
