"""Lines of a text put where they belong, many at once: the page, and the transformation plan."""

from pathlib import Path

import pytest

from councils.record.models import Act
from plans.access import plan_url
from plans.actions import commissions
from plans.actions.imports import read_import, steps_of
from plans.commission import BriefQuestion, BriefTheme
from plans.importing.placing import INTRODUCTION, JOIN, LEAVE_OUT, Step
from tests.councils.pages import fields_of
from tests.plan_makers import SHIPPED, asked_as, make_import, make_plan

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
TEXT = "\n\n".join(f"Sentence {number} of the text." for number in range(1, 7))


@pytest.fixture
def kept(plan, author):
    return make_import(plan, author, TEXT)


class Placing:
    """Somebody at the page, counting what they press."""

    def __init__(self, browser, plan, kept):
        self.browser, self.kept, self.presses = browser, kept, 0
        self.review = plan_url("import_review", plan, kept.pk)
        self.page = plan_url("import_lines", plan, kept.pk)

    def number(self, words):
        found = [line for line in read_import(self.fresh()).lines if words in line.text]
        return str(found[0].number)

    def fresh(self):
        self.kept.refresh_from_db(fields=["steps"])
        return self.kept

    def press(self, *ticked, where="", why="", **button):
        self.presses += 1
        fields = fields_of(self.browser.get(self.page))
        typed = {"ticked": list(ticked), "where": where, "why": why, **button}
        return self.browser.post(self.page, fields | typed)

    def from_on(self, words, where, why=""):
        answer = self.press(self.number(words), where=where, why=why, reach="onward")
        assert answer.status_code == 302, answer.content.decode()


@pytest.fixture
def placing(browser, plan, kept):
    return Placing(browser, plan, kept)


def test_from_one_line_on_all_goes_into_a_theme_and_nothing_is_in_the_plan_yet(
    placing, plan, browser
):
    acts = Act.objects.count()
    placing.from_on("Sentence 1", INTRODUCTION)
    placing.from_on("Sentence 3", "1")

    assert not plan.passages.exists()
    assert Act.objects.count() == acts
    imported = read_import(placing.fresh())
    assert (len(imported.introduction), len(imported.themes[0].passages)) == (2, 4)
    assert not imported.unplaced

    browser.post(placing.review, fields_of(browser.get(placing.review)))
    assert plan.passages.filter(theme=None).count() == 2
    assert plan.passages.filter(theme__answers="1").count() == 4


def test_ticked_lines_go_alone_and_those_between_with_them_where_that_is_pressed(placing):
    first, third = placing.number("Sentence 1"), placing.number("Sentence 3")

    placing.press(first, third, where=INTRODUCTION)
    assert len(read_import(placing.fresh()).introduction) == 2

    placing.press(first, third, where=INTRODUCTION, reach="between")
    assert len(read_import(placing.fresh()).introduction) == 3


def test_lines_are_joined_and_that_is_undone(placing):
    placing.press(placing.number("Sentence 1"), placing.number("Sentence 2"), where=JOIN)
    [joined, *_] = read_import(placing.fresh()).unplaced
    assert joined.body == "Sentence 1 of the text. Sentence 2 of the text."

    page = fields_of(placing.browser.get(placing.page))
    # Sent twice, it takes back one thing, not two.
    for _ in range(2):
        assert placing.browser.post(placing.page, page | {"undo": "1"}).status_code == 302
    assert not steps_of(placing.fresh())


