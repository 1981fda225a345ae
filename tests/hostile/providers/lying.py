"""How a lie is told and held against the truth: the same sign-in without it goes through, and with it does not."""

import io
from dataclasses import dataclass
from typing import Any

from httpx import Response

from profile_service.domain.eid_refusal import EidRefusal
from tests.identity.people import ADULT, ADULT_NUMBER
from tests.identity.world import World

PERSON = {"sub": "kanarie-subject", "name": "KANARIE-namn", **ADULT}
_CANARIES = (
    "kanarie",
    ADULT_NUMBER,
    ADULT_NUMBER[2:],
    "code-1",
    "code-2",
    "access-token",
    "eyjhbgci",
    "eyj0exai",
    "eyjrawqi",
)


@dataclass
class Liar:
    """A world with providers that can lie, and what was written to the log."""

    world: World
    heard: io.StringIO

    def honest(self) -> None:
        """Without the lie, she is let in."""
        done = self.world.sign_in(person=PERSON)
        assert done.status_code == 303, done.text
        assert self.world.who() is not None
        self.world.reset()

    def refused(
        self, reason: EidRefusal, *, told_in: str = "id_token", algorithm: str = "ES256", **lies: Any
    ) -> None:
        """The truth is taken, and this lie is refused for this reason."""
        self._as_it_is(told_in, algorithm)
        self.honest()
        self._as_it_is(told_in, algorithm)
        self.world.lie(**lies)
        self.shut_out(self.world.sign_in(person=PERSON), reason)

    def _as_it_is(self, told_in: str, algorithm: str) -> None:
        self.world.providers["alfa"].told_in = told_in
        self.world.providers["alfa"].algorithm = algorithm

    def refused_at_the_door(self, reason: EidRefusal, **lies: Any) -> None:
        """The lie is found out before anybody is sent to the provider."""
        self.honest()
        self.world.lie(**lies)
        self.shut_out(self.world.begin(), reason)

    def shut_out(self, answer: Response, reason: EidRefusal) -> None:
        """Nobody is let in, one line is written down about nobody, and nothing that was sent is said anywhere."""
        assert answer.status_code == (503 if reason is EidRefusal.PROVIDER_DOWN else 403), answer.text
        assert self.world.who() is None
        assert self.world.journaled()[0] == ("sign_in", "refused", reason.value, None)
        told = [answer.text, str(answer.headers), self.heard.getvalue()]
        told += [str(row) for row in self.world.rows("SELECT * FROM journal WHERE outcome = 'refused'")]
        for text in told:
            assert [word for word in _CANARIES if word in text.lower()] == []
