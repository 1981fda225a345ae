"""Every call is sent as the contract says, and the plain and the async clients do the very same."""

import asyncio
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import assessment_samples
import concept_samples
import coverage_samples
import evidence_samples
import helping_samples
import inquiry_samples
import instrument_samples
import journal_samples
import managing_samples
import mapping_samples
import organisation_samples
import paper_samples
import protection_samples
import purpose_samples
import pytest
import reach_samples
import session_samples
import share_samples
import telling_samples
import upkeep_samples
import way_in_samples
import wire_samples as wire
from small_service import Reply, problem

from clients import (
    AsyncIndividual,
    AsyncOperator,
    AsyncOrganisation,
    Individual,
    InvalidArgumentError,
    NoGrantError,
    Operator,
    Organisation,
    calls,
)
from clients.calls import organisation
from clients.operation import Operation
from schemas.sections import Skills
from schemas.values import Coded


@dataclass
class Case:
    name: str
    run: Callable[[Any], Any]
    method: str
    path: str
    reply: Reply
    body: Any = None
    query: list[tuple[str, str]] | None = None
    if_match: str | None = None


WELDING = {"skill": {"label": "Welding"}, "level": 3}
_MODULES: list[Any] = [
    import_module(f"clients.calls.{one.name}")
    for one in iter_modules(calls.__path__)
    if one.name not in {"receipts", "journal"}  # of anybody: test_verify_receipt.py, test_verify_line.py
]
_HERS: list[Any] = [
    assessment_samples,
    concept_samples, coverage_samples, evidence_samples, helping_samples, inquiry_samples, instrument_samples,
    journal_samples, mapping_samples, paper_samples, purpose_samples, reach_samples, session_samples, share_samples, telling_samples, upkeep_samples,
    way_in_samples,
]  # fmt: skip
_THEIRS: list[Any] = [
    assessment_samples,
    coverage_samples, evidence_samples, inquiry_samples, instrument_samples, managing_samples, mapping_samples,
    purpose_samples, telling_samples,
]  # fmt: skip
ME = [
    *(Case(*one) for one in protection_samples.CALLS),
    Case("profile", lambda me: me.profile(), "GET", "/v1/me/profile", Reply(content=wire.PROFILE)),
    Case("change_person", lambda me: me.change_person({"phone": None}, revision=7), "PATCH", "/v1/me/profile",
         Reply(content=wire.PROFILE), {"person": {"phone": None}}, if_match='"7"'),
    Case("section", lambda me: me.section("skills"), "GET", "/v1/me/profile/skills", Reply(content={"items": [wire.ITEM]})),
    Case("item", lambda me: me.item("skills", "itm_1"), "GET", "/v1/me/profile/skills/itm_1", Reply(content=wire.ITEM)),
    Case("add", lambda me: me.add("skills", Skills(skill=Coded(label="Welding"), level=3)), "POST",
         "/v1/me/profile/skills", Reply(201, wire.ITEM), WELDING),
    Case("add", lambda me: me.add("skills", WELDING), "POST", "/v1/me/profile/skills", Reply(201, wire.ITEM), WELDING),
    Case("change", lambda me: me.change("skills", "itm_1", {"level": None}, version=3), "PATCH",
         "/v1/me/profile/skills/itm_1", Reply(content=wire.ITEM), {"level": None}, if_match='"3"'),
    Case("remove", lambda me: me.remove("skills", "itm_1", version=3), "DELETE", "/v1/me/profile/skills/itm_1",
         Reply(204), if_match='"3"'),
    Case("history", lambda me: me.history("skills", "itm_1"), "GET", "/v1/me/profile/skills/itm_1/history",
         Reply(content=wire.HISTORY)),
    Case("import_file", lambda me: me.import_file(b'{"basics": {}}'), "POST", "/v1/me/import",
         Reply(content=wire.REPORT), {"basics": {}}, [("format", "json-resume")]),
    Case("export", lambda me: me.export(), "GET", "/v1/me/export", Reply(content=wire.EXPORT)),
    Case("pdf", lambda me: me.pdf(), "GET", "/v1/me/profile.pdf", Reply(content=b"%PDF", media_type="application/pdf")),
    Case("pdf", lambda me: me.pdf(form="page", sections=["skills", "plan"]), "GET", "/v1/me/profile.pdf",
         Reply(content=b"%PDF", media_type="application/pdf"), query=[("form", "page"), ("sections", "skills"), ("sections", "plan")]),
    Case("pdf", lambda me: me.pdf("en"), "GET", "/v1/me/profile.pdf",
         Reply(content=b"%PDF", media_type="application/pdf"), query=[("language", "en")]),
    Case("erase", lambda me: me.erase(), "DELETE", "/v1/me", Reply(204)),
    Case("receipt", lambda me: me.receipt("rcp_1"), "GET", "/v1/me/receipts/rcp_1", Reply(content=wire.RECEIPT)),
    Case("receipts", lambda me: me.receipts(), "GET", "/v1/me/receipts", Reply(content=wire.RECEIPTS)),
    Case("receipts_of_grant", lambda me: me.receipts_of_grant("gra_1"), "GET", "/v1/me/grants/gra_1/receipts",
         Reply(content=wire.RECEIPTS)),
    Case("receipt_file", lambda me: me.receipt_file("rcp_1"), "GET", "/v1/me/receipts/rcp_1/jws",
         Reply(content=b"a.b.c", media_type="application/jose")),
    Case("receipt_pdf", lambda me: me.receipt_pdf("rcp_1", "ar"), "GET", "/v1/me/receipts/rcp_1/pdf",
         Reply(content=b"%PDF", media_type="application/pdf"), query=[("language", "ar")]),
    Case("connection_code", lambda me: me.connection_code(), "POST", "/v1/me/connection-codes", Reply(201, wire.CODE)),
    Case("access_requests", lambda me: me.access_requests(), "GET", "/v1/me/access-requests",
         Reply(content={"access_requests": [wire.REQUEST]})),
    Case("access_request", lambda me: me.access_request("req_1"), "GET", "/v1/me/access-requests/req_1",
         Reply(content=wire.REQUEST)),
    Case("preview", lambda me: me.preview("req_1", ["a:b", "c"], date(2026, 6, 1)), "GET",
         "/v1/me/access-requests/req_1/preview", Reply(content=wire.DISCLOSURE),
         query=[("scopes", "a:b"), ("scopes", "c"), ("until", "2026-06-01")]),
    Case("give", lambda me: me.give("req_1", wire.SCOPES, datetime(2026, 6, 1, tzinfo=UTC)), "POST",
         "/v1/me/access-requests/req_1/grant", Reply(201, wire.GRANT),
         {"scopes": wire.SCOPES, "until": "2026-06-01T00:00:00+00:00"}),
    Case("refuse", lambda me: me.refuse("req_1"), "POST", "/v1/me/access-requests/req_1/refuse", Reply(204)),
    Case("grants", lambda me: me.grants(), "GET", "/v1/me/grants", Reply(content={"grants": [wire.GRANT]})),
    Case("grant", lambda me: me.grant("gra_1"), "GET", "/v1/me/grants/gra_1", Reply(content=wire.GRANT)),
    Case("withdraw", lambda me: me.withdraw("gra_1"), "POST", "/v1/me/grants/gra_1/withdraw", Reply(content=wire.GRANT)),
    Case("attempts", lambda me: me.attempts(), "GET", "/v1/me/attempts", Reply(content={"attempts": [wire.ATTEMPTS]})),
    Case("let_again", lambda me: me.let_again("req_1"), "POST", "/v1/me/access-requests/req_1/let-again", Reply(204)),
    Case("log", lambda me: me.log("41", 10), "GET", "/v1/me/disclosures", Reply(content=wire.LOG),
         query=[("before", "41"), ("limit", "10")]),
    *(Case(*one) for samples in _HERS for one in samples.ME),
]  # fmt: skip
AGENCY = [
    Case("purpose_declarations", lambda us: us.purpose_declarations(), "GET", "/v1/purpose-declarations",
         Reply(content={"purpose_declarations": [wire.DECLARATION]})),
    Case("ask", lambda us: us.ask(connection_code="7K2MF-9Q4TX", purpose_declaration="dec_1", scopes=wire.SCOPES,
                                  case_reference="A-1"), "POST", "/v1/access-requests",
         Reply(201, {"id": "req_1", "status": "sent"}),
         {"connection_code": "7K2MF-9Q4TX", "purpose_declaration": "dec_1", "scopes": wire.SCOPES,
          "case_reference": "A-1"}),
    Case("request_status", lambda us: us.request_status("req_1"), "GET", "/v1/access-requests/req_1",
         Reply(content={"id": "req_1", "status": "granted", "grant_id": "gra_1"})),
    Case("await_grant", lambda us: us.await_grant("req_1", timeout=5), "GET", "/v1/access-requests/req_1",
         Reply(content={"id": "req_1", "status": "granted", "grant_id": "gra_1"})),
    Case("grants", lambda us: us.grants(), "GET", "/v1/grants", Reply(content={"grants": [wire.GRANTEE_GRANT]})),
    Case("receipt", lambda us: us.receipt("gra_1"), "GET", "/v1/receipts/gra_1", Reply(content=wire.RECEIPT)),
    Case("close_grant", lambda us: us.close_grant("gra_1", reader="Ann"), "POST", "/v1/grants/gra_1/close", Reply(204),
         {"reader": "Ann"}),
    Case("read", lambda us: us.read("gra_1", case_reference="A-1", reader="Ann"), "POST", "/v1/disclosures",
         Reply(content=wire.DISCLOSURE), {"grant_id": "gra_1", "case_reference": "A-1", "reader": "Ann"}),
    *(Case(*one) for samples in _THEIRS for one in samples.AGENCY),
]  # fmt: skip
OPERATOR = [Case(*one) for one in purpose_samples.OPERATOR + organisation_samples.OPERATOR]


