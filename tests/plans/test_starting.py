"""Starting a plan: under whose title, and beside which other one."""

from dataclasses import replace

import pytest

from councils.names import place_of
from councils.roles import Role
from plans.access import plan_url
from plans.actions import commissions
from plans.actions.plans import start_plan, title_for
from plans.limits import MOST_CHARACTERS
from plans.models import Import, Plan
from tests.approvals.pages import browser_of
from tests.makers import make_council, make_person
from tests.plan_makers import SHIPPED, asked_as, make_plan
from web.errors import Refused


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Wenbury District Council", "Wenbury"),
        ("Wenbury", "Wenbury"),
        ("Norrowshire County Council", "Norrowshire"),
        ("Calder City Council", "Calder"),
        ("Metropolitan Borough of Hale", "Hale"),
        ("London Borough of Marsh", "Marsh"),
        ("The Royal Borough of Ness", "Ness"),
        ("Hale Metropolitan Borough Council", "Hale"),
        ("North and South Unitary Council", "North and South"),
        # What says more than kind and place is left alone.
        ("City of Calder Council", "City of Calder"),
        ("Council of the Outer Isles", "Council of the Outer Isles"),
        ("District Council", "District"),
        ("Council", "Council"),
    ],
)
def test_a_council_is_called_by_its_place(name, place):
    assert place_of(name) == place


def wenbury():
    council = make_council("Wenbury District Council", slug="wenbury")
    return council, make_person(council, Role.AUTHOR)


def test_the_default_title_is_the_councils_own(db):
    council, author = wenbury()
    plan = start_plan(council, by=author, commission=commissions.shipped_version(SHIPPED))

    assert plan.title == "Wenbury Productivity Plan 2024"
    assert plan.slug == "wenbury-productivity-plan-2024"


def test_what_a_plan_is_called_is_asked_on_the_commissions_page(db):
    council, author = wenbury()
    shipped = asked_as(commissions.shipped_version(SHIPPED), SHIPPED)
    commissions.make_commission(council, by=author, asked=shipped, copied=True)
    browser = browser_of(author)
    page = browser.get(f"/wenbury/commissions/{SHIPPED}/change/")
    typed = {key: one for key, one in page.context["form"].initial.items() if one is not None}
    due = typed.pop("due")
    typed |= {"due_day": due.day, "due_month": due.month, "due_year": "2027"}
    letter = typed.pop("letter_date")
    typed |= {f"letter_date_{part}": getattr(letter, part) for part in ("day", "month", "year")}
    typed |= {"plan_title": "Efficiency Statement", "why": "The department calls it so"}
    assert browser.post(page.request["PATH_INFO"], typed).status_code == 302

    start = browser.get("/wenbury/start/")
    assert "“Wenbury Efficiency Statement 2027”" in start.context["form"].fields["title"].help_text
    browser.post("/wenbury/start/", {"commission": SHIPPED})

    assert Plan.objects.get().title == "Wenbury Efficiency Statement 2027"


def test_a_commission_without_a_name_for_plans_calls_them_plans(db):
    council, _ = wenbury()
    asked = asked_as(commissions.shipped_version(SHIPPED), SHIPPED)
    assert title_for(council, replace(asked, plan_title="")) == "Wenbury Plan 2024"
    undated = replace(asked, due=None, plan_title="Statement")
    assert title_for(council, undated) == "Wenbury Statement 2024"


def test_start_says_that_a_plan_is_under_way(db):
    council, author = wenbury()
    plan = make_plan(council, author, "Our first")
    browser = browser_of(author)

    page = browser.get("/wenbury/start/")
    assert plan.get_absolute_url() in page.content.decode()
    title = page.context["form"]["title"]
    assert "Leave it empty" not in title.help_text
    assert "Title (optional)" not in page.content.decode()
    assert "a plan is under way" in dict(page.context["form"].fields["commission"].choices)[SHIPPED]

    refused = browser.post("/wenbury/start/", {"commission": SHIPPED})
    assert refused.status_code == 422
    assert "is under way" in str(refused.context["form"].errors["title"])
    assert Plan.objects.get() == plan

    joint = {"commission": SHIPPED, "title": "Our joint plan"}
    assert browser.post("/wenbury/start/", joint).status_code == 302
    assert Plan.objects.count() == 2


def test_nobody_is_asked_about_a_second_where_there_is_no_first(db):
    author = wenbury()[1]
    start = browser_of(author).get("/wenbury/start/").content.decode()
    assert "under way" not in start
    assert "Leave it empty for" in start
    assert "Title (optional)" in start


def test_a_plan_that_a_colleague_started_meanwhile_is_told(db):
    council, author = wenbury()
    make_plan(council, author, "Theirs")
    with pytest.raises(Refused, match="Theirs"):
        start_plan(council, by=author, commission=commissions.shipped_version(SHIPPED))


# With a text


def test_a_text_pasted_at_the_start_waits_for_its_review_and_is_in_no_plan_yet(db):
    author = wenbury()[1]
    browser = browser_of(author)
    answer = browser.post("/wenbury/start/", {"commission": SHIPPED, "text": "We met.\n\nWe read."})

    plan = Plan.objects.get()
    kept = plan.imports.get()
    assert answer.url == plan_url("import_review", plan, kept.pk)
    assert "We read." in browser.get(answer.url).content.decode()
    assert not plan.passages.exists()


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_without_a_text_the_next_page_asks_for_one(db, text):
    answer = browser_of(wenbury()[1]).post("/wenbury/start/", {"commission": SHIPPED, "text": text})

    assert answer.url == plan_url("import", Plan.objects.get())


def test_a_text_that_no_plan_can_hold_starts_none_and_stays(db):
    too_much = f"Its last words. {'A' * MOST_CHARACTERS}"
    typed = {"commission": SHIPPED, "title": "Ours", "text": too_much}
    answer = browser_of(wenbury()[1]).post("/wenbury/start/", typed)

    assert answer.status_code == 422
    [said] = answer.context["form"].errors["text"]
    assert "too many" in said
    assert "Its last words." in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_plan_refused_keeps_no_text_and_gives_it_back(db):
    council, author = wenbury()
    make_plan(council, author, "Our first")
    typed = {"commission": SHIPPED, "text": "We met."}
    answer = browser_of(author).post("/wenbury/start/", typed)

    assert answer.status_code == 422
    assert "We met." in answer.content.decode()
    assert not Import.objects.exists()
