"""Tracked changes and comments are read as Word writes them, under the names and days it has."""
# ruff: noqa: E501 (pieces of XML are easier to read whole)

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.importing import word_marked
from plans.importing.changes import read_changes
from plans.importing.errors import Unreadable
from plans.importing.source import read_source
from tests.plans.importing.word_files import SPACES, paragraph, run
from tests.plans.importing.word_kinds import docx, part, table_row
from tests.plans.importing.word_marked_up import FINANCE, LEGAL, W15, dele, ended, gone, ins, moved


def told(changes):
    return [(one.kind, one.author, one.day, one.words, one.ends) for one in changes.changes]


def test_words_put_in_and_taken_out_come_with_who_when_and_their_paragraph():
    body = paragraph(run("We saved ") + dele("£2m") + ins("£3m", LEGAL) + run(" last year."))

    read = read_changes(docx(body))

    assert told(read) == [
        ("deletion", "Head of Finance", dt.date(2026, 3, 2), "£2m", False),
        ("insertion", "Monitoring Officer", dt.date(2026, 3, 4), "£3m", False),
    ]
    assert {(one.before, one.after, one.at) for one in read.changes} == {
        ("We saved £2m last year.", "We saved £3m last year.", 9),
        ("We saved £2m last year.", "We saved £3m last year.", 12),
    }
    assert read.authors() == ("Head of Finance", "Monitoring Officer")


def test_one_persons_words_are_one_change_though_word_cuts_them_into_runs():
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>depot</w:t></w:r>"
    body = paragraph(ins("one ") + f"<w:ins {FINANCE}>{bold}{run('s')}</w:ins>" + ins("!", LEGAL))

    assert [one.words for one in read_changes(docx(body)).changes] == ["one depots", "!"]


def test_what_one_person_put_in_and_another_took_out_is_in_neither_text():
    both = f"<w:ins {FINANCE}><w:del {LEGAL}>{gone('never ')}</w:del></w:ins>"

    read = read_changes(docx(paragraph(run("We ") + both + run("close."))))

    assert [(one.kind, one.author, one.words) for one in read.changes] == [
        ("insertion", "Head of Finance", "never "),
        ("deletion", "Monitoring Officer", "never "),
    ]
    assert read.original() == read.accepted() == ("We close.",)


def test_a_paragraph_split_joined_added_and_taken_out_is_read_by_its_end():
    split = ended(run("One."), "ins") + paragraph(run(" Two."))
    joined = ended(run("Three"), "del") + paragraph(run(" and four."))
    added = ended(ins("New."), "ins") + ended(dele("Old."), "del") + paragraph(run("Last."))

    read = read_changes(docx(split + joined + added))

    assert read.original() == ("One. Two.", "Three", " and four.", "Old.", "Last.")
    assert read.accepted() == ("One.", " Two.", "Three and four.", "New.", "Last.")
    assert [(one.kind, one.words, one.ends) for one in read.changes] == [
        ("insertion", "", True),
        ("deletion", "", True),
        ("insertion", "New.", True),
        ("deletion", "Old.", True),
    ]


def test_both_ends_of_a_move_share_its_name():
    body = (
        ended(moved("moveFrom", "We keep the yard."), "moveFrom")
        + paragraph(run("Between."))
        + ended(moved("moveTo", "We keep the yard."), "moveTo")
        + paragraph(run("Last."))
    )

    read = read_changes(docx(body))

    assert [(one.kind, one.words, one.move, one.ends) for one in read.changes] == [
        ("moved away", "We keep the yard.", "move1", True),
        ("moved here", "We keep the yard.", "move1", True),
    ]
    assert read.original() == ("We keep the yard.", "Between.", "Last.")
    assert read.accepted() == ("Between.", "We keep the yard.", "Last.")


def test_rows_are_put_in_and_taken_out_whole():
    rows = table_row("Depot", "kept") + table_row("New", "row", look=f"<w:ins {LEGAL}/>")
    rows += table_row("Old", "row", look=f"<w:del {LEGAL}/>")

    read = read_changes(docx(f"<w:tbl>{rows}</w:tbl>" + paragraph(run("After."))))

    assert read.original() == ("Depot", "kept", "Old", "row", "After.")
    assert read.accepted() == ("Depot", "kept", "New", "row", "After.")
    assert {one.author for one in read.changes} == {"Monitoring Officer"}


