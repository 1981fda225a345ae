"""The forms of a page, filled in and sent as a browser would: every field that stands there goes along, hidden ones too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_PRESSED: Final = ("submit", "image", "button", "reset")
Pairs = list[tuple[str, str]]


@dataclass
class Button:
    """One way to send a form."""

    name: str = ""
    value: str = ""
    to: str = ""
    """Another address than the form's own, where the button has one."""


@dataclass
class Sheet:
    """One form of a page as it stands there."""

    action: str
    method: str
    files: bool = False
    hidden: Pairs = field(default_factory=list)
    standing: Pairs = field(default_factory=list)
    """What is filled in already, by the fields that can be seen."""
    asked: list[str] = field(default_factory=list)
    """The names of the fields that can be seen."""
    uploads: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)

    def filled(self, answers: Mapping[str, str | Sequence[str]], button: Button) -> dict[str, list[str]]:
        """What is sent: answers take the place of what stands in the fields of the same name."""
        sent: dict[str, list[str]] = {}
        kept = [pair for pair in (*self.hidden, *self.standing) if pair[0] not in answers]
        pressed = [(button.name, button.value)] if button.name else []
        given = [
            (name, one)
            for name, value in answers.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        for name, value in [*kept, *given, *pressed]:
            sent.setdefault(name, []).append(value)
        return sent

    def emptied(self) -> dict[str, list[str]]:
        """What is sent where nothing is filled in: the unseen fields, and the others with no text in them."""
        texts = {name: "" for name, _ in self.standing}
        return self.filled(texts, self.main_button)

    @property
    def main_button(self) -> Button:
        """The one that Enter presses."""
        return self.buttons[0] if self.buttons else Button()


class _Reader(HTMLParser):
    """Forms with their controls; a control outside of every form is nobody's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self._open: Sheet | None = None
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            files = said.get("enctype") == "multipart/form-data"
            self._open = Sheet(said.get("action", ""), said.get("method", "get").lower(), files)
            self.sheets.append(self._open)
        elif self._open is not None and "disabled" not in said:
            self._control(self._open, tag, said)

    def _control(self, sheet: Sheet, tag: str, said: Mapping[str, str]) -> None:
        name, kind, value = said.get("name", ""), said.get("type", "text"), said.get("value", "")
        if tag == "button" or (tag == "input" and kind in _PRESSED):
            if kind != "button":
                sheet.buttons.append(Button(name, value, said.get("formaction", "")))
        elif tag == "input" and kind == "file":
            sheet.uploads.append(name)
        elif tag == "input" and kind == "hidden":
            sheet.hidden.append((name, value))
        elif tag == "input":
            sheet.asked.append(name)
            if kind not in ("radio", "checkbox") or "checked" in said:
                sheet.standing.append((name, value if "value" in said else "on" * (kind == "checkbox")))
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select is not None:
            self._options.append((value, "selected" in said))
        elif tag == "textarea":
            self._area = (name, [])

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        sheet = self._open
        if tag == "form":
            self._open = None
        elif tag == "select" and self._select is not None and sheet is not None:
            sheet.asked.append(self._select)
            chosen = [value for value, selected in self._options if selected] or [
                value for value, _ in self._options[:1]
            ]
            sheet.standing += [(self._select, value) for value in chosen[:1]]
            self._select = None
        elif tag == "textarea" and self._area is not None and sheet is not None:
            name, parts = self._area
            sheet.asked.append(name)
            sheet.standing.append((name, "".join(parts).removeprefix("\n")))
            self._area = None


def sheets_of(html: str) -> list[Sheet]:
    """Every form of the page, in its order."""
    reader = _Reader()
    reader.feed(html)
    return reader.sheets
