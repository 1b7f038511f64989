"""A real server with data of its own, a real browser, and one walk over every page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect, sync_playwright

from config import postgres
from tests.browser import journey, tour
from tests.browser.browsing import ANSWER_SECONDS, Site
from tests.browser.chamber import Chamber
from tests.browser.walking import Seen
from tests.patience import PATIENCE_SECONDS
from tests.serving import serving

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


# A busy machine is not a fault: what is expected is waited for as long as an answer is.
expect.set_options(timeout=1000 * ANSWER_SECONDS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium_here() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("BROWSER TESTS SKIPPED: Chromium is not installed (apt-get install chromium)")
    return found


@contextmanager
def browsing(program: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=FLAGS, timeout=1000 * PATIENCE_SECONDS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium_here: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """What `make run` serves, with the worked example, in a folder that goes with the tests."""
    var = tmp_path_factory.mktemp("browser") / "var"
    with serving(var, DATABASE_URL="") as server:
        yield Site(server.address, (var / "example-password").read_text(), var)
    postgres.remove(var)


# For one module at a time: Django refuses its database while Playwright's loop is running.
@pytest.fixture(scope="module")
def browser(chromium_here: str) -> Iterator[Browser]:
    with browsing(chromium_here) as browser:
        yield browser


@pytest.fixture(scope="session")
def screens() -> Path:
    """Where this run keeps its pictures, in place of an earlier run's."""
    folder = settings.VAR / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    return folder


@pytest.fixture(scope="session")
def journey_through_the_chamber(site: Site, chromium_here: str, screens: Path) -> Chamber:
    """Plans led through every move, and each page of a move seen on the way."""
    with browsing(chromium_here) as browser:
        return journey.through(browser, site, screens)


@pytest.fixture(scope="session")
def tour_of_the_site(
    site: Site, chromium_here: str, screens: Path, journey_through_the_chamber: Chamber
) -> tuple[list[Seen], list[str]]:
    """Every page seen once, and what the browser complained of on the way."""
    with browsing(chromium_here) as browser:
        seen, complaints = tour.of(browser, site, screens)
    chamber = journey_through_the_chamber
    return seen + chamber.seen, complaints + chamber.complaints
