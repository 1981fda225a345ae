"""The main job with the Python client: once plainly, once awaited."""

import asyncio
from collections.abc import Iterator
from typing import Final

import pytest

from clients import (
    AlreadyAnsweredError,
    AsyncIndividual,
    AsyncOrganisation,
    ExceedsRequestError,
    GrantEndedError,
    Individual,
    NoGrantError,
    NotAvailableError,
    Organisation,
)
from clients.calls import organisation, own_consent
from clients.demo import Cast, read_cast, sign_in
from tests.journeys.demo_process import DemoProcess

LANGUAGES: Final = "profile:languages:read"
SKILLS: Final = "profile:skills:read"
NARROW: Final = "profile:languages:read?fields=language,listening"
DECLARATION: Final = "dcl_norrsken_mapping"


@pytest.fixture(scope="module")
def cast(demo: DemoProcess) -> Iterator[Cast]:
    yield read_cast(demo.demo_file)


def test_the_main_job_with_the_plain_client(cast: Cast) -> None:
    norrsken = cast.organisation("norrsken")
    with (
        Individual(cast.base_url, sign_in(cast.base_url, "astrid")) as astrid,
        Organisation(cast.base_url, norrsken.client_id, norrsken.private_key_jwk) as agency,
    ):
        assert DECLARATION in [one.id for one in agency.purpose_declarations().purpose_declarations]
        asked = agency.ask(
            connection_code=astrid.connection_code().code,
            purpose_declaration=DECLARATION,
            scopes=[LANGUAGES, SKILLS],
            case_reference="FALL-KLIENT",
        )
        with pytest.raises(NoGrantError):
            agency.await_grant(asked.id, timeout=0)
        with pytest.raises(ExceedsRequestError):
            astrid.give(asked.id, ["profile:person:read"])
        preview = astrid.answer(own_consent.preview(asked.id, [NARROW])).body
        given = astrid.give(asked.id, [NARROW])
        with pytest.raises(AlreadyAnsweredError):
            astrid.give(asked.id, [NARROW])
        grant_id = agency.await_grant(asked.id, timeout=5).grant_id
        assert grant_id == given.id
        read = agency.answer(organisation.read(grant_id, case_reference="FALL-KLIENT-1", reader="Nils Berg"))
        assert read.body == preview
        assert list(read.value.profile) == ["languages"]
        assert all(set(item.content) <= {"language", "listening"} for item in read.value.profile["languages"])
        assert agency.receipt(grant_id).grant_id == grant_id
        seen = astrid.log(limit=1).disclosures[0]
        assert (seen.outcome, seen.reader, seen.case_reference) == ("disclosed", "Nils Berg", "FALL-KLIENT-1")
        assert astrid.withdraw(grant_id).state == "withdrawn"
        with pytest.raises(NotAvailableError) as gone:
            agency.read(grant_id, case_reference="FALL-KLIENT-2", reader="Nils Berg")
        with pytest.raises(NotAvailableError) as never:
            agency.read("gra_never", case_reference="FALL-KLIENT-2", reader="Nils Berg")
        assert gone.value.body == never.value.body
        assert astrid.log(limit=1).disclosures[0].outcome == "refused"
        with pytest.raises(GrantEndedError):
            astrid.withdraw(grant_id)


def test_the_main_job_with_the_awaited_client(cast: Cast) -> None:
    asyncio.run(_main_job_awaited(cast))


async def _main_job_awaited(cast: Cast) -> None:
    norrsken = cast.organisation("norrsken")
    async with (
        AsyncIndividual(cast.base_url, sign_in(cast.base_url, "astrid")) as astrid,
        AsyncOrganisation(cast.base_url, norrsken.client_id, norrsken.private_key_jwk) as agency,
    ):
        asked = await agency.ask(
            connection_code=(await astrid.connection_code()).code,
            purpose_declaration=DECLARATION,
            scopes=[LANGUAGES, SKILLS],
            case_reference="FALL-VÄNTAN",
        )
        preview = (await astrid.answer(own_consent.preview(asked.id, [NARROW]))).body
        # The agency waits while she makes up her mind.
        status, given = await asyncio.gather(
            agency.await_grant(asked.id, timeout=20), astrid.give(asked.id, [NARROW])
        )
        assert status.grant_id == given.id
        read = await agency.answer(
            organisation.read(given.id, case_reference="FALL-VÄNTAN-1", reader="Mona Sandell", unit="Syd")
        )
        assert read.body == preview
        seen = (await astrid.log(limit=1)).disclosures[0]
        assert (seen.outcome, seen.reader, seen.unit) == ("disclosed", "Mona Sandell", "Syd")
        assert (await astrid.withdraw(given.id)).state == "withdrawn"
        with pytest.raises(NotAvailableError):
            await agency.read(given.id, case_reference="FALL-VÄNTAN-2", reader="Mona Sandell")
        assert (await astrid.log(limit=1)).disclosures[0].outcome == "refused"
        assert given.id not in [one.id for one in (await agency.grants()).grants]


def test_a_no_is_silence_to_the_client(cast: Cast) -> None:
    norrsken = cast.organisation("norrsken")
    with (
        Individual(cast.base_url, sign_in(cast.base_url, "bo")) as bo,
        Organisation(cast.base_url, norrsken.client_id, norrsken.private_key_jwk) as agency,
    ):
        asked = agency.ask(
            connection_code=bo.connection_code().code,
            purpose_declaration=DECLARATION,
            scopes=[SKILLS],
            case_reference="FALL-NEJ",
        )
        with pytest.raises(NotAvailableError) as before:
            agency.request_status(asked.id)
        bo.refuse(asked.id)
        with pytest.raises(NotAvailableError) as after:
            agency.request_status(asked.id)
        with pytest.raises(NotAvailableError) as never:
            agency.request_status("req_never")
        assert before.value.body == after.value.body == never.value.body
