"""Purpose declarations are listed in the order in which they were registered."""

from dataclasses import replace

from consent.vocabulary import DeclarationId
from profile_service.actions.ports import Work
from tests.stage import MAPPING, Stage


async def _register(stage: Stage, name: str, version: int) -> None:
    def add(work: Work) -> None:
        known = work.declarations.find(DeclarationId(MAPPING))
        assert known is not None
        work.declarations.add(replace(known, id=DeclarationId(name), version=version))

    await stage.house.write(add)


def _listed(stage: Stage) -> list[str]:
    answer = stage.http.get("/v1/purpose-declarations", headers=stage.organisation("norrsken"))
    return [one["id"] for one in answer.json()["purpose_declarations"]]


def test_the_order_is_that_of_registration_and_a_new_version_keeps_its_place(stage: Stage) -> None:
    before = _listed(stage)
    assert before[0] == MAPPING
    portal = stage.http.portal
    assert portal is not None
    portal.call(_register, stage, "dcl_a_later_one", 1)
    portal.call(_register, stage, MAPPING, 2)
    assert _listed(stage) == [*before, "dcl_a_later_one"]
