"""What is typed into any field or put into any address is kept as text or refused in words."""

import io
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from councils.models import User
from councils.roles import Role
from plans.actions.passages import add_passage
from tests import access
from tests.addresses import addresses_in
from tests.makers import make_appointment, make_person
from tests.plan_makers import World, make_version

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script>"
BAD = {
    "empty": "",
    "over-long": "words " * 2_000,
    "control characters": "a bell\x07, an escape\x1b[31m",
    "a script": SCRIPT,
    "the end of a paragraph": "</para><para>",
    "bold without end": "<b>bold",
    "right-to-left marks": "\u202egnp.exe\u2066",
    "emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "a word of 200,000 letters": "w" * 200_000,
    "a year and a full stop": "2019. We saved money.",
    "a formula": '=HYPERLINK("https://x.example","y")',
    "a NUL": "a\x00b",
    "thirteen": "13",
    "negative": "-5",
    "not a number": "NaN",
    "a huge number": "9" * 40,
    "a huge power": "1e400000",
}
# What one field alone gets, where the others are as they should be.
ALONE = {
    name: BAD[name]
    for name in BAD
    if name in ("empty", "over-long", "a NUL", "thirteen", "negative")
    or name.startswith(("not a", "a huge"))
} | {"words of every kind": f"2019. We\x07 </para><b>bold {SCRIPT} \u202egnp {BAD['emoji']}"}
# Pages that a person may send, and whose forms the page itself shows.
PAGES = access.PLAN_PAGES | access.COUNCIL_PAGES
# Pages whose forms are there in one stage only: see tests/approvals/test_bad_forms.py.
IN_ONE_STAGE = {name for name in PAGES if name.startswith("move_")} | {
    "send_check",
    "clearance_to_authors",
    "progress_report",
    "updates",
    "commitment_end",
    "appointment_confirm",  # a role that waits: see tests/councils/test_grants.py
}
# Who opens the pages that are for no author or administrator.
OFFICERS = (Role.SECTION_151, Role.MONITORING_OFFICER)
FORMS = [name for name, page in PAGES.items() if page.post & page.get and name not in IN_ONE_STAGE]
OPENED = [name for name, page in PAGES.items() if page.get and name not in IN_ONE_STAGE]
# Every parameter of an address that a page reads.
PARAMETERS = {
    "plans": ("after_plan",),
    "history": ("who", "part", "since_month", "until_year", "thing", "before"),
    "act": ("who", "thing"),
    "comments": ("on",),
    "suggestions": ("whose", "part"),
    "council_act": ("who", "part"),
    "thing_history": ("before",),
    "refusals": ("plan", "before"),
    "council_compliance": ("before",),
    "council_history": ("who", "since_day", "until_month", "before"),
    "versions_compare": ("before", "after"),
    "report_template": ("example",),
    "timetable": ("due_day", "meets_on_year", "notice_on_month", "route"),
}
# Of these, pages that know no "before".
OTHERS = {"plans", "comments", "suggestions", "timetable", "report_template"}


