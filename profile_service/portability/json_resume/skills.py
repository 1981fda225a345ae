"""`skills` and `languages` of a JSON Resume. Levels in words are listed, never turned into levels of another scale."""

import re
from typing import Final

from profile_service.portability.json_resume.entry import Entry
from profile_service.portability.making import Item, Piece

FIVE_SKILLS: Final = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")
NATIVE: Final = "Native speaker"

_NATIVE_WORDS: Final = frozenset(
    {
        "native",
        "native speaker",
        "native language",
        "native tongue",
        "mother tongue",
        "first language",
        "modersmål",
    }
)
_CEFR: Final = re.compile(r"(?:CEFR[ :]*)?([ABC][12])(?: *\(CEFR\))?", re.IGNORECASE | re.ASCII)
_NO_LEVEL: Final = (
    "a level in words is not one of the levels 1 to 4, and is not converted; set the level yourself"
)
_NO_FLUENCY: Final = "neither native speaker nor a level A1 to C2; words are not converted to levels"
_TWICE: Final = "the same skill is in the file before this"


def read_skills(resume: Entry) -> None:
    """One item for each skill and one for each keyword: the keywords are what can be looked for."""
    seen: set[str] = set()
    for entry in resume.entries("skills"):
        for piece in (entry.text("name"), *entry.texts("keywords")):
            if piece:
                _add_skill(entry, piece, seen)
        entry.leave(_NO_LEVEL, "level")


def read_languages(resume: Entry) -> None:
    """Languages, as free text."""
    for entry in resume.entries("languages"):
        item = Item("languages", entry.path)
        item.put_words("language", entry.text("language"))
        fluency = entry.text("fluency")
        if fluency:
            _put_fluency(item, entry, fluency)
        entry.reading.finish(item)


def _add_skill(entry: Entry, piece: Piece, seen: set[str]) -> None:
    if piece.text.casefold() in seen:
        entry.reading.leave_paths((piece.path,), _TWICE)
        return
    seen.add(piece.text.casefold())
    item = Item("skills", piece.path)
    item.put_words("skill", piece)
    entry.reading.finish(item)


def _put_fluency(item: Item, entry: Entry, fluency: Piece) -> None:
    level = _CEFR.fullmatch(fluency.text)
    if fluency.text.casefold() in _NATIVE_WORDS:
        item.put("native", True, fluency.path)
    elif level:
        for skill in FIVE_SKILLS:
            item.put(skill, level[1].upper())
        item.origins[FIVE_SKILLS[0]] = (fluency.path,)
    else:
        entry.reading.leave_paths((fluency.path,), _NO_FLUENCY)
