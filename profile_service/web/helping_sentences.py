"""The lines of the log that are about representatives and about codes for help: each of the two sees her own side."""

from collections.abc import Mapping
from typing import Final

from profile_service.actions.looking import LogLine
from profile_service.domain.event import Kind, Outcome
from profile_service.language import Words, scope_sentence
from profile_service.language.marking import N_
from profile_service.web.mandate_words import POWERS

_KINDS: Final = frozenset({Kind.MANDATE, Kind.MANDATE_END, Kind.MANDATE_USED})
_HERS: Final[Mapping[Kind, str]] = {
    Kind.MANDATE: N_("You let somebody act for you."),
    Kind.MANDATE_END: N_("Somebody may not act for you any more."),
    Kind.MANDATE_USED: N_("Somebody who may act for you used your profile."),
}
_AS_REPRESENTATIVE: Final[Mapping[Kind, str]] = {
    Kind.MANDATE: N_("You may act for somebody else."),
    Kind.MANDATE_END: N_("You may not act for somebody else any more."),
}
_AT_A_DESK: Final[Mapping[str, str]] = {
    "registered": N_("{organisation} wrote down who may act for you. A second person there must confirm it."),
    "confirmed": N_("{organisation} confirmed who may act for you."),
    "not_confirmed": N_("{organisation} did not confirm who may act for you."),
}
_TRIED: Final = N_("You typed a code that does not work.")


def is_about_help(line: LogLine) -> bool:
    """Whether the line is told here: about a mandate, or a help code that she made."""
    event = line.event
    return event.kind in _KINDS or (event.kind is Kind.HELP and line.organisation is None)


def help_sentence(line: LogLine) -> str:
    """The line's sentence, as a msgid."""
    event = line.event
    if event.kind is Kind.HELP:
        return N_("You made a code for somebody who helps you.")
    if event.outcome is Outcome.REFUSED:
        return _TRIED
    if event.detail.get("side") == "representative":
        return _AS_REPRESENTATIVE.get(event.kind, _HERS[event.kind])
    step = event.detail.get("step")
    if line.organisation is not None and isinstance(step, str) and step in _AT_A_DESK:
        return _AT_A_DESK[step]
    return _HERS[event.kind]


def help_particulars(words: Words, line: LogLine) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who the other one is, and what it is for."""
    detail = line.event.detail
    scopes, powers = detail.get("scopes"), detail.get("powers") or [str(detail.get("power", ""))]
    named = {power.value: text for power, text in POWERS.items()}
    told = [
        (words(N_("Who")), (str(detail.get("reader", "")),)),
        (words(N_("What")), tuple(words(named[one]) for one in powers if one in named)),
        (
            words(N_("What")),
            tuple(scope_sentence(words, one) for one in scopes) if isinstance(scopes, list) else (),
        ),
    ]
    return tuple((name, lines) for name, lines in told if any(lines))
