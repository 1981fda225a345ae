"""How long `consent.decide` takes by itself."""

import timeit
from datetime import UTC, datetime, timedelta
from statistics import median

from consent.decision import GrantedReading, decide
from consent.grant import Active, Terms
from consent.permit import Permit
from consent.scope import Scope
from consent.shield import UNSHIELDED
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId
from profile_service.domain.sections import CATALOGUE, ORDINARY

_TIMES = 20_000


def decide_microseconds() -> dict[str, float]:
    """A yes to everything that was granted, and a yes to a narrower wish; the median of seven runs each."""
    now = datetime(2026, 6, 1, tzinfo=UTC)
    scopes = tuple(Scope(name).frozen(CATALOGUE, ORDINARY) for name in ("experience", "languages", "skills"))
    reader = OrganisationId("org")
    terms = Terms(
        id=GrantId("gra"),
        individual=IndividualId("ind"),
        organisation=reader,
        unit="",
        request_id=RequestId("req"),
        declaration_id=DeclarationId("dcl"),
        declaration_version=1,
        purpose="https://w3id.org/dpv#ServiceProvision",
        scopes=scopes,
        given_at=now - timedelta(days=1),
        until=now + timedelta(days=1),
    )
    grant = Active(terms)
    readings = {"whole": GrantedReading(reader), "narrowed": GrantedReading(reader, (scopes[1],))}
    return {name: _microseconds(reading, grant, now) for name, reading in readings.items()}


def _microseconds(reading: GrantedReading, grant: Active, now: datetime) -> float:
    if not isinstance(decide(reading, grant, now, UNSHIELDED), Permit):
        raise RuntimeError("the measured decision must be a yes")
    runs = timeit.repeat(lambda: decide(reading, grant, now, UNSHIELDED), number=_TIMES, repeat=7)
    return median(runs) / _TIMES * 1e6
