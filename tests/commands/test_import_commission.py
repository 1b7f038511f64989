"""`import_commission` reads a department's letter into a commission of the council's own."""

import json

import pytest
from django.core.management.base import CommandError

from councils.record.models import Act
from plans.commission import brief_from_json
from plans.models import Commission
from tests.plans.importing.test_letter_pdf import STREETS


def test_the_real_letter_gives_its_themes_questions_dates_and_address(run, seed, council):
    words = ["--council", council.slug, "--slug", "the-letter", "--json"]
    told = json.loads(run("import_commission", seed("000"), *words))

    assert [len(theme["questions"]) for theme in told["themes"]] == [8, 4, 9, 4]
    assert told["letter_date"] == "2024-04-16"
    assert told["due"].startswith("2024-07-19T23:59:59")
    assert "@" in told["address"]
    assert isinstance(told["unsure"], list)
    kept = Commission.objects.get(council=council, slug="the-letter").versions.get()
    assert sum(1 for _ in brief_from_json(kept.content).questions) == 25


def test_people_read_what_was_found(run, seed, council):
    said = run("import_commission", seed("000"), "--council", council.slug, "--slug", "letter")

    assert said.count(" questions") == 4
    assert "8 questions" in said


def test_the_person_named_is_the_one_on_record(run, letter, council, author):
    run("import_commission", letter, "--council", council.slug, "--slug", "l", "--by", author.email)

    act = council.acts.select_related("actor").latest("sequence")
    assert (act.verb, act.actor.name) == ("commission_added", author.name)


def test_the_same_address_twice_is_refused(run, letter, council):
    words = ["--council", council.slug, "--slug", "letter"]
    run("import_commission", letter, *words)
    acts = Act.objects.count()

    with pytest.raises(CommandError, match="already"):
        run("import_commission", letter, *words)
    assert Act.objects.count() == acts


@pytest.mark.parametrize(
    ("option", "value"), [("--council", "nowhere"), ("--by", "nobody@council.test")]
)
def test_what_is_not_there_is_named(run, letter, council, option, value):
    words = {"--council": council.slug, "--slug": "letter"} | {option: value}

    with pytest.raises(CommandError):
        run("import_commission", letter, *(word for pair in words.items() for word in pair))
    assert not Commission.objects.exists()


@pytest.fixture
def letter(tmp_path):
    """A small letter of our own."""
    file = tmp_path / "letter.txt"
    file.write_text(
        "Dear chief executive\n\nPlease send your plan by 19 July 2030.\n\n"
        "Theme 1: How you run services\n- What have you changed?\n- What comes next?\n",
        "utf-8",
    )
    return file


def test_a_letter_as_pdf_is_read_too(run, tmp_path, council):
    printed = tmp_path / "letter.pdf"
    printed.write_bytes(STREETS)

    said = run("import_commission", printed, "--council", council.slug, "--slug", "streets")

    assert "1. How streets are kept clean: 2 questions" in said