async def _awaited(client: Any, run: Callable[[Any], Any]) -> Any:
    async with client:
        return await run(client)


def _both(case: Case, cast: Any) -> tuple[Any, Any]:
    base, key = cast.service.base_url, cast.keys["EC"]
    if case in ME:
        plain, other = Individual(base, "a-persons-token"), AsyncIndividual(base, "a-persons-token")
    elif case in OPERATOR:
        plain, other = Operator(base, "norrsken-EC", key), AsyncOperator(base, "norrsken-EC", key)
    else:
        plain, other = Organisation(base, "norrsken-EC", key), AsyncOrganisation(base, "norrsken-EC", key)
    with plain:
        value = case.run(plain)
    return value, asyncio.run(_awaited(other, case.run))


@pytest.mark.parametrize("case", ME + AGENCY + OPERATOR, ids=lambda case: case.name)
def test_call_is_sent_as_the_contract_says(cast, case):
    cast.service.answers(case.method, case.path, case.reply)
    value, awaited = _both(case, cast)
    assert value == awaited
    first, second = cast.service.calls(case.path)
    for sent in (first, second):
        assert sent.method == case.method
        assert sent.query == (case.query or [])
        assert (sent.json() if sent.body else None) == case.body
        assert sent.headers.get("if-match") == case.if_match
        assert ("idempotency-key" in sent.headers) == (case.method != "GET" and case.name != "erase")
        if sent.body:
            kind = "application/octet-stream" if case.name == "add_file" else "application/json"
            assert sent.headers["content-type"] == kind


