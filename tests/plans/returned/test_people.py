"""What comes back from several people: whose is what, figures, records, comments, and odd files."""

import copy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from plans import document as doc
from plans.blocks import Block, Run
from plans.document import Document, Figure, Passage
from plans.exports.word import Marks, render_word
from plans.importing.errors import Unreadable
from plans.returned import Returned, Sent, reader
from plans.returned.limited import marks_in_apart, read_returned_apart
from plans.returned.reader import marks_in, read_returned
from tests.plans.documents import commitment_of, example, metric_of, paragraph, plan, theme
from tests.plans.importing.word_files import paragraph as word_paragraph
from tests.plans.importing.word_files import run as word_run
from tests.plans.importing.word_kinds import docx, part
from tests.plans.returned.marked_up import (
    LAWYER,
    OFFICER,
    Edited,
    run_of,
    runs_of,
    strict,
    text_of,
)
from tests.plans.returned.test_edits import (
    MARKS,
    a_plan,
    came_back,
    nothing_else,
    numbered,
    sent_out,
    told,
)
from tests.plans.word.packages import W, faults_in
from tests.plans.word.test_round_trip import VERSION

SAVED = Figure(71, "saved", "Saved", "£96.4m", "", None, "", "")
STAFF = Figure(72, "staff", "Staff", "1,200 people", "", None, "", "")


def with_figures() -> Document:
    """The first figure is printed in two passages, the second in one."""
    first = (Run("We saved "), Run("£96.4m", figure="saved"), Run(" with "))
    second = (Run("1,200 people", figure="staff"), Run(" last year."))
    again = (Run("That is "), Run("£96.4m", True, figure="saved"), Run(" for everybody here."))
    bodies = ((*first, *second), again, (Run("Nothing else was counted."),))
    passages = (
        Passage(key, "paragraph", f"1.{key}", (Block("paragraph", runs),))
        for key, runs in enumerate(bodies, start=1)
    )
    return plan(theme(*passages), figures=(SAVED, STAFF))


def by_author(found: Returned) -> list[tuple[str, str, int | None, str]]:
    return [(one.said.author, one.kind, one.passage, one.body) for one in found.proposals]


def test_each_persons_changes_are_theirs_alone_and_what_nobody_tracked_is_nobodys() -> None:
    document = a_plan()
    file = Edited(sent_out(document), OFFICER)
    [third] = file.of_passage(3)
    file.reword(third, "longer", "much longer")
    file.by = LAWYER
    file.reword(third, "before", "ever")
    file.by = ""
    file.reword(file.of_passage(5)[0], "summer", "spring")

    found = came_back(file.bytes(), document)

    was = (
        "We keep Vans for longer than before. Nobody was asked about vans until the summer of 2024."
    )
    other = was.replace("Vans", "Roads").replace("vans", "roads")
    assert by_author(found) == [
        ("", "words", 5, other.replace("summer", "spring")),
        (OFFICER, "words", 3, was.replace("longer", "much longer")),
        (LAWYER, "words", 3, was.replace("before", "ever")),
    ]
    nothing_else(found)


def test_one_deletes_what_another_edits_and_both_are_told() -> None:
    document = a_plan()
    first, second = (Edited(sent_out(document), by) for by in (OFFICER, LAWYER))
    first.delete(first.of_passage(4)[0])
    second.reword(second.of_passage(4)[0], "longer", "less")

    assert told(came_back(first.bytes(), document)) == [("gone", 4, "")]
    assert told(came_back(second.bytes(), document)) == [("words", 4, "")]
    # The same by both in one file: what one took out keeps the other's words until it is decided.
    both = Edited(sent_out(document), LAWYER)
    both.reword(both.of_passage(4)[0], "longer", "less")
    both.by = OFFICER
    [held] = both.of_passage(4)
    both.end(held, "del")
    for run in [each for each in held.findall(f"{W}r") if text_of(each)]:
        gone = both.mark("del")
        gone.append(run_of(text_of(run), deleted=True))
        held.insert(list(held).index(run), gone)
        held.remove(run)
    found = came_back(both.bytes(), document)
    assert (LAWYER, "words", 4) in [one[:3] for one in by_author(found)]
    assert OFFICER in {one.said.author for one in found.proposals}


