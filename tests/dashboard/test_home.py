"""A person's own home: what waits for them, in each council they hold a role in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from councils.actions import people
from councils.actions.council import change_settings
from councils.models import Council, User
from councils.roles import Role
from dashboard.home import ALONE
from plans.access import plan_url
from plans.actions.assignments import give
from plans.actions.items import set_saving
from plans.actions.passages import edit_passage
from plans.actions.plans import edit_plan
from plans.actions.savings import confirm_savings
from plans.models import Passage, Plan
from tests.approvals.makers import make_confirmed, make_monitored, make_sent
from tests.approvals.pages import browser_of
from tests.dashboard.pages import tasks, work
from tests.makers import administrator_of, make_appointment, make_council, make_person
from tests.plan_makers import make_commitment, make_paragraph, make_plan
from tests.wire import statements
from web.dates import day_in_words

TODAY = timezone.localdate()


def test_a_contributor_finds_what_they_are_to_write_until_it_is_ready(
    plan, author, contributor, paragraph
):
    edit_passage(paragraph, by=author, seen=1, body=paragraph.body, writer=contributor)
    [here] = work(contributor)
    [mine] = here.to_write
    assert (mine.label, mine.href) == (str(paragraph), plan_url("passage", plan, paragraph.pk))
    assert not here.lists_plans

    edit_passage(Passage.objects.get(), by=contributor, seen=2, body="Mine.", ready=True)
    assert work(contributor)[0].to_write == ()


def test_what_is_not_written_yet_waits_until_something_of_theirs_is_there(
    plan, author, contributor, theme
):
    what = [("theme", str(theme.pk)), ("question", "2.1")]
    give(plan, by=author, what=what, writer=contributor, wanted_on=TODAY)
    [here] = work(contributor)
    assert [(one.label, one.href, one.by) for one in here.to_write] == [
        (theme.title, plan_url("passage_add", plan, theme.pk, "paragraph"), TODAY),
        ("Question 2.1", plan_url("question_write", plan, "2.1"), TODAY),
    ]

    mine = make_paragraph(plan, contributor, "Begun.", theme)
    [here] = work(contributor)
    assert [one.label for one in here.to_write] == [str(mine), "Question 2.1"]


def test_what_is_late_comes_first_by_its_day(plan, author, contributor, theme):
    Plan.objects.filter(pk=plan.pk).update(meets_on=TODAY - timedelta(days=5))
    days = {"Due.": 5, "Late.": -1, "Later than late.": -9, "The plan’s day.": None}
    for words, days_to in days.items():
        one = make_paragraph(plan, author, words, theme, writer=contributor)
        on = TODAY + timedelta(days=days_to) if days_to is not None else None
        Passage.objects.filter(pk=one.pk).update(wanted_on=on)
    [here] = work(contributor)
    assert [one.label for one in here.to_write] == [
        "“Later than late.”",
        "“The plan’s day.”",
        "“Late.”",
        "“Due.”",
    ]
    page = browser_of(contributor).get("/").content.decode()
    assert page.count('class="past"') == 3


def test_an_author_finds_the_plans_of_their_council_only(plan, author, other_plan):
    [here] = work(author)
    assert [one for one, _ in here.plans] == [plan]


def test_members_find_no_draft(council, plan):
    for role in (Role.CABINET_MEMBER, Role.DECISION_MAKER, Role.ADMINISTRATOR):
        [here] = work(make_person(council, role))
        assert here.plans == ()


def test_somebody_of_two_councils_finds_both_by_name(plan, author):
    other = make_council("Aldmoor Council")
    make_appointment(other, author, Role.AUDITOR)
    theirs = make_plan(other, make_person(other, Role.AUTHOR))

    first, second = work(author)

    assert (first.council, second.council) == (other, plan.council)
    assert [one for one, _ in first.plans] == [theirs]
    assert first.capacities == "Auditor"


def test_somebody_without_a_role_finds_an_empty_page_and_not_an_error(signed_in, other_plan):
    page = signed_in(make_person(other_plan.council)).get("/")
    assert page.status_code == 200
    assert other_plan.title.encode() not in page.content


def test_it_takes_as_many_statements_for_one_plan_as_for_five(council, author, plan):
    make_paragraph(plan, author, "Words.", writer=author)
    with statements() as few:
        work(author)
    for n in range(4):
        other = make_plan(council, author, f"Plan {n}")
        make_paragraph(other, author, "Words.", writer=author)
    with statements() as many:
        [here] = work(author)

    assert (len(here.plans), len(here.to_write)) == (5, 5)
    assert len(many) == len(few)


def test_a_plan_that_was_sent_no_longer_alarms_and_comes_last(chamber, client):
    unsent = make_plan(chamber.council, chamber.author, "Zebra crossings")
    sent = make_monitored(chamber)

    [here] = work(chamber.author)
    assert [plan for plan, _ in here.plans] == [unsent, sent]

    client.force_login(chamber.author)
    for address in ("/", f"/{chamber.council.slug}/"):
        words = " ".join(client.get(address).content.decode().split())
        assert f"Submitted {day_in_words(sent.submitted_at)}" in words


# The first step of a new council


@pytest.fixture
def new(db: None) -> Council:
    """A council in which nobody but its administrator holds a role."""
    return make_council("Wenbury Council")


def heading(person: User) -> str:
    """The home's heading, which is the title of its window too."""
    page = browser_of(person).get("/").content.decode()
    words = page.partition('<h1 class="govuk-heading-l">')[2].partition("</h1>")[0]
    assert f"<title>{words} – Clearday</title>" in page
    return words


