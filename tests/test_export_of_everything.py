"""What she takes along is everything that is hers."""

from collections.abc import Mapping
from typing import Final

from sqlmodel import SQLModel

from consent.vocabulary import IndividualId
from profile_service.actions.ports import Work
from profile_service.actions.sheets import keep_sheet
from profile_service.demo.cast import NORRSKEN, staff_id
from profile_service.domain.desk import Enrolment, EnrolmentId, ProofSeen, Review, Seen
from profile_service.domain.external_identity import ExternalIdentity, ExternalIdentityId, Number, NumberKind
from profile_service.domain.sign_in import Assurance
from profile_service.domain.ways_in import CODES, PrintedSheet, new_sheet, slow_hash
from schemas.export import Export
from tests.hostile.door_ids import door_ids
from tests.sharing.links import make
from tests.stage import LANGUAGES, Stage

ASTRID: Final = IndividualId("ind_demo_astrid")
ISSUER: Final = "https://siv.example"
SUBJECT: Final = "subject-of-hers-at-siv"
NUMBER: Final = "198001012384"


def test_the_export_holds_all_that_was_asked_decided_told_and_read(stage: Stage) -> None:
    hers = stage.individual("astrid")
    kept, refused = stage.granted((LANGUAGES,)), stage.asked((LANGUAGES,), unit="Vägledning Syd")
    stage.http.post(f"/v1/me/access-requests/{refused}/refuse", json={}, headers=hers)
    event = stage.read(kept).headers["egenkarta-disclosure"]
    asked = {"words": "Varför läste ni?"}
    assert stage.http.post(f"/v1/me/disclosures/{event}/inquiry", json=asked, headers=hers).status_code == 201
    link = make(stage)
    stage.withdraw(kept)
    door_ids(stage)
    taken = Export.model_validate(stage.http.get("/v1/me/export", headers=hers).json())
    assert {one.id for one in taken.access_requests} >= {refused}
    assert {one.id: one.state for one in taken.grants}[kept] == "withdrawn"
    assert [one.id for one in taken.shares] == [link.id]
    assert [one.words for one in taken.inquiries] == ["Varför läste ni?"]
    assert taken.notices
    assert (len(taken.help), len(taken.drafts), len(taken.mandates)) == (1, 1, 1)
    assert taken.drafts[0].fields == {"skill": {"label": "Svetsning"}}
    assert taken.mandates[0].name == "Rim K"
    kinds = {one.kind for one in taken.log}
    assert {"read", "grant", "refusal", "withdrawal", "share", "inquiry", "export"} <= kinds
    reading = next(one for one in taken.log if one.id == event)
    assert reading.organisation is not None
    assert (reading.organisation.name, reading.reader) == ("Norrsken AB", "Nils Berg")
    assert len(taken.log) == len(stage.log())


def test_after_an_erasure_what_was_told_of_her_goes_once_it_is_acknowledged(stage: Stage) -> None:
    grant_id = stage.granted(persona="bo")
    stage.move(minutes=1)
    stage.http.delete("/v1/me", headers=stage.individual("bo"))
    caller = stage.organisation("norrsken")

    def told() -> list[str]:
        found = stage.http.get("/v1/notices", headers=stage.organisation("norrsken")).json()["notices"]
        return [one["id"] for one in found if one["data"].get("grant_id") == grant_id]

    stage.rounds()
    waiting = told()
    assert waiting
    for one in waiting:
        answer = stage.http.post(f"/v1/notices/{one}/acknowledge", json={"erased": True}, headers=caller)
        assert answer.status_code == 200, answer.text
    stage.rounds()
    assert told() == []


IN_THE_EXPORT: Final[Mapping[str, str]] = {
    "individual": "language",
    "section": "sections",
    "past_version": "past",
    "access_request": "access_requests",
    "consent_grant": "grants",
    "receipt": "receipts",
    "duty": "duties",
    "share": "shares",
    "inquiry": "inquiries",
    "notice": "notices",
    "journal": "log",
    "session": "sessions",
    "assistance": "help",
    "draft": "drafts",
    "mapping_session": "mapping_sessions",
    "mandate": "mandates",
    "evidence_file": "files",
    "reminder": "reminders",
    "passkey": "ways_in",
    "sheet": "ways_in",
    "sheet_code": "ways_in",
    "external_identity": "ways_in",
    "identity_number": "identity_numbers",
    "enrolment": "enrolments",
    "assessment": "assessments",
    "news": "news",
    "reach_wishes": "reach",
    "reach_place": "reach",
    "message": "messages",
    "paper": "papers",
}
"""For each table that holds anything about a person: in which member of the file it stands."""

