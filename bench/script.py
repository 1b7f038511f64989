"""How long the browser takes until a paragraph's editor can be typed in."""

import shutil
from collections.abc import Iterator

from bench.pages import Spread
from bench.served import HOST, Served
from bench.writing import Writing

# Notes when the editor stands in place of its box.
WATCH = """
new MutationObserver((_, watch) => {
    if (!document.querySelector("[contenteditable=true]")) return;
    window.editorStood = performance.now();
    watch.disconnect();
}).observe(document, { childList: true, subtree: true, attributes: true });
"""
# From the last byte of the page: its scripts are fetched, parsed and run within that.
TOOK = """() => {
    const [page] = performance.getEntriesByType("navigation");
    return window.editorStood - page.responseEnd;
}"""
FLAGS = ["--no-sandbox", "--disable-gpu"]


def measure(product: Served, writing: Writing, *, rounds: int) -> Spread | None:
    """Seconds from a page's last byte to its editor, nothing kept; None without a browser."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    return Spread.of([*_openings(program, product, writing, rounds)]) if program else None


def _openings(program: str, product: Served, writing: Writing, rounds: int) -> Iterator[float]:
    from playwright.sync_api import sync_playwright

    site = f"http://{HOST}:{product.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for _ in range(rounds):
            context = browser.new_context()
            context.add_cookies([{"name": "sessionid", "value": writing.author, "url": site}])
            page = context.new_page()
            page.add_init_script(WATCH)
            page.goto(f"{site}{writing.forty.paragraph}")
            page.wait_for_function("window.editorStood")
            yield page.evaluate(TOOK) / 1000
            context.close()
        browser.close()
