"""A plan in the hands of a council's people, each at a browser; each page is looked at once."""

import re
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from approvals.workflow.transitions import BY_NAME
from plans.models import Stage
from tests.browser import walking
from tests.browser.browsing import WIDE, Site, Visitor, visiting, written_in
from tests.browser.spoiling import is_refused
from tests.browser.walking import Seen

# Nothing in these can be wrong: to send them is to act.
NEVER_REFUSED = {"member", "move_start_monitoring", "move_sign-declaring"}
COUNCIL = "northmoor"


@dataclass
class Chamber:
    """What was seen on the way, which forms were refused, and which moves were made."""

    browser: Browser
    site: Site
    screens: Path
    open: ExitStack
    seen: list[Seen] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    moves: set[tuple[str, Stage]] = field(default_factory=set)
    people: dict[str | None, Visitor] = field(default_factory=dict)

    def by(self, role: str | None) -> Visitor:
        """The person who holds a role, by the first part of their address; None is a resident."""
        if role not in self.people:
            person = f"{role}@{COUNCIL}.example" if role else None
            self.people[role] = self.open.enter_context(visiting(self.browser, self.site, person))
        return self.people[role]

    @property
    def complaints(self) -> list[str]:
        return [line for visitor in self.people.values() for line in visitor.complaints]

    def look(self, visitor: Visitor, path: str, variant: str = "") -> Page:
        """Go there; the first time, take its pictures and see what its form refuses.

        A `variant` is looked at beside the page's usual face.
        """
        answer = visitor.go(path)
        kind = walking.kind_of(path)
        assert kind, path
        name = f"{kind}-{variant}" if variant else kind
        if name not in {one.name for one in self.seen}:
            found = walking.look(visitor, name, answer.status, self.screens)
            # The plan moves on: nobody else finds this form here again.
            self.seen.append(replace(found, has_form=False))
            if found.has_form and name not in NEVER_REFUSED and is_refused(visitor, found):
                self.refused.add(name)
            visitor.page.set_viewport_size(WIDE)
            visitor.go(path)
        return visitor.page


@dataclass
class PlanInChamber:
    """One plan, and what people do with it."""

    chamber: Chamber
    path: str
    stage: Stage = Stage.DRAFTING

    @property
    def public(self) -> str:
        """Where residents find it."""
        return f"/{COUNCIL}/published/{self.path.rstrip('/').rsplit('/', 1)[1]}/"

    def at(self, role: str | None, page: str = "", variant: str = "") -> Page:
        return self.chamber.look(self.chamber.by(role), f"{self.path}{page}", variant)

    def link(self, role: str, name: str, page: str = "") -> Page:
        """Follow a link of one of the plan's pages, and look at where it leads."""
        visitor = self.chamber.by(role)
        visitor.go(f"{self.path}{page}")
        target = visitor.page.get_by_role("link", name=re.compile(name)).first.get_attribute("href")
        assert target, name
        return self.chamber.look(visitor, target)

    def moved(self, move: str, page: Page | None = None) -> None:
        """The plan is where the table of moves says that this move leads from where it was.

        `page` is where the move led; the author looks where that is not the plan's home.
        """
        home = f"{self.chamber.site.address}{self.path}"
        if page is None or page.url != home:
            page = self.chamber.by("author").page
            page.goto(home)
        stage = page.locator(".plan-facts .govuk-tag").first
        self.chamber.moves.add((move, self.stage))
        self.stage = BY_NAME[move].target_from(self.stage)
        expect(stage).to_have_class(re.compile(rf"\btag-{self.stage}\b"))


def start(chamber: Chamber, title: str, text: str) -> PlanInChamber:
    """A plan of its own, with text, decided today."""
    author = chamber.by("author")
    author.go(f"/{COUNCIL}/start/")
    page = author.page
    page.get_by_label("Title").fill(title)
    on(page, "meets_on", timezone.localdate())
    press(page, "Start the plan")
    page.get_by_label("Paste the text here").fill(text)
    press(page, "Read it")
    press(page, "Save into the plan")
    return PlanInChamber(chamber, author.path.removesuffix("write/"))


def on(page: Page, name: str, day: date) -> None:
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(day, part)))


def fill(page: Page, **boxes: str) -> None:
    """Boxes by the names of their fields, opened first where they are folded away."""
    for name, words in boxes.items():
        box = page.locator(f"[name='{name}']")
        unfold(box)
        written_in(box).fill(words)


def unfold(box: Any) -> None:
    box.evaluate("one => { const fold = one.closest('details'); if (fold) fold.open = true; }")


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"[name='{name}'][value='{value}']").check()


def tick(page: Page, name: str, wanted: bool = True) -> None:
    box = page.locator(f"[name='{name}']")
    unfold(box)
    box.set_checked(wanted)


def press(page: Page, button: str) -> None:
    """Send the form, which is not to be refused."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
    refused = page.locator(".govuk-error-summary").all_inner_texts()
    assert refused == [], refused


def save_words(page: Page) -> None:
    """Save a paragraph, which leaves its page where it is and says when that was."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-stash]")).to_contain_text("Saved ")
