"""A stage with two providers for people and one for staff, and the ways through them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any, Self

import httpx
from sqlalchemy import text

from profile_service.domain.external_identity import Number, NumberKind
from profile_service.domain.sign_in import Assurance
from profile_service.domain.turnstile import BEGUN_SIGN_INS, REFUSED_PROOFS, Turnstile
from profile_service.identity.oidc.configuration import Audience, Profile, Provider
from profile_service.identity.oidc.own_keys import OwnKeys
from profile_service.identity.oidc.relying_party import RelyingParty
from tests.identity.people import ADULT
from tests.identity.provider import LOA3, Lies, SimulatedProvider
from tests.stage import BASE_URL, Stage

_LABEL = {"sv": "Exempel-id", "en": "Example ID", "ar": "هوية"}
_FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def configured(name: str, audience: Audience = Audience.INDIVIDUALS, **more: Any) -> Provider:
    """A provider as its file would set it up, taking test numbers."""
    claims = Profile.AFFILIATION if audience is Audience.STAFF else Profile.NUMBER
    settings = {"claims": claims, "test_numbers": True, "acr": {LOA3: Assurance.SUBSTANTIAL}, **more}
    return Provider(name, f"https://{name}.example", "egenkarta", _LABEL, audience, **settings)


@dataclass
class World:
    """The stage, and who signs people in."""

    stage: Stage
    keys: OwnKeys
    providers: dict[str, SimulatedProvider]

    @classmethod
    @contextmanager
    def open(cls, folder: Path) -> Iterator[Self]:
        with Stage.open(folder) as stage:
            world = cls(stage, OwnKeys.none().with_new_key(), {})
            world.reset()
            yield world

    def reset(self, **settings: Any) -> None:
        """New providers that tell the truth, nothing remembered of them, and nobody in the browser."""
        self.providers = {
            name: SimulatedProvider(name, self.stage.clock, lambda: self.keys.jwks)
            for name in ("alfa", "beta", "work")
        }
        set_up = {name: configured(name, **settings) for name in ("alfa", "beta")}
        self.set_up({**set_up, "work": configured("work", Audience.STAFF)})
        self.stage.http.cookies.clear()

    def set_up(self, providers: dict[str, Provider]) -> None:
        """Another set of providers in the running app."""
        transport = httpx.MockTransport(self._answer)
        clock, ids = self.stage.parts.clock, self.stage.parts.ids
        party = RelyingParty(providers, self.keys, BASE_URL, clock, ids, transport=transport)
        self.stage.app.state.house = replace(
            self.stage.house,
            eid=party,
            refused_proofs=Turnstile(REFUSED_PROOFS),
            begun_sign_ins=Turnstile(BEGUN_SIGN_INS),
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        return self.providers[request.url.host.removesuffix(".example")](request)

    # --- the ways through ---

    def begin(self, provider: str = "alfa", **form: str) -> httpx.Response:
        """Press the provider's button."""
        if "egenkarta" in self.stage.http.cookies and "form_token" not in form:
            shown = self.stage.http.get("/accessibility").text
            found = _FORM_TOKEN.search(shown)
            form["form_token"] = found[1] if found else ""
        return self.stage.http.post(f"/sign-in/eid/{provider}", data=form)

    def address(self, provider: str = "alfa", **form: str) -> str:
        """Where the browser goes on to."""
        shown = self.begin(provider, **form)
        assert shown.status_code == 200, shown.text
        found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', shown.text)
        assert found is not None
        return unescape(found[1])

    def back_from(self, provider: str = "alfa", person: dict[str, Any] | None = None, **form: str) -> str:
        """The address that the provider sends the browser back to."""
        address = self.address(provider, **form)
        return self.providers[provider].sign_in(
            address, **({"sub": "subject-1", **ADULT} if person is None else person)
        )

    def sign_in(
        self, provider: str = "alfa", person: dict[str, Any] | None = None, **form: str
    ) -> httpx.Response:
        """The whole way."""
        return self.stage.http.get(self.back_from(provider, person, **form))

    def leave(self) -> None:
        """Another browser from now on."""
        self.stage.http.cookies.clear()

    def lie(self, provider: str = "alfa", **lies: Any) -> None:
        self.providers[provider].lies = Lies(**lies)

    # --- what is kept ---

    def who(self) -> str | None:
        """Whose session the browser has: an individual's or a member of staff's id."""
        secret = self.stage.http.cookies.get("egenkarta")
        if secret is None:
            return None
        session = self.stage.parts.database.reader.run(lambda work: work.sessions.find(secret))
        return None if session is None else session.individual or session.staff

    def rows(self, statement: str) -> list[Any]:
        with self.stage.parts.database.engine.connect() as connection:
            return list(connection.execute(text(statement)).all())

    def journaled(self) -> list[tuple[str, str, str | None, str | None]]:
        """The lines about signing in, the newest first: kind, outcome, reason, about whom."""
        lines = self.rows(
            "SELECT kind, outcome, reason, individual_id FROM journal "
            "WHERE kind IN ('sign_in', 'new_number', 'way_in_added') ORDER BY seq DESC"
        )
        return [tuple(line) for line in lines]

    def number_of(self, individual: str) -> list[tuple[str, bool]]:
        """Her numbers, and whether each is the current one."""
        from consent.vocabulary import IndividualId

        kept = self.stage.parts.database.reader.run(
            lambda work: work.external_identities.numbers_of(IndividualId(individual))
        )
        return [(one.number.digits, one.until is None) for one in kept]


def number(digits: str, kind: NumberKind = NumberKind.PERSONAL) -> Number:
    return Number(digits, kind)
