"""Words that a meeting only noted may be public too, and say so for as long as they are."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from approvals.which_version import version_for_publication
from plans.access import plan_url
from plans.actions.files import read_file
from plans.models import Stage
from tests.approvals.attempts import attempt
from tests.approvals.makers import Chamber, make_put, make_recorded
from tests.approvals.pages import browser_of
from tests.approvals.ways import NOTED
from web.dates import day_in_words
from web.errors import Refused

TODAY = timezone.localdate()
MARKING = f"Noted, not endorsed, by Cabinet on {day_in_words(TODAY)}"


@pytest.fixture
def chamber(chamber: Chamber) -> Chamber:
    """A plan that Cabinet noted today, with no other meeting named."""
    make_put(chamber)
    attempt("noted", chamber.plan, by=chamber.clerk)
    chamber.plan.refresh_from_db()
    return chamber


def test_noted_words_are_published_and_the_plan_stays_where_it_is(chamber):
    made = attempt("publish_early", chamber.plan, by=chamber.clerk)

    assert made.version == made.decision.version
    assert (made.is_draft, made.marking, made.unmarked_on) == (False, MARKING, None)
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DECISION
    assert chamber.council.acts.first().verb == "noted_published"


def test_page_and_paper_say_so_whatever_the_day(chamber, monkeypatch):
    made = attempt("publish_noted", chamber.plan, by=chamber.clerk)
    address = reverse("published_plan", args=[chamber.council.slug, chamber.plan.slug])

    for on in (TODAY, TODAY + timedelta(days=400)):
        monkeypatch.setattr("public.drawn_once.today_in_london", lambda on=on: on)
        assert MARKING in Client().get(address).content.decode()
        pages = PdfReader(BytesIO(read_file(made.pdf_on(on)))).pages
        assert all(MARKING in page.extract_text().replace("\n", " ") for page in pages)


def test_the_word_file_says_so_on_every_page(chamber):
    number = chamber.plan.versions.get().number
    answer = browser_of(chamber.author).get(plan_url("version_docx", chamber.plan, number))

    [section] = docx.Document(BytesIO(answer.content)).sections
    assert section.footer.paragraphs[0].text.startswith(f"{MARKING} · ")


def test_they_say_so_while_the_plan_is_monitored(chamber):
    said = {"basis": NOTED, "officer_view": "It was before members."}
    attempt("submit", chamber.plan, by=chamber.author, **said)
    attempt("start_monitoring", chamber.plan, by=chamber.author)

    assert attempt("publish", chamber.plan, by=chamber.clerk).marking == MARKING


def test_a_plan_that_was_put_off_has_nothing_to_publish_but_its_draft(db):
    chamber = Chamber()
    make_put(chamber)
    later = TODAY + timedelta(days=7)
    attempt("deferred", chamber.plan, by=chamber.clerk, next_meets_on=later)
    chamber.plan.refresh_from_db()

    words = version_for_publication(chamber.plan)
    assert words
    assert words.is_draft
    with pytest.raises(Refused, match="agenda"):
        attempt("publish_noted", chamber.plan, by=chamber.clerk)


def test_no_unmarked_file_is_offered_for_the_councils_own_site(chamber):
    clerk = Client()
    clerk.force_login(chamber.clerk)
    at = [chamber.council.slug, chamber.plan.slug]
    number = chamber.plan.versions.get().number
    unmarked = reverse("version_html", args=[*at, number])

    assert unmarked not in clerk.get(reverse("move_publish", args=at)).content.decode()


def test_the_files_of_endorsed_words_are_offered(db):
    """The control: without a marking the page leads to them."""
    chamber = Chamber()
    make_recorded(chamber, TODAY)
    clerk = Client()
    clerk.force_login(chamber.clerk)
    at = [chamber.council.slug, chamber.plan.slug]
    unmarked = reverse("version_html", args=[*at, chamber.plan.versions.get().number])

    assert unmarked in clerk.get(reverse("move_publish", args=at)).content.decode()
