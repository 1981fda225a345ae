"""What must hold on every screen, whoever looks at it and however."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

from profile_service.language import words
from tests.screens.shown import Showing

_AXE: Final = Path(__file__).parents[1] / "peers" / "node" / "node_modules" / "axe-core" / "axe.min.js"
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2 AA and everything below it, and what the makers of axe-core advise besides."""
_WATCH: Final = """
window.__refused = [];
addEventListener("securitypolicyviolation", (event) => window.__refused.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""}`));
"""
_ASK_AXE: Final = """(rules) => axe.run(document, { preload: false, runOnly: rules, resultTypes: ["violations"], selectors: false }).then((found) =>
  found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`))"""
_MEASURE: Final = """() => {
  const root = document.documentElement;
  const small = [...document.querySelectorAll("main .button, main input[type=submit], header a, header button, summary")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5 && !one.closest(".skip"))
    .map((one) => one.outerHTML.slice(0, 120));
  return {
    wide: root.scrollWidth, room: root.clientWidth, lang: root.lang, dir: root.dir,
    headings: document.querySelectorAll("h1").length, title: document.title,
    small, unnamed: [...document.images].filter((one) => !one.hasAttribute("alt")).length,
    styled: document.querySelectorAll("[style]").length,
    refused: window.__refused || [],
    astray: [...document.querySelectorAll(".mistakes a")].map((one) => one.getAttribute("href"))
      .filter((to) => !document.getElementById(to.slice(1))),
    loose: [...document.querySelectorAll("[aria-describedby]")].flatMap((one) => one.getAttribute("aria-describedby").split(" "))
      .filter((id) => id && !document.getElementById(id)),
    unfocused: document.querySelector(".mistakes") && document.activeElement !== document.querySelector(".mistakes"),
    mistaken: document.querySelector("main :is(.mistakes, [aria-invalid])") !== null && !document.querySelector(".piece"),
  };
}"""
_SPACED: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    + " p { margin-block-end: 2em !important; }");
  document.adoptedStyleSheets = [sheet];
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}"""
"""WCAG 1.4.12, text spacing."""


@dataclass(frozen=True)
class Way:
    """One way to look at a screen."""

    language: str
    width: int
    dark: bool = False
    scripts: bool = True
    height: int = 800

    def __str__(self) -> str:
        extras = (" dark" if self.dark else "") + ("" if self.scripts else " without scripts")
        return f"{self.language} {self.width}px{extras}"

    def options(self) -> dict[str, Any]:
        """What Playwright makes a context of."""
        return {
            "viewport": {"width": self.width, "height": self.height},
            "java_script_enabled": self.scripts,
            "color_scheme": "dark" if self.dark else "light",
            "reduced_motion": "reduce" if self.dark else "no-preference",
        }


def put_up(browser: Browser, way: Way) -> Showing:
    """A window in which screens are shown, watched for what the content security policy refuses."""
    context = browser.new_context(**way.options())
    if way.scripts:
        context.add_init_script(_WATCH)
        context.add_init_script(path=_AXE)
    return Showing(context)


def faults(page: Page, way: Way) -> list[str]:
    """What is wrong with the screen that the page shows now. A page without scripts is measured as well: only its own are off."""
    found = _measured(page, way)
    return found + page.evaluate(_ASK_AXE, _RULES) if way.scripts else found


def cramped(page: Page) -> list[str]:
    """Whether anything is cut off to the side once the reader has spaced the text out."""
    over = page.evaluate(_SPACED)
    return [f"with text spaced out: {over} pixels too wide"] if over > 0 else []


def wrong_in(way: Way) -> str:
    """How the title of a page with a mistake begins."""
    return words(way.language)("Wrong:")


def _measured(page: Page, way: Way) -> list[str]:
    is_now = page.evaluate(_MEASURE)
    right = "rtl" if way.language in ("ar", "prs") else "ltr"
    checks = {
        f"{is_now['wide']} pixels wide where there are {is_now['room']}": is_now["wide"] > is_now["room"],
        f"lang is {is_now['lang']}": is_now["lang"] != way.language,
        f"dir is {is_now['dir']}": is_now["dir"] != right,
        f"{is_now['headings']} headings of the first level": is_now["headings"] != 1,
        f"the title is {is_now['title']!r}": "·" not in is_now["title"],
        f"too small to hit: {json.dumps(is_now['small'], ensure_ascii=False)}": bool(is_now["small"]),
        f"{is_now['unnamed']} pictures without alt": bool(is_now["unnamed"]),
        f"{is_now['styled']} elements with a style of their own": bool(is_now["styled"]),
        f"refused by the policy: {is_now['refused']}": bool(is_now["refused"]),
        f"mistakes that lead nowhere: {is_now['astray']}": bool(is_now["astray"]),
        f"described by what is not there: {is_now['loose']}": bool(is_now["loose"]),
        "reading does not start at the mistakes": bool(is_now["unfocused"]) and way.scripts,
        f"a mistake, and the title is {is_now['title']!r}": is_now["mistaken"]
        and not is_now["title"].startswith(wrong_in(way)),
    }
    return [text for text, wrong in checks.items() if wrong]
