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
# for some of them: dates in Dari (prs) are written by fa_AF, those in easy Swedish by sv. `simple` is the registered
# variant for an easy form of any language (IANA language subtag registry, 2015), which "easy" is not.
TONGUES: Final[Mapping[str, Tongue]] = MappingProxyType(
    {
        "sv": Tongue("Svenska", "sv_SE"),
        "sv-simple": Tongue("Lätt svenska", "sv_SE"),
        "en": Tongue("English", "en_GB"),
        # Of all Arabic locales the one without a country: the months are named as at the UN, and digits are those of
        # every paper in Sweden, so that a date, a code or a case number can be compared sign by sign.
        "ar": Tongue("العربية", "ar"),
        "so": Tongue("Soomaali", "so_SO"),
        # As it is written in Eritrea, where most who read it in Sweden come from.
        "ti": Tongue("ትግርኛ", "ti_ER"),
        "prs": Tongue("دری", "fa_AF"),
        "uk": Tongue("Українська", "uk_UA"),
    }
)
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({tag: tongue.name for tag, tongue in TONGUES.items()})
"""Tag (BCP 47) to the language's name in itself."""
ANCHORS: Final = frozenset({"sv", "en", "ar"})
"""What an organisation or the operator writes for people is written in these at least; in the others where it is, it is shown.

To ask for all eight would keep a small school from asking at all, and a translation that nobody there can read is no better
than the Swedish beside the words of the portal. Where hers is not among them, the page says so.
"""


def spoken(tag: str) -> str:
    """The language of a tag without its form: easy Swedish is Swedish to whoever has no easy text."""
    return tag.partition("-")[0]


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
