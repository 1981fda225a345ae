"""The pictograms of the pages, drawn into the page itself: one stroke style, in the colour of the words beside them.

They stand beside words and never alone, so they are hidden from whoever listens (WCAG 2.2, 1.1.1: decoration).
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

_HERE: Final = Path(__file__).parent
_SYMBOL: Final = re.compile(r'<symbol id="([a-z]+)">(.*?)</symbol>', re.DOTALL)
_PICTURE: Final = re.compile(r"<svg [^>]*>(.*)</svg>", re.DOTALL)
# Both files are our own and ship with the service: nothing that anybody sent is in them.
_SIGN: Final = '<svg class="sign" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{}</svg>'


def _drawn() -> Mapping[str, Markup]:
    """Every sign by its name: those of the pages, and the pictures that instruments show."""
    drawings = dict(_SYMBOL.findall((_HERE / "signs.svg").read_text(encoding="utf-8")))
    pictures = _HERE / "static" / "pictures"
    for path in pictures.rglob("*.svg"):
        found = _PICTURE.search(path.read_text(encoding="utf-8"))
        if found is not None:
            drawings.setdefault(path.relative_to(pictures).with_suffix("").as_posix(), found[1])
    return MappingProxyType(
        {name: Markup(_SIGN.format(drawing)) for name, drawing in drawings.items()}  # noqa: S704
    )


SIGNS: Final = _drawn()


def sign(name: str) -> Markup:
    """The drawing with this name, to stand beside words.

    Raises:
        KeyError: there is no such drawing.
    """
    return SIGNS[name]
