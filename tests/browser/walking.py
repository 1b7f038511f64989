"""A walk over every page that links lead to, each looked at once, wide and on a phone."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.browsing import PHONE, WIDE, Visitor

# Pages that each role sees differently: looked at for every person.
PERSONAL = {"home", "plan", "plans"}
# Not pages: what is downloaded, and the way out.
NOT_VISITED = {
    *("plan_draft_pdf", "plan_draft_docx", "plan_draft_odt"),
    *("version_pdf", "version_docx", "version_odt", "copy_docx"),
    *("version_html", "version_json", "list_csv", "list_xlsx"),
    *("evidence_file", "commission_letter", "mfa_download_recovery_codes"),
    *("clearance_email", "progress_pdf", "compliance_pdf", "pack"),
    *("notice_pdf", "notice_docx", "notice_odt"),
    *("report_preview_pdf", "report_preview_docx"),
    *("report_issued_pdf", "report_issued_docx", "report_issued_odt"),
    *("submit_email", "sent_email", "sent_pdf", "receipt_file", "extension_file"),
    *("step_paper_file", "published_statement_pdf", "published_report_pdf"),
    *("published_pdf", "published_html", "published_json"),
    *("published_commitments", "published_metrics"),
    *("meetings_csv", "meetings_ics", "calendar_feed"),
}


@dataclass(frozen=True)
class Seen:
    """One page as it was found: what axe says of it, and how wide it is on a phone."""

    name: str
    path: str
    person: str | None
    status: int
    faults: tuple[str, ...]
    width_on_a_phone: int
    has_form: bool


def walk(
    visitor: Visitor, role: str, start: Iterable[str], screens: Path, known: set[str]
) -> Iterator[Seen]:
    """Breadth first from `start`: the first page of each kind that is not `known` yet."""
    waiting = list(start)
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        name = f"{kind}-{role}" if kind in PERSONAL else kind
        if name is None or name in known:
            continue
        known.add(name)
        answer = visitor.go(path)
        yield look(visitor, name, answer.status if answer else 0, screens)
        waiting += links_on(visitor)


def look(visitor: Visitor, name: str, status: int, screens: Path) -> Seen:
    """Pictures at both widths, and what is measured at each."""
    page = visitor.page
    page.set_viewport_size(WIDE)
    page.wait_for_selector("body.js-enabled")
    take_picture(page, screens / f"{name}-1280.png")
    faults = faults_on(visitor)
    page.set_viewport_size(PHONE)
    take_picture(page, screens / f"{name}-390.png")
    has_form = page.locator("main form[method=post]").count() > 0
    width = width_of(visitor)
    return Seen(name, visitor.path, visitor.person, status, tuple(faults), width, has_form)


def take_picture(page: Page, path: Path) -> None:
    """Of the whole page, for people to look at; none where nobody will (CI)."""
    if not os.environ.get("CI"):
        page.screenshot(path=path, full_page=True)


def look_twice(page: Page, name: str, screens: Path) -> None:
    """One page, wide and on a phone: a picture of each, no wider than its window, no fault."""
    page.wait_for_load_state()
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        take_picture(page, screens / f"{name}-{size['width']}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.set_viewport_size(WIDE)
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []


def faults_on(visitor: Visitor) -> list[str]:
    found = Axe().run(visitor.page).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def width_of(visitor: Visitor) -> int:
    """How wide the page is; wider than the window, it scrolls sideways."""
    return visitor.page.evaluate("document.documentElement.scrollWidth")


def kind_of(path: str) -> str | None:
    """The name of the page at a path, with its kind where one address serves several."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    if match.url_name is None or match.url_name in NOT_VISITED:
        return None
    kind = match.kwargs.get("kind")
    return f"{match.url_name}-{getattr(kind, 'key', kind)}" if kind else match.url_name


def links_on(visitor: Visitor) -> list[str]:
    """Addresses on this site that the page leads to."""
    found = visitor.page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    base = visitor.site.address
    return [re.sub(r"#.*$", "", link.removeprefix(base)) for link in found if link.startswith(base)]
