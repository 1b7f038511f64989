"""Hands at a page: with a mouse or on the keyboard, and counted as they go."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

MOST_TABS = 300


@dataclass
class Mouse:
    page: Page

    def press(self, thing: Locator) -> None:
        thing.click()

    def fill(self, box: Locator, words: str) -> None:
        box.fill(words)


@dataclass
class Keyboard:
    """Tab, Space and Enter alone: what cannot be reached, or not be seen to be, fails."""

    page: Page

    def press(self, thing: Locator) -> None:
        self.tab_to(thing)
        kind = thing.evaluate("one => one.type || one.tagName")
        self.page.keyboard.press("Space" if kind in ("radio", "checkbox") else "Enter")

    def fill(self, box: Locator, words: str) -> None:
        self.tab_to(box)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def tab_to(self, thing: Locator) -> None:
        for _ in range(MOST_TABS):
            if thing.evaluate("one => one === document.activeElement"):
                assert thing.evaluate(IS_MARKED), f"Nobody sees the focus on {thing}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {thing} on {self.page.url}")


# Radios and tick boxes show the focus on the box drawn beside them.
IS_MARKED = """one => [
  getComputedStyle(one),
  ...(one.nextElementSibling ? [getComputedStyle(one.nextElementSibling, "::before")] : []),
].some(style => style.outlineStyle !== "none" || style.boxShadow !== "none")"""


@dataclass
class Counted:
    """One person's work on a page: each press counts, typing does not; so does each page shown.

    A screen is a page on which something is filled in or confirmed: the home of a plan, passed on
    the way to the next thing to do, is a page shown and no screen.
    """

    page: Page
    hands: Mouse | Keyboard
    clicks: int = 0
    screens: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Where they begin; not counted as a click."""
        self.page.goto(address)
        self.pages.append(urlsplit(address).path)

    def follow(self, link: str | re.Pattern[str]) -> None:
        """Go by a link."""
        self._press(self._named("link", link), leaves=True)

    def send(self, button: str) -> None:
        """Press the button of a form."""
        self.screens.append(urlsplit(self.page.url).path)
        self._press(self._named("button", button), leaves=True)

    def choose(self, label: str) -> None:
        """Tick a box, or one of several."""
        self._press(self.page.get_by_label(label, exact=True))

    def download(self, link: str) -> bytes:
        with self.page.expect_download() as coming:
            self._press(self._named("link", link))
        return Path(coming.value.path()).read_bytes()

    def fill(self, label: str, words: str) -> None:
        wanted = re.compile(rf"^{re.escape(label)}( \(optional\))?$")
        self.hands.fill(self.page.get_by_label(wanted).first, words)

    def _named(self, role: str, name: str | re.Pattern[str]) -> Locator:
        # A link drawn as a button is one to whoever hears the page.
        exact = isinstance(name, str)
        either = self.page.get_by_role("link", name=name, exact=exact)
        return either.or_(self.page.get_by_role("button", name=name, exact=exact)).first

    def _press(self, thing: Locator, *, leaves: bool = False) -> None:
        self.clicks += 1
        if not leaves:
            self.hands.press(thing)
            return
        with self.page.expect_navigation():
            self.hands.press(thing)
        self.pages.append(urlsplit(self.page.url).path)
