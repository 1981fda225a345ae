"""What stands under an entry on the one page: when, where, how well; in one line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from profile_service.documents.periods import period_of
from profile_service.domain.profile import Assertion
from profile_service.language import Words, field_label, value_lines


def _goal(words: Words, item: Assertion) -> Iterator[str]:
    parts = [_said(words, item, field) for field in ("horizon", "regions")]
    yield from _joined(parts)


def _job(words: Words, item: Assertion) -> Iterator[str]:
    hidden = item.content.get("hide_employer") is True
    yield from _joined(["" if hidden else _said(words, item, "employer"), period_of(words, item)])


def _course(words: Words, item: Assertion) -> Iterator[str]:
    yield from _joined([_said(words, item, "school"), period_of(words, item)])


def _tongue(words: Words, item: Assertion) -> Iterator[str]:
    if item.content.get("native") is True:
        yield field_label(words, "languages", "native")
        return
    for part in ("spoken_interaction", "listening", "reading"):
        if said := _said(words, item, part):
            yield said
            return


def _skill(words: Words, item: Assertion) -> Iterator[str]:
    yield from _joined([_said(words, item, "level")])


def _licence(words: Words, item: Assertion) -> Iterator[str]:
    until = item.content.get("valid_until")
    if isinstance(until, str):
        yield f"{field_label(words, 'licences', 'valid_until')}: {words.partial(until)}"


ASIDES: Final[Mapping[str, Callable[[Words, Assertion], Iterator[str]]]] = {
    "expectations": _goal,
    "experience": _job,
    "education": _course,
    "languages": _tongue,
    "skills": _skill,
    "transversal": _skill,
    "licences": _licence,
}


def _said(words: Words, item: Assertion, field: str) -> str:
    return words.join(value_lines(words, item.section, field, item.content.get(field)))


def _joined(parts: Sequence[str]) -> Iterator[str]:
    text = "  ·  ".join(part for part in parts if part)
    if text:
        yield text
