"""States between the pages: mistakes of the service's own, old forms, signing in once more, another's machine, another site."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from httpx import Response

from profile_service.domain.session import Arrival
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.identity.oidc.own_keys import OwnKeys
from profile_service.identity.portal_sessions import find_session, open_session
from profile_service.web.problems import PROBLEMS
from profile_service.web.rendering import problem_page
from tests.authorization_server.browser import System
from tests.identity.people import ADULT
from tests.identity.world import World
from tests.screens.guest import Guest, Screen
from tests.screens.town import Town

Told = Iterator[tuple[str, Screen]]
_ASTRID = "ind_demo_astrid"
_LONG = "Överförmyndarnämndsordföranden" * 6


def what_goes_wrong(town: Town) -> Told:
    """Every page for an error, and an old form."""
    for status in PROBLEMS:
        answer = problem_page(status, town.language)
        yield f"problem {status}", Screen("/my", status, bytes(answer.body).decode(), dict(answer.headers))
    her = town.guest("astrid")
    her.open("/my")
    yield "an old form", her.press("", {"form_token": "of-another-day"}, form="/my/code")
    yield "not hers", her.open("/my/grants/gra_never")
    yield "no such page", town.guest().open("/nothing-here")
    yield "for somebody else", town.guest("astrid").open("/agency")


def she_signs_in_once_more(town: Town) -> Told:
    """What needs a fresh sign-in, from a session that is not: the step, what she was about to do, and where nothing was kept."""
    her = _earlier(town)
    yield "sign in once more", her.open("/my/erase/sure")
    her.open(f"/my/requests/{town.stage.asked()}")
    yield "once more before a yes", her.press("answer=yes", {"scope": ["0"]})
    yield "what she was about to do", her.press("persona=astrid", form="/demo/sign-in")
    yield "nothing was kept", her.open("/my/kept")


def _earlier(town: Town) -> Guest:
    """Astrid with a session whose proof is from an hour ago."""
    desk, now = town.stage.house.desk, town.stage.clock.now()
    proof = Proof(Method.DEMO, Assurance.SUBSTANTIAL, now - timedelta(minutes=60))
    arrival = Arrival(_ASTRID, None, proof)  # type: ignore[arg-type]
    secret = town.stage.parts.database.writer.run(lambda work: open_session(work, desk, arrival))
    return Guest(town.stage, town.language, {"egenkarta": secret})


def at_a_shared_computer(town: Town) -> Told:
    """Others use this computer too; and out again."""
    her = town.guest("astrid", shared="1")
    yield "at a shared computer", her.open("/my")
    yield "a form at a shared computer", her.open("/my/profile/skills/add")
    yield "signed out", her.press(form="/sign-out")
    viewer = town.guest()
    viewer.open("/sign-in")
    yield "a passkey is asked for", viewer.press(form="/sign-in/passkey")
    yield "a passkey that is none", viewer.press("", {"response": "{}"}, form="/sign-in/passkey/answer")


def two_accounts_of_hers(town: Town) -> Told:
    """Another account was proved in her session: they can become one."""
    rim = town.guest("rim")
    desk = town.stage.house.desk
    proof = Proof(Method.EID, Assurance.SUBSTANTIAL, desk.clock.now(), "nordlys")

    def keep(work: Any) -> None:
        session = find_session(work, desk, rim.cookies["egenkarta"])
        assert session is not None
        work.external_identities.keep_proof(session.id, "ind_demo_bo", proof)

    town.stage.parts.database.writer.run(keep)
    yield "two accounts of hers", rim.open("/my/join")
    yield "one account from now on", rim.press("answer=yes")


def sent_here_by_a_system(town: Town) -> Told:
    """An organisation's own system sends her here; what is over, and what is lost."""
    bo = town.guest("petra")
    yield "sent with nothing", bo.open("/oauth/authorize?client_id=x&request_uri=urn:nothing")
    bo.open(System(town.stage).address())
    yield "sent here with a question", bo.screen
    yield "a no to a system", bo.press("answer=no")
    yield "sent here again after a no", bo.open(System(town.stage).address())
    yield "lost on the way", bo.open("/my/asked/nothing-was-pushed")


def at_an_e_id(town: Town) -> Told:
    """On the way to a provider, and back with nothing."""
    before = town.stage.app.state.house
    world = World(town.stage, OwnKeys.none().with_new_key(), {})
    world.reset()
    http = town.stage.http
    http.headers["Accept-Language"] = town.language
    guest = town.guest()
    yield "signing in with an e-ID", guest.open("/sign-in")
    yield "on to the e-ID", _screen(world.begin(), "/sign-in/eid/alfa")
    world.lie(claims={"nonce": "another"})
    yield "not let in", _screen(world.sign_in(person={"sub": "s-1", **ADULT}), "/sign-in/eid/alfa/callback")
    del http.headers["Accept-Language"]
    http.cookies.clear()
    town.stage.app.state.house = before


def _screen(answer: Response, path: str) -> Screen:
    return Screen(path, answer.status_code, answer.text, dict(answer.headers))


def much_and_long(town: Town) -> Told:
    """Forty entries, words that do not end, and many who may read."""
    stage, hers = town.stage, town.stage.individual("rim")
    for number in range(40):
        skill = {"skill": {"label": f"{number} {_LONG if number % 8 == 0 else 'Baka bröd'}"[:200]}}
        made = stage.http.post("/v1/me/profile/skills", json=skill, headers=hers)
        assert made.status_code == 201, made.text
    for number in range(12):
        stage.granted(("profile:skills:read",), "rim", case_reference=f"{number}{'Å' * 60}", message=_LONG)
    waiting = stage.asked(("profile:skills:read",), "rim", message=_LONG)
    rim = town.guest("rim")
    for path in ("/my", "/my/profile", "/my/profile/skills", "/my/log", f"/my/requests/{waiting}", "/my/receipts", "/my/print", "/my/news"):  # fmt: skip
        yield f"much and long: {path.removesuffix(waiting)}", rim.open(path)
    nils = town.guest("nils")
    yield "much and long: /agency", nils.open("/agency")
    nils.follow("/agency/grants/gra_")
    yield "much and long: opened", nils.press("", {"case_reference": "c"}, form=".")


def a_programmer_tries(town: Town) -> Told:
    """The sandbox of the demo."""
    guest = town.guest()
    yield "the sandbox", guest.open("/demo/sandbox")
    yield "a sandbox without a name", guest.press("", {"name": ""})
    guest.open("/demo/sandbox")
    yield "a sandbox is made", guest.press("", {"name": "Mitt system"})


STORIES = (
    what_goes_wrong,
    she_signs_in_once_more,
    at_a_shared_computer,
    sent_here_by_a_system,
    at_an_e_id,
    much_and_long,
    a_programmer_tries,
)
LAST = (two_accounts_of_hers,)
