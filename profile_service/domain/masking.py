"""What must not be read between the lines: in a text that is shown without a name, whatever would name her is covered.

Covered are her own names, e-mail, phone, identity numbers, birth date and place, the employers and schools that she has
written down, and anything at all that has the form of an e-mail address, a phone number or an identity number.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from profile_service.domain.profile import Assertion, Content, Json

COVER: Final = "•••"
_TEXTS: Final = frozenset(
    {"title", "tasks", "name", "certificate", "occupation", "skills_used", "skill", "language", "licence", "level", "field"}
)  # fmt: skip
"""The fields that hold words of hers; all others are dates, numbers and choices."""

_EMAIL: Final = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PHONE: Final = r"(?<![\w])(?:\+|00|0)\d[\d \-()/]{5,}\d"
_IDENTITY: Final = r"(?<!\d)\d{6}(?:\d\d)?[ +-]?\d{4}(?!\d)"
_SHORT: Final = 4
"""Parts of a name that are shorter are covered only as she writes them: "Bo" is a name, "bo" is to live. A script without capitals has no such difference."""
_YEAR, _WHOLE_DATE = 4, 8
"""Digits of a birth date that is known by its year alone, and to the day."""
_BETWEEN: Final = r"[\s\-()/.]*"
# What other languages put before or after a name without a space: the Swedish genitive, Arabic particles.
_BEFORE: Final = r"(?<!\w)[وف]?(?:ال|لل|[بلك])?"
_AFTER: Final = r"(?:['’]?s)?(?!\w)"


def covers(person: Content, places: Iterable[str]) -> re.Pattern[str]:
    """The pattern of everything that is covered in what she shows.

    Args:
        person: her section about herself.
        places: names of employers and schools.
    """
    loose: set[str] = set()
    exact: set[str] = set()
    name = _text(person.get("name"))
    for part in (name, *re.split(r"[\s\-,]+", name)):
        _sort(part, loose, exact)
    for place in (*places, _label(person.get("place"))):
        _sort(place, loose, exact)
    numbers = [_digits(person.get("phone"), 8), *map(_number, _entries(person.get("identity_numbers")))]
    born = re.sub(r"\D", "", _text(person.get("birth_date")))
    if len(born) == _WHOLE_DATE:
        numbers += [born, born[2:]]
    if len(born) >= _YEAR:
        exact.add(born[:_YEAR])
    patterns = [_EMAIL, _PHONE, _IDENTITY, *(_spaced(one) for one in numbers if one)]
    patterns += [rf"{_BEFORE}(?i:{_words(one)}){_AFTER}" for one in _longest_first(loose)]
    patterns += [rf"(?<!\w){_words(one)}{_AFTER}" for one in _longest_first(exact)]
    return re.compile("|".join(patterns))


def mask(items: Sequence[Assertion], covered: re.Pattern[str]) -> tuple[Content, ...]:
    """The contents of the items, with what is covered; nothing else of an item, so that no id and no time leaves."""
    return tuple({key: _mask(key, value, covered) for key, value in one.content.items()} for one in items)


def mask_text(text: str, covered: re.Pattern[str]) -> str:
    """A text with what is covered."""
    return covered.sub(COVER, unicodedata.normalize("NFC", text))


def _mask(key: str, value: Json, covered: re.Pattern[str]) -> Json:
    if key not in _TEXTS:
        return value
    if isinstance(value, str):
        return mask_text(value, covered)
    if isinstance(value, Mapping):
        label = mask_text(_label(value), covered)
        # A code goes with its words: it would say what they do not.
        return {**value, "label": label} if label == value.get("label") else {"label": label}
    if isinstance(value, Sequence):
        return [_mask(key, one, covered) for one in value]
    return value


def _sort(text: str, loose: set[str], exact: set[str]) -> None:
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) >= _SHORT or (len(text) > 1 and text.upper() == text.lower()):
        loose.add(text)
    elif len(text) > 1 and not text.islower():
        exact.add(text)


def _words(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _spaced(digits: str) -> str:
    return rf"(?:\+\s*46{_BETWEEN})?0?{_BETWEEN.join(digits)}(?!\d)"


def _digits(value: Json, most: int) -> str:
    found = re.sub(r"\D", "", _text(value))
    return found[-most:] if len(found) >= most else found


def _number(value: Json) -> str:
    return _digits(value.get("value") if isinstance(value, Mapping) else "", 10)


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def _label(value: Json) -> str:
    return _text(value.get("label")) if isinstance(value, Mapping) else ""


def _entries(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
