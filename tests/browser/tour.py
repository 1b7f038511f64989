"""The tour of every page: what must be there first, who walks, and from where."""

import base64
import hashlib
import hmac
import re
import struct
import time
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page

from tests.browser import browsing, walking
from tests.browser.browsing import Site, Visitor, visiting, written_in
from tests.browser.walking import Seen
from tests.plan_makers import MARKED_UP

NORTHMOOR = "/northmoor/plans/productivity-plan-2024/"
PATIENCE_SECONDS = 60
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNPLACED = "A text that does not say where its words belong.\n\nNor does this second paragraph.\n"


def of(browser: Browser, site: Site, screens: Path) -> tuple[list[Seen], list[str]]:
    """Every page, by the person who has most to see there, and all complaints."""
    seen: list[Seen] = []
    complaints: list[str] = []
    known: set[str] = set()
    for person, role, prepare in WALKERS:
        with visiting(browser, site, person) as visitor:
            start = prepare(visitor)
            seen += walking.walk(visitor, role, start, screens, known)
            seen += failures(visitor, role, screens)
            complaints += visitor.complaints
    return seen, complaints


def author(visitor: Visitor) -> list[str]:
    """A version, a change since, a removed paragraph, savings by year: every page has something."""
    make_a_version(visitor)
    comment_on_something(visitor)
    suggest_something(visitor)
    bring_in_a_sheet(visitor)
    visitor.go(NORTHMOOR)
    follow(visitor.page.get_by_role("link", name="Introduction"))
    visitor.page.locator("summary", has_text="More").last.click()
    follow(visitor.page.get_by_role("link", name=re.compile("^Remove")).last)
    submit(visitor.page, "Remove", reason="It said nothing new")
    visitor.go(NORTHMOOR + "settings/")
    visitor.page.get_by_label("Give savings by financial year").check()
    submit(visitor.page, "Save", reason="Finance asks for it")
    visitor.go(NORTHMOOR + "history/")
    removed = visitor.page.get_by_role("link", name=re.compile("^Removed")).get_attribute("href")
    # Named first: home may lead to a plan that another test began on this site, and left empty.
    # What was not saved is linked to only where there is some: tests/browser/test_writing.
    parts = (f"history/{removed}", "unsaved/", "page/left/")
    # Words that stand there: each place of them is on the page.
    found = f"{NORTHMOOR}replace/?find=services&words=the+services"
    return [f"{NORTHMOOR}commitments/", "/", found, *(NORTHMOOR + part for part in parts)]


def two_officers(visitor: Visitor) -> list[str]:
    """Texts that leave something to be placed or settled; a commission of the council's own."""
    visitor.go("/wenbury/")
    follow(visitor.page.get_by_role("link", name="Wenbury productivity plan"))
    # Of a plan that is drafted: Northmoor's was sent long ago.
    reports = (f"{visitor.path}send/paste/", f"{visitor.path}send/draft/")
    visitor.go(f"{visitor.path}import/")
    visitor.page.get_by_label("Paste the text here").fill(UNPLACED)
    submit(visitor.page, "Read it")
    review = visitor.path
    visitor.go(f"{review.partition('import/')[0]}import/")
    marked = {"name": "plan.docx", "mimeType": WORD, "buffer": MARKED_UP}
    visitor.page.get_by_label("Or upload it").set_input_files([marked])
    submit(visitor.page, "Read it")
    changes = visitor.path
    visitor.go("/wenbury/commissions/")
    follow(visitor.page.get_by_role("link", name=re.compile(r"^Productivity Plans")).first)
    # Led to by a button on the review, where the plan has text.
    second = (f"{review}merge/", f"{review}replace/")
    return ["/", review, *second, changes, *reports, *walking.links_on(visitor)]