def test_somebody_who_renamed_themselves_is_two_people() -> None:
    document = a_plan()
    file = Edited(sent_out(document), OFFICER)
    file.reword(file.of_passage(3)[0], "longer", "less")
    file.by = OFFICER.upper()
    file.reword(file.of_passage(6)[0], "longer", "less")

    found = came_back(file.bytes(), document)

    assert [(one[0], one[2]) for one in by_author(found)] == [(OFFICER, 3), (OFFICER.upper(), 6)]


@pytest.mark.parametrize("by", ["", OFFICER])
def test_another_value_is_a_change_of_the_figure_wherever_it_is_printed(by: str) -> None:
    document = with_figures()
    file = Edited(sent_out(document), by)
    file.reword(file.of_passage(1)[0], "96.4", "98.1")

    found = came_back(file.bytes(), document)

    assert found.proposals == ()
    [one] = found.figures
    assert (one.figure, one.name, one.before, one.after) == (71, "saved", "£96.4m", "£98.1m")
    assert (one.passages, one.said.author) == ((1, 2), by)
    assert (one.changed_in, one.mentions) == ((1,), ((1, 0, 1),))


def test_of_a_figure_that_a_paragraph_prints_twice_it_is_known_which_was_changed() -> None:
    saved = Run("£96.4m", figure="saved")
    runs = (Run("We saved "), saved, Run(" and then "), saved, Run("."))
    twice = Passage(1, "paragraph", "1.1", (Block("paragraph", runs),))
    document = plan(theme(twice), figures=(SAVED,))
    file = Edited(sent_out(document))
    *_, last = (one for one in file.of_passage(1)[0].iter(f"{W}t") if one.text == "£96.4m")
    last.text = "£98m"

    [one] = came_back(file.bytes(), document).figures

    assert (one.after, one.mentions) == ("£98m", ((1, 1, 2),))


def test_the_same_value_in_both_places_is_one_change_and_two_peoples_are_two() -> None:
    document = with_figures()
    file = Edited(sent_out(document), OFFICER)
    for key in (1, 2):
        file.reword(file.of_passage(key)[0], "96.4", "98.1")
    assert [one.after for one in came_back(file.bytes(), document).figures] == ["£98.1m"]

    other = Edited(sent_out(document), OFFICER)
    other.reword(other.of_passage(1)[0], "96.4", "98.1")
    other.by = LAWYER
    other.reword(other.of_passage(2)[0], "96.4", "97")
    found = came_back(other.bytes(), document).figures
    assert [(one.said.author, one.after) for one in found] == [
        (OFFICER, "£98.1m"),
        (LAWYER, "£97m"),
    ]


def test_words_around_a_figure_keep_it_by_name_and_a_figure_taken_out_is_gone_from_them() -> None:
    document = with_figures()
    file = Edited(sent_out(document))
    file.reword(file.of_passage(1)[0], "We saved ", "All of us saved ")
    file.reword(file.of_passage(1)[0], "1,200", "1,300")
    file.reword(file.of_passage(2)[0], "£96.4m", "a lot")

    found = came_back(file.bytes(), document)

    assert [(one.passage, one.body) for one in found.proposals] == [
        (1, "All of us saved {figure:saved} with {figure:staff} last year."),
        (2, "That is **a lot** for everybody here."),
    ]
    assert [(one.name, one.after) for one in found.figures] == [("staff", "1,300 people")]


def with_records() -> Document:
    return plan(
        theme(paragraph("We do what we say."), paragraph("And we count it.", "2", 2)),
        commitments=[
            commitment_of(11, owner="Director of Place", measure="Counted"),
            commitment_of(12, owner="Head of IT"),
        ],
        metrics=[metric_of(21, owner="Head of IT", baseline="4")],
    )


