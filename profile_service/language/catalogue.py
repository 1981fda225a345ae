"""The catalogues: one ``.po`` file for each language, read at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE: Final = "en"
FOLDER: Final = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the portal: its own name for itself, and the Unicode locale that writes its dates."""

    name: str
    locale: str


# A new language is a line here and a catalogue. The locale is named apart from the tag, since Unicode has no locale
# for some of them: dates in fa-AF are written by fa_AF, those in sv-easy by sv.
TONGUES: Final[Mapping[str, Tongue]] = MappingProxyType(
    {
        "sv": Tongue("Svenska", "sv_SE"),
        "en": Tongue("English", "en_GB"),
        # Of all Arabic locales the one without a country: the months are named as at the UN, and digits are those of
        # every paper in Sweden, so that a date, a code or a case number can be compared sign by sign.
        "ar": Tongue("العربية", "ar"),
    }
)
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({tag: tongue.name for tag, tongue in TONGUES.items()})
"""Tag (BCP 47) to the language's name in itself."""


def catalogue_path(tag: str) -> Path:
    """Where the messages of a language are kept."""
    return FOLDER / tag.replace("-", "_") / "LC_MESSAGES" / "messages.po"


@cache
def translations(tag: str) -> GNUTranslations:
    """The messages of a language; a message that it lacks comes out as its English source."""
    with catalogue_path(tag).open("rb") as source:
        catalogue = read_po(source, locale=TONGUES[tag].locale)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
