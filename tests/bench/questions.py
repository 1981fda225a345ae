"""What is asked of the store of concepts: a fixed list, of what people write and of what their fingers make of it."""

from collections.abc import Iterator

Question = tuple[str, str]
"""The language that is read, and what is typed."""

_WORDS: tuple[Question, ...] = (
    ("sv", "fotograf"), ("sv", "undersköterska"), ("sv", "lastbilschaufför"), ("sv", "svetsare"), ("sv", "barnskötare"),
    ("sv", "elektriker"), ("sv", "kock"), ("sv", "lärare"), ("sv", "snickare"), ("sv", "programmering"), ("sv", "städning"),
    ("en", "photographer"), ("en", "nurse"), ("en", "welding"), ("en", "software developer"), ("en", "customer service"),
    ("en", "project management"), ("en", "agriculture"), ("en", "teach"), ("en", "use spreadsheets software"),
    ("ar", "مصور فوتوغرافي"), ("ar", "ممرض"), ("ar", "معلم"), ("ar", "طباخ"), ("ar", "سائق شاحنة"),
    ("sv", "valokuvaaja"), ("fi", "sairaanhoitaja"), ("de", "Krankenschwester"), ("pl", "nauczyciel"), ("bg", "готвач"),
    ("sv", "Fotografin"), ("sv", "camionneur"), ("so", "driver"),
)  # fmt: skip
_OTHERS: tuple[Question, ...] = (
    ("sv", "s"), ("sv", "fo"), ("en", "ma"), ("sv", "2654"), ("sv", "5321"), ("en", "C++"), ("sv", "B"), ("sv", "svenska"),
    ("sv", "jag kan laga mat och sköta barn"), ("en", "I have driven a truck for ten years"), ("sv", "xqzw"), ("sv", "'\"*()"),
)  # fmt: skip


def questions() -> list[Question]:
    """All of them, always in the same order."""
    return list(dict.fromkeys([*_OTHERS, *(one for word in _WORDS for one in _made_of(word))]))


def _made_of(word: Question) -> Iterator[Question]:
    language, text = word
    middle = len(text) // 2
    yield word
    yield language, text[: max(3, middle)]  # while she types
    yield language, text[:middle] + text[middle + 1 :]  # one letter is missing
    yield (
        language,
        text[: middle - 1] + text[middle] + text[middle - 1] + text[middle + 1 :],
    )  # two are swapped