@pytest.mark.parametrize("by", ["", OFFICER])
def test_another_cell_of_a_record_is_a_change_of_that_record(by: str) -> None:
    file = Edited(sent_out(with_records()), by)
    file.reword(file.saying("Director of Place"), "Place", "Housing")
    file.reword(file.saying("Metric 21"), "Metric 21", "Calls")

    found = came_back(file.bytes(), with_records())

    assert found.proposals == ()
    assert [(one.kind, one.item, one.column, one.before, one.after) for one in found.items] == [
        ("commitment", 11, "Who leads", "Director of Place", "Director of Housing"),
        ("metric", 21, "Metric", "Metric 21 (higher is better)", "Calls (higher is better)"),
    ]
    assert {one.said.author for one in found.items} == {by}


def with_lines() -> Document:
    ask = "Let us keep it.\nAnd tell us first."
    facts = {"services": "", "ask": ask, "asked_of": "The department"}
    years = [
        doc.Saving(year, Decimal(planned), cash_releasing=True, recurring=True)
        for year, planned in ((2026, 1000), (2027, 2000))
    ]
    return plan(
        theme(paragraph("We do what we say."), paragraph("And we count it.", "2", 2)),
        commitments=[
            commitment_of(
                11, what="Answer calls.\nAnswer letters.", partners="Health", savings=tuple(years)
            )
        ],
        barriers=[doc.Barrier(id=31, what="Grants end.\nNobody says when.", **facts)],
    )


def each_line_apart(file: Edited) -> None:
    """A run for each line of a cell, as they are once somebody has clicked into them."""
    for line in file.body.iter(f"{W}p"):
        for run in [one for one in runs_of(line) if one.find(f"{W}br") is not None]:
            looks = run.find(f"{W}rPr")
            place = list(line).index(run)
            line.remove(run)
            for each in reversed([one for one in run if one is not looks]):
                alone = ET.Element(f"{W}r")
                alone.extend([each] if looks is None else [copy.deepcopy(looks), each])
                line.insert(place, alone)


@pytest.mark.parametrize("by", ["", OFFICER])
def test_a_cell_of_several_lines_comes_in_its_lines(by: str) -> None:
    file = Edited(sent_out(with_lines()), by)
    each_line_apart(file)
    file.reword(file.saying("Answer letters."), "letters", "e-mails")
    file.reword(file.saying("Nobody says when."), "when", "why")
    file.reword(file.saying("The department"), "department", "Treasury")

    found = came_back(file.bytes(), with_lines())

    assert found.left == ()
    assert [(one.kind, one.item, one.column, one.after) for one in found.items] == [
        (
            "commitment",
            11,
            "What we will do",
            "Answer calls.\nAnswer e-mails.\nWith Health",
        ),
        ("barrier", 31, "What stands in the way", "Grants end.\nNobody says why."),
        ("barrier", 31, "Of whom", "The Treasury"),
    ]


@pytest.mark.parametrize("by", ["", OFFICER])
def test_other_savings_are_said_of_their_commitment_and_year(by: str) -> None:
    file = Edited(sent_out(with_lines()), by)
    file.reword(file.saying("£2,000"), "£2,000", "£2,500")
    file.reword(file.saying("£1,000"), "£1,000", "£1,500")

    found = came_back(file.bytes(), with_lines())

    assert [(one.kind, one.item, one.column, one.hangs, one.after) for one in found.items] == [
        ("commitment", 11, "Planned", "the savings of 2026/27", "£1,500"),
        ("commitment", 11, "Planned", "the savings of 2027/28", "£2,500"),
    ]
    assert [one.year for one in found.items] == [2026, 2027]