NOT_IN_THE_EXPORT: Final[Mapping[str, str]] = {
    "evidence_piece": "the bytes of the files that are named there: each is hers to fetch, and all go along in the archive",
    "review_day": "the days to come on which she is reminded: each item says its own",
    "acquaintance": "keyed hashes of who has read before, so that a first reading is told as one; who read stands in the log",
    "said_ending": "that it was said of a sharing that it ends soon: it stands in news",
    "opening": "the vault's own count of what the log tells, held against it: each line that it names is in the log",
    "data_key": "a secret of the service's, and nothing about her",
    "connection_code": "a secret for minutes, kept as a hash: she has it on her screen",
    "help_code": "a secret for minutes, kept as a hash: she has it on her screen; that it was made stands in the log",
    "mandate_code": "a secret for minutes, kept as a hash: she has it on her screen; that it was made stands in the log",
    "start_code": "a secret until it is used or over: she has it on paper; the enrolment that it is of is in the file",
    "passkey_ceremony": "a challenge for minutes: random bytes",
    "proved_account": "for minutes: which other account of hers she proved, before she says whether to join them",
    "kept_form": "for minutes: what she was filling in when she was asked to sign in again; she is shown it",
    "errand": "for minutes: where to send her browser after an answer; the question itself is in the file",
    "replay": "for a day: an answer that she was given, to give it again",
    "webhook_delivery": "how often an organisation's address was tried; what it was told is in notices",
    "grant_look": "marks of what a unit saw last, to tell it what changed since; that it looked stands in the log",
    "joined_account": "under which ids the service knew her before; all that stood there is in the file as hers",
}
"""Every other table with a person in it, and why she does not get its rows."""


def test_every_table_in_which_a_person_stands_is_in_the_export_or_is_said_why_not() -> None:
    standing_in = {
        name
        for name, table in SQLModel.metadata.tables.items()
        if {"individual_id", "holder_id"} & set(table.columns.keys())
    }
    assert not IN_THE_EXPORT.keys() & NOT_IN_THE_EXPORT.keys()
    assert standing_in | {"individual"} == IN_THE_EXPORT.keys() | NOT_IN_THE_EXPORT.keys()
    assert set(IN_THE_EXPORT.values()) <= Export.model_fields.keys()


def test_the_export_holds_how_she_comes_in_and_what_her_account_rests_on(stage: Stage) -> None:
    door_ids(stage)
    sheet = new_sheet(stage.house.desk.ids.digits)
    stage.parts.database.writer.run(lambda work: _comes_in(work, stage, sheet))
    hers = stage.individual("astrid")
    assert stage.http.put("/v1/me/protection", headers=hers).status_code == 200
    written = stage.http.get("/v1/me/export", headers=hers).content
    taken = Export.model_validate_json(written)
    ways = {one.way_in: one for one in taken.ways_in}
    assert (ways["eid"].name, ways["eid"].assurance, ways["eid"].made_at) == (
        "siv",
        "high",
        stage.clock.now(),
    )
    assert (ways["passkey"].name, ways["passkey"].last_used_at) == ("Telefon", None)
    assert (ways["sheet"].codes_left, ways["sheet"].assurance) == (CODES - 2, "desk")
    number = taken.identity_numbers[0]
    assert (number.number, number.kind, number.vouched_by, number.until) == (
        NUMBER,
        "personnummer",
        ISSUER,
        None,
    )
    assert [one.replaced for one in taken.enrolments] == [True, False]
    met = taken.enrolments[0]
    assert met.organisation is not None
    assert (met.organisation.name, met.helper, met.proof) == ("Norrsken AB", "Mona Sandell", "passport")
    assert (met.document_ends_with, met.second_look) == ("42K", "waiting")
    assert (taken.protected, taken.protected_since) == (True, stage.clock.now())
    assert [one.way_in for one in taken.sessions] == ["demo"]
    assert taken.language == "sv"
    assert {one.section for one in taken.past} >= {"skills", "experience"}
    for secret in (SUBJECT, sheet.handle, sheet.pin, *sheet.codes):
        assert secret.encode() not in written


def test_what_an_item_was_before_it_was_taken_away_is_in_the_export(stage: Stage) -> None:
    hers = stage.individual("astrid")
    item = stage.http.get("/v1/me/profile/skills", headers=hers).json()["items"][0]
    gone = stage.http.delete(
        f"/v1/me/profile/skills/{item['id']}", headers={**hers, "If-Match": f'"{item["version"]}"'}
    )
    assert gone.status_code == 204, gone.text
    taken = Export.model_validate(stage.http.get("/v1/me/export", headers=hers).json())
    past = next(one for one in taken.past if one.item_id == item["id"])
    assert past.versions[0].content == item["content"]
    assert (past.versions[-1].change, past.versions[-1].content) == ("removed", None)


def _comes_in(work: Work, stage: Stage, sheet: PrintedSheet) -> None:
    desk, now = stage.house.desk, stage.clock.now()
    eid = ExternalIdentity(ExternalIdentityId("ext_hers"), ASTRID, "siv", ISSUER, Assurance.HIGH, now, now)
    work.external_identities.attach(eid, SUBJECT)
    work.external_identities.vouch(ASTRID, Number(NUMBER, NumberKind.PERSONAL), ISSUER, now)
    work.enrolments.add(
        Enrolment(
            EnrolmentId("enr_second"), ASTRID, NORRSKEN.id, "Etablering Nord", staff_id("mona"), "Mona Sandell",
            Seen(ProofSeen.PASSPORT, "42K"), now, True, Review.WAITING,
        ),
        "R7K2MF9Q4V",
    )  # fmt: skip
    kept = keep_sheet(work, desk, ASTRID, sheet, slow_hash(sheet.pin, sheet.handle))
    work.sheets.use(kept, (1, 2), now)
