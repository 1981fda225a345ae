"""What would have been sent, one line of JSON for each: for a demo, where nobody is to be reached."""

import asyncio
import json
import os
from pathlib import Path

from profile_service.domain.reach import Channel, Sent
from profile_service.messengers.messenger import Outgoing


class FileSink:
    """Writes messages of one channel into a file that only whoever runs the demo can read."""

    def __init__(self, path: Path, channel: Channel) -> None:
        self._path = path
        self._channel = channel

    async def send(self, outgoing: Outgoing) -> Sent:
        line = json.dumps(
            {
                "id": outgoing.id,
                "at": outgoing.at.isoformat(),
                "channel": self._channel.value,
                "to": outgoing.to,
                "language": outgoing.language,
                "subject": outgoing.subject,
                "text": outgoing.text,
            },
            ensure_ascii=False,
        )
        try:
            await asyncio.to_thread(self._append, f"{line}\n")
        except OSError:
            return Sent(sent=False, result="no-file")
        return Sent(sent=True, result="written")

    def _append(self, line: str) -> None:
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(line)