def administrator(visitor: Visitor) -> list[str]:
    """What only an administrator may do lies behind pages that others have seen already."""
    visitor.go("/northmoor/people/")
    links = walking.links_on(visitor)
    # Not their own, which nobody invites again.
    row = visitor.page.get_by_role("row").filter(has_text="Cabinet member, Northmoor").first
    follow(row.get_by_role("link").first)
    appointment = visitor.path
    links += walking.links_on(visitor)
    give_a_role_that_waits(visitor)
    # The link is there for who has been here; the page for everybody.
    # Readers of the list of meetings came there first, who are not led to these.
    meetings = ("/northmoor/meetings/add/", "/northmoor/meetings/bring-in/")
    return ["/", *links, *meetings, f"{appointment}account/", "/invitations/"]


def give_a_role_that_waits(visitor: Visitor) -> None:
    """Until the head of paid service, or a second administrator, confirms it."""
    page = visitor.page
    visitor.go("/northmoor/people/add/")
    page.locator("[name=name]").fill("Second Cabinet member, Northmoor")
    page.locator("[name=email]").fill("second.member@northmoor.example")
    page.locator("[name=role][value=cabinet_member]").check()
    page.locator("[name=starts_on_day]").fill(timezone.localdate().isoformat())
    submit(page, "Give the role")


def chief_executive(visitor: Visitor) -> list[str]:
    """A role that waits for their confirmation."""
    visitor.go("/northmoor/people/")
    roles = [path for path in walking.links_on(visitor) if walking.kind_of(path) == "appointment"]
    for role in roles:
        visitor.go(role)
        confirm = [
            path
            for path in walking.links_on(visitor)
            if walking.kind_of(path) == "appointment_confirm"
        ]
        if confirm:
            return confirm
    raise AssertionError("No role waits to be confirmed.")


def section_151(visitor: Visitor) -> list[str]:
    """Somebody whom they named to confirm savings."""
    named = "/northmoor/savings-confirmers/"
    visitor.go(named)
    visitor.page.locator("[name=person]").select_option(index=1)
    submit(visitor.page, "Name them")
    visitor.go(named)
    return ["/", *walking.links_on(visitor), f"{NORTHMOOR}savings/"]


def auditor(visitor: Visitor) -> list[str]:
    """A second step at sign-in, set up; then its own pages, signed in and half signed in."""
    visitor.go("/account/2fa/totp/activate/")
    if visitor.page.get_by_label("Password", exact=True).count():
        visitor.page.get_by_label("Password", exact=True).fill(visitor.site.password)
        follow(visitor.page.locator("main form button[type=submit]").first)
    secret = visitor.page.get_by_label("Key").input_value()
    visitor.page.get_by_label(re.compile("code", re.I)).first.fill(code_for(secret))
    follow(visitor.page.locator("main form button[type=submit]").first)
    visitor.go("/account/2fa/recovery-codes/generate/")
    follow(visitor.page.locator("main form button[type=submit]"))
    own = "/account/2fa/"
    names = ("/account/name/", "/account/mail/", "/account/calendar/")
    return [visitor.path, *names, own, f"{own}reauthenticate/", f"{own}totp/deactivate/"]


def half_signed_in(visitor: Visitor) -> list[str]:
    """The password is right, the code is still to come."""
    visitor.go("/account/login/")
    visitor.page.get_by_label("E-mail address").fill(browsing.AUDITOR)
    visitor.page.get_by_label("Password", exact=True).fill(visitor.site.password)
    follow(visitor.page.get_by_role("button", name="Sign in"))
    return [visitor.path]


def stranger(visitor: Visitor) -> list[str]:
    """A password to be set anew, by the link that was written to them."""
    visitor.go("/account/password/reset/")
    visitor.page.get_by_label("E-mail address").fill(browsing.CABINET_MEMBER)
    follow(visitor.page.locator("main form button[type=submit]"))
    done = "/account/password/reset/key/done/"
    link = link_to_a_new_password(visitor.site, browsing.CABINET_MEMBER)
    return ["/account/login/", visitor.path, link, done]


def monitoring_officer(visitor: Visitor) -> list[str]:
    return ["/", "/northmoor/history/refused/"]


