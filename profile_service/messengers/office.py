"""The post office: which messengers there are, and the one text for each occasion. It holds nothing of anybody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from profile_service.domain.reach import Channel, Letter, Sent
from profile_service.language.letters import letter_text
from profile_service.messengers.addresses import read_email, read_number
from profile_service.messengers.messenger import Messenger, Outgoing

SWEDEN: Final = ("+46",)


class PostOffice:
    """See `actions.ports.Post`; and it sends what the rounds take.

    Args:
        messengers: one for each channel that there is here; without any, nothing leaves the portal.
        prefixes: with which of them numbers may begin, so that nobody has us call dear numbers far away.
    """

    def __init__(self, messengers: Mapping[Channel, Messenger], prefixes: Sequence[str] = SWEDEN) -> None:
        self._messengers = dict(messengers)
        self._prefixes = tuple(prefixes)

    @property
    def channels(self) -> frozenset[Channel]:
        return frozenset(self._messengers)

    def read(self, channel: Channel, written: str) -> str:
        return read_email(written) if channel is Channel.EMAIL else read_number(written, self._prefixes)

    async def send(self, letter: Letter, now: datetime) -> Sent:
        """Try a letter once."""
        messenger = self._messengers.get(letter.channel)
        if messenger is None:
            return Sent(sent=False, result="switched-off")
        said = letter_text(letter.language, code=letter.code, nameless=letter.nameless)
        return await messenger.send(
            Outgoing(letter.message, letter.to, said.subject, said.text, said.language, now, letter.nameless)
        )