def test_whoever_is_alone_in_a_council_is_led_to_give_people_their_roles(new):
    administrator = administrator_of(new)
    [here] = work(administrator)
    [task] = here.tasks

    assert (task.label, task.href) == (
        "Give people their roles",
        reverse("people", args=[new.slug]),
    )
    browser = browser_of(administrator)
    assert "Nobody but you holds a role here." in browser.get("/").content.decode()
    assert "Give somebody a role" in browser.get(task.href).content.decode()


NEEDED = (
    *(Role.AUTHOR, Role.MONITORING_OFFICER, Role.SECTION_151),
    *(Role.PORTFOLIO_HOLDER, Role.DEMOCRATIC_SERVICES),
)


@pytest.mark.parametrize("begins_in", [timedelta(), timedelta(days=7)])
def test_it_is_done_once_each_role_that_a_plan_needs_is_held_or_is_to_be(new, begins_in):
    starts_on = timezone.localdate() + begins_in
    for role in NEEDED:
        assert tasks(administrator_of(new)) == ["Give people their roles"]
        make_person(new, role, starts_on=starts_on)

    assert tasks(administrator_of(new)) == []


def test_it_names_the_roles_that_nobody_holds_by_what_the_council_asks(new):
    for role in set(NEEDED) - {Role.AUTHOR}:
        make_person(new, role)
    administrator = administrator_of(new)
    roles = [*new.clearing_roles, Role.HEAD_OF_PAID_SERVICE]
    change_settings(new, by=administrator, seen=new.revision, clearing_roles=roles)
    [here] = work(administrator)
    [task] = here.tasks

    assert task.why == "Nobody holds yet what a plan needs: Report author, Head of paid service."


def test_a_role_more_of_ones_own_does_not_do_it(new):
    administrator = administrator_of(new)
    make_appointment(new, administrator, Role.AUTHOR)

    assert tasks(administrator) == ["Give people their roles"]


def test_it_is_to_do_again_where_everybody_else_has_left(new):
    held = make_person(new, Role.AUTHOR).appointments.get()
    people.end_at_once(held, by=administrator_of(new), seen=held.revision)

    assert tasks(administrator_of(new)) == ["Give people their roles"]


def test_it_is_of_the_council_in_which_one_is_alone(new, council, author):
    make_appointment(council, administrator_of(new), Role.ADMINISTRATOR)
    there, here = work(administrator_of(new))

    assert (there.council, here.council) == (council, new)
    assert ALONE not in {task.why for task in there.tasks}
    assert [task.why for task in here.tasks] == [ALONE]
    assert [task.label for task in here.tasks] == ["Give people their roles"]


def test_only_who_manages_people_pays_for_the_look_and_once_for_all_councils(new, author):
    def looks(person: User) -> int:
        with statements() as sent:
            work(person)
        return len([one for one in sent if 'FROM "councils_appointment"' in one])

    administrator = administrator_of(new)
    assert (looks(author), looks(administrator)) == (1, 2)

    make_appointment(make_council("Aldmoor Council"), administrator, Role.ADMINISTRATOR)
    assert looks(administrator) == 2


# The heading


def test_the_home_is_headed_with_what_is_true(new, plan, author, contributor, paragraph):
    assert heading(administrator_of(new)) == "Waiting for you"
    assert heading(author) == "Plans under way"
    assert heading(contributor) == "Nothing waits for you today"
    assert heading(make_person(new)) == "Nothing waits for you today"

    edit_passage(paragraph, by=author, seen=1, body=paragraph.body, writer=contributor)
    assert heading(contributor) == "Waiting for you"


def test_that_nothing_waits_is_said_once_or_of_the_council_where_it_is_so(new, contributor):
    here = "Nothing waits for you here today."
    assert here not in browser_of(contributor).get("/").content.decode()

    make_appointment(new, contributor, Role.AUTHOR)
    assert browser_of(contributor).get("/").content.decode().count(here) == 2


def test_savings_not_confirmed_are_shown_to_whoever_confirms_them_and_are_no_task(chamber):
    edit_plan(
        chamber.plan,
        by=chamber.author,
        seen=1,
        title=chamber.plan.title,
        numbering=chamber.plan.numbering,
        meets_on=None,
        records_savings=True,
    )
    saving = make_confirmed(chamber, make_commitment(chamber.plan, chamber.author))
    officer = chamber.person[Role.SECTION_151]
    change = {"by": chamber.author, "seen": saving.revision, "planned": 5}
    set_saving(saving.commitment, year=saving.year, **change)
    assert work(officer)[0].savings == ()  # still a draft
    make_sent(chamber)

    assert [count for _, count in work(officer)[0].savings] == [1]
    assert tasks(officer) == ["Answer the clearance"]
    assert b"Savings not confirmed" in browser_of(officer).get(reverse("home")).content
    assert work(chamber.author)[0].savings == ()
    saving.refresh_from_db()
    confirm_savings(chamber.plan, by=officer, amounts={saving.pk: saving.revision})
    assert work(officer)[0].savings == ()