def test_every_operation_is_tried_above():
    def operations(*kinds: type) -> set[str]:
        return {
            name for kind in kinds for name, one in inspect.getmembers(kind) if isinstance(one, Operation)
        }

    assert operations(Individual) == {case.name for case in ME}
    # No calls of the API: tests/authorization_server/test_the_client.py and test_the_client_manages.py go through them.
    redirect = {"begin_redirect", "finish_redirect", "introspect", "revoke_token"}
    assert operations(Organisation) - redirect == {case.name for case in AGENCY}
    assert operations(Operator) == {case.name for case in OPERATOR}
    found = [one for module in _MODULES for one in vars(module).values()]
    made_here = {
        one.__name__
        for one in found
        if inspect.isfunction(one) and one.__module__.startswith("clients.calls")
    }
    assert {name for name in made_here if not name.startswith("_")} == operations(
        Individual, Organisation, Operator
    ) - {"await_grant"} - redirect | {"own_duties"}


def test_every_operation_says_what_it_does():
    for case in ME:
        assert getattr(Individual, case.name).__doc__
        assert "Call" not in (getattr(Individual, case.name).__doc__ or "")


def test_ids_cannot_climb(cast):
    with cast.astrid() as me:
        for bad in ("", ".", ".."):
            with pytest.raises(InvalidArgumentError):
                me.grant(bad)
        cast.service.answers("GET", "/v1/me/grants/a%2Fb%3Fc", Reply(content=wire.GRANT))
        me.grant("a/b?c")


