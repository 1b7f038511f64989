"""Acts are titled by what they were done to, as it stood then, alike wherever they are named."""

import re

import pytest
from django.urls import reverse

from approvals.verbs import VERBS as APPROVALS
from councils.record.changes import changes_of
from councils.record.models import Act
from councils.record.naming import with_names
from councils.roles import Role
from plans.access import plan_url
from plans.actions.items import edit_item, move_item, remove_item
from plans.actions.passages import edit_passage, move_passage, put_back, remove_passage
from plans.actions.plans import edit_plan
from plans.actions.themes import edit_theme, move_theme, remove_theme
from plans.actions.whole_plan import PassageEdit, write_all
from plans.models import Plan, Theme
from plans.verbs import VERBS as PLANS
from tests.approvals.makers import Chamber, make_whole_life
from tests.plan_makers import (
    World,
    make_barrier,
    make_commitment,
    make_evidence,
    make_figure,
    make_heading,
    make_metric,
    make_paragraph,
    make_theme,
)
from tests.wire import statements
from web.dates import moment_in_words

# A code of the record, or what stands in text for a figure, where words for people should be.
CODE = re.compile(r"[a-z0-9]+_[a-z0-9_]+|\{|\}|\bNone\b|[0-9a-f]{16}")


def named(plan: Plan) -> list[Act]:
    return list(with_names(list(Act.objects.filter(plan=plan.pk).select_related("actor"))))


def newest(plan: Plan) -> str:
    return named(plan)[0].sentence


def make_every_edit(plan: Plan, author) -> None:
    """Every verb of drafting, on every kind of thing."""
    one, two = make_theme(plan, author, "Alike"), make_theme(plan, author, "Alike")
    first = make_paragraph(plan, author, "The same words.", one)
    for theme in (one, two, None):
        make_heading(plan, author, "Alike", theme=theme)
        make_heading(plan, author, "Alike", theme=theme)
        make_paragraph(plan, author, "The same words.", theme)
        make_paragraph(plan, author, "The same words.", theme)
    edit_passage(first, by=author, seen=1, body="Others.")
    move_passage(first, by=author, seen=2, theme=two, position=1)
    remove_passage(first, by=author, seen=3)
    put_back(plan, by=author, removed=first.pk)
    edit_theme(one, by=author, seen=1, title="Named anew", answers="")
    move_theme(one, by=author, seen=2, position=0)
    third = make_theme(plan, author, "Alike")
    remove_theme(third, by=author, seen=1)
    for make in (make_figure, make_commitment, make_metric, make_barrier, make_evidence):
        left, other = (make(plan, author, f"{make.__name__[5:8]}{n}") for n in (1, 2))
        word = next(name for name in ("label", "what", "name", "title") if hasattr(left, name))
        edit_item(left, by=author, seen=1, **{word: "Said anew"})
        if hasattr(left, "place"):
            move_item(left, by=author, seen=2, position=1)
        remove_item(other, by=author, seen=1)
    write_all(plan, by=author, rewrites=[PassageEdit(first.pk, 4, "Once more.")])


@pytest.fixture
def lives(db, plain_paper) -> list[Plan]:
    """A plan's whole life, one of everything, and every edit."""
    chamber, world = Chamber(), World()
    make_every_edit(chamber.plan, chamber.author)
    make_whole_life(chamber)
    return [chamber.plan, world.plan]


def faults_in(acts: list[Act]) -> set[str]:
    return {act.sentence for act in acts if not act.sentence.strip() or CODE.search(act.sentence)}


def test_every_act_has_a_title_in_words(lives):
    acts = [act for plan in lives for act in named(plan)]

    assert faults_in(acts) == set()
    done = {(act.verb, act.subject_kind) for act in acts}
    kinds = {"passage", "theme", "figure", "commitment", "metric", "barrier", "evidence"}
    assert {("added", kind) for kind in kinds} <= done
    assert {("removed", kind) for kind in kinds} <= done
    assert {("moved", kind) for kind in kinds - {"figure"}} <= done
    assert len({verb for verb, _ in done} & (PLANS.keys() | APPROVALS.keys())) > 25


def test_a_code_in_a_title_is_noticed():
    """The control."""
    assert faults_in([Act(verb="edited", subject="passage_link"), Act(verb="edited", subject="x")])


def test_acts_that_add_different_things_never_share_a_title(lives):
    """All that stands at once: the paragraphs, headings, themes and list rows of each plan."""
    for plan in lives:
        going = {(act.subject_kind, act.subject_id) for act in named(plan) if act.verb == "removed"}
        titles = [
            act.sentence
            for act in named(plan)
            if act.verb == "added" and (act.subject_kind, act.subject_id) not in going
        ]
        assert len(titles) > 8
        assert len(set(titles)) == len(titles)


def test_by_their_first_words_alone_they_would_share_one(lives):
    """The control: what an act keeps of its subject does not tell two paragraphs apart."""
    subjects = [act.subject for act in named(lives[0]) if act.verb == "added"]
    assert len(set(subjects)) < len(subjects)


