"""Values of the contract as words on a terminal. Whatever came from elsewhere loses its control characters here."""

import os
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from pydantic import JsonValue
from rich.text import Text

# Invisible, and yet part of how Dari, Arabic and other languages are written; direction marks turn nothing round.
_SHAPING: Final = frozenset("\u200c\u200d\u200e\u200f")


def printable(text: str) -> str:
    """A foreign text without anything that a terminal would take for an order, or that would turn its lines round."""
    return "".join(map(_printable, text))


def _printable(sign: str) -> str:
    if sign.isprintable() or sign in _SHAPING:
        return sign
    return " " if sign in "\t\r\n" or unicodedata.category(sign).startswith("Z") else "\ufffd"


def own_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of whoever runs the program, as two or three letters; English where it is not said."""
    named = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or "en"
    language = named.replace("-", "_").split("_")[0].split(".")[0].lower()
    return "en" if language in ("c", "posix") else language


def localised(texts: Mapping[str, str]) -> str:
    """A text in one's own language, else in English, else in Swedish, else in whichever there is."""
    for language in (own_language(), "en", "sv"):
        for tag, text in texts.items():
            if tag.lower().split("-")[0] == language:
                return text
    return next(iter(texts.values()), "")


def when(moment: datetime | date | None) -> str:
    """A date, or a time in UTC."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return moment.isoformat() if moment else "-"


def content(value: JsonValue) -> str:
    """A value of an item: codes by their label, lists with commas."""
    match value:
        case None:
            return "-"
        case bool():
            return "yes" if value else "no"
        case {"label": str(label)}:
            return label
        case dict():
            return ", ".join(f"{name} {content(inner)}" for name, inner in value.items() if inner is not None)
        case list():
            return ", ".join(content(inner) for inner in value)
        case _:
            return str(value)


def block(title: str, lines: Iterable[tuple[str, str | None]]) -> Text:
    """A heading and named lines under it; those without anything to say are left out."""
    shown = Text(printable(title) + "\n", style="bold")
    for name, value in lines:
        if value:
            shown.append(f"  {name}: ", style="dim not bold")
            shown.append(printable(value) + "\n", style="not bold")
    return shown


def listed(blocks: Iterable[Text], if_none: str) -> Text:
    """Blocks one after the other, or a sentence where there are none."""
    every = list(blocks)
    return Text().join(every) if every else Text(if_none)
