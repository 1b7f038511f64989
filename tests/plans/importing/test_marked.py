"""A marked Word file: its words before the changes, and what each person alone would have."""
# ruff: noqa: E501 (pieces of XML are easier to read whole)

import datetime as dt

from hypothesis import given, settings

from plans.importing import marked as reader
from plans.importing import word_structure
from plans.importing.bringing import coming_with, in_words
from plans.importing.marked import read_marked
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from tests.plans.importing.test_changes import PARAGRAPHS, made_of
from tests.plans.importing.word_files import paragraph, run
from tests.plans.importing.word_kinds import docx, part, table_row
from tests.plans.importing.word_marked_up import (
    FINANCE,
    LEGAL,
    about,
    dele,
    ended,
    ins,
    moved,
    with_comments,
)

DAY, LATER = dt.date(2026, 3, 2), dt.date(2026, 3, 4)


def lines(marked) -> list[str]:
    return [line.text for line in marked.before.text_lines]


def edits(marked) -> list[tuple[str, str]]:
    return [(one.author, " / ".join(text for _, text in one.lines)) for one in marked.edits]


def remarks(marked) -> list[tuple[str, str, int]]:
    return [(one.kind, one.said.author, one.lines[0]) for one in marked.remarks]


def coming(data: bytes):
    marked = read_marked(data)

    def read(source):
        return read_plan(source, ["Our services", "Our people"])

    return coming_with(marked, read(marked.before), read)


def test_a_file_without_changes_and_comments_is_not_asked_about():
    assert read_marked(docx(paragraph(run("We saved much.")))) is None


def test_each_person_has_their_own_changes_alone_on_the_words_before_them():
    body = paragraph(
        run("We saved ")
        + dele("some")
        + ins("£2m")
        + run(" last ")
        + ins("fiscal ", LEGAL)
        + run("year.")
    )

    marked = read_marked(docx(body))

    assert lines(marked) == ["We saved some last year."]
    assert edits(marked) == [
        ("Head of Finance", "We saved £2m last year."),
        ("Monitoring Officer", "We saved some last fiscal year."),
    ]
    assert [one.day for one in marked.edits] == [DAY, LATER]
    assert marked.remarks == ()
    assert (marked.changes, marked.comments) == (3, 0)


def test_what_one_put_in_and_another_took_out_is_suggested_by_the_first():
    both = f'<w:ins {FINANCE}><w:del {LEGAL}><w:r><w:delText xml:space="preserve">never </w:delText></w:r></w:del></w:ins>'

    marked = read_marked(docx(paragraph(run("We ") + both + run("close."))))

    assert lines(marked) == ["We close."]
    assert edits(marked) == [("Head of Finance", "We never close.")]


def test_new_paragraphs_come_and_removed_ones_stay_and_both_are_told():
    added = ended(run("One."), "ins") + paragraph(ins("New."))
    removed = ended(dele("Old.", LEGAL), "del", LEGAL) + paragraph(run("Last."))

    marked = read_marked(docx(added + removed))

    assert lines(marked) == ["One.", "New.", "Old.", "Last."]
    assert remarks(marked) == [
        ("new", "Head of Finance", 2),
        ("removed", "Monitoring Officer", 3),
    ]
    assert marked.edits == ()


def test_a_paragraph_parted_or_joined_is_told_and_stays_as_it_was():
    parted = ended(run("One."), "ins") + paragraph(run(" Two."))
    joined = ended(run("Three"), "del", LEGAL) + paragraph(run(" and four."))

    marked = read_marked(docx(parted + joined))

    assert lines(marked) == ["One. Two.", "Three", "and four."]
    assert remarks(marked) == [
        ("parted", "Head of Finance", 1),
        ("joined", "Monitoring Officer", 2),
    ]


def test_a_moved_paragraph_stays_where_it_was_and_says_where_it_was_to_go():
    body = (
        ended(moved("moveFrom", "We keep the yard."), "moveFrom")
        + paragraph(run("Between."))
        + ended(moved("moveTo", "We keep the yard."), "moveTo")
        + paragraph(run("Last."))
    )

    found = coming(docx(body))

    assert lines(read_marked(docx(body))) == ["We keep the yard.", "Between.", "Last."]
    assert [one.said.words for one in found.comments] == [
        "Tracked change: moved this paragraph to after “Between.”."
    ]
    assert found.suggestions == ()


def test_rows_of_a_table_that_came_or_went_are_told_at_their_cells():
    rows = table_row("Depot", "kept") + table_row("New", "row", look=f"<w:ins {LEGAL}/>")
    rows += table_row("Old", "row", look=f"<w:del {LEGAL}/>")

    marked = read_marked(docx(f"<w:tbl>{rows}</w:tbl>" + paragraph(run("After."))))

    assert sum("Old" in one or "New" in one for one in lines(marked)) == 2
    assert [kind for kind, *_ in remarks(marked)] == ["new", "new", "removed", "removed"]


