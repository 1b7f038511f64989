"""The small inputs of ../shared/cases/import, each with what must come of it.

The pasted ones are in tests/govuk/test_paste.py, which needs a browser.
"""

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest

from plans.blocks import tables_in, words_of
from plans.importing.letter import read_letter
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from plans.richtext import parse_richtext
from tests.plans.importing.accounting import lost, passages

CASES = Path(__file__).parents[4] / "shared" / "cases" / "import"
THEMES = (
    "Changing how services are designed and run",
    "Using technology and data well",
    "Cutting wasteful spending",
    "Barriers that government could help to lift",
)
HEADED = ["Transformation of services", "Technology and data", "Wasteful spend", "Barriers"]


@pytest.fixture(scope="module", autouse=True)
def _cases_are_here():
    if not CASES.is_dir():
        pytest.skip("No ../shared/cases/import here: its inputs are not tried.")


def source(name):
    file = next(CASES.glob(f"{name}*"))
    return read_source(file.name, file.read_bytes())


def plan(name):
    read = read_plan(source(name), THEMES)
    assert lost(read) == []
    return read


def bodies(name):
    return [passage.body for passage in passages(plan(name))]


def theme(name, number):
    """What is in one theme of the commission: kind and body of each passage."""
    (found,) = [each for each in plan(name).themes if each.commission_theme == number]
    return [(passage.kind, passage.body) for passage in found.passages]


def words(name):
    """Every word that came into the plan, and how often."""
    return Counter(re.findall(r"[\w.£%]+", "\n".join(bodies(name))))


def left(name):
    return {line.text: line.where for line in plan(name).lines if line.fate == "left out"}


def told(name):
    return " ".join(source(name).notes)


# Word files: what the plan says, passage by passage.
SAID = {
    "w1-": ["Savings of £2.4 million by 31 March 2026.", "Contact Pat Example"],
    "w1b": ["We saved 40 hours a week."],
    "w3-": ["Before BASE (above) after."],
    "w4-": ["Body.", "Words in grouped box"],
    "w4b": ["Body.", "Words in box"],
    "w5-": ["Unit cost is total/households in pounds."],
    "w6-": ["Body.", "In a content control"],
    "w7-": ["A 1 May 2026 B"],
    "w8-": ["In a smart tag and in custom xml"],
    "w9-": ["Outer", "Inner", "After"],
    "w10": ["Area is 10² km and saved £5m¹."],
    "w11": ["Keep and end caps"],
    "w20": ["We saved £5m^[Audited by the council’s auditor in 2025.] in two years."],
    "w21": ["We moved forms online."],
    "w22": ["Our savings are shown here.", "[Chart: Savings by year]"],
    "w23": ["Our cycle is shown here.", "[Diagram: Plan, do, review]"],
    "w25": ["We will close one depot."],
    "w26": ["We saved £3m and and ."],
    "w27": ["One sentence that goes on here."],
    "w28": ["Line one of a paragraph", "Line two of it."],
    "w29": ["Before after the page end."],
    "w30": ["Paragraph one. Shown result.", "Paragraph two."],
    "w31": ["Paragraph one. After it."],
    "w32": ["Keep this."],
    "w36": [
        "We did:",
        "L1 one",
        "L1 two\n\na. L2 a\nb. L2 b\n   - (i) L3 i\n   - (ii) L3 ii",
        "L1 three",
    ],
    "w37": ["We did:\n\na. Alpha\nb. Beta\nc. Gamma"],
}


@pytest.mark.parametrize("name", SAID)
def test_every_word_of_a_word_file_comes_as_it_was_meant(name):
    assert bodies(name) == SAID[name]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("w3-", "reading written above"),
        ("w4-", "text box"),
        ("w5-", "equation"),
        ("w11", "Hidden words"),
        ("w11", "struck through"),
        ("w20", "footnote"),
        ("w22", "chart was left out"),
        ("w23", "diagram was left out"),
        ("w25", "1 comment was left out"),
        ("w26", "Tracked changes came as if accepted: 1 insertion, 1 deletion, by A."),
        ("t1-figures", "1 table came as a table"),
        ("h1-", "Tracked changes came as if accepted: 1 insertion, 1 deletion."),
        ("h7-", "1 table came as a table"),
        ("p3-", "1 comment was left out"),
    ],
)
def test_what_is_more_than_words_is_told(name, note):
    assert note in told(name)


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("w11", ["struck", "hidden"]),
        ("w26", ["£2m", "this is struck", "hidden"]),
        ("w32", ["gone"]),
        ("h1-", ["three", "sell"]),
        ("p6-", ["£2m", "This line is withdrawn."]),
    ],
)
def test_deleted_and_hidden_words_are_listed_and_not_in_the_plan(name, gone):
    assert list(left(name)) == gone
    assert all("left out" in where for where in left(name).values())


@pytest.mark.parametrize("name", ["w33", "w34"])
def test_a_list_keeps_its_numbers_across_what_stands_between(name):
    marks = [line.text[:2] for line in source(name).text_lines if line.text[:1].isdigit()]

    assert marks == ["1.", "2.", "3."]


def test_a_numbered_heading_is_a_heading():
    assert theme("w38", 3) == [("paragraph", "We cut.")]


