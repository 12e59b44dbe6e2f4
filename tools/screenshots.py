"""Takes the pictures in docs/screenshots from the pages that `make demo` has written, in a real browser.

python tools/screenshots.py        after `make demo`; Chromium is found as the page tests find it
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "out" / "pages"
PICTURES = ROOT / "docs" / "screenshots"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTLED = 1200  # milliseconds until the drawing stands still


def main() -> None:
    browser = (
        os.environ.get("KG_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if browser is None or not (PAGES / "network.html").exists():
        sys.exit("Chromium and the pages of `make demo` are needed")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser, args=QUIET)
        for name, width, height, scheme in (
            ("network-light", 1400, 900, "light"),
            ("network-dark", 1400, 900, "dark"),
            ("network-phone", 400, 860, "light"),
        ):
            page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            _open(page, PAGES / "network.html")
            page.screenshot(path=PICTURES / f"{name}.png")
        page = chromium.new_page(viewport={"width": 1400, "height": 900})
        _open(page, PAGES / "network.html")
        page.evaluate("diplograph.selectEdge(diplograph.edges().sort((a, b) => b.statements.length - a.statements.length)[0].id)")
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=PICTURES / "evidence.png")
        page.evaluate("diplograph.selectNode(diplograph.nodes()[0].id ?? diplograph.nodes()[0])")
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=PICTURES / "dossier.png")
        _open(page, max(PAGES.glob("doc-*.html"), key=lambda path: path.stat().st_size))
        page.screenshot(path=PICTURES / "reader.png")
        chromium.close()


def _open(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.wait_for_timeout(SETTLED)


if __name__ == "__main__":
    main()