@pytest.mark.parametrize(
    ("ticked", "typed", "told"),
    [
        ([], {"where": INTRODUCTION}, "Tick a line first"),
        (["1"], {}, "Choose where they go"),
        (["1"], {"where": LEAVE_OUT}, "Say why they are left out"),
        (["1"], {"where": JOIN}, "two or more that follow each other"),
        (["1", "5"], {"where": JOIN}, "two or more that follow each other"),
        (["999"], {"where": INTRODUCTION}, "That line is not in this text"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_what_was_chosen_is_kept(
    placing, ticked, typed, told
):
    answer = placing.press(*ticked, **typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    if ticked == ["1"]:
        assert 'value="1"' in page
        assert "checked" in page
    assert not steps_of(placing.fresh())


def test_lines_put_back_by_the_address_stay_put_back(placing, browser, plan):
    page = browser.get(f"{placing.page}?line=1")
    assert "/lines/?line=1" not in page.context["back"]
    assert page.context["back"] == f"{placing.review}?line=1"


def test_what_was_said_once_is_kept_once(placing, kept):
    first = placing.number("Sentence 1")
    for _ in range(2):
        placing.press(first, where=INTRODUCTION)
    assert steps_of(placing.fresh()) == (Step(((int(first), int(first)),), INTRODUCTION),)


def test_there_is_an_end_to_what_is_said_of_one_text(placing, monkeypatch):
    monkeypatch.setattr("plans.actions.imports.MOST_STEPS", 1)
    placing.press(placing.number("Sentence 1"), where=INTRODUCTION)
    answer = placing.press(placing.number("Sentence 2"), where=INTRODUCTION)
    assert answer.status_code == 422
    assert "undo some, or save it" in answer.content.decode()


@pytest.fixture
def seed():
    found = sorted(SEEDS.glob("003_*.txt"))
    if not found:
        pytest.skip("seed text 003 is not in ../shared/seeds")
    return found[0].read_text()


FIVE = (
    "Economic growth and stronger communities",
    "Early help and prevention",
    "Assets and capital",
    "Service reviews and digital",
    "Employer of choice",
)


def plan_of_five_themes(council, author):
    """A commission of the council's own, under the transformation plan's five themes."""
    themes = tuple(
        BriefTheme(str(number), title, (BriefQuestion(f"{number}.1", "How?"),))
        for number, title in enumerate(FIVE, start=1)
    )
    asked = asked_as(commissions.shipped_version(SHIPPED), "transformation", themes=themes)
    own = commissions.make_commission(council, by=author, asked=asked)
    version = own.versions.latest("number")
    return make_plan(council, author, "Transformation plan", commission=version)


def test_the_transformation_plan_is_placed_in_at_most_twelve_actions(
    browser, author, council, seed
):
    plan = plan_of_five_themes(council, author)
    placing = Placing(browser, plan, make_import(plan, author, seed))
    assert len(read_import(placing.kept).unplaced) > 200
    review = browser.get(placing.review).content.decode()
    lines = browser.get(placing.page).content.decode()
    # The way to the page of the lines, and back to save.
    placing.presses += 2

    placing.from_on("This amended transformation plan sets out", INTRODUCTION)
    placing.from_on("This theme delivers on the following Council Plan Values", "1")
    placing.from_on("To make Dorset an inclusive county", "2")
    placing.from_on("This theme delivers on our principles of being effective", "3")
    placing.from_on("This theme delivers on the following Council Plan values", "4")
    placing.from_on("This theme delivers on all our Council Plan values", "5")
    placing.from_on("When the transformation programme was first conceived", "3")
    placing.from_on("CRR01", LEAVE_OUT, "The risk register")
    placing.presses += 1
    saved = browser.post(placing.review, fields_of(browser.get(placing.review)))

    assert saved.status_code == 302
    assert placing.presses <= 12
    assert {*plan.passages.values_list("theme__answers", flat=True)} == {None, *"12345"}
    first = {theme.answers: theme.passages.first().body[:20] for theme in plan.themes.all()}
    assert first == {
        "1": "This theme delivers ",
        "2": "To make Dorset an in",
        "3": "This theme delivers ",
        "4": "This theme delivers ",
        "5": "This theme delivers ",
    }
    # One list to choose from on each page, where there were 243.
    assert (review.count("<select"), lines.count("<select")) == (1, 1)
