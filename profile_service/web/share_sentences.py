"""The lines of the log that are about a link of hers: who looked, or tried to, and for which job the link was."""

from collections.abc import Mapping
from typing import Final

from profile_service.actions.looking import LogLine
from profile_service.domain.event import Kind
from profile_service.domain.sharing import More
from profile_service.language import Words
from profile_service.language.marking import N_

_BY_REASON: Final[Mapping[str, str]] = {
    "word_wrong": N_("Somebody with your link said a wrong word. They saw nothing."),
    "word_locked": N_(
        "Somebody with your link said five wrong words. It is locked until you make a new word."
    ),
    "limit": N_("Your link was opened too many times that day. It was not opened again."),
}
ASKED_MORE: Final[Mapping[More, str]] = {
    More.PAPER: N_("Can you show a paper that proves it?"),
    More.CONFIRMED: N_("Can somebody who has seen you work confirm it?"),
    More.EXPERIENCE: N_("Can you show more about your jobs?"),
    More.EDUCATION: N_("Can you show what you have studied?"),
    More.LANGUAGES: N_("Can you show your languages?"),
    More.LICENCES: N_("Can you show licences and certificates?"),
    More.LONGER: N_("Can you show this for longer?"),
}
"""The fixed sentences in which a viewer can ask for more."""
_BY_KIND: Final[Mapping[Kind, str]] = {
    Kind.SHARE: N_("You made a link to show your competences."),
    Kind.SHARE_END: N_("You ended a link. It opens nothing now."),
    Kind.READ: N_("Somebody who has your link looked."),
    Kind.CHANGE: N_("You made a new word for a link."),
    Kind.CONTACT_ASKED: N_("Somebody with your link asked who you are."),
    Kind.MORE_ASKED: N_("Somebody with your link asks to see more."),
    Kind.CONTACT_GIVEN: N_("You let somebody with your link know how to reach you."),
    Kind.REFUSAL: N_("You did not say who you are to those with your link."),
}


def is_about_a_link(line: LogLine) -> bool:
    """Whether the line is about a share: each of them, and no other, names its vacancy."""
    return "vacancy" in line.event.detail


def link_sentence(line: LogLine) -> str:
    """The line's sentence, as a msgid."""
    reason = line.event.detail.get("reason")
    if isinstance(reason, str) and reason in _BY_REASON:
        return _BY_REASON[reason]
    return _BY_KIND[line.event.kind]


def link_particulars(words: Words, line: LogLine) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which job the link was for, and who it was where an organisation's staff was signed in."""
    told: list[tuple[str, tuple[str, ...]]] = [(words(N_("Job")), (str(line.event.detail["vacancy"]),))]
    if line.organisation is not None:
        reader = str(line.event.detail.get("reader", ""))
        told.append((words(N_("Who")), (reader, line.organisation.name)))
    more = next((one for one in More if one.value == line.event.detail.get("more")), None)
    if more is not None:
        told.append((words(N_("Question")), (words(ASKED_MORE[more]),)))
    return tuple(told)
