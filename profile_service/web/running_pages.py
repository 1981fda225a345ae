"""How the service runs: the operator's pages of health and of the journal. Numbers about rows and machines, and of nobody."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.running import health_of, journal_state
from profile_service.domain.running import FEWEST, LATE, Health
from profile_service.doors import AtOperator, Here, House
from profile_service.doors.pulse import process_of
from profile_service.language import Words, kind_label, words
from profile_service.language.marking import N_
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)
_CHANNELS: Final = {"email": N_("E-mail"), "sms": N_("SMS")}
_LANES: Final = {"write": N_("Waiting to write"), "read": N_("Waiting to read")}
_GUARDS: Final = {
    "journal_no_update": N_("No row can be changed"),
    "journal_no_delete": N_("No row can be taken away"),
    "journal_no_replace": N_("No row can be put in place of another"),
}
_STEPS: Final = ("B", "kB", "MB", "GB", "TB")
_THOUSAND: Final = 1000


@router.get("/operator/health")
async def show_health(request: Request, visit: AtOperator, house: Here) -> Response:
    """Whether everything runs, and how much waits."""
    speech = words(visit.language)
    return page(
        request,
        visit,
        "operator_health.html",
        health=await health_now(house),
        channel_names={name: speech(text) for name, text in _CHANNELS.items()},
        lane_names={name: speech(text) for name, text in _LANES.items()},
        size=lambda number: size_told(speech, number),
        fewest=FEWEST,
        late=int(LATE.total_seconds() // 60),
    )


@router.get("/operator/journal")
async def show_journal(request: Request, visit: AtOperator, house: Here) -> Response:
    """Whether the journal is whole, and how much is written in it."""
    mismatches = house.pulse.journal.mismatches
    speech = words(visit.language)
    return page(
        request,
        visit,
        "operator_journal.html",
        state=await house.read(lambda work: journal_state(work, house.desk, mismatches)),
        guard_names={name: speech(text) for name, text in _GUARDS.items()},
        kind_named=lambda kind: kind_label(speech, kind),
        fewest=FEWEST,
    )


async def health_now(house: House) -> Health:
    """How the service runs at this moment."""
    process = process_of(house.pulse)
    return await house.read(lambda work: health_of(work, house.desk, process))


def size_told(speech: Words, number: int | None) -> str:
    """Bytes, as people count them."""
    if number is None:
        return speech(N_("Not known"))
    told = float(number)
    for unit in _STEPS:
        if told < _THOUSAND or unit == _STEPS[-1]:
            return f"{told:.0f} {unit}" if unit == "B" else f"{told:.1f} {unit}"
        told /= _THOUSAND
    raise AssertionError
