"""What a message outside of the portal says: that there is something, and never what, about whom or by whom.

A telephone may be read by others, and a mailbox too. No link stands in it: whoever is used to sign in by a link in a message
signs in at a stranger's.
"""

from dataclasses import dataclass, field

from profile_service.language.catalogue import LANGUAGES
from profile_service.language.marking import N_
from profile_service.language.words import words


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words of one message."""

    language: str
    subject: str
    text: str = field(repr=False)


def letter_text(tag: str, *, code: str = "", nameless: bool = False) -> LetterText:
    """The one text that there is for news, or the one that carries a code. Both fit into one SMS where the language lets them.

    Args:
        tag: her language; Swedish where the portal does not speak it.
        nameless: leave the name of the service out.
    """
    speech = words(tag if tag in LANGUAGES else "sv")
    if code:
        text = (
            speech(N_("The code is {code}. If you did not ask for it, do nothing."), code=code)
            if nameless
            else speech(N_("Your code for Egenkarta: {code}. If you did not ask, do nothing."), code=code)
        )
        return LetterText(speech.tag, speech(N_("A code")), text)
    text = speech(
        N_("There is something new. Sign in as you usually do.")
        if nameless
        else N_("There is something new in Egenkarta. Sign in as you usually do.")
    )
    return LetterText(speech.tag, speech(N_("Something new")), text)
