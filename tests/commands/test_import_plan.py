"""`import_plan` brings a real text in as a plan, and accounts for each of its lines."""

import json

import pytest
from django.core.management.base import CommandError

from councils.record.models import Act
from plans.models import Passage, Plan

SHIPPED = "productivity-2024"


@pytest.fixture
def words(council, author):
    """The options that say where the plan goes, and who brings it in."""
    return ["--council", council.slug, "--commission", SHIPPED, "--by", author.email.upper()]


def test_the_published_plan_comes_with_its_themes_and_paragraphs(run, seed, words):
    told = json.loads(run("import_plan", seed("000"), *words, "--json"))

    plan = Plan.objects.get(slug=told["plan"])
    paragraphs = [
        theme.passages.filter(kind=Passage.Kind.PARAGRAPH).count() for theme in plan.themes.all()
    ]
    assert paragraphs == [6, 4, 8, 2]
    assert [theme["paragraphs"] for theme in told["themes"]] == [6, 4, 8, 2]
    counts = told["report"]
    kinds = ("placed", "furniture", "left_out", "unplaced")
    assert sum(counts[kind] for kind in kinds) == counts["lines"]
    assert not any("  " in body.replace("\n", "") for body in bodies(plan) if "- " not in body)


def test_its_text_is_one_act_of_the_person_named(run, seed, words, author):
    told = json.loads(run("import_plan", seed("000"), *words, "--json"))

    plan = Plan.objects.get(slug=told["plan"])
    acts = Act.objects.filter(plan=plan.pk).order_by("sequence")
    assert [act.verb for act in acts] == ["plan_started", "text_brought_in"]
    assert {act.actor.name for act in acts.select_related("actor")} == {author.name}


def test_the_other_councils_plan_comes_with_introduction_themes_and_headings(run, seed, words):
    told = json.loads(run("import_plan", seed("004"), *words, "--json"))

    plan = Plan.objects.get(slug=told["plan"])
    assert plan.passages.filter(theme=None).exists()
    assert plan.themes.count() >= 4
    assert plan.passages.filter(kind=Passage.Kind.HEADING).exists()


def test_a_text_without_structure_waits_for_a_person_to_place_it(run, seed, words):
    told = json.loads(run("import_plan", seed("002"), *words, "--json"))

    plan = Plan.objects.get(slug=told["plan"])
    assert not plan.passages.exists()
    assert told["unplaced"]["passages"]
    assert told["review"].endswith(f"/import/{plan.imports.get().pk}/")


def test_people_read_what_became_of_the_text(run, tmp_path, words):
    file = tmp_path / "plan.txt"
    file.write_text("Words that belong to no theme.\n", "utf-8")

    said = run("import_plan", file, *words)

    assert "1 lines with words" in said or "1 line" in said
    assert "Not placed: Words that belong to no theme." in said


def test_what_is_left_aside_is_said_line_by_line_and_may_be_put_back(run, tmp_path, words):
    file = tmp_path / "plan.txt"
    file.write_text("Theme 1: Homes\n\nWarm.\n\nPage 2 of 4\n\nDry.\n", "utf-8")

    said = run("import_plan", file, *words)
    again = ("--title", "The same again", "--put-back", "5")
    told = json.loads(run("import_plan", file, *words, "--json", *again))

    assert "Left aside: line 5, page number: Page 2 of 4" in said
    assert told["report"]["furniture"] == 0
    assert "Page 2 of 4" in bodies(Plan.objects.get(slug=told["plan"]))


@pytest.mark.parametrize(
    "text",
    [
        "Theme 2: Roads\n\nLong.\n\nTheme 1: Homes\n\nWarm.\n",
        "# Plan\n\n## Parks\n\nGreen.\n\n## Ponds\n\nBlue.\n",
        "Theme 1: Homes\n\nTheme 2: Roads\n\nLong.\n",
    ],
    ids=["out of order", "the council's own", "empty"],
)
def test_themes_that_are_not_the_commissions_are_looked_at_before_they_are_saved(
    run, tmp_path, words, text
):
    file = tmp_path / "plan.md"
    file.write_text(text, "utf-8")

    told = json.loads(run("import_plan", file, *words, "--json"))

    assert "review" in told
    assert not Plan.objects.get(slug=told["plan"]).passages.exists()


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--council", "nowhere", "no council"),
        ("--commission", "nothing", "No commission"),
        ("--by", "nobody@council.test", "Nobody signs in"),
    ],
)
def test_what_is_not_there_is_named_and_nothing_is_made(
    run, tmp_path, words, option, value, message
):
    file = tmp_path / "plan.txt"
    file.write_text("Some words.\n", "utf-8")
    words[words.index(option) + 1] = value

    with pytest.raises(CommandError, match=message):
        run("import_plan", file, *words)
    assert not Plan.objects.exists()


def test_somebody_who_is_no_author_brings_nothing_in(run, tmp_path, words, auditor):
    file = tmp_path / "plan.txt"
    file.write_text("Some words.\n", "utf-8")
    words[-1] = auditor.email

    with pytest.raises(CommandError, match="Report author"):
        run("import_plan", file, *words)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 500, b"", b"PK\x03\x04 not a zip"])
def test_a_file_that_is_no_text_is_refused_with_the_reason(run, tmp_path, words, content):
    file = tmp_path / "plan.docx"
    file.write_bytes(content)

    with pytest.raises(CommandError):
        run("import_plan", file, *words)
    assert not Plan.objects.exists()


def test_a_file_that_is_not_there_is_said_to_be_missing(run, tmp_path, words):
    with pytest.raises(CommandError, match="No such file"):
        run("import_plan", tmp_path / "none.txt", *words)


def bodies(plan: Plan) -> list[str]:
    return list(plan.passages.values_list("body", flat=True))
