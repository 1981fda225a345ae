"""What an instrument's parts are called, and in which languages: ids once, every text in the same languages."""

from collections.abc import Iterator, Mapping

from consent.request import Objection
from profile_service.domain.pictures import PICTURES
from profile_service.language import LANGUAGES, spoken
from profile_service.portability.instruments.places import placed
from schemas import instruments as wire
from schemas import limits

_Texts = Iterator[tuple[str, Mapping[str, str]]]


def objections_to_names(instrument: wire.Instrument) -> Iterator[Objection]:
    """Ids that come twice, and more questions than one sitting holds."""
    sections = ((f"/sections/{at}/id", one.id) for at, one in enumerate(instrument.sections))
    yield from _twice(sections)
    items = [(f"{one.at}/id", one.item.id) for one in placed(instrument)]
    yield from _twice(iter(items))
    if len(items) > limits.INSTRUMENT_ITEMS_IN_ALL:
        yield Objection(
            "/sections", "there are too many questions in all", f"at most {limits.INSTRUMENT_ITEMS_IN_ALL}"
        )


def objections_to_languages(instrument: wire.Instrument) -> Iterator[Objection]:
    """A text that lacks a language which another has; and no language that the service speaks.

    An easy form may be lacking where the language itself is there: what is plain already needs no second wording, and a code's
    label has none.
    """
    texts = list(_texts(instrument))
    wanted = set().union(*(words for _, words in texts))
    for at, words in texts:
        for tag in sorted(wanted - words.keys()):
            if spoken(tag) != tag and spoken(tag) in words:
                continue
            yield Objection(f"{at}/{tag}", "the text lacks a language that others have", f"the text in {tag}")
    if not wanted & LANGUAGES.keys():
        yield Objection(
            "/title",
            "there is no language that the service speaks",
            f"one of {', '.join(LANGUAGES)} throughout",
        )


def objections_to_pictures(instrument: wire.Instrument) -> Iterator[Objection]:
    """Pictures that do not ship."""
    for one in placed(instrument):
        named = [(f"{one.at}/picture", one.item.picture)]
        named += [
            (f"{one.at}/choices/{at}/picture", each.picture) for at, each in enumerate(one.item.choices)
        ]
        for at, picture in named:
            if picture is not None and picture not in PICTURES:
                yield Objection(at, "there is no such picture", f"one of {', '.join(sorted(PICTURES))}")


def _twice(named: Iterator[tuple[str, str]]) -> Iterator[Objection]:
    seen: dict[str, str] = {}
    for at, name in named:
        if name in seen:
            yield Objection(at, "an id comes twice", f"another id; this one stands at {seen[name]}")
        seen.setdefault(name, at)


def _texts(instrument: wire.Instrument) -> _Texts:
    yield "/title", instrument.title
    yield "/about", instrument.about
    for number, section in enumerate(instrument.sections):
        yield f"/sections/{number}/title", section.title
        if section.intro is not None:
            yield f"/sections/{number}/intro", section.intro
    for one in placed(instrument):
        yield f"{one.at}/text", one.item.text
        if one.item.help is not None:
            yield f"{one.at}/help", one.item.help
        yield from ((f"{one.at}/choices/{at}/label", each.label) for at, each in enumerate(one.item.choices))
        for name, value in (one.item.target.begins if one.item.target else {}).items():
            if isinstance(value, wire.NewCode):
                yield f"{one.at}/target/begins/{name}/label", value.label
