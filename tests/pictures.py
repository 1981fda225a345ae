"""`make pictures`: take the README's picture of the portal anew, from a demo of its own."""

import io
import shutil
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from profile_service.demo.opening import open_demo
from tests.live import free_port, listening

TARGET: Final = Path(__file__).parent.parent / "deploy" / "pictures" / "portal.png"
PHONE: Final = (360, 780)
GAP: Final = 24
PAPER: Final = (251, 246, 240)


def main() -> None:
    """Start a demo, visit three pages as Astrid on a phone, and put the pictures side by side."""
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        _, app = open_demo(Path(folder), base_url)
        with listening(app, port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            shots = _visit(browser, base_url)
            browser.close()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    _side_by_side(shots).save(TARGET, optimize=True)
    print(f"wrote {TARGET.name}")


def _visit(browser: Browser, base_url: str) -> list[Image.Image]:
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=1.5)
    context.add_cookies([{"name": "language", "value": "en", "url": base_url}])
    page = context.new_page()
    page.goto(f"{base_url}/sign-in")
    page.locator("button[value=astrid]").click()
    page.wait_for_url("**/my")
    shots = [_shot(page)]
    page.goto(f"{base_url}/my/requests")
    page.locator("main a[href^='/my/requests/']").first.click()
    shots.append(_shot(page))
    page.goto(f"{base_url}/my/log")
    shots.append(_shot(page))
    return shots


def _shot(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


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