@pytest.mark.parametrize("by", ["", OFFICER])
def test_a_row_put_in_or_taken_out_has_no_place_and_is_told(by: str) -> None:
    file = Edited(sent_out(with_records()), by)
    [row] = [each for each in file.body.iter(f"{W}tr") if text_of(each).startswith("C12")]
    table = file.around(row)
    if by:
        row.find(f"{W}trPr").append(file.mark("del"))
    else:
        table.remove(row)

    found = came_back(file.bytes(), with_records())

    [one] = found.left
    assert (one.what, one.said.author) == ("a row taken out of “What we will do”", by)
    assert "C12" in one.said.words
    assert found.proposals == found.items == ()


def title_of_theme(file: Edited) -> ET.Element:
    """It stands below its line in the contents."""
    said = "Theme 2: Fewer buildings"
    return [each for each in file.body.iter(f"{W}p") if text_of(each) == said][-1]


def test_titles_that_changed_have_no_place_and_are_told() -> None:
    file = Edited(sent_out(a_plan()))
    heads = [
        each for each in file.body.iter(f"{W}p") if text_of(each) == "Theme 2: Fewer buildings"
    ]
    file.reword(heads[-1], "Fewer", "No")

    found = came_back(file.bytes(), a_plan())

    assert [(one.what, one.said.words) for one in found.left] == [
        ("the title of a theme", "Theme 2: No buildings")
    ]
    assert found.proposals == ()


def test_a_theme_whose_title_is_gone_keeps_its_paragraphs() -> None:
    file = Edited(sent_out(a_plan()))
    heads = [
        each for each in file.body.iter(f"{W}p") if text_of(each) == "Theme 2: Fewer buildings"
    ]
    file.delete(heads[-1])

    found = came_back(file.bytes(), a_plan())

    assert [one.what for one in found.left] == ["the title of a theme, taken out"]
    assert found.proposals == ()


def test_comments_stand_on_their_words_with_their_replies() -> None:
    document = a_plan()
    file = Edited(sent_out(document))
    for number, key in ((0, 3), (1, 7)):
        [held] = file.of_passage(key)
        held.insert(1, ET.Element(f"{W}commentRangeStart", {f"{W}id": str(number)}))
        held.append(ET.Element(f"{W}commentRangeEnd", {f"{W}id": str(number)}))
    commented = with_comments(file, (OFFICER, "All of them?"), (LAWYER, "Since when?"))

    found = came_back(commented, document)

    assert [(one.passage, one.said.author, one.said.words) for one in found.comments] == [
        (3, OFFICER, "All of them?"),
        (7, LAWYER, "Since when?"),
    ]
    assert found.comments[0].quote.startswith("We keep Vans")
    assert found.proposals == ()


def test_a_comment_on_a_cell_is_of_the_record_in_whose_row_it_stands() -> None:
    file = Edited(sent_out(with_records()))
    for number, words in enumerate(("Head of IT", "Metric 21")):
        cell = file.saying(words)
        cell.insert(1, ET.Element(f"{W}commentRangeStart", {f"{W}id": str(number)}))
        cell.append(ET.Element(f"{W}commentRangeEnd", {f"{W}id": str(number)}))

    found = came_back(with_comments(file, (OFFICER, "Who?"), (LAWYER, "Why?")), with_records())

    assert [(one.item, one.passage, one.said.words) for one in found.comments] == [
        (("commitment", 12), None, "Who?"),
        (("metric", 21), None, "Why?"),
    ]


def with_comments(file: Edited, *said: tuple[str, str]) -> bytes:
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="{by}" w:date="2026-03-02T10:00:00Z">'
        f"{word_paragraph(word_run(words))}</w:comment>"
        for number, (by, words) in enumerate(said)
    )
    file.parts["word/comments.xml"] = part("comments", comments).encode()
    rels = file.parts["word/_rels/document.xml.rels"]
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    row = b'<Relationship Id="rIdC" Type="' + kind + b'" Target="comments.xml"/></Relationships>'
    file.parts["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", row)
    return file.bytes()


