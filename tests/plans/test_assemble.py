"""The working copy as a document: what is in it, what is not, and what it costs to read."""

from datetime import date
from decimal import Decimal

import pytest

from councils.models import User
from plans.actions import items
from plans.actions.passages import edit_passage, move_passage
from plans.actions.plans import edit_plan, set_coverage
from plans.assemble import build_document
from plans.figures import printed_value
from plans.models import Plan
from plans.richtext import plain_text
from tests.plan_makers import (
    World,
    a_file,
    give_saving,
    make_commitment,
    make_evidence,
    make_figure,
    make_heading,
    make_metric,
    make_paragraph,
)


def numbers(plan) -> list[list[str]]:
    return [[one.number for one in theme.passages] for theme in build_document(plan).themes]


@pytest.fixture
def two_themes(plan, author):
    for answers, count in (("1", 2), ("2", 1)):
        theme = plan.themes.get(answers=answers)
        make_heading(plan, author, theme=theme)
        for n in range(count):
            make_paragraph(plan, author, f"Paragraph {n}.", theme)
    make_paragraph(plan, author, "The introduction.")
    return plan


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (Plan.Numbering.BY_THEME, [["", "1", "2"], ["", "1"], [], []]),
        (Plan.Numbering.THROUGHOUT, [["", "1", "2"], ["", "3"], [], []]),
        (Plan.Numbering.NONE, [["", "", ""], ["", ""], [], []]),
    ],
)
def test_paragraphs_are_numbered_as_the_plan_has_it(two_themes, author, numbering, expected):
    edit_plan(
        two_themes,
        by=author,
        seen=1,
        title=two_themes.title,
        numbering=numbering,
        meets_on=None,
        records_savings=False,
    )

    assert numbers(Plan.objects.whole().get()) == expected


@pytest.mark.parametrize(
    ("value", "unit", "words", "printed"),
    [
        ("96.4000", "£m", "", "£96.4m"),
        ("96", "£m", "", "£96m"),
        ("1250000", "£", "", "£1,250,000"),
        ("0.35", "%", "", "0.35%"),
        ("65", "number", "agency workers", "65 agency workers"),
        ("-5.5", "£k", "", "−£5.5k"),
        ("1000", "£bn", "a year", "£1,000bn a year"),
        ("0", "number", "", "0"),
    ],
)
def test_a_figure_prints_as_people_write_it(value, unit, words, printed):
    assert printed_value(Decimal(value), unit, words) == printed


def test_a_figure_prints_wherever_the_text_names_it(plan, author, theme):
    make_figure(plan, author, value=Decimal("96.4000"))
    make_paragraph(plan, author, "We saved {figure:savings} of {figure:nothing-known}.", theme)

    [passage] = build_document(plan).themes[0].passages
    assert plain_text(passage.body) == "We saved £96.4m of {figure:nothing-known}."


def test_evidence_is_named_by_its_address_or_its_files_digest(plan, author):
    make_evidence(plan, author)
    file = make_evidence(plan, author, "On paper", file=a_file()).file

    by_link, by_file = build_document(plan).evidence
    assert (by_link.link != "", by_link.sha256) == (True, "")
    assert (by_file.link, by_file.sha256) == ("", file.sha256)


def test_savings_are_in_it_only_where_the_plan_records_them(plan, author):
    commitment = make_commitment(plan, author)
    give_saving(commitment, by=author, year=2024, planned=Decimal("1250000.00"))
    assert build_document(plan).commitments[0].savings == ()

    settings = {"title": plan.title, "numbering": plan.numbering, "meets_on": None}
    edit_plan(plan, by=author, seen=1, records_savings=True, **settings)

    [saving] = build_document(Plan.objects.get()).commitments[0].savings
    assert (saving.year, str(saving.planned)) == (2024, "1250000")


def test_the_order_of_rows_in_the_database_does_not_matter(plan, author, theme):
    one, other = (make_paragraph(plan, author, words, theme) for words in ("One.", "Other."))
    before = build_document(plan).digest

    move_passage(other, by=author, seen=1, theme=theme, position=0)
    assert build_document(plan).digest != before
    move_passage(one, by=author, seen=1, theme=theme, position=0)

    assert build_document(plan).digest == before


def test_numbers_are_the_same_however_many_zeros_the_database_gives_back(plan, author):
    unsaved = make_metric(plan, author, baseline=Decimal("1.5"), target=Decimal(100))
    before = build_document(plan).digest
    unsaved.refresh_from_db()

    assert build_document(plan).digest == before
    [metric] = build_document(plan).metrics
    assert (str(metric.baseline), str(metric.target)) == ("1.5", "100")


# What is private, or overtakes an endorsement, is not in it


def private_changes(world: World, by: User):
    """Things that may change after the plan was endorsed, each with words of its own."""
    plan, metric, commitment = world.plan, world.metric, world.commitment
    yield lambda: items.record_result(
        metric,
        by=by,
        period="PRIVATE",
        ends_on=date(2025, 3, 31),
        value=Decimal(77777),
        note="PRIVATE",
    )
    yield lambda: give_saving(
        commitment,
        by=by,
        year=2024,
        planned=Decimal(1000),
        forecast=Decimal(77777),
        delivered=Decimal(77777),
        confirmed=True,
    )
    yield lambda: items.edit_item(commitment, by=by, seen=1, owner_name="PRIVATE")
    yield lambda: items.edit_item(world.barrier, by=by, seen=1, reply="PRIVATE")
    yield lambda: set_coverage(plan, by=by, question="3.1", state="left_out", reason="PRIVATE")
    yield lambda: edit_passage(
        world.paragraph,
        by=by,
        seen=1,
        body=world.paragraph.body,
        ready=True,
        writer=by,
        questions=["1.2"],
    )


def test_what_is_private_or_comes_later_is_not_in_it(db):
    world = World()
    User.objects.filter(pk=world.author.pk).update(name="PRIVATE")
    plan = Plan.objects.whole().get(pk=world.plan.pk)
    before = build_document(plan)

    for change in private_changes(world, world.author):
        acts = world.council.acts.count()
        change()
        assert world.council.acts.count() == acts + 1, "nothing was changed, so nothing is shown"

    after = build_document(plan)
    assert after.digest == before.digest == world.version.digest
    assert b"PRIVATE" not in after.canonical
    assert b"77777" not in after.canonical