def test_list_page_and_what_an_overtaken_form_is_told_have_one_title(lives, signed_in):
    plan = lives[0]
    browser = signed_in(plan.council.appointments.filter(role=Role.AUDITOR).get().person)
    listed = browser.get(plan_url("history", plan)).context["acts"]
    whole = browser.get(reverse("council_history", args=[plan.council.slug])).context["acts"]
    known = {act.sequence: act.sentence for act in named(plan)}

    assert len(listed) == 50
    for act in listed:
        assert act.sentence == known[act.sequence]
        page = browser.get(plan_url("act", plan, act.sequence))
        assert page.context["act"].sentence == act.sentence
    for act in whole:
        assert act.plan is None or act.sentence == known[act.sequence]
    passage = plan.passages.latest("pk")
    assert [one.what for one in changes_of(passage)] == [
        known[act.sequence] for act in named(plan) if act.pk in acts_on(passage)
    ]


def acts_on(passage) -> set:
    return set(passage.history.values_list("act_id", flat=True))


def test_the_titles_of_fifty_acts_take_one_statement(lives):
    acts = list(Act.objects.filter(plan=lives[0].pk)[:50])
    with statements() as sent:
        with_names(acts)
    assert len(sent) == 1


# What the titles say


def test_paragraphs_are_told_apart_by_theme_and_number(plan, author):
    one, two = plan.themes.all()[:2]
    make_paragraph(plan, author, "First.", one)
    make_paragraph(plan, author, "Second.", one)
    assert newest(plan) == f"added paragraph 1.2 in {one.title}"
    make_paragraph(plan, author, "Second.", two)
    assert newest(plan) == f"added paragraph 2.1 in {two.title}"
    make_paragraph(plan, author, "Second.", None)
    assert newest(plan) == "added paragraph 1 in the introduction"


def test_numbers_through_the_plan_are_those_printed_then(plan, author):
    one, two = plan.themes.all()[:2]
    make_paragraph(plan, author, "First.", one)
    whole = {"title": plan.title, "meets_on": None, "records_savings": False}
    edit_plan(plan, by=author, seen=1, numbering=Plan.Numbering.THROUGHOUT, **whole)
    assert newest(plan) == f"edited the settings of {plan.title}"
    make_paragraph(plan, author, "Second.", two)
    assert newest(plan) == f"added paragraph 2 in {two.title}"
    assert named(plan)[2].sentence == f"added paragraph 1.1 in {one.title}"


def test_a_title_stays_as_of_then_whatever_moves_or_goes_since(plan, author):
    theme: Theme = plan.themes.first()
    first = make_paragraph(plan, author, "First.", theme)
    second = make_paragraph(plan, author, "Second.", theme)
    edit_passage(second, by=author, seen=1, body="Second, edited.")
    before = newest(plan)

    remove_passage(first, by=author, seen=1)
    assert newest(plan) == f"removed paragraph 1.1 in {theme.title}"
    edit_passage(second, by=author, seen=2, body="Once more.")
    assert newest(plan) == f"edited paragraph 1.1 in {theme.title}"
    assert named(plan)[2].sentence == before == f"edited paragraph 1.2 in {theme.title}"


def test_a_renamed_theme_is_called_as_then_with_its_name_of_today(plan, author):
    theme: Theme = plan.themes.first()
    make_paragraph(plan, author, "First.", theme)
    old = theme.title
    edit_theme(theme, by=author, seen=1, title="Changing services", answers=theme.answers)

    titles = [act.sentence for act in named(plan)]
    assert titles[:2] == [
        "edited theme 1, Changing services",
        f"added paragraph 1.1 in {old} (now “Changing services”)",
    ]


def test_a_move_says_from_where_to_where(plan, author):
    one, two = plan.themes.all()[:2]
    moved = make_paragraph(plan, author, "First.", one)
    move_passage(moved, by=author, seen=1, theme=two, position=0)
    assert newest(plan) == (f"moved paragraph 1.1 in {one.title}, now paragraph 2.1 in {two.title}")


def test_an_edit_on_the_whole_plan_page_names_its_paragraphs(plan, author):
    theme: Theme = plan.themes.first()
    made = [make_paragraph(plan, author, f"Words {n}.", theme) for n in range(5)]
    two = [PassageEdit(one.pk, 1, "Others.") for one in made[:2]]
    write_all(plan, by=author, rewrites=two)
    where = f"in {theme.title}"
    assert newest(plan) == f"edited paragraph 1.1 {where} and paragraph 1.2 {where}"
    write_all(plan, by=author, rewrites=[PassageEdit(one.pk, one.revision, "!") for one in made])
    assert newest(plan).endswith(f"paragraphs of {plan.title}") or "and" in newest(plan)


def test_the_page_is_headed_by_the_title(browser, plan, author):
    theme: Theme = plan.themes.first()
    make_paragraph(plan, author, "First.", theme)
    act = named(plan)[0]
    page = browser.get(plan_url("act", plan, act.sequence)).content.decode()
    assert f"Added paragraph 1.1 in {theme.title}</h1>" in page
    assert moment_in_words(act.at) in page