def test_times_without_offset_and_unwritable_content_are_refused(cast):
    with cast.astrid() as me:
        with pytest.raises(InvalidArgumentError, match="offset"):
            me.give("req_1", wire.SCOPES, datetime(2026, 6, 1))  # noqa: DTZ001
        with pytest.raises(InvalidArgumentError, match="JSON"):
            me.add("skills", {"level": float("nan")})


def test_answer_keeps_the_bytes_and_the_headers(cast):
    reply = Reply(content=wire.DISCLOSURE, headers={"Egenkarta-Disclosure": "evt_1"})
    cast.service.answers("POST", "/v1/disclosures", reply)
    with cast.norrsken() as agency:
        answer = agency.answer(organisation.read("gra_1", case_reference="A-1", reader="Ann"))
    assert answer.headers["egenkarta-disclosure"] == "evt_1"
    assert answer.body.startswith(b'{"grant"')
    assert "Welding" not in repr(answer.headers)


def test_key_of_ones_own_is_sent(cast):
    cast.service.answers("POST", "/v1/access-requests", Reply(201, {"id": "req_1", "status": "sent"}))
    call = organisation.ask(connection_code="x", purpose_declaration="y", scopes=["z"], case_reference="A-1")
    with cast.norrsken() as agency:
        agency.answer(call.keyed("mine-1"))
        for bad in ("", "a b", "a\nb", "ö", "x" * 201):
            with pytest.raises(InvalidArgumentError, match="idempotency key"):
                call.keyed(bad)
    assert cast.service.calls("/v1/access-requests")[0].headers["idempotency-key"] == "mine-1"


def test_waiting_ends_with_a_yes(cast):
    path = "/v1/access-requests/req_1"
    granted = Reply(content={"id": "req_1", "status": "granted", "grant_id": "gra_1"})
    cast.service.answers("GET", path, problem("not-available"), problem("not-available"), granted)
    with cast.norrsken() as agency:
        assert agency.await_grant("req_1", timeout=60).grant_id == "gra_1"
    assert cast.pauses == [1.0, 1.5]


def test_waiting_ends_in_time(cast):
    with cast.norrsken() as agency, pytest.raises(NoGrantError, match="5 seconds"):
        agency.await_grant("req_1", timeout=5)
    assert sum(cast.pauses) == pytest.approx(5, abs=0.5)


def test_many_tasks_fetch_one_token(cast):
    cast.service.answers("GET", "/v1/grants", Reply(content={"grants": []}))

    async def race() -> None:
        async with AsyncOrganisation(cast.service.base_url, "norrsken-EC", cast.keys["EC"]) as agency:
            await asyncio.gather(*(agency.grants() for _ in range(8)))

    asyncio.run(race())
    assert len(cast.service.calls("/oauth/token")) == 1
