"""People at their browsers: signed in, watched for what the browser complains of."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from tests.serving import ANSWER_SECONDS

# In seconds; after half an hour what decides, signs or submits asks for the password again.
STAYS_PROVED = 15 * 60
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
AUTHOR = "author@northmoor.example"
CONTRIBUTOR = "contributor@northmoor.example"
MONITORING_OFFICER = "monitoring.officer@northmoor.example"
ADMINISTRATOR = "administrator@northmoor.example"
AUDITOR = "auditor@northmoor.example"
CABINET_MEMBER = "cabinet.member@northmoor.example"
SECTION_151 = "section.151@northmoor.example"
CHIEF_EXECUTIVE = "chief.executive@northmoor.example"
TWO_OFFICERS = "policy@wenbury.example"


@dataclass
class Site:
    """The served product, and the cookies of those who have signed in to it."""

    address: str
    password: str
    var: Path
    signed_in: dict[str, Any] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)

    def state_of(self, person: str) -> Any:
        """Somebody’s cookies, unless they signed in so long ago that they are soon asked again."""
        recent = time.monotonic() - self.since.get(person, 0) < STAYS_PROVED
        return self.signed_in.get(person) if recent else None

    def sign_in(self, page: Page, person: str) -> None:
        page.goto(f"{self.address}/account/login/")
        page.get_by_label("E-mail address").fill(person)
        page.get_by_label("Password", exact=True).fill(self.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{self.address}/")


@dataclass
class Visitor:
    """One page of a browser, and everything the browser has complained of in it."""

    page: Page
    site: Site
    person: str | None = None
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Any:
        return self.page.goto(f"{self.site.address}{path}")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.site.address)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()


@contextmanager
def visiting(browser: Browser, site: Site, person: str | None, **options: Any) -> Iterator[Visitor]:
    """A window of its own for one person, signed in; None is a stranger."""
    options = {"viewport": WIDE, **options}
    state = site.state_of(person or "")
    context = browser.new_context(storage_state=state, **options)
    context.set_default_timeout(1000 * ANSWER_SECONDS)
    page = context.new_page()
    visitor = Visitor(page, site, person)
    page.on("pageerror", lambda error: visitor.complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda line: complain(visitor, line))
    if person and state is None:
        site.sign_in(page, person)
        site.signed_in[person] = context.storage_state()
        site.since[person] = time.monotonic()
    try:
        yield visitor
    finally:
        context.close()


def complain(visitor: Visitor, line: Any) -> None:
    # A refused form (422) and the pages of failure are logged by the browser as errors too.
    if line.type in ("error", "warning") and "Failed to load resource" not in line.text:
        visitor.complaints.append(f"{visitor.page.url}: {line.text}")


def written_in(box: Locator) -> Locator:
    """The editor over a long text, where there is one, or the box itself.

    A box filled while its editor comes is hidden under the filling, which then waits for ever.
    """
    if box.get_attribute("data-richtext") is None:
        return box
    page = box.page
    # A page with few boxes puts an editor over each, and says so where it cannot.
    if page.locator("textarea[data-richtext]").count() <= 2:
        page.locator(".editor, .toolbar__note:not(:empty)").first.wait_for()
    if box.is_visible():
        return box
    return page.locator(f"[id='{(box.get_attribute('id') or '').removesuffix('-typed')}']")
