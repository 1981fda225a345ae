"""What must not be read between the lines: in a text that is shown without a name, whatever would name her is covered.

Covered are her own names, e-mail, phone, identity numbers, birth date and place, the employers and schools that she has
written down, and anything at all that has the form of an e-mail or web address, a handle, a phone number or an identity
number.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from profile_service.domain.profile import Content, Json

COVER: Final = "•••"
_EMAIL: Final = r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
# The ends are in small letters, so that a full stop without a space after it makes no address: "klar.De började".
_WEB: Final = (
    r"(?i:https?://|www\.)\S+|"
    r"(?<![\w@.-])(?:[\w-]+\.)+(?:com|org|se|nu|eu|info|io|me|dev|app|link|page|blog|no|dk|fi|de|uk)(?:/\S*)?(?!\w)"
)
_HANDLE: Final = r"(?<![\w@.])@\w[\w.]+"
_PHONE: Final = r"(?<![\w])(?:\+|00|0)\d[\d \-()/]{5,}\d"
_IDENTITY: Final = r"(?<!\d)\d{6}(?:\d\d)?[ +-]?\d{4}(?!\d)"
_SHORT: Final = 4
"""Parts of a name that are shorter are covered only as she writes them: "Bo" is a name, "bo" is to live. A script without capitals has no such difference."""
_YEAR, _WHOLE_DATE = 4, 8
"""Digits of a birth date that is known by its year alone, and to the day."""
_JOINED: Final = 8
"""Letters of a whole name that is covered wherever it stands, also in the middle of a longer word."""
_BETWEEN: Final = r"[\s\-()/.]*"
# A name ends where its letters end: "astrid_84" has it in it.
_NO_LETTER_BEFORE: Final = r"(?<![^\W\d_])"
_NO_LETTER_AFTER: Final = r"(?![^\W\d_])"
# What other languages put before or after a name without a space: the Swedish genitive, Arabic particles.
_BEFORE: Final = _NO_LETTER_BEFORE + r"[وف]?[بكل]?(?:ال|ل)?"
_AFTER: Final = rf"(?:['’]?s)?{_NO_LETTER_AFTER}"
_ARTICLE: Final = "ال"
_VOWEL_SIGNS: Final = "\u0640\u064b-\u065f\u0670"
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
_UNWRITTEN: Final = re.compile(rf"[{_VOWEL_SIGNS}]")
_UNSEEN: Final = re.compile(r"(?<=\w)[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+(?=\w)")
_LEGAL_FORM: Final = re.compile(
    r"[\s,]+\(?(?:ab|hb|kb|publ|ltd|limited|inc|llc|plc|gmbh|as|a/s|oy)\)?\.?$", re.IGNORECASE
)


def covers(person: Content, places: Sequence[str]) -> re.Pattern[str]:
    """The pattern of everything that is covered in what she shows.

    Args:
        person: her section about herself.
        places: names of employers and schools.
    """
    loose: set[str] = set()
    exact: set[str] = set()
    name = _text(person.get("name"))
    parts = [part for part in re.split(r"[\s\-,]+", unicodedata.normalize("NFC", name)) if part]
    for part in (name, *parts, *map(_without_article, parts)):
        _sort(part, loose, exact)
    for place in (*places, *map(_without_legal_form, places), _label(person.get("place"))):
        _sort(place, loose, exact)
    numbers = [_digits(person.get("phone"), 8), *map(_number, _entries(person.get("identity_numbers")))]
    born = re.sub(r"\D", "", _text(person.get("birth_date")))
    if len(born) == _WHOLE_DATE:
        numbers += [born, born[2:]]
    patterns = [_EMAIL, _WEB, _HANDLE, _PHONE, _IDENTITY, *(_spaced(one) for one in numbers if one)]
    if len(born) >= _YEAR:
        patterns.append(rf"(?<!\d){born[:_YEAR]}(?!\d)")
    patterns += _joined(parts)
    # In one group, so that its beginning is tried once at each place and not once for each of many names.
    if loose:
        patterns.append(rf"{_BEFORE}(?i:{'|'.join(map(_words, _longest_first(loose)))}){_AFTER}")
    if exact:
        patterns.append(rf"{_NO_LETTER_BEFORE}(?:{'|'.join(map(_words, _longest_first(exact)))}){_AFTER}")
    return re.compile("|".join(patterns))


def mask_text(text: str, covered: re.Pattern[str]) -> str:
    """A text with what is covered."""
    return covered.sub(COVER, _UNSEEN.sub("", unicodedata.normalize("NFC", text)))


def mask_words(value: Json, covered: re.Pattern[str]) -> Json:
    """A field of words with what is covered: a text, a coded value with its label, or several of them."""
    if isinstance(value, str):
        return mask_text(value, covered)
    if isinstance(value, Mapping):
        return _mask_labelled(value, covered)
    if isinstance(value, Sequence):
        return [mask_words(one, covered) for one in value]
    return value


def _mask_labelled(value: Mapping[str, Json], covered: re.Pattern[str]) -> Json:
    shown = dict(value)
    if isinstance(note := value.get("note"), str):
        shown["note"] = mask_text(note, covered)
    if "label" not in value:
        return shown
    label = mask_text(_label(value), covered)
    # A code goes with its words: it would say what they do not.
    return {**shown, "label": label} if label == value["label"] else {"label": label}


def _sort(text: str, loose: set[str], exact: set[str]) -> None:
    text = unicodedata.normalize("NFC", text).strip()
    if len(text) >= _SHORT or (len(text) > 1 and text.upper() == text.lower()):
        loose.add(text)
    elif len(text) > 1 and not text.islower():
        exact.add(text)


def _words(text: str) -> str:
    return r"\s+".join(map(_letters, text.split()))


def _letters(word: str) -> str:
    """A word as a pattern; one of a script that need not write its vowels, with and without them."""
    if _ARABIC.search(word) is None:
        return re.escape(word)
    return "".join(rf"{re.escape(sign)}[{_VOWEL_SIGNS}]*" for sign in _UNWRITTEN.sub("", word))


def _joined(parts: Sequence[str]) -> list[str]:
    """First and last name written together as in an address, in either order, and with one of them as its initial."""
    if len(parts) < 2 or len(parts[0]) + len(parts[-1]) < _JOINED:  # noqa: PLR2004 - a first and a last one
        return []
    first, last = re.escape(parts[0]), re.escape(parts[-1])
    initial, last_initial = re.escape(parts[0][0]), re.escape(parts[-1][0])
    whole = [rf"(?i:{first}[\W_]*{last}|{last}[\W_]*{first})"]
    if len(parts[-1]) >= _SHORT:
        whole.append(rf"{_NO_LETTER_BEFORE}(?i:{initial}(?:\.\s?|[_-])?{last}){_AFTER}")
    if len(parts[0]) >= _SHORT:
        whole.append(rf"{_NO_LETTER_BEFORE}(?i:{first}[\s._-]?{last_initial}){_NO_LETTER_AFTER}")
    return whole


def _without_article(part: str) -> str:
    stem = _UNWRITTEN.sub("", part).removeprefix(_ARTICLE)
    return stem if len(stem) >= _SHORT and stem != part else ""


def _without_legal_form(place: str) -> str:
    return _LEGAL_FORM.sub("", _LEGAL_FORM.sub("", place.strip()))


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
