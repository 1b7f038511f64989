"""Each next step leads to the very place where it is done, and that place has what does it."""

import re

import pytest

from councils.access import access_of
from councils.models import User
from councils.roles import Role
from dashboard.next_actions import RULES, Action, next_action, tasks_in
from dashboard.queries import state_of, states_of
from plans.models import Plan
from plans.parts import parts_of
from plans.places import places_named
from tests.approvals.attempts import attempt, bring
from tests.approvals.makers import Chamber
from tests.approvals.pages import browser_of
from tests.dashboard.situations import SITUATIONS, TODAY
from tests.makers import administrator_of
from tests.plan_makers import make_paragraph

pytestmark = pytest.mark.usefixtures("plain_paper")

SEND = 'name="recommendation"'
PLAN = 'class="plan\\b'
SENT = "I sent it"
# What the page has that does it, by the row's code.
CONTROLS = {
    "own_answer": 'name="said"',
    "answer": 'name="outcome"',
    "put_right": "Sent back by the",
    "put_right_refused": "refused the plan on",
    "send_put_right": SEND,
    "send_again": SEND,
    "put": 'name="meets_on_day"',
    # Whoever decides alone reads it there, and signs nothing.
    "read_put": "What we do about",
    "answer_question": 'name="words"',
    "record": 'name="resolved"',
    "call_in": 'name="valid"',
    "call_in_heard": 'name="came"',
    "drafted": 'name="settles"',
    "sign": "I have no interest to declare",
    "notice_day": 'name="notice_on_day"',
    "enter_next": 'name="without_text"',
    "owed": 'name="kind"',
    "submit_noted": SENT,
    "monitor_noted": ">\\s*Start monitoring\\s*</button>",
    "publish_noted": 'name="address"',
    "publish": 'name="address"',
    "submit": SENT,
    "replace": SENT,
    "monitor": ">\\s*Start monitoring\\s*</button>",
    "close": ">\\s*Close the plan\\s*</button>",
    "report_due": 'name="as_at_day"',
    "import": 'name="text"',
    "write_theme": "Add a paragraph",
    "go_through": 'class="whole-plan"',
    "send": SEND,
    "report": 'name="as_at_day"',
    # To read: the words themselves.
    "await_answers": PLAN,
    "read_report": "<h2",
    "called_in": PLAN,
    "await_draft": "Still to be drafted by Chief Executive",
    "await_effect": PLAN,
    "await_sending": "mail server|wait",
    "see_progress": "Progress at",
    "read": PLAN,
}
walked: set[str] = set()
followed: set[str] = set()


def everybody(chamber: Chamber) -> list[User]:
    return [*chamber.person.values(), administrator_of(chamber.council)]


def steps_of(plan: Plan, person: User) -> list[Action]:
    """What this person is told to do with the plan, on its home and on their own."""
    access = access_of(person, plan.council)
    steps = tasks_in(access, states_of([plan]).values(), TODAY)
    if browser_of(person).get(plan.get_absolute_url()).status_code == 200:
        steps.append(next_action(state_of(plan), access, TODAY))
    return steps


def fault_of(step: Action, plan: Plan, person: User) -> str:
    """What is wrong with where a step leads; "" where it is the place."""
    address = step.href.partition("#")[0]
    if address == plan.get_absolute_url():
        return "leads to the page it stands on"
    answer = browser_of(person).get(address, follow=True)
    if answer.status_code != 200:
        return f"answers {answer.status_code}"
    words = answer.content.decode()
    main = words[words.index("<main") :]
    return "" if re.search(CONTROLS[step.code], main, re.IGNORECASE) else "has nothing that does it"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_step_leads_to_the_place_where_it_is_done(chamber, situation):
    SITUATIONS[situation](chamber)
    walked.add(situation)
    plan = Plan.objects.select_related("council").get(pk=chamber.plan.pk)
    wrong = {}
    for person in everybody(chamber):
        for step in steps_of(plan, person):
            followed.add(step.code)
            if fault := fault_of(step, plan, person):
                wrong[step.code, person.name] = f"{step.href} {fault}"

    assert wrong == {}


def test_the_walk_follows_every_row_of_the_table():
    assert {rule.code for rule in RULES} == set(CONTROLS)
    if walked == set(SITUATIONS):
        assert followed == set(CONTROLS)


def test_a_step_to_another_place_is_found_out(chamber):
    """The control: the same look at a page that reads and does nothing."""
    bring(chamber, "send")
    plan = Plan.objects.select_related("council").get(pk=chamber.plan.pk)
    officer = chamber.person[Role.SECTION_151]
    step = steps_of(plan, officer)[0]
    assert (step.code, fault_of(step, plan, officer)) == ("answer", "")

    elsewhere = Action("answer", "Answer", f"{plan.get_absolute_url()}read/", "", waits=True)
    assert fault_of(elsewhere, plan, officer) == "has nothing that does it"
    itself = Action("answer", "Answer", plan.get_absolute_url(), "", waits=True)
    assert fault_of(itself, plan, officer) == "leads to the page it stands on"


# Put it right


def sent_back_about(chamber: Chamber, place: str, words: str = "That sum is wrong.") -> Plan:
    bring(chamber, "send")
    officer = chamber.person[Role.SECTION_151]
    attempt("send_back", chamber.plan, by=officer, place=place, words=words)
    return Plan.objects.select_related("council").get(pk=chamber.plan.pk)


