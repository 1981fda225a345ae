"""How somebody showed her will, as the receipt tells it."""

from dataclasses import dataclass
from typing import Final

from consent.receipt import Indication, Shown
from profile_service.domain.sign_in import Assurance


@dataclass(frozen=True, slots=True)
class Manner:
    """By what means, and what she had before her when she decided; `shown` is None where no screen of ours was."""

    indication: Indication
    shown: Shown | None = None
    assurance: Assurance | None = None
    """Of the sign-in that it rests on; None where the door does not say."""


BY_PROGRAM: Final = Manner(Indication.OWN_PROGRAM)
NOBODYS: Final = Manner(Indication.NOBODY)
"""The calendar's, the organisation's or the operator's doing: no will of hers was shown."""
