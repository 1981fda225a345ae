"""The look is small, ours, and the same for every script: what the stylesheets may say, and that nothing in them is left over."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from profile_service.language import LANGUAGES, words
from profile_service.web.glossary import TERMS
from profile_service.web.signs import SIGNS
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
WEB = Path(__file__).parents[2] / "profile_service" / "web"
STYLES = {path.name: path.read_text(encoding="utf-8") for path in (WEB / "static").glob("*.css")}
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height"
    r"|(?:min|max)-(?:width|height))\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
_ATTRIBUTE = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"')
_JINJA = re.compile(r"\{\{(.*?)\}\}|\{%.*?%\}")
_QUOTED = re.compile(r"""["']([a-z][\w -]*)["']""")
_DRAWN_BY_PYTHON = {"map", "full", "plate", "qr", "pair", "other", "beside", "has", "gone"}
_STATES = {
    "read",
    "stopped",
    "fresh",
    "stale",
    "now",
    "light",
    "dark",
    "suggested",
    "listening",
    "listen",
    "heard",
    "sign",
}
"""Names that come from a value or a script, not from the text of a template."""


def _bare(css: str) -> str:
    """The rules alone, without comments and without spaces that nothing needs."""
    rules = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    return re.sub(r" ?([{};:,>]) ?", r"\1", rules)


def _named() -> set[str]:
    """Every class that a rule names."""
    rules = re.sub(r"\{[^{}]*\}", " ", _bare("".join(STYLES.values())))
    return set(re.findall(r"\.([a-z][\w-]*)", rules))


def _given() -> Iterator[tuple[str, str]]:
    """Every class that a template gives, and the template."""
    for path in TEMPLATES:
        for attribute in _ATTRIBUTE.findall(path.read_text(encoding="utf-8")):
            for one in _JINJA.sub(" ", attribute).split():
                yield one, path.name


def _said() -> set[str]:
    """Every word in quotes within the class attributes and macro calls of the templates, which may be a class."""
    text = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    return {word for quoted in _QUOTED.findall(text) for word in quoted.split()}


def test_the_look_is_twenty_kilobytes_at_most() -> None:
    assert sum(len(css.encode()) for css in STYLES.values()) <= 20 * 1024


def test_no_rule_names_a_side_of_the_screen() -> None:
    for name, css in STYLES.items():
        rules = re.sub(r"\((?:min|max)-(?:width|height):", "(", _bare(css))
        assert PHYSICAL.findall(rules) == [], name


def test_no_letters_are_set_apart_since_arabic_ones_are_joined() -> None:
    assert all("letter-spacing" not in css for css in STYLES.values())


def test_every_colour_is_a_token() -> None:
    plain = {
        "#fff",
        "#000",
        "#8882",
    }  # what is scanned or printed, whatever the scheme, and the shade of a button under the mouse
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", _bare(STYLES["egenkarta.css"]))) <= plain


def test_every_class_of_a_template_has_a_rule() -> None:
    named = _named()
    assert sorted({(one, path) for one, path in _given() if one not in named}) == []


def test_every_rule_is_for_something_that_is_there() -> None:
    given = {one for one, _ in _given()}
    assert sorted(_named() - given - _said() - _DRAWN_BY_PYTHON - _STATES) == []


def test_the_first_pages_weigh_less_than_a_hundred_kilobytes_with_everything(visitor: Visitors) -> None:
    astrid = visitor("astrid")
    for came, path in (
        (visitor(""), "/"),
        (visitor(""), "/sign-in"),
        (astrid, "/my"),
        (astrid, "/my/profile"),
    ):
        page = came.get(path)
        parts = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text))
        assert {one.split("?")[0] for one in parts} >= {"/static/tokens.css", "/static/egenkarta.css"}
        weight = len(page.content) + sum(len(came.get(one).content) for one in parts)
        assert weight < 100 * 1024, (path, weight)


