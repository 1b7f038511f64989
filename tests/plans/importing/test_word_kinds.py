"""Words that stand where nobody looks are in the text, or left over with what they are."""

import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plans.importing import word_count, word_text
from plans.importing.accounting import account_of, words_of_file, words_refused
from plans.importing.left_out import told_in_short
from plans.importing.page_line import DELETED, HIDDEN
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from tests.plans.importing import word_kinds
from tests.plans.importing.word_files import paragraph, run

CHART = "the words and figures of a chart"
# For each file the lines after "We begin.", each with what it is called where it is no text.
LINES = {
    "buttons": [("For [Type the service].", "")],
    "chart": [
        ("[Chart: A chart of savings]", ""),
        ("Savings", CHART),
        ("Depots: North 0.35; South 12; highest", CHART),
        ("Provisional", CHART),
    ],
    "comments": [
        ("We close a depot.", ""),
        ("Which depot?", "a comment by Head of Finance"),
        ("Say it.", "a comment by Head of Finance"),
        ("North.", "a comment by Monitoring Officer"),
    ],
    "deleted-boxes": [("Words of a box", DELETED), ("Out of sight", HIDDEN)],
    "deletions": [
        ("and", ""),
        ("North … Southwold", DELETED),
        ("Last.", ""),
        ("Old one Old two", DELETED),
        ("We lease it.", DELETED),
    ],
    "described": [
        ("[Picture: A map of depots; A map of parks]", ""),
        ("A box with a border", "a text box’s description"),
        ("Words in it", ""),
    ],
    "documents-inside": [
        ("A whole report.", ""),
        ("Shorter?", "a comment by Head of Finance"),
        ("Report footer", "the page’s footer"),
        ("Plain words.", ""),
        ("More of them.", ""),
        ("Words of a page & more.", ""),
    ],
    "equations": [
        ("total, homes; cost, rent", ""),
        ("log income", ""),
        ("x^k a", ""),
        ("dropped", DELETED),
    ],
    "header": [
        ("Draft for members", "the page’s header"),
        ("[Diagram: Plan; Do]", "the page’s header"),
        ("We begin.", "the page’s header"),
        ("Unseen", HIDDEN),
        ("Draft for members", "the page’s footer"),
    ],
    "moves": [("We keep the yard.", ""), ("We sell the barn.", DELETED)],
    "newer-chart": [("[Chart: no title]", ""), ("Rents 31", CHART), ("Income", CHART)],
    "notes": [
        ("We saved £5m^[[The audit](https://example.org/audit) / Fees / fell].", ""),
        ("Goes on overleaf", "words Word prints between the text and its footnotes"),
    ],
    "numbers": [
        ("Recommendation 1: Close it.", ""),
        ("Recommendation 2: Keep it.", ""),
        ("Option A wait", ""),
    ],
    "shapes": [("One", ""), ("front", ""), ("door", ""), ("Second choice", "")],
    "tables": [
        ("[Table 1, row 1, column 1] Depot", ""),
        ("[Table 1, row 1, column 2] kept", ""),
        ("Savings: By year", "a table’s description"),
        ("Yard", DELETED),
        ("sold", DELETED),
    ],
}


@pytest.mark.parametrize("name", LINES)
def test_words_that_stand_apart_come_as_text_or_with_what_they_are(name):
    source = read_source("plan.docx", word_kinds.MADE[name]())

    assert [(line.text, line.part) for line in source.text_lines[1:]] == LINES[name]


def test_a_long_diagram_comes_whole():
    line = read_source("plan.docx", word_kinds.diagram()).text_lines[1].text

    assert line.startswith("[Diagram: A road; Step 0 of")
    assert "Step 29 of the long road" in line


def test_each_file_is_as_its_script_makes_it_and_every_word_is_accounted_for():
    assert {file.stem for file in word_kinds.FOLDER.iterdir()} == set(word_kinds.MADE)
    for name, make in word_kinds.MADE.items():
        data = (word_kinds.FOLDER / f"{name}.docx").read_bytes()
        made = account_of(name, data)

        assert data == make(), f"{name}: run the script again"
        assert (name, made.lost) == (name, {kind: Counter() for kind in made.lost})
        assert sum(counts["in the file"] for counts in made.kinds.values()) > 2


def test_the_account_says_where_words_stood_and_what_became_of_them():
    made = account_of("plan.docx", word_kinds.comments())

    assert made.kinds["comment"] == Counter({"in the file": 5, "left over": 5, "lost": 0})
    assert made.kinds["the text"]["placed"] == 6


def test_words_that_the_reader_passes_over_are_lost_in_the_account(monkeypatch):
    """The control: the same files, read by a reader that passes something over."""
    monkeypatch.setattr(word_text, "NO_WORDS", word_text.NO_WORDS | {"hyperlink", "moveTo"})

    assert account_of("a.docx", word_kinds.notes()).lost["link"] == Counter(("The", "audit"))
    assert not account_of("a.docx", word_kinds.moves()).is_whole
    assert account_of("a.docx", word_kinds.comments()).is_whole


def test_the_count_reads_letters_apart_from_what_is_written_around_them():
    raised = run("10") + run("2", '<w:vertAlign w:val="superscript"/>') + run(" sav")
    made = word_kinds.docx(paragraph(raised + run("ings", "<w:b/>")))

    assert words_of_file(made) == {word_count.TEXT: Counter(("102", "savings"))}
    assert account_of("a.docx", made).is_whole


def test_what_comments_and_charts_left_over_is_told_by_its_name():
    plan = read_plan(read_source("plan.docx", word_kinds.comments()), ())

    assert told_in_short(plan) == "comments (3 lines)"


def test_the_command_counts_a_folder_by_kind(tmp_path):
    for name in ("comments", "chart"):
        (tmp_path / f"{name}.docx").write_bytes(word_kinds.MADE[name]())
    (tmp_path / "empty.docx").write_bytes(word_kinds.docx(paragraph("")))
    (tmp_path / "damaged.docx").write_bytes(word_kinds.comments()[:100])
    told, table = StringIO(), StringIO()

    call_command("try_docx", tmp_path, json=True, stdout=told)
    call_command("try_docx", tmp_path, stdout=table)

    counted = json.loads(told.getvalue())
    assert counted["kinds"]["comment"] == {
        "in the file": 5, "placed": 0, "left over": 5, "deleted or hidden": 0, "lost": 0,
        "words lost": [],
    }  # fmt: skip
    assert {row["file"]: row["words"] for row in counted["files"] if row["refused"]} == {
        "damaged.docx": None,
        "empty.docx": 0,
    }
    assert "empty.docx: refused, 0 words. There are no words in it." in table.getvalue()
    assert "4 files" in table.getvalue()


def test_a_folder_without_word_files_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"no \.docx or \.odt"):
        call_command("try_docx", tmp_path)
    with pytest.raises(CommandError, match="no folder"):
        call_command("try_docx", tmp_path / "absent")


def test_a_file_with_words_in_its_header_alone_is_not_refused_as_empty():
    read = read_source("plan.docx", word_kinds.header_alone())

    assert [line.text for line in read.text_lines] == ["Only a header"]
    assert words_refused(b"PK\x03\x04 damaged") is None
