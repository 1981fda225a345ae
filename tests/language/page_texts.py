"""What a page says, piece by piece, with the language that each piece is marked with."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

_SILENT: Final = ("script", "style", "template")
_EMPTY: Final = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "path", "circle", "rect", "line", "polyline", "polygon", "ellipse", "use",
}  # fmt: skip
_SAID: Final = ("alt", "aria-label", "placeholder", "title", "data-label")
_OWN: Final = {"bdi", "code", "textarea", "pre"}
"""What holds a name or somebody's own words."""


@dataclass(frozen=True)
class Piece:
    """A text of a page, and what stands around it."""

    text: str = ""
    lang: str = ""
    marked: bool = False
    """Whether its language is marked on the page itself, and is not just that of the page."""
    own: bool = False
    """Whether it is a name, a code or somebody's own words, kept apart from the sentence around it."""
    inside: tuple[str, ...] = ()
    """The elements around it, each with its number on the page: `("html 0", "body 3", "h1 27")`."""

    def within(self, *tags: str) -> str:
        """In which of these elements it stands; empty where in none."""
        return next((one for one in self.inside if one.split()[0] in tags), "")


@dataclass
class PageTexts(HTMLParser):
    """Reads a page."""

    pieces: list[Piece] = field(default_factory=list)
    lang: str = ""
    dir: str = ""
    _open: list[Piece] = field(default_factory=list)
    _number: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, html: str) -> "PageTexts":
        """What the page says."""
        read = cls()
        read.feed(html)
        read.close()
        return read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        outer = self._open[-1] if self._open else Piece()
        around = replace(
            outer,
            lang=named.get("lang", outer.lang),
            marked=outer.marked or ("lang" in named and tag != "html"),
            own=outer.own or tag in _OWN,
            inside=(*outer.inside, f"{tag} {self._number}"),
        )
        self._number += 1
        if tag == "html":
            self.lang, self.dir = around.lang, named.get("dir", "")
        self.pieces += [replace(around, text=named[name]) for name in _SAID if named.get(name, "").strip()]
        if tag not in _EMPTY:
            self._open.append(around)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().inside[-1].split()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open and not self._open[-1].within(*_SILENT):
            self.pieces.append(replace(self._open[-1], text=" ".join(data.split())))