def test_a_comment_whose_paragraph_is_gone_still_comes() -> None:
    document = a_plan()
    file = Edited(sent_out(document))
    [held] = file.of_passage(3)
    file.insert_after(held, "Something quite different stands here.")
    new = file.saying("Something quite different")
    new.insert(1, ET.Element(f"{W}commentRangeStart", {f"{W}id": "0"}))
    new.append(ET.Element(f"{W}commentRangeEnd", {f"{W}id": "0"}))

    [comment] = came_back(with_comments(file, (OFFICER, "Why?")), document).comments

    assert (comment.passage, comment.said.words) == (None, "Why?")
    assert comment.quote == "Something quite different stands here."


def test_a_mark_copied_twice_makes_a_new_paragraph_and_no_other() -> None:
    document = a_plan()
    file = Edited(sent_out(document))
    [held] = file.of_passage(3)
    file.insert_after(held, "Another one about swimming.")
    new = file.saying("Another one about")
    for each in held.iter(f"{W}bookmarkStart"):
        new.insert(1, ET.Element(each.tag, {**each.attrib, f"{W}id": "77777"}))
    new.append(ET.Element(f"{W}bookmarkEnd", {f"{W}id": "77777"}))

    found = came_back(file.bytes(), document)

    assert told(found) == [("new", None, "")]


def test_words_decide_where_a_mark_is_on_the_wrong_paragraph() -> None:
    document = a_plan()
    file = Edited(sent_out(document))
    [third], [fourth] = file.of_passage(3), file.of_passage(4)
    for one, other in ((third, "Schools"), (fourth, "Vans")):
        [run] = [each for each in one.iter(f"{W}r") if text_of(each)]
        run.find(f"{W}t").text = (
            f"We keep {other} for longer than before. Nobody was asked about {other.lower()} until "
            "the summer of 2024."
        )

    found = came_back(file.bytes(), document)

    assert [one.kind for one in found.proposals] == ["moved"]


def test_somebody_typed_over_a_whole_paragraph_which_keeps_its_mark() -> None:
    document = a_plan()
    file = Edited(sent_out(document))
    [held] = file.of_passage(3)
    [run] = [each for each in held.iter(f"{W}r") if text_of(each)]
    run.find(f"{W}t").text = "Entirely other things stand at this place."

    found = came_back(file.bytes(), document)

    assert told(found) == [("words", 3, "")]


def test_a_file_of_another_plan_or_round_or_of_nothing_alike_is_told() -> None:
    document = a_plan()
    content = sent_out(document)

    assert marks_in(content) == (MARKS.plan, MARKS.round)
    other = read_returned(content, Sent("plan2", "round1", document))
    assert (other.recognised, other.plan, other.proposals) == ("another plan", "plan1", ())
    older = read_returned(content, Sent("plan1", "round2", document))
    assert (older.recognised, older.round, older.proposals) == ("an older round", "round1", ())
    foreign = docx(word_paragraph(word_run("Minutes of the meeting on Tuesday.")))
    assert marks_in(foreign) == ("", "")
    assert came_back(foreign, document) == Returned("not alike")


def test_the_title_alone_says_whose_file_it_is() -> None:
    file = Edited(sent_out(a_plan()))
    file.parts["docProps/custom.xml"] = b"<Properties/>"

    assert marks_in(file.bytes()) == (MARKS.plan, MARKS.round)


def test_a_file_in_the_strict_dialect_is_read_the_same() -> None:
    document = with_figures()
    file = Edited(sent_out(document), OFFICER)
    file.reword(file.of_passage(3)[0], "Nothing", "Little")

    found = came_back(file.bytes(strict), document)

    assert found.recognised == "this round"
    assert told(found) == [("words", 3, "")]


def test_a_file_that_too_many_people_changed_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(reader, "MOST_WORK", 10)
    document = a_plan()
    file = Edited(sent_out(document), OFFICER)
    file.reword(file.of_passage(3)[0], "longer", "much longer")
    file.by = LAWYER
    file.reword(file.of_passage(6)[0], "longer", "less")

    with pytest.raises(Unreadable, match="More people"):
        came_back(file.bytes(), document)


