"""Every language of the service is drawn with the fonts that are installed with it, whatever the machine has."""

import unicodedata
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from profile_service.documents import fonts
from profile_service.documents.directions import direct
from profile_service.documents.shaping import shape
from profile_service.language import LANGUAGES, catalogue

DARI = "آ ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی ء أ ؤ ئ ۀ ً ٌ ٍ َ ُ ِ ّ ۰۱۲۳۴۵۶۷۸۹ ، ؛ ؟ ٪"
PASHTO = "ټ ځ څ ډ ړ ږ ښ ګ ڼ ې ۍ ۀ"
UKRAINIAN = "ґ є і ї Ґ Є І Ї ’ ʼ « » „ “"


@pytest.fixture
def no_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_DEBIAN", Path("/nonexistent"))
    fonts._debian.cache_clear()
    fonts._face_for.cache_clear()


def written() -> set[str]:
    """Every character of every catalogue."""
    found: set[str] = set()
    for path in Path(catalogue.__file__).parent.glob("locale/*/LC_MESSAGES/messages.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                for text in (message.id, message.string):
                    for one in text if isinstance(text, tuple | list) else (text,):
                        found.update(one)
    return found


@pytest.mark.usefixtures("no_debian")
@pytest.mark.parametrize("bold", [False, True])
def test_every_character_of_every_catalogue_has_a_glyph(bold: bool) -> None:
    signs = written() | {*DARI, *PASHTO, *UKRAINIAN}

    missing = [sign for sign in signs if sign != "\n" and fonts.face_for(sign, bold) is None]
    assert not missing
    assert len(signs) > 200
    assert len(LANGUAGES) >= 3


@pytest.mark.usefixtures("no_debian")
def test_tigrinya_has_a_bold_of_its_own() -> None:
    face, bold = fonts.face_for("ሰ", False), fonts.face_for("ሰ", True)

    assert face is not None
    assert bold is not None
    assert face.name != bold.name
    assert face.font.get_glyph_h_advance(
        face.font.get_nominal_glyph(ord("ሰ"))
    ) != bold.font.get_glyph_h_advance(bold.font.get_nominal_glyph(ord("ሰ")))


@pytest.mark.parametrize("text", ["کار خوب", "ښوونکی", "العربية"])
def test_letters_of_arabic_script_join(text: str) -> None:
    """A letter inside a word has another glyph than on its own."""
    face = fonts.face_for("ک", False)
    assert face is not None
    alone = {face.font.get_nominal_glyph(ord(sign)) for sign in text}
    drawn = {glyph.id for glyph in shape(direct(text, 1), False)}

    assert drawn - alone
    assert all(unicodedata.bidirectional(sign) in ("AL", "WS") for sign in text)
