"""Receipts in words: what happened, what was agreed, and how it can be checked."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from consent.receipt import Indication, RecordKind
from consent.terms import Ending
from profile_service.domain.record_facts import RecordFacts
from profile_service.language.legal_bases import plain_bases
from profile_service.language.marking import N_
from profile_service.language.scopes import scope_sentence
from profile_service.language.words import Words

Row = tuple[str, tuple[str, ...]]
"""A label, and the lines beside it."""

_KINDS: Final[Mapping[RecordKind, str]] = {
    RecordKind.GIVEN: N_("You said yes"),
    RecordKind.CHANGED: N_("You took something away"),
    RecordKind.REFUSED: N_("You said no"),
    RecordKind.PAUSED: N_("You paused the sharing"),
    RecordKind.RESUMED: N_("You let the sharing go on"),
    RecordKind.UNDONE: N_("You took back your yes at once"),
    RecordKind.WITHDRAWN: N_("You stopped the sharing"),
    RecordKind.CLOSED: N_("They ended the sharing themselves"),
    RecordKind.REVOKED: N_("The sharing was ended because its purpose was taken back"),
    RecordKind.EXPIRED: N_("The time was over, and the sharing ended"),
    RecordKind.USED_UP: N_("They read it once, and the sharing ended"),
}
_METHODS: Final[Mapping[Indication, str]] = {
    Indication.OWN_DEVICE: N_("You answered here yourself"),
    Indication.OWN_PROGRAM: N_("A program of yours answered for you"),
    Indication.HELPERS_DESK: N_("You answered at a helper's desk"),
    Indication.PAPER: N_("You answered on paper"),
    Indication.PHONE: N_("You answered by telephone"),
    Indication.REPRESENTATIVE: N_("Somebody who may act for you answered"),
    Indication.NOBODY: N_("This happened without an answer from you"),
}
_LET_READ: Final = frozenset({RecordKind.GIVEN, RecordKind.CHANGED, RecordKind.RESUMED})
_UNTIL: Final[Mapping[Ending, str]] = {
    Ending.DATE: N_("You let them read until {day} at the latest."),
    Ending.ONCE: N_("You let them read once, by {day} at the latest."),
    Ending.CASE: N_("You let them read until the case is closed, by {day} at the latest."),
}
_ENDINGS: Final[Mapping[Ending, str]] = {
    Ending.ONCE: N_("When they have read it once"),
    Ending.CASE: N_("When the case is closed"),
}


def receipt_sentence(words: Words, kind: RecordKind) -> str:
    """What happened, in a few words."""
    return words(_KINDS[kind])


def receipt_story(words: Words, facts: RecordFacts) -> tuple[str, str, str]:
    """The receipt in three sentences: what happened, with whom, and until when. It tells of that moment, not of now."""
    happened = words(
        N_("{what} on {moment}."), what=receipt_sentence(words, facts.kind), moment=words.moment(facts.at)
    )
    who = _apart(facts.organisation)
    if facts.unit:
        whom = words(N_("It is about {organisation}, {unit}."), organisation=who, unit=_apart(facts.unit))
    else:
        whom = words(N_("It is about {organisation}."), organisation=who)
    return happened, whom, _time(words, facts)


def _apart(name: str) -> str:
    """Kept apart from the sentence, so that a name in another script turns nothing around it (UAX #9: FSI, PDI)."""
    return f"\u2068{name}\u2069"


def _time(words: Words, facts: RecordFacts) -> str:
    if facts.kind is RecordKind.REFUSED:
        return words(N_("Your no opens nothing to them."))
    if facts.until is None or facts.ending is None or facts.kind not in {*_LET_READ, RecordKind.PAUSED}:
        return words(N_("This yes opens nothing to them any more."))
    day = words.day(_last_moment(facts.until))
    if facts.kind is RecordKind.PAUSED:
        return words(N_("It opens nothing to them until you go on. The last day is {day}."), day=day)
    return words(_UNTIL[facts.ending], day=day)


def receipt_rows(words: Words, facts: RecordFacts) -> tuple[Row, ...]:
    """What the receipt says, row by row: the same rows in every language."""
    rows = [
        (words(N_("What happened")), (f"{receipt_sentence(words, facts.kind)}: {words.moment(facts.at)}",)),
        (words(N_("How you answered")), (words(_METHODS[facts.indication]),)),
        (words(N_("Who")), tuple(_who(facts))),
        (words(N_("Why")), (_in(facts.purpose, words.tag),)),
        (words(_what(facts)), tuple(scope_sentence(words, one) for one in facts.scopes)),
        (
            words(N_("What you did not say yes to")),
            tuple(scope_sentence(words, one) for one in facts.left_out),
        ),
        (words(N_("Until")), tuple(_until(words, facts))),
        (words(N_("Who of them may not read")), tuple(_shut_out(words, facts))),
        (words(N_("How long they keep it")), (_in(facts.retention, words.tag),)),
        (words(N_("Who they may pass it to")), facts.onward or (words(N_("Nobody")),)),
        (
            words(N_("The rule they follow")),
            (*(words(one) for one in plain_bases(facts.legal_basis)), facts.legal_basis),
        ),
        (words(N_("If you say no")), (_in(facts.on_no, words.tag),)),
        (words(N_("Another way to get the help")), (_in(facts.other_way, words.tag),)),
        (words(N_("Ask them")), (facts.contact,)),
        (words(N_("Everything so far")), tuple(_events(words, facts))),
    ]
    return tuple((label, lines) for label, lines in rows if lines)


def proof_rows(words: Words, facts: RecordFacts) -> tuple[Row, ...]:
    """How it can be shown later that the receipt is right."""
    rows = [
        (words(N_("Receipt number")), (facts.id,)),
        (words(N_("The text that you had before you")), tuple(_text(words, facts))),
        (words(N_("Signed with the key")), (facts.key,)),
        (words(N_("Fingerprint of the receipt file (SHA-256)")), (facts.sha256,)),
        (
            words(N_("How it is checked")),
            (
                words(
                    N_(
                        "Keep the receipt file. Anybody can check it without asking us, with the program below."
                    )
                ),
                f"egenkarta-client verify-receipt {facts.id}.jws --keys keys.json",
            ),
        ),
    ]
    return tuple(rows)


def _what(facts: RecordFacts) -> str:
    return N_("What they asked for") if facts.kind is RecordKind.REFUSED else N_("What")


def _who(facts: RecordFacts) -> Iterator[str]:
    yield f"{facts.organisation} ({facts.number[:6]}-{facts.number[6:]})"
    if facts.unit:
        yield facts.unit


def _until(words: Words, facts: RecordFacts) -> Iterator[str]:
    if facts.until is None or facts.ending is None:
        return
    if facts.ending in _ENDINGS:
        yield words(_ENDINGS[facts.ending])
    yield words(N_("At most until {day}"), day=words.day(_last_moment(facts.until)))


def _last_moment(until: datetime) -> datetime:
    # The end is the first moment after the last day.
    return until - timedelta(microseconds=1)


def _shut_out(words: Words, facts: RecordFacts) -> Iterator[str]:
    if facts.units_shut_out:
        yield words.plural(
            "{n} unit that you have shut out", "{n} units that you have shut out", facts.units_shut_out
        )
    if facts.readers_shut_out:
        yield words.plural(
            "{n} person that you have shut out", "{n} people that you have shut out", facts.readers_shut_out
        )


def _events(words: Words, facts: RecordFacts) -> Iterator[str]:
    for event in facts.events:
        yield f"{words.moment(event.at)}: {receipt_sentence(words, event.kind)}"


def _text(words: Words, facts: RecordFacts) -> Iterator[str]:
    if facts.digest is None:
        yield words(N_("No page of ours was shown, or it is not known which."))
        return
    yield words(N_("It is kept with the receipt, in {language}."), language=words.language(facts.language))
    yield f"SHA-256: {facts.digest}"


def _in(text: Mapping[str, str], language: str) -> str:
    return next(text[tag] for tag in (language, "sv", "en", *text) if tag in text)
