"""`make pictures`: take the README's pictures of the main pages anew, from a demo of its own."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from profile_service.demo.opening import open_demo
from tests.live import free_port, listening

TARGET: Final = Path(__file__).parent.parent / "deploy" / "pictures"
GAP: Final = 24
PAPER: Final = (236, 231, 223)
_PHONE: Final = {"width": 360, "height": 780}
_DESK: Final = {"width": 1280, "height": 860}
_COLOURS: Final = 96
"""Flat colours: few are enough, and each picture is small."""


class Photographer:
    """One browser window of somebody's."""

    def __init__(self, browser: Browser, base_url: str, language: str, *, phone: bool) -> None:
        size, scale = (_PHONE, 1.5) if phone else (_DESK, 1.0)
        context = browser.new_context(viewport=size, device_scale_factor=scale)  # type: ignore[arg-type]
        context.add_cookies([{"name": "language", "value": language, "url": base_url}])
        self.page: Page = context.new_page()
        self._base_url = base_url

    def sign_in(self, persona: str) -> "Photographer":
        """As one of the cast."""
        self.page.goto(f"{self._base_url}/sign-in")
        self.page.locator(f"button[value={persona}]").click()
        self.page.wait_for_load_state()
        return self

    def shot(self, path: str = "", down_to: str = "") -> Image.Image:
        """A page, or the one that is open, as it stands in the window."""
        if path:
            self.page.goto(self._base_url + path if path.startswith("/") else path)
        if down_to:
            self.page.locator(down_to).first.scroll_into_view_if_needed()
        return Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")

    def follow(self, selector: str) -> None:
        """The first link or button that fits."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()


def main() -> None:
    """Start a demo, walk through the main pages, and keep a picture of each."""
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _, app = open_demo(Path(folder), base_url)
        with listening(app, port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            for name, shots in _pictures(browser, base_url):
                _keep(TARGET / f"{name}.png", shots)
            browser.close()


def _pictures(browser: Browser, base_url: str) -> Iterator[tuple[str, list[Image.Image]]]:
    for name, language, persona in (("portal", "sv", "astrid"), ("portal-arabic", "ar", "rim")):
        her = Photographer(browser, base_url, language, phone=True).sign_in(persona)
        yield name, _at_home(her, persona)
        if persona == "astrid":
            yield "passport", [_on_paper(her, base_url)]
    yield "link", _by_link(browser, base_url)
    him = Photographer(browser, base_url, "sv", phone=False).sign_in("nils")
    inbox = him.shot("/agency")
    him.follow('main a[href^="/agency/grants/gra_"]')
    him.page.locator("#case_reference").fill("KARTA-2026-17")
    him.follow("main form:has(#case_reference) button:not([name])")
    yield "workspace", [inbox]
    yield "opened", [him.shot()]
    operator = Photographer(browser, base_url, "sv", phone=False).sign_in("olle")
    yield "operator", [operator.shot("/operator")]


def _at_home(her: Photographer, persona: str) -> list[Image.Image]:
    first = her.shot("/my")
    her.page.goto(her.page.url.replace("/my", "/my/requests"))
    if her.page.locator("main a[href^='/my/requests/']").count():
        her.follow("main a[href^='/my/requests/']")
        second = her.shot()
    else:
        second = her.shot("/my/profile")
    return [first, second, her.shot("/my/pictures/kitchen" if persona == "rim" else "/my/log")]


def _on_paper(her: Photographer, base_url: str) -> Image.Image:
    """Her competence passport on one page, with Arabic and Swedish side by side."""
    parts = "&".join(f"sections={one}" for one in ("languages", "skills", "experience"))
    paper = her.page.context.request.get(f"{base_url}/my/profile.pdf?form=page&language=ar&{parts}").body()
    command = ["pdftoppm", "-r", "80", "-png", "-singlefile", "-"]
    drawn = subprocess.run(command, input=paper, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def _by_link(browser: Browser, base_url: str) -> list[Image.Image]:
    """What an employer sees who follows a link: before the button, and behind it."""
    her = Photographer(browser, base_url, "sv", phone=True).sign_in("astrid")
    her.page.goto(f"{base_url}/my/shares/new")
    her.page.locator('[name="vacancy"]').fill("Undersköterska, natt")
    her.page.locator('[name="employer"]').fill("Region Småland")
    for section in ("experience", "skills"):
        her.page.locator(f'input[name="scope"][value="{section}"]').check()
    her.follow('main form[action="/my/shares"] button.button:not([formaction])')
    link = her.page.locator("#link").input_value()
    made = her.shot()
    viewer = Photographer(browser, base_url, "sv", phone=True)
    before = viewer.shot(link)
    viewer.follow("main form button")
    return [made, before, viewer.shot()]


def _keep(file: Path, shots: list[Image.Image]) -> None:
    sheet = shots[0] if len(shots) == 1 else _side_by_side(shots)
    sheet.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        file, optimize=True
    )
    print(f"wrote {file.name}, {file.stat().st_size // 1000} kB")


def _side_by_side(shots: list[Image.Image]) -> Image.Image:
    width = sum(shot.width for shot in shots) + GAP * (len(shots) + 1)
    sheet = Image.new("RGB", (width, max(shot.height for shot in shots) + 2 * GAP), PAPER)
    left = GAP
    for shot in shots:
        sheet.paste(shot, (left, GAP))
        left += shot.width + GAP
    return sheet


if __name__ == "__main__":
    main()