def test_a_file_that_is_too_long_for_anybody_is_refused_as_that(monkeypatch) -> None:
    monkeypatch.setattr(reader, "MOST_WORK", 10)

    with pytest.raises(Unreadable, match="far longer than a plan"):
        came_back(sent_out(a_plan()), a_plan())


def test_it_is_read_in_a_process_of_its_own() -> None:
    document = example()
    file = Edited(sent_out(document), OFFICER)
    file.reword(file.saying("Northmoor became a single"), "Northmoor", "Our council")
    content = file.bytes()

    assert marks_in_apart(content) == (MARKS.plan, MARKS.round)
    sent = Sent(MARKS.plan, MARKS.round, document)
    assert read_returned_apart(content, sent) == read_returned(content, sent)
    with pytest.raises(Unreadable):
        read_returned_apart(b"PK\x03\x04nonsense", sent)
    with pytest.raises(Unreadable):
        marks_in_apart(b"no zip at all")


@pytest.mark.parametrize("mark", ["", "a-b", "x" * 33, "é"])
def test_a_mark_is_letters_and_digits(mark: str) -> None:
    for marks in ((mark, "a"), ("a", mark)):
        with pytest.raises(ValueError, match="letters and digits"):
            Marks(*marks)


def test_the_longest_marks_fit_into_the_names_of_bookmarks() -> None:
    marks = Marks("a" * 32, "b" * 32)
    content = render_word(a_plan(), imprint=VERSION, marks=marks)
    names = [each.get(f"{W}name", "") for each in Edited(content).body.iter(f"{W}bookmarkStart")]

    assert max(len(name) for name in names) == 40
    assert faults_in(content) == []
    assert marks_in(content) == ("a" * 32, "b" * 32)


def test_marks_give_the_same_bytes_and_none_gives_those_without() -> None:
    document = with_records()

    assert sent_out(document) == sent_out(replace(document))
    assert b"_cdplan" not in render_word(document, imprint=VERSION)
    assert sent_out(numbered(document)) != render_word(numbered(document), imprint=VERSION)


def test_a_program_that_took_our_styles_for_its_own_and_lost_our_marks_proposes_nothing() -> None:
    words = (
        "We do:\n\na. one thing\nb. another\n\nThis helps.\n\n| It | £m |\n|---|---|\n| Waste | 4 |"
    )
    document = numbered(
        plan(
            theme(paragraph(words, "1.1"), paragraph("And so on it goes.", "1.2")),
            theme(paragraph("It is more.", "2.1"), number=2, title="Fewer buildings"),
        )
    )
    file = Edited(sent_out(document)).unmarked()
    for name in (b"Numbered Paragraph Continued", b"Numbered Paragraph", b"Plan Table"):
        styles = file.parts["word/styles.xml"]
        file.parts["word/styles.xml"] = styles.replace(b'"' + name + b'"', b'"normal text"')

    found = came_back(file.bytes(), document)

    assert (found.recognised, found.proposals, found.same) == ("marks lost", (), 3)


@pytest.mark.parametrize("by", ["", OFFICER])
def test_words_that_have_no_place_in_the_text_are_told_with_whose_they_are(by: str) -> None:
    file = Edited(sent_out(a_plan()), by)
    [held] = file.of_passage(3)
    struck = run_of("and struck this out")
    looks = ET.Element(f"{W}rPr")
    looks.append(ET.Element(f"{W}strike"))
    struck.insert(0, looks)
    came = file.mark("ins") if by else held
    came.append(struck)
    if by:
        held.append(came)

    found = came_back(file.bytes(), a_plan())

    [one] = found.left
    assert (one.said.author, one.said.words) == (by, "and struck this out")


FIXTURES = sorted((Path(__file__).parents[1] / "importing" / "word").glob("*.docx"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_any_word_file_at_all_is_read_or_refused(path: Path) -> None:
    try:
        found = came_back(path.read_bytes(), a_plan())
    except Unreadable:
        return
    assert found.recognised == "not alike"
