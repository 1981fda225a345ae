"""What a receiver does about a message: looks whether the grant still lives, and drops its copy where it does not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from clients.errors import EgenkartaError
from clients.organisation import Organisation
from schemas.access import MessageAbout

_ID: Final = re.compile("[A-Za-z0-9_-]{1,64}")


class Obedience:
    """Keeps a folder of copies in step with the grants.

    Args:
        organisation: asks the service.
        copies: holds what was read, one file for each grant, named after it: `gra_....json`.
        say: told in one line what was done, for a person who watches.
    """

    def __init__(
        self, organisation: Organisation, copies: Path, say: Callable[[str], None] = lambda line: None
    ) -> None:
        self._organisation = organisation
        self._copies = copies
        self._say = say

    def obey(self, notice_id: str, about: MessageAbout) -> None:
        """Do what a message asks for, and acknowledge it.

        Raises:
            EgenkartaError: the service cannot be asked now; the message stays unacknowledged, to be caught up with later.
            OSError: the copy cannot be dropped; the message stays unacknowledged.
        """
        gone = about.grant_id is not None and not self._lives(about.grant_id)
        if gone and about.grant_id is not None:
            self._drop(about.grant_id)
        self._organisation.acknowledge(notice_id, erased=gone)
        self._say(f"{notice_id}: {'gone, copy dropped, erasure stated' if gone else 'acknowledged'}")

    def catch_up(self) -> None:
        """Do the same for all that was not acknowledged yet, the oldest first: messages may have come while nobody listened."""
        waiting = self._organisation.notices(unacknowledged=True, limit=200).notices
        for notice in reversed(waiting):
            try:
                self.obey(notice.id, notice.data)
            except (EgenkartaError, OSError) as error:
                self._say(f"{notice.id}: {error}")

    def _lives(self, grant_id: str) -> bool:
        live = {grant.id for grant in self._organisation.grants().grants}
        return grant_id in live or any(duty.id == grant_id for duty in self._organisation.duties().duties)

    def _drop(self, grant_id: str) -> None:
        if _ID.fullmatch(grant_id) is not None:
            (self._copies / f"{grant_id}.json").unlink(missing_ok=True)