def test_a_change_in_a_cell_or_a_note_is_a_change_of_its_line():
    rows = "<w:tr><w:tc>" + paragraph(run("Depots: ") + dele("2") + ins("3")) + "</w:tc><w:tc>"
    rows += paragraph(run("kept")) + "</w:tc></w:tr>"
    noted = paragraph(run("We sold it.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = f'<w:footnote w:id="2">{paragraph(run("In ") + dele("May", LEGAL) + ins("June", LEGAL))}</w:footnote>'

    marked = read_marked(
        docx(
            f"<w:tbl>{rows}</w:tbl>{noted}",
            {"word/footnotes.xml": part("footnotes", note)},
            {"word/document.xml": {"r1": ("footnotes", "footnotes.xml")}},
        )
    )

    assert edits(marked) == [
        ("Head of Finance", "[Table 1, row 1, column 1] Depots: 3"),
        ("Monitoring Officer", "We sold it.^[In June]"),
    ]


TABLE = "Table: Spending\n| Service | 2025 |\n|---|---|\n| Depots | £2m |\n| Waste | £4m |"


def a_table(*, more: str = "", about_it: str = "") -> str:
    """Three rows under a caption; `more` stands in a cell of the second."""
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = head.format(paragraph(run("Service")), paragraph(run("2025")))
    amount = paragraph(run("£") + (more or run("2")) + run("m"))
    rows += f"<w:tr><w:tc>{about_it or paragraph(run('Depots'))}</w:tc><w:tc>{amount}</w:tc></w:tr>"
    caption = paragraph(run("Spending"), '<w:pStyle w:val="Caption"/>')
    return f"{caption}<w:tbl>{rows}{table_row('Waste', '£4m')}</w:tbl>" + paragraph(run("After."))


def test_a_change_in_a_cell_of_a_table_is_a_suggestion_for_the_paragraph_that_has_it():
    found = coming(docx(a_table(more=dele("2") + ins("3"))))

    [suggestion] = found.suggestions
    assert suggestion.passage.body.endswith(TABLE.partition("\n")[2])
    assert suggestion.body == suggestion.passage.body.replace("£2m", "£3m")
    assert (suggestion.said.author, suggestion.said.day) == ("Head of Finance", DAY)
    assert found.comments == found.left == ()


def test_a_comment_on_a_cell_stands_on_the_paragraph_that_has_its_table():
    body = a_table(about_it=paragraph(about(0, run("Depots"))))

    found = coming(with_comments(body, (LEGAL, "All of them?")))

    [comment] = found.comments
    assert comment.passage.body.endswith(TABLE.partition("\n")[2])
    assert (comment.quote, comment.said.words) == ("Depots", "All of them?")
    assert found.suggestions == found.left == ()


def test_rows_that_came_and_went_are_told_of_the_paragraph_that_has_their_table():
    rows = table_row("Depots", "£2m") + table_row("New", "£1m", look=f"<w:ins {LEGAL}/>")
    rows += table_row("Old", "£9m", look=f"<w:del {LEGAL}/>") + table_row("Waste", "£4m")

    found = coming(docx(f"<w:tbl>{rows}</w:tbl>" + paragraph(run("After."))))

    assert {one.passage.body.count("\n") for one in found.comments} == {4}
    assert found.left == ()


def test_a_change_within_a_field_is_a_change_of_what_it_shows():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    marked = read_marked(
        docx(paragraph(run("By ") + field.format(dele("May") + ins("June")) + run(".")))
    )

    assert lines(marked) == ["By May."]
    assert edits(marked) == [("Head of Finance", "By June.")]


def test_comments_come_with_their_replies_on_the_words_as_they_were():
    body = paragraph(
        run("We close ")
        + about(0, run("a ") + dele("whole ") + ins("single ") + run("depot"))
        + about(1, "")
        + run(".")
    )
    data = with_comments(body, (FINANCE, "Which one?"), (LEGAL, "The north one."), replies={1: 0})

    [comment] = read_marked(data).remarks

    assert (comment.said.author, comment.said.day) == ("Head of Finance", DAY)
    assert (comment.said.words, comment.quote) == ("Which one?", "a whole depot")
    assert [(one.author, one.words) for one in comment.replies] == [
        ("Monitoring Officer", "The north one.")
    ]


def test_a_resolved_comment_and_one_on_no_words_are_left_out_and_said():
    body = paragraph(about(0, run("We close a depot.")))
    data = with_comments(body, (FINANCE, "Done?"), (LEGAL, "Nowhere."), done=(0,))

    marked = read_marked(data)

    assert marked.remarks == ()
    left = {line.text: line.part for line in marked.before.text_lines if line.part}
    assert left == {
        "Done?": "a comment by Head of Finance, resolved in Word",
        "Nowhere.": "a comment by Monitoring Officer, on no words of the text",
    }


def test_replies_that_answer_each_other_in_a_circle_are_left_out_and_said():
    body = paragraph(about(0, run("We close.")) + about(1, run("Do we?")))
    data = with_comments(body, (FINANCE, "Yes"), (LEGAL, "No"), replies={0: 1, 1: 0})

    assert {line.text for line in read_marked(data).before.text_lines if line.part} == {"Yes", "No"}


def test_names_are_never_put_together_and_a_missing_one_stays_missing():
    other = FINANCE.replace("Head of Finance", "head of finance")
    nameless = 'w:id="1"'
    body = paragraph(run("a") + ins("b") + ins("c", other) + ins("d", nameless))

    marked = read_marked(docx(body))

    assert [(one.author, one.day) for one in marked.edits] == [
        ("Head of Finance", DAY),
        ("head of finance", DAY),
        ("", None),
    ]


def test_a_comment_on_a_theme_s_title_cannot_come_and_is_told():
    title = paragraph(about(0, run("Our services")), '<w:pStyle w:val="Heading1"/>')
    data = with_comments(title + paragraph(run("We run them.")), (FINANCE, "Better: What we do"))

    found = coming(data)

    assert found.comments == ()
    assert [(one.what, one.said.words) for one in found.left] == [
        ("a comment", "Better: What we do")
    ]


def test_several_edits_of_one_paragraph_by_one_person_are_one_suggestion():
    changed = "".join(
        paragraph(run(f"Paragraph {n} ") + dele("was") + ins("is") + run(" here."))
        for n in range(120)
    )

    found = coming(docx(changed))

    assert len(found.suggestions) == 120
    assert found.suggestions[7].passage.body == "Paragraph 7 was here."
    assert found.suggestions[7].body == "Paragraph 7 is here."


def test_a_file_that_too_many_people_changed_is_not_read_once_for_each(monkeypatch):
    monkeypatch.setattr(reader, "MOST_WORK", 10)

    assert read_marked(docx(paragraph(run("a") + ins("b")))) is None


def read_words(paragraphs):
    """A file with these among words that nobody changed; what it says before all changes."""
    body, before, _ = made_of([*paragraphs[:-1], (paragraphs[-1][0], "plain")])
    return read_marked(docx(paragraph(ins("Begin.")) + body + paragraph(run("End.")))), before


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_no_word_is_lost_between_the_text_and_what_people_would_have(paragraphs):
    """Each letter that stands in the file stands in the text, or somebody would have it."""
    marked, before = read_words(paragraphs)
    said = "".join([*lines(marked), *(text for _, text in edits(marked))])
    for words in before:
        assert "".join(words.split()) in "".join(said.split())
    after = "".join(
        words
        for pieces, _ in paragraphs
        for kind, words in pieces
        if kind in ("inserted", "inserted by another")
    )
    told = said + "".join(one.said.words for one in marked.remarks)
    assert set("".join(after.split())) <= set(told)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS)
def test_the_text_before_has_its_paragraphs_and_the_new_ones(paragraphs):
    marked, before = read_words(paragraphs)
    new = {one.lines[0] for one in marked.remarks if one.kind == "new"}
    kept = [line.text for line in marked.before.text_lines if line.number not in new]
    assert [" ".join(one.split()) for one in kept] == [
        *(" ".join(one.split()) for one in before if one.strip()),
        "End.",
    ]


def test_a_reader_that_takes_new_paragraphs_for_old_ones_breaks_that(monkeypatch):
    """The control of the two above."""
    body = ended(run("One."), "ins") + paragraph(ins("New."))
    assert lines(read_marked(docx(body))) == ["One.", "New."]

    monkeypatch.setattr(word_structure, "_was_there", lambda each: True)

    assert lines(read_marked(docx(body))) == ["One."]


def test_the_accepted_text_is_read_as_before():
    source = read_source("a.docx", docx(paragraph(run("a ") + dele("b ") + ins("c"))))

    assert [line.text for line in source.text_lines if not line.part] == ["a c"]


def test_what_was_done_to_a_paragraph_is_told_in_words():
    for kind in ("removed", "moved", "parted", "joined", "new", "reworded"):
        said = in_words(reader.Remark(kind, reader.Said("Head of Finance", None, "Words."), (1,)))
        assert said.startswith("Tracked change: ")
        assert "{" not in said
