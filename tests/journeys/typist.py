"""Somebody who has a keyboard and nothing else, and what every stop of the Tab key must show. How large a target is, axe-core says (2.5.8)."""

from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Page

from tests.journeys.visitor import Visitor

_FARTHEST: Final = 220
"""How many presses of Tab a page may take; more is a trap, or a page that nobody gets through."""
_LOOK: Final = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), label = one.closest("label");
  const ring = (what) => { const s = getComputedStyle(what);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none"; };
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = box.top + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(x, Math.min(Math.max(y, 0), innerHeight - 1));
  const related = top && (one.contains(top) || top.contains(one) || (label && label.contains(top)));
  return { name: one.outerHTML.slice(0, 110), onPage: one !== document.body, ring: ring(one) || (label && ring(label)),
    within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, covered: !related, };
}"""
_MARK: Final = """() => { const all = [...document.querySelectorAll("*")]; return all.indexOf(document.activeElement); }"""
_ORDER: Final = """() => {
  const all = [...document.querySelectorAll("*")];
  const found = all.filter((one) => one.matches("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")
    && one.checkVisibility() && !one.disabled && !one.closest("details:not([open]) > :not(summary)"));
  const seen = new Set();
  return found.filter((one) => { if (one.type !== "radio") return true;
    if (seen.has(one.name)) return false; seen.add(one.name); return true; }).map((one) => all.indexOf(one));
}"""


@dataclass
class Typist:
    """A visitor whose every stop is looked at; `unseen` gathers what was wrong with one."""

    at: Visitor
    unseen: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.at.page

    def open(self, path: str) -> None:
        """By the address, as from a bookmark."""
        self.at.open(path)

    def tab(self) -> None:
        """On to the next stop, which must be seen."""
        self.page.keyboard.press("Tab")
        self._look()

    def go_to(self, selector: str) -> None:
        """Press Tab until the focus is on it. A radio button of a group that is entered elsewhere is reached by the arrows."""
        wanted = f"one => one.matches({selector!r})" if ":has-text" not in selector else ""
        for _ in range(_FARTHEST):
            self.tab()
            if self._is_on(selector, wanted):
                return
        raise AssertionError(f"no {selector} within {_FARTHEST} stops on {self.at.path}")

    def _is_on(self, selector: str, wanted: str) -> bool:
        if wanted:
            return bool(self.page.evaluate(f"({wanted})(document.activeElement)"))
        handles = self.page.locator(selector).element_handles()
        return any(one.evaluate("one => one === document.activeElement") for one in handles)

    def press(self, key: str) -> None:
        """A key on what has the focus."""
        self.page.keyboard.press(key)

    def press_and_go(self, key: str) -> None:
        """A key that leads to another page."""
        with self.page.expect_navigation() as navigation:
            self.page.keyboard.press(key)
        self.at._look_around(navigation.value)

    def focused(self, attribute: str) -> str | None:
        """An attribute of what has the focus."""
        found: str | None = self.page.evaluate(
            "(name) => document.activeElement.getAttribute(name)", attribute
        )
        return found

    def round_of(self, path: str) -> list[int]:
        """Once through the whole page; each stop as its place among the page's elements."""
        self.open(path)
        stops: list[int] = []
        for _ in range(_FARTHEST):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(_MARK)
            if not self.page.evaluate(_LOOK)["onPage"] or (stops and here == stops[0]):
                return stops
            self._look()
            stops.append(here)
        raise AssertionError(f"no end within {_FARTHEST} stops on {path}")

    def in_order(self) -> list[int]:
        """What can have the focus, in the order of the page."""
        found: list[int] = self.page.evaluate(_ORDER)
        return found

    def _look(self) -> None:
        seen = self.page.evaluate(_LOOK)
        if not seen["onPage"]:
            return
        wrong = [
            told
            for told, is_wrong in (
                ("no ring", not seen["ring"]),
                ("outside of the window", not seen["within"]),
                ("covered", seen["within"] and seen["covered"]),
            )
            if is_wrong
        ]
        if wrong:
            self.unseen.append(f"{self.at.path}: {', '.join(wrong)}: {seen['name']}")
