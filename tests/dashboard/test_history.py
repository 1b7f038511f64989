"""The history: every act once, newest first, narrowed and paged without leaving any out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from councils.record.models import Act
from councils.roles import MAY, Right, Role
from plans.access import plan_url
from plans.actions.passages import edit_passage, move_passage
from plans.actions.themes import edit_theme
from tests.approvals.makers import make_decided, make_published, make_submitted
from tests.councils.pages import boxes
from tests.makers import make_person
from tests.plan_makers import make_figure, make_paragraph, make_version


@pytest.fixture
def url(plan):
    return plan_url("history", plan)


def shown(browser, url: str, **query) -> list[Act]:
    page = browser.get(url, query)
    assert page.status_code == 200
    return list(page.context["acts"])


def test_every_act_on_the_plan_is_shown_once_newest_first(browser, plan, author, paragraph, url):
    make_figure(plan, author)
    acts = shown(browser, url)

    assert [act.verb for act in acts] == ["added", "added", "plan_started"]
    assert [act.sequence for act in acts] == sorted((a.sequence for a in acts), reverse=True)
    page = browser.get(url).content.decode()
    for act in acts:
        assert act.actor.name in page
        assert act.reason in page


def test_pages_follow_each_other_by_key_and_leave_nothing_out(browser, plan, author, url):
    for n in range(110):
        make_paragraph(plan, author, f"Paragraph {n}.")
    seen: list[int] = []
    address, pages = url, 0
    while address:
        page = browser.get(address)
        seen += [act.sequence for act in page.context["acts"]]
        address = url + page.context["older"] if page.context["older"] else ""
        pages += 1

    assert pages == 3
    wanted = Act.objects.filter(plan=plan.pk).order_by("-sequence")
    assert seen == list(wanted.values_list("sequence", flat=True))


def test_newer_acts_are_led_to_only_from_further_back_and_keep_the_filter(
    browser, plan, author, url
):
    for n in range(60):
        make_paragraph(plan, author, f"Paragraph {n}.")
    narrowed = browser.get(url, {"part": "passage"})
    assert narrowed.context["newest"] == ""
    further = browser.get(url + narrowed.context["older"])
    assert further.context["newest"] == f"{url}?part=passage"
    assert browser.get(url).context["newest"] == ""


def test_it_is_narrowed_by_person_part_and_day(browser, plan, author, colleague, theme, url):
    make_paragraph(plan, author, "Mine.", theme, questions=["1.1"])
    edit_theme(theme, by=colleague, seen=1, title="Theirs", answers="1")
    today, day = timezone.localdate(), timedelta(days=1)

    assert {act.verb for act in shown(browser, url, who=colleague.pk)} == {"edited"}
    assert {act.verb for act in shown(browser, url, part="passage")} == {"added"}
    # A plan is started together with its themes.
    assert {act.verb for act in shown(browser, url, part="theme")} == {"edited", "plan_started"}
    assert len(shown(browser, url, **boxes("since", today))) == 3
    assert shown(browser, url, **boxes("since", today + day)) == []
    assert shown(browser, url, **boxes("until", today - day)) == []
    assert shown(browser, url, who=colleague.pk, part="passage") == []


@pytest.mark.parametrize(
    ("part", "done"),
    [
        ("clearance", {"clearance_sent", "clearance_answered", "clearance_completed"}),
        ("decision", {"clearance_completed", "decision_agreed"}),
        ("leaving", {"plan_published", "plan_submitted"}),
        ("version", {"clearance_sent"}),
        ("progress", set()),
    ],
)
def test_each_part_of_a_plans_way_out_is_found(chamber, signed_in, part, done):
    make_paragraph(chamber.plan, chamber.author, "It answers a question.", questions=["1.1"])
    make_decided(chamber)
    make_published(chamber)
    make_submitted(chamber)
    acts = shown(signed_in(chamber.author), plan_url("history", chamber.plan), part=part)

    assert {act.verb for act in acts} == done


def test_an_auditor_finds_who_was_given_a_role_in_the_council(chamber, signed_in):
    browser = signed_in(chamber.person[Role.AUDITOR])
    address = reverse("council_history", args=[chamber.council.slug])

    assert {act.verb for act in shown(browser, address, part="people")} == {
        "role_given",
        "council_set_up",
    }
    # The history of a plan has no roles to look for.
    assert browser.get(plan_url("history", chamber.plan), {"part": "people"}).status_code == 422


def test_somebody_of_another_council_is_not_in_the_filter(browser, url, other_plan):
    theirs = make_person(other_plan.council, Role.AUTHOR)
    assert browser.get(url, {"who": theirs.pk}).status_code == 422


@pytest.mark.parametrize(
    "query",
    [{"since_day": 1, "since_month": 13, "since_year": 2024}, {"part": "x"}, {"before": "abc"}],
    ids=["month 13", "no such part", "a page that is no number"],
)
def test_a_filter_that_makes_no_sense_is_refused_in_words(browser, url, query):
    page = browser.get(url, query)
    assert page.status_code == 422
    assert page.context["acts"] == []
    assert b"error" in page.content


@pytest.mark.parametrize("role", Role)
def test_only_those_who_review_read_it(signed_in, council, url, role):
    status = signed_in(make_person(council, role)).get(url).status_code
    assert (status == 200) == (role in MAY[Right.READ_RECORD])


# One act


def opened(browser, plan):
    act = Act.objects.filter(plan=plan.pk).latest("sequence")
    page = browser.get(plan_url("act", plan, act.sequence))
    assert page.status_code == 200
    return page


def test_an_act_opens_what_changed_word_by_word(browser, plan, author, paragraph):
    edit_passage(paragraph, by=author, seen=1, body="The last words.", ready=True)

    page = opened(browser, plan)

    [change] = page.context["changes"]
    assert change.happened == "changed"
    before_after = {(field.before, field.after) for field in change.fields}
    assert ("The first words.", "The last words.") in before_after
    assert ("No", "Yes") in before_after
    assert b"<del" in page.content
    assert b"<ins" in page.content


def test_a_move_is_told_though_no_word_changed(browser, plan, author, theme, paragraph):
    make_paragraph(plan, author, "Second.", theme)
    move_passage(paragraph, by=author, seen=1, theme=theme, position=1)

    [change] = opened(browser, plan).context["changes"]
    assert [field.after for field in change.fields] == ["moved"]


def test_who_was_assigned_is_named_and_not_numbered(browser, plan, author, contributor, paragraph):
    edit_passage(paragraph, by=author, seen=1, body=paragraph.body, writer=contributor)

    [change] = opened(browser, plan).context["changes"]
    assert [field.after for field in change.fields] == [contributor.name]


def test_words_with_markup_are_shown_letter_by_letter(browser, plan, author, paragraph):
    edit_passage(paragraph, by=author, seen=1, body="<script>alert(1)</script>")

    page = opened(browser, plan)
    assert b"<script>alert" not in page.content
    assert b"&lt;script&gt;" in page.content


def test_a_version_is_an_act_that_opens_too(browser, plan, author, paragraph):
    make_version(plan, author, "For the directors")
    assert b"For the directors" in opened(browser, plan).content


def test_an_act_of_another_plan_is_not_found_here(browser, plan, other_plan):
    theirs = Act.objects.filter(plan=other_plan.pk).latest("sequence")
    assert browser.get(plan_url("act", plan, theirs.sequence + 1000)).status_code == 404
    assert browser.get(plan_url("act", plan, 0)).status_code == 404