class FormReader(HTMLParser):
    """The fields of a page's forms with the values a browser would send, untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        name, value = found.get("name") or "", found.get("value") or ""
        if tag in ("textarea", "select"):
            self.inside = name
            self.fields[name] = ""
        elif tag == "option" and "selected" in found:
            self.fields[self.inside] = value
        elif tag == "input" and name and name != "csrfmiddlewaretoken":
            chosen = "checked" in found or found.get("type") not in ("radio", "checkbox")
            self.fields[name] = value if chosen else self.fields.get(name, "")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.fields[self.inside]:
            self.fields[self.inside] = data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.inside = ""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One of everything, made once for all the tests here and then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        make_appointment(made.council, made.author, "administrator")
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def addresses(world: World) -> dict[str, str]:
    return addresses_in(world)


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, User]:
    return people_by_page(world)


def people_by_page(world: World) -> dict[str, User]:
    """Whoever opens a page that is not for the author, who is administrator too, by its name."""
    officers = {role: make_person(world.council, role) for role in OFFICERS}
    theirs = {name: page.post or page.get for name, page in PAGES.items()}
    return {
        name: next(person for role, person in officers.items() if role in may)
        for name, may in theirs.items()
        if not may & {Role.AUTHOR, Role.ADMINISTRATOR} and may & set(OFFICERS)
    }


@pytest.fixture
def browser(request, db, world: World, people: dict[str, User]) -> Client:
    called = getattr(request.node, "callspec", None)
    client = Client()
    client.force_login(people.get(called.params.get("name", "") if called else "", world.author))
    return client


def sent(browser: Client, url: str, fields: dict[str, str]) -> HttpResponse:
    """The answer, and where it leads when there is markup to find; changes are taken back."""
    with transaction.atomic():
        follow = any("<" in value for value in fields.values())
        response = browser.post(url, fields, follow=follow)
        transaction.set_rollback(True)
    return response


def assert_kept_as_text_or_refused(response: HttpResponse) -> None:
    refused = response.status_code == 422
    assert refused or response.status_code in (200, 302), response.status_code
    page = response.content
    assert SCRIPT.encode() not in page
    assert b"</para>" not in page
    assert b"<b>bold" not in page
    assert refused == (b"govuk-error-summary" in page)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_keeps_what_is_typed_as_text_or_refuses_it(browser, world, addresses, name):
    url = addresses[name]
    page = browser.get(url)
    reader = FormReader()
    reader.feed(page.content.decode())
    fields = {key: value for key, value in reader.fields.items() if key} | {"sent": "yes"}
    assert b"<form" in page.content

    one_by_one = [(field, bad) for field in fields for bad in ALONE.items()]
    at_once = [("every field", bad) for bad in BAD.items()]
    for field, (bad, value) in [*one_by_one, *at_once]:
        # Together no more than a request may bring at all.
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (4 * len(fields))
        typed = dict.fromkeys(fields, value[:most]) if field == "every field" else {field: value}
        response = sent(browser, url, fields | typed)
        if response.status_code == 409 and any(key.startswith("seen") for key in typed):
            continue  # another revision than the page showed
        try:
            assert_kept_as_text_or_refused(response)
        except AssertionError as wrong:
            wrong.add_note(f"{bad} in {field} of {url}")
            raise


@pytest.mark.parametrize("name", OPENED)
@pytest.mark.parametrize("query", ["q=%00&page=abc&s=%ff%fe", "before=abc&after=%00"])
def test_no_page_minds_a_parameter_it_does_not_know(browser, addresses, name, query):
    more = "&" if "?" in addresses[name] else "?"
    page = browser.get(f"{addresses[name]}{more}{query}")
    known = name in PARAMETERS.keys() - OTHERS and "before" in query
    assert page.status_code == (422 if known else 200)


@pytest.mark.parametrize(
    ("name", "parameter"), [(name, one) for name, all_ in PARAMETERS.items() for one in all_]
)
@pytest.mark.parametrize(
    "value", ["%00", "abc", "-1", "9" * 40, "%3Cscript%3Ealert(1)%3C/script%3E", "13.5", "%F0%9F"]
)
def test_a_parameter_that_makes_no_sense_is_refused_in_words(
    browser, addresses, name, parameter, value
):
    page = browser.get(f"{addresses[name]}?{parameter}={value}")

    assert page.status_code == 422
    assert SCRIPT.encode() not in page.content


@pytest.mark.parametrize("part", ["theme", "item", "passage", "version", "act", "import_review"])
@pytest.mark.parametrize("number", ["0", "9" * 40])
def test_a_number_that_is_nothing_is_not_found(browser, world, addresses, part, number):
    *before, last, end = addresses[part].split("/")
    assert last.isdigit()
    assert browser.get("/".join([*before, number, end])).status_code == 404


def test_bad_words_come_out_on_paper_and_on_the_web_as_text(browser, world):
    """What a form lets through, as far as it is printed at all, is printed letter by letter."""
    for words in BAD.values():
        if words:
            add_passage(
                world.plan,
                by=world.author,
                theme=world.theme,
                kind="paragraph",
                body=words.replace("\x00", "")[:50_000],
                reason="A test of the paper",
            )
    version = make_version(world.plan, world.author)

    paper = browser.get(world.at("version_pdf", version.number))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    assert SCRIPT in text
    assert "</para><para>" in text.replace("\n", "")
    assert "<b>bold" in text
    for name in ("version", "version_html", "plan_read"):
        rest = [] if name == "plan_read" else [version.number]
        page = browser.get(world.at(name, *rest)).content
        assert b"&lt;script&gt;" in page
        assert SCRIPT.encode() not in page