def put_right(chamber: Chamber, plan: Plan):
    step = steps_of(plan, chamber.author)[-1]
    assert step.label == "Put it right"
    return browser_of(chamber.author).get(step.href, follow=True)


def test_put_it_right_opens_the_one_passage_with_the_officers_words_beside_it(chamber):
    theme = chamber.plan.themes.order_by("place")[1]
    plan = sent_back_about(chamber, "paragraph 1 of theme 2")
    passage = plan.passages.get(theme=theme)

    page = put_right(chamber, plan)

    assert page.request["PATH_INFO"].endswith(f"/passages/{passage.pk}/")
    words = page.content.decode()
    assert "That sum is wrong." in words
    assert "about “paragraph 1 of theme 2”" in words
    assert 'name="body"' in words


def test_of_several_passages_each_is_listed_with_the_words(chamber):
    plan = sent_back_about(chamber, "Paragraph 1")
    page = put_right(chamber, plan)

    words = page.content.decode()
    assert "That sum is wrong." in words
    for passage in plan.passages.all():
        assert f"/passages/{passage.pk}/" in words
        assert (
            "That sum is wrong."
            in browser_of(chamber.author)
            .get(f"{plan.get_absolute_url()}passages/{passage.pk}/")
            .content.decode()
        )


def test_of_the_report_its_box_is_opened_with_the_words_above(chamber):
    plan = sent_back_about(chamber, "the recommendation")
    page = put_right(chamber, plan)

    assert page.redirect_chain[-1][0].endswith("/send/#id_recommendation")
    assert 'id="id_recommendation"' in page.content.decode()
    assert "That sum is wrong." in page.content.decode()


def test_a_place_that_nothing_is_called_shows_the_words_and_the_whole_plan(chamber):
    plan = sent_back_about(chamber, "where it says seven")
    words = put_right(chamber, plan).content.decode()

    assert "That sum is wrong." in words
    assert "No single place of the plan is called that" in words
    assert f"{plan.get_absolute_url()}write/" in words


def test_a_contributor_reads_no_officers_words(chamber):
    writer = chamber.person[Role.CONTRIBUTOR]
    mine = make_paragraph(chamber.plan, chamber.author, "Mine.", writer=writer)
    plan = sent_back_about(chamber, "introduction, paragraph 1")
    at = f"{plan.get_absolute_url()}passages/{mine.pk}/"

    assert "That sum is wrong." in browser_of(chamber.author).get(at).content.decode()
    assert "That sum is wrong." not in browser_of(writer).get(at).content.decode()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("theme 2, paragraph 1", ["Paragraph 1 of theme 2"]),
        ("Paras 1 and 2 of theme 1", ["Paragraph 1 of theme 1", "Paragraph 2 of theme 1"]),
        ("paragraphs 1 to 2 of theme 1", ["Paragraph 1 of theme 1", "Paragraph 2 of theme 1"]),
        ("3.1", ["Paragraph 1 of theme 3"]),
        ("Theme 4", ["Theme 4"]),
        ("themes 1 and 4", ["Theme 1", "Theme 4"]),
        ("the introduction", ["The introduction"]),
        ("theme 1 paragraph 2 and theme 3 paragraph 1",
         ["Paragraph 2 of theme 1", "Paragraph 1 of theme 3"]),
        ("paragraph 2 of theme 1 and paragraph 1 of theme 3",
         ["Paragraph 2 of theme 1", "Paragraph 1 of theme 3"]),
        ("paragraph 2", ["Paragraph 2 of theme 1"]),
        ("“a second thing”", ["Paragraph 2 of theme 1"]),
        ("paragraph 99", []),
        ("", []),
        ("the", []),
        ("paragraphs 1 to 999999999999", None),
    ],
)  # fmt: skip
def test_a_place_is_found_however_it_is_called(chamber, words, names):
    first = chamber.plan.themes.order_by("place")[0]
    make_paragraph(chamber.plan, chamber.author, "We do a second thing.", first)
    found = [one.name for one in places_named(words, parts_of(chamber.plan))]
    if names is not None:
        assert found == names


# The ways out


def test_what_ends_a_plan_stands_under_more_and_says_what_it_does(chamber):
    browser, home = browser_of(chamber.author), chamber.plan.get_absolute_url()
    page = browser.get(home)
    labels = [label for label, _ in page.context["ways"]]
    endings = dict(page.context["overview"].endings)
    assert "Close it as overtaken" not in labels
    assert set(endings) == {"Close it as overtaken", "Take back a plan started by mistake"}

    for address in endings.values():
        words = browser.get(address).content.decode()
        assert "This cannot be undone." in words
        assert "closed" in words


def test_a_plan_started_by_mistake_leaves_the_lists_and_keeps_its_words(chamber):
    browser, plan = browser_of(chamber.author), chamber.plan
    before = plan.passages.count()
    attempt("take_back", plan, by=chamber.author)

    listed = [one.title for one in browser.get(f"/{chamber.council.slug}/").context["plans"]]
    assert plan.title not in listed
    at_home = browser.get("/").context["work"]
    assert all(plan != one for here in at_home for one, _ in here.plans)
    page = browser.get(plan.get_absolute_url())
    assert "started by mistake" in page.content.decode()
    assert plan.passages.count() == before
    for role in (Role.CABINET_MEMBER, Role.CONTRIBUTOR):
        assert browser_of(chamber.person[role]).get(plan.get_absolute_url()).status_code == 404
    # Its commission may be answered anew.
    assert not browser.get(f"/{chamber.council.slug}/start/").context["under_way"]
