"""How long the browser takes until a paragraph's editor can be typed in."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.pages import Spread
from bench.served import HOST, Served
from bench.writing import Writing

EDITOR = "[contenteditable=true]"
# Notes when the editor stands in place of its box.
WATCH = f"""
new MutationObserver((_, watch) => {{
    if (!document.querySelector("{EDITOR}")) return;
    window.editorStood = performance.now();
    watch.disconnect();
}}).observe(document, {{ childList: true, subtree: true, attributes: true }});
"""
# From the last byte of the page: its scripts are fetched, parsed and run within that.
TOOK = """() => {
    const [page] = performance.getEntriesByType("navigation");
    return window.editorStood - page.responseEnd;
}"""
FLAGS = ["--no-sandbox", "--disable-gpu"]


@dataclass(frozen=True)
class EditorReady:
    """Seconds from a page's last byte to its editor: as nothing is kept, and opened again."""

    first: Spread
    again: Spread


def measure(product: Served, writing: Writing, *, rounds: int) -> EditorReady | None:
    """None without a browser."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        return None
    first, again = zip(*_openings(program, product, writing, rounds), strict=True)
    return EditorReady(Spread.of(first), Spread.of(again))


def _openings(
    program: str, product: Served, writing: Writing, rounds: int
) -> Iterator[tuple[float, float]]:
    from playwright.sync_api import sync_playwright

    site = f"http://{HOST}:{product.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for _ in range(rounds):
            context = browser.new_context()
            context.add_cookies([{"name": "sessionid", "value": writing.author, "url": site}])
            page = context.new_page()
            page.add_init_script(WATCH)
            address = f"{site}{writing.forty.paragraph}"
            yield _opened(page, address), _opened(page, address)
            context.close()
        browser.close()


def _opened(page: Any, address: str) -> float:
    page.goto(address)
    page.locator(EDITOR).first.wait_for()
    seconds: float = page.evaluate(TOOK) / 1000
    return seconds
