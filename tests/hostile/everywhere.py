"""Every route of an app as a call that reaches for something real, made from the route table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from profile_service.demo.cast import NORRSKEN
from tests.declared import declared_ids
from tests.hostile.assessment_ids import assessment
from tests.hostile.door_ids import door_ids
from tests.hostile.inquiry_ids import inquiry_ids
from tests.hostile.mapping_ids import PART, mapping_session
from tests.hostile.telling_ids import telling_ids
from tests.instruments.texts import instrument_ids
from tests.invariants.routes import is_api_route, routes_of
from tests.sharing.links import act
from tests.sharing.links import make as make_link
from tests.stage import LANGUAGES, SKILLS, Stage


@dataclass(frozen=True)
class Call:
    """One call: the route's own pattern, and the address with real ids of Astrid's in it."""

    method: str
    pattern: str
    path: str


_FOR_EVERYBODY: Final = ("/v1/instruments", "/v1/concepts", "/v1/taxonomies")


def is_for_everybody(call: Call) -> bool:
    """Whether it reads what is about nobody, and so is told to anybody who asks: questions, and what codes mean."""
    return call.method == "GET" and call.pattern.startswith(_FOR_EVERYBODY)


def calls(stage: Stage) -> Iterator[Call]:
    """One for each route and method, aimed at Astrid's live grant, waiting request and first skill."""
    ids = ids_of(stage)
    found = 0
    for route in routes_of(stage.app):
        path = route.path
        for name, value in ids.items():
            path = path.replace(name, value)
        assert "{" not in path, f"{path} needs an id that this list does not know"
        for method in sorted(route.methods - {"HEAD"}) if is_api_route(route) else ():
            found += 1
            yield Call(method, route.path, path)
    assert found > 100


def ids_of(stage: Stage) -> dict[str, str]:
    """Something real of Astrid's, or of Norrsken's about her, for each place in an address."""
    hers = stage.individual("astrid")
    skills = stage.http.get("/v1/me/profile/skills", headers=hers).json()["items"]
    grant_id = stage.granted()
    return {
        "{request_id}": stage.asked((LANGUAGES, SKILLS)),
        "{grant_id}": grant_id,
        "{mapping_id}": mapping_session(stage, grant_id),
        "{part}": PART,
        "{assessment_id}": assessment(stage, grant_id),
        "{section}": "skills",
        "{place}": "kitchen",
        "{place:path}": "0/000",
        "{item}": skills[0]["id"],
        **telling_ids(stage),
        "{share_id}": make_link(stage).id,
        "{secret}": _ended_link(stage),
        **inquiry_ids(stage),
        **declared_ids(stage),
        **instrument_ids(stage),
        "{organisation_id}": NORRSKEN.id,
        "{channel}": "email",
        "{staff_id}": "stf_none",
        "{client_id}": "sys_none",
        "{kid}": "kid_none",
        "{reference}": "nothing-was-pushed",
        "{receipt_id}": stage.http.get("/v1/me/receipts", headers=hers).json()["receipts"][0]["id"],
        **door_ids(stage),
    }


def _ended_link(stage: Stage) -> str:
    """The secret of a link that was alive: one that is, opens for anybody who holds it, and is written down."""
    link = make_link(stage)
    act(stage, link, "withdraw")
    return link.secret
