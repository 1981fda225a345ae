"""SMS by any service that takes a JSON text over https; deploy/MESSAGES.md says what is sent, and what counts as taken."""

from dataclasses import dataclass, field
from typing import Final

import httpx

from profile_service.domain.reach import Sent
from profile_service.messengers.messenger import Outgoing

_SECONDS: Final = 15.0
_TAKEN: Final = range(200, 300)
_TRY_AGAIN: Final = frozenset({401, 403, 404, 408, 409, 425, 429})
"""Of the client errors (RFC 9110, 15.5) those that say something of us or of the moment, and nothing of her number."""
_CLIENT_ERRORS: Final = range(400, 500)

# 3GPP TS 23.038, 6.2.1: the default alphabet, and its extension, each sign of which counts twice.
_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION: Final = frozenset("^{}\\[~]|€\f")
_ONE, _EACH = {"gsm": 160, "ucs2": 70}, {"gsm": 153, "ucs2": 67}


def parts_of(text: str) -> int:
    """In how many parts a text is sent: 160 signs of the GSM alphabet fit into one, or 70 units of UTF-16 (3GPP TS 23.040)."""
    if all(sign in _BASIC or sign in _EXTENSION for sign in text):
        alphabet, length = "gsm", sum(2 if sign in _EXTENSION else 1 for sign in text)
    else:
        alphabet, length = "ucs2", len(text.encode("utf-16-be")) // 2
    return 1 if length <= _ONE[alphabet] else -(-length // _EACH[alphabet])


@dataclass(frozen=True, slots=True)
class SmsGate:
    """Where texts are handed over, and as whom."""

    url: str
    secret: str = field(repr=False)
    sender: str = ""


class HttpSms:
    """Sends texts. No redirect is followed, and no proxy of the environment is used."""

    def __init__(self, service: SmsGate, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._service = service
        self._transport = transport

    async def send(self, outgoing: Outgoing) -> Sent:
        content = {"id": outgoing.id, "to": outgoing.to, "text": outgoing.text}
        # The name of the service is in it, or whatever else it is known by: left out as it is in the text.
        if self._service.sender and not outgoing.nameless:
            content["from"] = self._service.sender
        headers = {"Authorization": f"Bearer {self._service.secret}", "Idempotency-Key": outgoing.id}
        try:
            async with httpx.AsyncClient(
                timeout=_SECONDS, trust_env=False, follow_redirects=False, transport=self._transport
            ) as client:
                answer = await client.post(self._service.url, json=content, headers=headers)
        except httpx.TimeoutException:
            return Sent(sent=False, result="timeout")
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            return Sent(sent=False, result="no-connection")
        status = answer.status_code
        final = status in _CLIENT_ERRORS and status not in _TRY_AGAIN
        return Sent(sent=status in _TAKEN, result=str(status), final=final)