@pytest.mark.parametrize(
    ("name", "number", "figures"),
    [("t1-figures", 3, "12 9 4 6 1.5 0.8"), ("h7-", 2, "12 9 4 6"), ("t2-", 3, "1 2 3 4")],
)
def test_a_figure_in_a_table_is_no_page_number(name, number, figures):
    cells = [words_of(cell) for table in tables(name, number) for row in table.rows for cell in row]

    assert [cell for cell in cells if cell in figures.split()] == figures.split()
    assert not [line for line in plan(name).lines if line.fate != "placed"]


def test_a_word_beside_several_figures_is_not_repeated_at_page_breaks():
    assert words("t2-")["Planned"] == 3


def tables(name, number):
    return [one for _, body in theme(name, number) for one in tables_in(parse_richtext(body))]


def test_a_table_comes_as_one():
    [table] = tables("t1-figures", 3)

    assert table.numbers == (False, True, True)
    assert words_of(table.rows[1][0]) == "Agency staff"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("h1-", "We will close two depots and keep the yard."),
        ("h2-", "The park is 10² metres and saved £5m¹."),
        ("h4-", "We did:\n\n- First thing\n   - Under the first\n- Second thing"),
        ("h5-", "Two rules, of which (ii) is new:\n\n- (i) Ask first.\n- (ii) Say why."),
        ("p3-", "We will close one depot."),
        ("p6-", "We saved £3m last year."),
        (
            "p7-",
            "The district has 10² km of paths and saved £5m¹. Emissions of CO2 fell.",
        ),
        ("t1-second", "We did:\n\n- First\n- Second\n   - Under the second"),
    ],
)
def test_a_page_keeps_what_its_marks_mean(name, body):
    assert body in bodies(name)


def test_lists_within_lists_keep_their_depth():
    for name in ("p1-word", "p2-google"):
        indents = [re.match(r" *", line.text)[0] for line in source(name).text_lines]
        assert [len(indent) for indent in indents] == [0, 3, 3, 0]


def test_a_list_written_by_word_in_a_browser_is_one_list():
    lines = [line.text for line in source("p4-word").text_lines]

    assert lines == ["We will:", "1. merge depots", "   1. north depot first", "2. renew the fleet"]


def test_paragraphs_in_a_cell_do_not_run_together():
    lines = [line.text for line in source("p5-").text_lines]

    assert lines == ["| Action | Saved Since |", "| Depots | one two |"]


def test_a_footnote_of_a_page_comes_as_a_note_at_its_mark():
    assert bodies("p8-") == ["We saved £5m.^[Audited figure.] We go on."]


@pytest.mark.parametrize("name", ["p1-headings", "p4-one"])
def test_headings_of_a_word_or_with_a_colon_head_their_themes(name):
    read = plan(name)

    assert read.title == "Productivity Plan"
    assert [passage.body for passage in read.introduction] == ["Our words come first."]
    assert [(each.commission_theme, each.title) for each in read.themes] == list(
        enumerate(HEADED, 1)
    )
    assert [(one.kind, one.body) for one in read.themes[3].passages] == [
        ("paragraph", "One-year funding."),
        ("heading", "Conclusion"),
        ("paragraph", "We look forward."),
    ]
    assert read.unplaced == ()


def test_a_sentence_about_barriers_heads_no_theme():
    read = plan("p2-sentence")

    assert read.themes == ()
    assert read.unplaced[-1].body.endswith("and competitive bidding.")
    furniture = [line.text for line in read.lines if line.fate == "furniture"]
    assert furniture == ["Share this page", "Facebook icon Twitter icon email icon", "print icon"]


def test_a_grant_named_after_a_section_overturns_no_themes():
    assert theme("t3-", 2) == [
        ("paragraph", "We used data."),
        ("paragraph", "Section 31 Grant received in two years:\n\n- £2m\n- £3m"),
        ("paragraph", "After it."),
    ]


def test_a_line_of_two_words_above_a_heading_is_no_part_of_it():
    read = plan("t4-")

    assert read.title == "Productivity plan"
    assert [each.title for each in read.themes] == list(THEMES[1:])
    assert read.themes[1].passages[-1].kind == "heading"
    assert read.themes[1].passages[-1].body == "Next steps"


def test_numbers_are_apart_from_the_letters_after_them():
    typed = "\n".join(line.text + "\n" for line in source("r1-").text_lines)

    assert [len(block.items) for block in parse_richtext(typed)] == [2, 1]


def test_the_day_another_letter_was_sent_is_not_the_day_due():
    letter = read_letter(source("l1-"))

    assert (letter.letter_date, letter.due) == (dt.date(2026, 3, 2), dt.date(2026, 6, 30))


def test_points_asked_for_without_a_theme_are_questions():
    letter = read_letter(source("l3-"))

    assert letter.due == dt.date(2026, 6, 30)
    assert [len(each.questions) for each in letter.themes] == [3]
    assert any("has no themes" in sentence for sentence in letter.unsure)


def test_every_input_is_tried():
    tried = Path(__file__).read_text("utf-8")
    # The page that cannot be saved is tried in tests/plans/test_whole_plan.py.
    elsewhere = {"README", "x1-write-page-and-a-colleague"}

    names = {file.stem for file in CASES.iterdir()} - elsewhere
    asked = re.findall(r'"([a-z]\d{1,2}b?-?\w*)"', tried)
    assert [name for name in names if not any(name.startswith(one) for one in asked)] == []
