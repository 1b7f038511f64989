"""A closed plan stays as it is: the doorway refuses every write, whichever action asks."""

import pytest
from django.urls import reverse

from councils.record.models import Act
from delivery.actions import close_plan
from plans.access import plan_url
from plans.actions import items, passages, plans, themes, versions
from plans.edits import editing
from plans.models import Barrier, Stage
from tests.approvals.makers import Chamber, make_monitored, seen_newest
from web.errors import Refused


@pytest.fixture
def closed(chamber: Chamber) -> Chamber:
    make_monitored(chamber)
    close_plan(chamber.plan, by=chamber.author, seen=seen_newest(chamber.plan))
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.CLOSED
    return chamber


def writes(chamber: Chamber):
    plan, how = chamber.plan, {"by": chamber.author, "reason": "Too late"}
    theme, passage = plan.themes.first(), plan.passages.first()
    edit = {"seen": passage.revision, "body": "Other words."}
    yield lambda: passages.edit_passage(passage, **edit, **how)
    yield lambda: themes.edit_theme(theme, seen=theme.revision, title="Other", answers="", **how)
    yield lambda: items.add_item(plan, Barrier, what="Another", **how)
    yield lambda: plans.set_coverage(plan, question="1.1", state="partly", **how)
    passage = plan.passages.first()
    yield lambda: passages.remove_passage(passage, seen=passage.revision, **how)
    yield lambda: versions.make_version(plan, **how)


def test_nothing_is_written_in_a_closed_plan(closed):
    acts = Act.objects.count()
    for write in writes(closed):
        with pytest.raises(Refused, match="closed"):
            write()
    assert Act.objects.count() == acts


def test_the_same_writes_go_through_while_it_is_open(chamber):
    """The control: it is the stage that refuses them, and nothing else in the test."""
    before = Act.objects.count()
    for write in writes(chamber):
        write()
    assert Act.objects.count() > before


def test_the_doorway_itself_refuses(closed):
    with (
        pytest.raises(Refused, match="closed"),
        editing(closed.plan, by=closed.author, verb="edited", reason="Too late"),
    ):
        pass


@pytest.mark.parametrize("name", ["plan", "introduction", "questions", "versions"])
def test_its_pages_no_longer_offer_to_write(closed, client, name):
    client.force_login(closed.author)
    page = client.get(reverse(name, args=[closed.plan.council.slug, closed.plan.slug]))
    assert page.context["may_write"] is False


@pytest.mark.parametrize("name", ["plan", "introduction", "questions", "versions"])
def test_the_pages_of_an_open_plan_do(chamber, client, name):
    client.force_login(chamber.author)
    page = client.get(reverse(name, args=[chamber.plan.council.slug, chamber.plan.slug]))
    assert page.context["may_write"] is True


def test_a_button_of_an_old_page_says_that_it_is_closed(closed, client):
    client.force_login(closed.author)

    answer = client.post(plan_url("theme_cover", closed.plan, "1"), follow=True)

    assert answer.status_code == 200
    assert "The plan is closed." in answer.content.decode()
