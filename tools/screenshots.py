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
SIZES = {"wide": (1400, 900), "phone": (400, 860)}
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
        for name, path in _kinds().items():
            for size, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                    _open(page, path)
                    page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png")
                    page.close()
        page = chromium.new_page(viewport={"width": 1400, "height": 900})
        _open(page, PAGES / "network.html")
        page.evaluate("diplograph.selectEdge(diplograph.edges().sort((a, b) => b.statements.length - a.statements.length)[0].id)")
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=PICTURES / "evidence.png")
        chromium.close()


def _kinds() -> dict[str, Path]:
    """One page of each kind; of dossiers, pairs and readers the one with most in it."""
    largest = {
        kind: max(PAGES.glob(f"{start}-*.html"), key=lambda path: (path.stat().st_size, path.name))
        for kind, start in (("actor", "actor"), ("dyad", "dyad"), ("reader", "doc"))
    }
    return {name: PAGES / f"{name}.html" for name in ("index", "network", "contested", "analysis")} | largest


def _open(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.wait_for_timeout(SETTLED)


if __name__ == "__main__":
    main()
