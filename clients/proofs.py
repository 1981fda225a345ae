"""Proofs of possession (DPoP, RFC 9449): a token that is bound to the client's key is of no use to whoever steals it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import httpx

from clients.assertion import Signer

NONCE: Final = "DPoP-Nonce"


@dataclass(slots=True)
class Prover:
    """Signs one proof for each request, with the client's own key. `nonce` is what the service asked for last."""

    signer: Signer
    now: Callable[[], float] = time.time
    nonce: str | None = field(default=None, repr=False)

    def prove(self, method: str, url: httpx.URL, token: str = "") -> str:
        """A proof for this very request (section 4.2); with the hash of the token that goes with it."""
        address = str(url.copy_with(query=None, fragment=None))
        return self.signer.proof(method, address, token, self.nonce, self.now)

    def heed(self, response: httpx.Response) -> bool:
        """Take the nonce of an answer; whether it is another one, so that asking again may help (section 8)."""
        told = response.headers.get(NONCE)
        changed = told is not None and told != self.nonce
        self.nonce = told or self.nonce
        return changed


class BoundToken(str):
    """An access token that has to come with a proof."""

    __slots__ = ("prover",)
    prover: Prover

    @classmethod
    def of(cls, token: str, prover: Prover) -> "BoundToken":
        """The token, with what can prove that it is ours."""
        made = cls(token)
        made.prover = prover
        return made


def authorization(token: str, method: str, url: httpx.URL) -> dict[str, str]:
    """The headers that a token goes with."""
    if not isinstance(token, BoundToken):
        return {"Authorization": f"Bearer {token}"}
    return {"Authorization": f"DPoP {token}", "DPoP": token.prover.prove(method, url, token)}