def anybody(visitor: Visitor) -> list[str]:
    return ["/"]


WALKERS = (
    (browsing.AUTHOR, "author", author),
    (browsing.TWO_OFFICERS, "two-officers", two_officers),
    (browsing.ADMINISTRATOR, "administrator", administrator),
    (browsing.CHIEF_EXECUTIVE, "chief-executive", chief_executive),
    (browsing.SECTION_151, "section-151", section_151),
    (browsing.MONITORING_OFFICER, "monitoring-officer", monitoring_officer),
    (browsing.CABINET_MEMBER, "cabinet-member", anybody),
    (browsing.CONTRIBUTOR, "contributor", anybody),
    (browsing.AUDITOR, "auditor", auditor),
    (None, "half-signed-in", half_signed_in),
    (None, "stranger", stranger),
)


def failures(visitor: Visitor, role: str, screens: Path) -> list[Seen]:
    """The pages that say no, once each."""
    wanted = {
        "author": ("404", "/northmoor/nothing-here/"),
        "contributor": ("403", NORTHMOOR),
    }
    if role not in wanted:
        return []
    name, path = wanted[role]
    answer = visitor.go(path)
    return [walking.look(visitor, name, answer.status, screens)]


def make_a_version(visitor: Visitor) -> None:
    visitor.go(NORTHMOOR + "versions/make/")
    submit(visitor.page, "Make a version")


def comment_on_something(visitor: Visitor) -> None:
    """One comment that is open, and one that is resolved."""
    for words in ("Is this still so?", "Who says this?"):
        visitor.go(NORTHMOOR + "comments/")
        places = [one for one in walking.links_on(visitor) if "/comments/add/passage/" in one]
        visitor.go(places[0])
        visitor.page.get_by_label("Your comment").fill(words)
        submit(visitor.page, "Comment")
    follow(visitor.page.get_by_role("link", name="Resolve it"))
    submit(visitor.page, "Resolve it")


def bring_in_a_sheet(visitor: Visitor) -> None:
    """One that may be taken back."""
    visitor.go(NORTHMOOR + "barriers/spreadsheet/")
    cells = "What stands in the way\tWhat is asked\nForms that differ by fund\tOne form for all\n"
    visitor.page.get_by_label("Or paste its cells here").fill(cells)
    submit(visitor.page, "See what would change")
    submit(visitor.page, "Bring it in", reason="Finance keeps the list")


def suggest_something(visitor: Visitor) -> None:
    """Two suggestions that are open, so that one can be answered, and all of one person."""
    visitor.go(NORTHMOOR + "comments/")
    places = [one for one in walking.links_on(visitor) if "/comments/add/passage/" in one]
    for place in places[-2:]:
        visitor.go(place.replace("comments/add/passage", "suggestions/for"))
        box = visitor.page.locator("[name='body']")
        written_in(box).fill("The council answers half of all calls within a minute.")
        submit(visitor.page, "Suggest these words")


def submit(page: Page, button: str, *, reason: str = "") -> None:
    if reason:
        page.get_by_label(re.compile("^Why")).fill(reason)
    follow(page.get_by_role("button", name=button, exact=True))


def follow(leading: Locator) -> None:
    """Press what leads to another page, and be there: a click alone waits for no answer."""
    with leading.page.expect_navigation():
        leading.click()


def code_for(secret: str) -> str:
    """Six digits for this half minute (RFC 6238), or for the next when this one is nearly over."""
    if (left := 30 - time.time() % 30) < 8:
        time.sleep(left)
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def link_to_a_new_password(site: Site, address: str) -> str:
    """From the e-mail, which goes a moment after the page that asked for it."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        for one in (site.var / "mail").glob("*"):
            words = one.read_text().replace("=\n", "")
            link = re.search(r"https?://[^/\s]+(/account/password/reset/key/\S+)\n", words)
            if link and f"To: {address}" in words and "Set a new password" in words:
                return link[1]
        time.sleep(0.1)
    raise AssertionError(f"No e-mail with a link came to {address}.")