def test_every_page_says_its_language_in_its_own_name_and_offers_all(visitor: Visitors) -> None:
    nobody = visitor("")
    for path in ("/", "/words", "/language", "/sign-in"):
        page = nobody.get(path).text
        for tag, name in LANGUAGES.items():
            direction = words(tag).direction
            assert f'value="{tag}" lang="{tag}" dir="{direction}"' in page
            assert f">{name}</button>" in page
        assert page.count('aria-current="true"') == page.count('<form class="tongues"')
    assert '<a href="/language">' in nobody.get("/no/such/page").text


def test_a_new_page_is_in_the_first_language_of_the_browser_that_the_portal_speaks(visitor: Visitors) -> None:
    anybody = visitor("")
    for asked, told in (
        ("fa-AF,fa;q=0.9,en;q=0.5", "prs"),  # what a phone set to Dari sends
        ("SV-se", "sv"),
        ("ti-ET", "ti"),
        ("de,uk-UA;q=0.8", "uk"),
        ("de", "sv"),
        ("../x,;q=,*", "sv"),
    ):
        page = anybody.http.get("/about", headers={"Accept-Language": asked})
        assert f'<html lang="{told}"' in page.text, asked


def test_a_change_of_language_leads_back_to_the_page_that_was_shown(visitor: Visitors) -> None:
    her = visitor("astrid")
    assert 'name="back" value="/my/log?page=1"' in her.get("/my/log?page=1").text
    address = re.findall(r'href="(/my/requests/[^"]+)"', her.get("/my/requests").text)[0]
    her.get(address)
    wrong = her.send(f"{address}/answer", answer="yes")
    assert wrong.status_code == 422
    assert f'name="back" value="{address}"' in wrong.text
    assert 'name="back" value="/my"' in her.get("/language").text


def test_the_gallery_shows_every_part_and_is_not_indexed(visitor: Visitors) -> None:
    answer = visitor("").get("/gallery")
    assert answer.headers["x-robots-tag"] == "noindex"
    parts = (WEB / "templates" / "parts.html").read_text(encoding="utf-8")
    gallery = (WEB / "templates" / "gallery.html").read_text(encoding="utf-8")
    macros = set(re.findall(r"\{% macro (\w+)\(", parts)) - {"wrong_summary"}
    assert {macro for macro in macros if f"parts.{macro}(" not in gallery} == set()
    assert answer.text.count('class="sign"') > len(SIGNS)


def test_a_word_means_one_thing_and_is_the_one_that_the_pages_use(visitor: Visitors) -> None:
    """Whoever looks a word up finds the word that she met: each is said in Swedish by other messages too."""
    swedish = words("sv")
    said = [text for text in swedish.messages._catalog.values() if isinstance(text, str)]  # type: ignore[attr-defined]
    for key, term in TERMS.items():
        word = swedish(term.word).casefold()
        assert sum(word in text.casefold() for text in said) > 1, key
        assert len(swedish(term.meaning).split()) <= 20, key
    assert len({swedish(term.word) for term in TERMS.values()}) == len(TERMS)
    page = visitor("").get("/words").text
    assert all(f'id="{key}"' in page for key in TERMS)


def test_the_words_that_people_meet_are_all_there_and_are_linked_where_they_decide(visitor: Visitors) -> None:
    met = {
        "purpose",
        "receipt",
        "agency",
        "e-id",
        "passkey",
        "desk",
        "protected",
        "helper",
        "representative",
        "pause",
    }
    assert met <= TERMS.keys()
    her = visitor("astrid")
    address = re.findall(r'href="(/my/requests/[^"]+)"', her.get("/my/requests").text)[0]
    assert '<a class="term" href="/words#purpose">' in her.get(address).text
    linked = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    asked = [re.findall(r'"([a-z-]+)"', keys) for keys in re.findall(r"with keys = \[(.*?)\]", linked)]
    assert len(asked) > 10
    assert {key for keys in asked for key in keys} <= TERMS.keys()
