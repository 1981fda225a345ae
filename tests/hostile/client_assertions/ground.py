"""What every attack on client authentication stands on: an honest system, another one, and what the journal says after."""

from collections.abc import Iterator
from dataclasses import dataclass

from httpx import Response

from tests.invariants.rawfile import opened
from tests.stage import Stage
from tests.system import System

Form = dict[str, str]


@dataclass
class Ground:
    """A stage with two registered systems of two organisations."""

    stage: Stage
    system: System
    other: System

    def asking(self, assertion: str, **more: str) -> Form:
        """The form of a token request with this assertion."""
        return self.system.form(assertion, grant_type="client_credentials", **more)

    def send(self, form: Form | bytes) -> Response:
        """Ask for a token; bytes go as they are."""
        if isinstance(form, bytes):
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            return self.stage.http.post("/oauth/token", content=form, headers=headers)
        return self.stage.http.post("/oauth/token", data=form)

    def journaled(self) -> list[tuple[str, str | None, str, bytes | None]]:
        """Every refusal of a system: reason, individual, outcome, and what is sealed with it."""
        return list(refusals(self.stage))


def refusals(stage: Stage) -> Iterator[tuple[str, str | None, str, bytes | None]]:
    """The journal's lines about systems that were refused, in order."""
    with opened(stage) as raw:
        yield from raw.execute(
            "SELECT reason, individual_id, outcome, sealed FROM journal WHERE kind = 'client_refused' ORDER BY seq"
        )
