"""The demo's sign-in: a persona's name opens the door. It exists only in the demo's app, never in `serve`."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from profile_service.api.answering_once import to_response
from profile_service.api.problems import problem
from profile_service.demo.cast import INDIVIDUALS, ORGANISATIONS, Person, staff_id
from profile_service.domain.reply import Reply
from profile_service.domain.session import Arrival
from profile_service.domain.sign_in import Assurance, Intent, Method, Proof
from profile_service.doors import Here, House, PublicPage, enter
from profile_service.doors.devices import device_of
from profile_service.doors.forms import own_path, read_form
from profile_service.identity.tokens import INDIVIDUAL_SCOPE, LIFETIME
from profile_service.portability.own_format import to_bytes
from schemas.problems import FieldError

router = APIRouter(include_in_schema=False)


def personas() -> dict[str, list[dict[str, str]]]:
    """Who can sign in, for the sign-in page: id, name, persona and, for staff, organisation and unit."""
    return {
        "individuals": [
            {"id": person.id, "name": person.name, "persona": person.persona} for person in INDIVIDUALS
        ],
        "staff": [
            {
                "id": staff_id(one.persona),
                "name": one.name,
                "persona": one.persona,
                "organisation": company.name,
                "unit": one.unit,
            }
            for company in ORGANISATIONS
            for one in company.colleagues
        ],
    }


@router.post("/demo/sign-in")
async def demo_sign_in(request: Request, _visit: PublicPage, house: Here) -> Response:
    form = await read_form(request)
    persona = form.get("persona")
    person = next((one for one in INDIVIDUALS if one.persona == persona), None)
    staff = next((one for firm in ORGANISATIONS for one in firm.colleagues if one.persona == persona), None)
    if person is None and staff is None:
        return problem("invalid-request", errors=[_no_such_persona()])
    if person is not None and await house.read(lambda work: work.accounts.individual(person.id)) is None:
        return problem("not-allowed", "This person has erased herself. Start a new demo in another folder.")
    if "application/json" in request.headers.get("accept", ""):
        return _token(house, person)
    arrival = Arrival(
        None if person is None else person.id,
        None if staff is None else staff_id(staff.persona),
        _proof(house),
        device_of(request),
        shared_computer=form.get("shared") == "1",
    )
    intent = Intent.AGAIN if form.get("intent") == Intent.AGAIN else Intent.ENTER
    return await enter(request, house, arrival, own_path(str(form.get("to", ""))), intent)


def _token(house: House, person: Person | None) -> Response:
    if person is None:
        return problem(
            "not-allowed",
            "Staff sign in to the portal; their organisation's system has its own key in demo.json.",
        )
    token = house.tokens.issue(
        person.id,
        "demo",
        INDIVIDUAL_SCOPE,
        house.desk.ids.new("tok"),
        house.desk.clock.now(),
        _proof(house),
    )
    wire = {"access_token": token, "token_type": "Bearer", "expires_in": int(LIFETIME.total_seconds())}
    return to_response(Reply(200, to_bytes(wire)))


def _proof(house: House) -> Proof:
    return Proof(Method.DEMO, Assurance.SUBSTANTIAL, house.desk.clock.now())


def _no_such_persona() -> FieldError:
    known = [one.persona for one in INDIVIDUALS]
    known += [one.persona for firm in ORGANISATIONS for one in firm.colleagues]
    return FieldError(
        field="persona", problem="nobody in the demo has this name", expected="one of " + ", ".join(known)
    )
