"""What she had before her when she decided: the text of a page, so that a receipt can hold its hash."""

from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, Final

from fastapi import Request, Response

from consent.receipt import Indication, Shown
from profile_service.actions.manner import Manner
from profile_service.doors import PortalVisit
from profile_service.web.forms import Answers, first
from profile_service.web.rendering import HERE, page

OWN: Final = "data-own"
"""Marks an element whose text is out of her own profile. It is no part of the notice, and no hash may hint at it."""

LATER: Final = "data-later"
"""Marks an element that is not seen before she has ticked something."""

_VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "source", "area", "col"})
_SILENT: Final = frozenset({"script", "style", "svg", "template", "select", "textarea", "datalist"})
_INLINE: Final = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "em",
        "i",
        "mark",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "wbr",
    }
)


def decision_page(
    request: Request,
    visit: PortalVisit,
    template: str,
    *,
    as_first: Mapping[str, Any] | None = None,
    changed: bool = False,
    status: int = 200,
    account: str = "",
    **context: object,
) -> Response:
    """A page with a form that a receipt will tell of; its template includes `notice.html` inside the form.

    Args:
        as_first: what the context was before she filled anything in: her answers, her mistakes.
        changed: the page comes again because it is not the one any more that she answered.
    """
    first_shown: dict[str, Any] = {"account": account, **context, **(as_first or {})}
    shown = shown_on(request, visit, template, **first_shown)
    return page(
        request,
        visit,
        template,
        status=status,
        account=account,
        notice=shown.digest,
        notice_changed=changed,
        **context,
    )


def manner_on(
    request: Request,
    visit: PortalVisit,
    template: str,
    posted: Answers,
    /,
    *,
    account: str = "",
    **context: Any,
) -> Manner:
    """How she answered, by the form that she sent; the context is that of the page as it is first shown.

    `shown` is None where the page would read otherwise now than when she answered. Ask again then, with
    `changed=True`, before anything is opened. What closes is never held up: it is done, and the receipt says that
    the text is not known.
    """
    shown = shown_on(request, visit, template, account=account, **context)
    seen = shown if first(posted, "notice") == shown.digest else None
    by = Indication.OWN_DEVICE if visit.acting is None else Indication.REPRESENTATIVE
    return Manner(by, seen, visit.proof.assurance)


def shown_on(
    request: Request, visit: PortalVisit, template: str, *, account: str = "", **context: Any
) -> Shown:
    """The words of a page as it is first shown, its language, and which screen it is."""
    html = page(request, visit, template, account=account, notice="", notice_changed=False, **context).body
    return Shown(text_of(bytes(html).decode()), visit.language, _screen(template))


def text_of(html: str) -> str:
    """The words inside <main> in the order of the page: one line for each block, one space between words.

    What stands in inputs is left out, and so is everything marked with `data-own` or `data-later`.
    """
    reader = _MainText()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _screen(template: str) -> str:
    made = sha256((HERE / "templates" / template).read_bytes()).hexdigest()
    return f"{template}#sha256-{made}"


class _MainText(HTMLParser):
    """Collects text. Our own templates close what they open, so a count of open elements is enough."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._main = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main" or self._main:
            self._open(tag, {name for name, _ in attrs})

    def _open(self, tag: str, names: set[str]) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")
        if tag in _VOID:
            return
        self._main += 1
        if self._silent or tag in _SILENT or names & {OWN, LATER}:
            self._silent += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content, such as those of a drawing: it says nothing."""

    def handle_endtag(self, tag: str) -> None:
        if not self._main or tag in _VOID:
            return
        if tag not in _INLINE:
            self.parts.append("\n")
        self._main -= 1
        self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if self._main and not self._silent:
            # A line break in the file is a space on the page.
            self.parts.append(" ".join(data.split("\n")))
