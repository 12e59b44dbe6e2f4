"""A real Chromium that looks at the pages as a reader would, and reports everything it was asked to fetch or complained of."""

import os
import shutil
from dataclasses import dataclass, field

import pytest

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium():
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        reason = "no Chromium here: install the package chromium, or name the program in KG_CHROMIUM"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@dataclass
class Watched:
    """A page, and what went on behind it."""

    page: object
    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def find(self, name):
        return self.page.get_by_test_id(name)

    def counts(self):
        """Actors shown, actors in all, ties shown, ties in all, statements shown, statements in all."""
        text = self.find("counts").text_content()
        return tuple(int(word.replace(",", "")) for word in text.replace("·", " ").split() if word.replace(",", "").isdigit())

    def assert_clean(self):
        outside = [url for url in self.requests if not url.startswith(("file:", "data:", "blob:", "about:"))]
        assert outside == []
        assert self.complaints == []


SERIOUS = ("serious", "critical")


def assert_accessible(watched, theme=None):
    """axe-core finds no serious or critical violation on the page as it stands, in the theme named, else the one that holds."""
    from axe_playwright_python.sync_playwright import Axe

    if theme:
        watched.page.emulate_media(color_scheme=theme)
    found = Axe().run(watched.page).response["violations"]
    assert [_violation(one) for one in found if one["impact"] in SERIOUS] == []


def _violation(found):
    places = "; ".join(f"{' '.join(map(str, node['target']))}: {node.get('failureSummary', '')}" for node in found["nodes"][:5])
    return f"{found['id']} ({found['impact']}): {found['help']} [{len(found['nodes'])} places] {' '.join(places.split())}"


def watch(view):
    page = view.new_page()
    watched = Watched(page)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("console", lambda said: watched.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    return watched


@pytest.fixture(scope="session")
def tab(browser):
    return watch(browser.new_context(viewport={"width": 1400, "height": 900}))


@pytest.fixture
def again(tab):
    """Opens a file anew in the one tab that the tests share, and watches as `look` does."""

    def again(path):
        tab.page.goto("about:blank")
        tab.page.goto(path.as_uri())
        return tab

    yield again
    tab.assert_clean()


@pytest.fixture
def look(browser):
    """Opens a file, and at the end makes sure that it asked for nothing and that the browser complained of nothing."""
    opened = []

    def look(path, width=1400, height=900, fragment="", **context):
        view = browser.new_context(viewport={"width": width, "height": height}, **context)
        watched = watch(view)
        watched.page.goto(path.as_uri() + fragment)
        opened.append((view, watched))
        return watched

    yield look
    for view, watched in opened:
        watched.assert_clean()
        view.close()