def test_changes_of_looks_are_no_changes_of_words():
    look = f"<w:b/><w:rPrChange {FINANCE}><w:rPr/></w:rPrChange>"
    body = paragraph(run("Bold now.", look), f"<w:pPrChange {FINANCE}><w:pPr/></w:pPrChange>")

    read = read_changes(docx(body))

    assert read.changes == ()
    assert read.original() == read.accepted() == ("Bold now.",)


def test_notes_boxes_and_headers_have_their_own_paragraphs():
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(ins('boxed'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    data = docx(
        ended(run("First") + box, "del") + paragraph(run(" goes on.")),
        {
            "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{paragraph(dele("noted"))}</w:footnote>'),
            "word/header1.xml": part("hdr", paragraph(ins("headed"))),
        },
        {"word/document.xml": {"r1": ("footnotes", "footnotes.xml"), "r2": ("header", "header1.xml")}},
    )  # fmt: skip

    read = read_changes(data)

    assert read.accepted() == ("First goes on.", "boxed", "", "headed")
    parts = [(read.paragraphs[one.paragraph].part, one.words) for one in read.changes]
    assert parts == [("", ""), ("", "boxed"), ("footnote", "noted"), ("header", "headed")]


def test_names_are_as_word_has_them_and_a_day_that_is_none_is_not_known():
    odd = 'w:id="1" w:author="O’Brien &amp; Søn, Æ &lt;ae@example.org&gt;" w:date="yesterday"'

    (change,) = read_changes(docx(paragraph(ins("x", odd)))).changes
    (nobody,) = read_changes(docx(paragraph('<w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins>'))).changes  # fmt: skip

    assert (change.author, change.day) == ("O’Brien & Søn, Æ <ae@example.org>", None)
    assert (nobody.author, nobody.day) == ("", None)


def commented():
    def one(name, by, words, key):
        inside = paragraph(run(words)).replace("<w:p>", f'<w:p w14:paraId="{key}">')
        return f'<w:comment w:id="{name}" {by}>{inside}</w:comment>'

    def marks(name, inside):
        reference = f'<w:r><w:commentReference w:id="{name}"/></w:r>'
        return f'<w:commentRangeStart w:id="{name}"/>{inside}<w:commentRangeEnd w:id="{name}"/>{reference}'

    finance, legal = FINANCE.partition(" ")[2], LEGAL.partition(" ")[2]
    said = one(0, finance, "Which one?", "0A") + one(1, legal, "The north one.", "0B")
    said += one(2, legal, "Why?", "0C") + one(3, finance, "Nowhere.", "0D")
    extended = (
        '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="1"/>'
        '<w15:commentEx w15:paraId="0C" w15:done="0"/>'
    )
    body = paragraph(
        run("We close ")
        + marks(0, run("a ") + ins("single ") + dele("whole ") + run("depot"))
        + run(".")
    )
    body += paragraph(run("We ") + marks(2, dele("gladly ")) + run("sell the barn."))
    return docx(
        body,
        {
            "word/comments.xml": part("comments", said, W15),
            "word/commentsExtended.xml": f'<?xml version="1.0"?><w15:commentsEx {SPACES} {W15}>{extended}</w15:commentsEx>',
        },
        {"word/document.xml": {"r1": ("comments", "comments.xml"), "r2": ("commentsExtended", "commentsExtended.xml")}},
    )  # fmt: skip


def test_comments_come_with_who_when_what_they_are_about_and_what_they_answer():
    first, reply, of_deleted, stray = read_changes(commented()).comments

    assert (first.author, first.day) == ("Head of Finance", dt.date(2026, 3, 2))
    assert (first.words, first.about, first.paragraph) == ("Which one?", "a single depot", 0)
    assert (first.reply_to, first.done) == ("", True)
    assert (reply.reply_to, reply.about, reply.paragraph) == ("0", "a single depot", 0)
    assert (of_deleted.about, of_deleted.paragraph, of_deleted.done) == ("gladly ", 1, False)
    assert (stray.about, stray.paragraph, stray.done) == ("", None, None)


def test_the_import_says_whose_changes_came_as_if_accepted():
    (note,) = read_source("a.docx", docx(paragraph(ins("x ") + dele("y", LEGAL)))).notes

    assert note == (
        "Tracked changes came as if accepted: 1 insertion, 1 deletion, "
        "by Head of Finance and Monitoring Officer."
    )


@pytest.mark.parametrize("data", [b"PK\x03\x04", docx("")[:200], b""])
def test_a_damaged_file_is_refused_as_by_an_import(data):
    with pytest.raises(Unreadable):
        read_changes(data)


# How a stretch of words, or the end of a paragraph, is written: was it there, and does it stay?
WRITTEN = {
    "plain": (run, True, True),
    "inserted": (ins, False, True),
    "inserted by another": (lambda words: ins(words, LEGAL), False, True),
    "deleted": (dele, True, False),
    "moved away": (lambda words: f"<w:moveFrom {FINANCE}>{run(words)}</w:moveFrom>", True, False),
    "moved here": (lambda words: f"<w:moveTo {FINANCE}>{run(words)}</w:moveTo>", False, True),
    "both": (lambda words: f"<w:ins {FINANCE}><w:del {LEGAL}>{gone(words)}</w:del></w:ins>", False, False),
}  # fmt: skip
ENDS = {
    "plain": ("", True, True),
    "inserted": (f"<w:ins {FINANCE}/>", False, True),
    "deleted": (f"<w:del {FINANCE}/>", True, False),
    "both": (f"<w:ins {FINANCE}/><w:del {LEGAL}/>", False, False),
}
PIECES = st.tuples(st.sampled_from(sorted(WRITTEN)), st.text("abé £4’ ", min_size=1, max_size=6))
PARAGRAPHS = st.lists(
    st.tuples(st.lists(PIECES, max_size=6), st.sampled_from(sorted(ENDS))), min_size=1, max_size=6
)


def made_of(paragraphs):
    """The body, and its two texts put together by nothing of ours, the last end always there."""
    body, before, after = "", "", ""
    for place, (pieces, end) in enumerate(paragraphs):
        mark, was, stays = ENDS[end]
        body += paragraph(
            "".join(WRITTEN[kind][0](words) for kind, words in pieces), f"<w:rPr>{mark}</w:rPr>"
        )
        before += "".join(words for kind, words in pieces if WRITTEN[kind][1])
        after += "".join(words for kind, words in pieces if WRITTEN[kind][2])
        if place < len(paragraphs) - 1:
            before, after = before + "\n" * was, after + "\n" * stays
    return body, tuple(before.split("\n")), tuple(after.split("\n"))


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS)
def test_whatever_is_put_in_and_taken_out_both_texts_come_out_right(paragraphs):
    body, before, after = made_of(paragraphs)

    read = read_changes(docx(body))

    assert (read.original(), read.accepted()) == (before, after)


@settings(max_examples=100, deadline=None)
@given(PARAGRAPHS)
def test_the_changes_of_a_paragraph_lead_from_its_words_before_to_those_after(paragraphs):
    body, *_ = made_of(paragraphs)
    read = read_changes(docx(body))

    for each in read.paragraphs:
        own = [one for one in read.changes if one.paragraph == each.number]
        put_in = sum(len(one.words) for one in own if one.kind in ("insertion", "moved here"))
        taken = [one for one in own if one.kind in ("deletion", "moved away")]
        assert len(each.after) == len(each.before) + put_in - sum(len(one.words) for one in taken)
        for one in own:
            assert (one.before, one.after) == (each.before, each.after)
            assert 0 <= one.at <= len(each.before)


def test_a_reader_that_takes_no_notice_of_a_mark_gets_the_texts_wrong(monkeypatch):
    """The control of the two above."""
    body, before, _ = made_of([([("plain", "a"), ("inserted", "b")], "plain")])
    assert read_changes(docx(body)).original() == before

    monkeypatch.setattr(word_marked, "INSERTED", ())

    assert read_changes(docx(body)).original() != before
