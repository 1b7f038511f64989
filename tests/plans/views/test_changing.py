"""Each page that changes a plan: what it is sent is done in the person's name, and it leads on."""

from collections.abc import Callable

import pytest
from django.test import Client

from councils.record.models import Act
from plans.access import plan_url
from plans.models import Comment, Version
from tests.addresses import addresses_in
from tests.councils.pages import fields_of
from tests.plan_makers import World, make_paragraph

pytestmark = pytest.mark.slow

# What is typed on a page, the act that follows, and the page it leads to with the rest of its
# address; the world has one of everything.
PAGES: dict[str, tuple[dict[str, object], str, Callable[[World], tuple[object, ...]]]] = {
    "theme_add": (
        {"title": "Another theme"},
        "added",
        lambda world: ("theme", world.plan.themes.get(title="Another theme").pk),
    ),
    "theme_edit": ({"title": "A title"}, "edited", lambda world: ("theme", world.theme.pk)),
    "theme_move": ({"to": "1"}, "moved", lambda _: ("plan",)),
    "theme_remove": ({}, "removed", lambda _: ("plan",)),
    "introduction_add": ({"body": "New words."}, "added", lambda _: ("introduction",)),
    "passage": ({"body": "New words."}, "edited", lambda world: ("theme", world.theme.pk)),
    "passage_move": ({"to": "introduction-0"}, "moved", lambda _: ("introduction",)),
    "passage_remove": ({}, "removed", lambda world: ("theme", world.theme.pk)),
    "passage_split": ({"at": "19"}, "passage_split", lambda _: ("introduction",)),
    "passage_join": ({"loses": "on"}, "passages_joined", lambda _: ("introduction",)),
    "comment_add": (
        {"words": "Is this so?", "quote": "be written."},
        "comment_made",
        lambda _: ("comment", Comment.objects.latest("pk").pk),
    ),
    "comment": (
        {"words": "It is."},
        "comment_answered",
        lambda world: ("comment", world.comment.pk),
    ),
    "comment_settle": ({}, "comment_resolved", lambda world: ("comment", world.comment.pk)),
    "item_add": (
        {"title": "Accounts", "kind": "background paper", "link": "https://northmoor.example/new"},
        "added",
        lambda _: ("items", "evidence"),
    ),
    "item": ({"what": "Another promise"}, "edited", lambda _: ("items", "commitments")),
    "item_remove": ({}, "removed", lambda _: ("items", "figures")),
    "savings": (
        {"year": "2024", "planned": "2000", "cash_releasing": "yes", "recurring": "yes"},
        "savings_set",
        lambda world: ("savings", world.commitment.pk),
    ),
    "results": (
        {"period": "2024/25", "value": "8"}
        | {"ends_on_day": "31", "ends_on_month": "3", "ends_on_year": "2025"},
        "result_recorded",
        lambda world: ("results", world.metric.pk),
    ),
    "result": ({"value": "7"}, "result_corrected", lambda world: ("results", world.metric.pk)),
    "question": (
        {"state": "left_out", "reason": "Not ours"},
        "question_settled",
        lambda _: ("questions",),
    ),
    "plan_settings": ({"title": "Another title"}, "edited", lambda _: ("plan",)),
    "version_make": (
        {"reason": "For members"},
        "version_made",
        lambda _: ("version", Version.objects.latest("number").number),
    ),
    "import_review": (
        {"rest": "introduction", "way": "append"},
        "text_brought_in",
        lambda _: ("plan_write",),
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_is_sent_is_done_and_leads_on(db, signed_in, name):
    typed, told, leads_to = PAGES[name]
    world = World()
    # Newer than the version, so that there is something to freeze.
    make_paragraph(world.plan, world.author, reason="An afterthought")
    browser: Client = signed_in(world.author)
    address = addresses_in(world)[name]
    page = browser.get(address)

    sent = browser.post(address, {**fields_of(page), "reason": "Members asked", **typed})

    assert sent.status_code == 302
    page_name, *rest = leads_to(world)
    assert sent["Location"] == plan_url(page_name, world.plan, *rest)
    act = Act.objects.filter(plan=world.plan.pk).latest("sequence")
    assert (act.verb, act.actor.person_id) == (told, world.author.pk)


# The steps of the trail below the plan.
STEPS: dict[str, Callable[[World], list[str]]] = {
    "theme_add": lambda _: [],
    "theme_move": lambda world: [world.theme.title],
    "introduction_add": lambda _: ["Introduction"],
    "passage_remove": lambda world: [world.theme.title],
    "item_add": lambda _: ["Evidence"],
    "savings": lambda _: ["Commitments"],
    "result": lambda _: ["Metrics", "Results"],
    "question": lambda _: ["Questions"],
    "import_review": lambda _: ["Paste or upload"],
}


@pytest.mark.parametrize("name", STEPS)
def test_the_plan_and_the_steps_to_a_page_stand_above_it(db, signed_in, name):
    world = World()

    page = signed_in(world.author).get(addresses_in(world)[name])

    _, plan, *steps = page.context["trail"]
    assert plan == (world.plan.title, world.plan.get_absolute_url())
    assert [label for label, _ in steps] == STEPS[name](world)
