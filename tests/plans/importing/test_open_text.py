"""An OpenDocument text comes in as a Word file does, with its changes and comments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.importing import word_package
from plans.importing.accounting import account_of
from plans.importing.changes import read_changes
from plans.importing.errors import Unreadable
from plans.importing.limited import read_word
from plans.importing.marked import read_marked
from plans.importing.source import read_source
from tests.plans.importing.open_files import (
    FINANCE,
    LEGAL,
    SPACES,
    flat,
    odt,
    out,
    p,
    put,
    put_in,
    said,
    taken_out,
    text_style,
)
from web import zips


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_source("plan.odt", data).text_lines if not line.part]


def left_out(data: bytes) -> list[tuple[str, str]]:
    read = read_source("plan.odt", data).text_lines
    return [(line.text, line.part) for line in read if line.part]


def items(*inside: str) -> str:
    return "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)


def test_headings_bold_links_and_notes_come_as_they_are():
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('Net of grant.')}</text:note-body></text:note>"
    )
    body = (
        '<text:h text:outline-level="2">Our services</text:h>'
        + p(f'We <text:span text:style-name="B">saved</text:span> much{note}.')
        + p('See <text:a xlink:href="https://example.org/a">the accounts</text:a>.')
    )
    looks = text_style("B", 'fo:font-weight="bold"')

    assert lines(odt(body, looks=looks)) == [
        "## Our services",
        "We **saved** much^[Net of grant.].",
        "See [the accounts](https://example.org/a).",
    ]


def test_spaces_are_those_that_the_format_means():
    body = p("\n   We <text:s text:c='2'/>saved\n\t it.<text:line-break/>And<text:tab/>more. ")

    assert lines(odt(body)) == ["We saved it.", "And more."]


def test_a_list_goes_on_where_it_says_so_and_begins_anew_where_not():
    first = '<text:list xml:id="one" text:style-name="Letters">'
    deeper = f'<text:list text:style-name="Bullets">{items(p("deep"))}</text:list>'
    body = (
        f"{first}{items(p('one') + deeper, p('two'))}</text:list>{p('Between.')}"
        f'<text:list text:continue-list="one" text:style-name="Letters">{items(p("three"))}'
        f'</text:list><text:list text:style-name="Letters">{items(p("anew"))}</text:list>'
        '<text:list text:style-name="Letters"><text:list-item text:start-value="5">'
        f"{p('five')}</text:list-item></text:list>"
    )

    assert lines(odt(body)) == [
        *("a. one", "   - deep", "b. two", "Between.", "c. three", "a. anew", "e. five")
    ]


def test_a_table_comes_as_rows_with_its_headings_and_merged_cells():
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}>{p(words)}</table:table-cell>"

    wide = cell("All", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    body = p("We spend:") + (
        f"<table:table><table:table-header-rows>{row(cell('Service'), cell('£m'))}"
        f"</table:table-header-rows>{row(cell('Roads'), cell('9'))}{row(wide)}</table:table>"
    )

    assert [line for line in lines(odt(body)) if line.startswith("|")][:2] == [
        "| Service | £m |",
        "| Roads | 9 |",
    ]
    assert "All" in " ".join(lines(odt(body)))


def test_what_is_drawn_comes_beside_or_in_brackets():
    box = f"<draw:frame><draw:text-box>{p('In a box.')}</draw:text-box></draw:frame>"
    picture = "<draw:frame><draw:image/><svg:desc>A map of Northmoor</svg:desc></draw:frame>"
    body = p(f"We show{picture} it.") + p(f"Beside {box}it.")

    assert lines(odt(body)) == [
        "We show [Picture: A map of Northmoor] it.",
        "Beside it.",
        "In a box.",
    ]


def test_hidden_and_struck_words_are_left_out_and_told():
    looks = text_style("H", 'text:display="none"') + text_style(
        "S", 'style:text-line-through-style="solid"'
    )
    body = p(
        'We <text:span text:style-name="H">secretly </text:span>'
        '<text:span text:style-name="S">close</text:span> open it.'
    )

    assert lines(odt(body, looks=looks)) == ["We open it."]
    assert {words for words, _ in left_out(odt(body, looks=looks))} == {"secretly", "close"}


TRACKED = odt(
    p(f"We {put('in', 'now ')}{out('gone')}act.")
    + p(f"Kept {out('over')}end.")
    + p(f"x {out('both')}y")
    + p(said("c1", "Why?", "Marked words") + " rest."),
    changes=put_in("in")
    + taken_out("gone", p("never "))
    + taken_out("over", p("start") + p("middle") + p("last "), LEGAL)
    + taken_out("both", p("put"), LEGAL, of=FINANCE),
)


def test_tracked_changes_come_under_the_names_and_days_they_have():
    found = read_changes(TRACKED)

    assert found.original() == (
        *("We never act.", "Kept start", "middle", "last end.", "x y", "Marked words rest."),
    )
    assert found.accepted() == ("We now act.", "Kept end.", "x y", "Marked words rest.")
    assert [(one.kind, one.author, str(one.day), one.words) for one in found.changes] == [
        ("insertion", "Head of Finance", "2026-03-02", "now "),
        ("deletion", "Head of Finance", "2026-03-02", "never "),
        ("deletion", "Monitoring Officer", "2026-03-04", "start"),
        ("deletion", "Monitoring Officer", "2026-03-04", "middle"),
        ("deletion", "Monitoring Officer", "2026-03-04", "last "),
        ("insertion", "Head of Finance", "2026-03-02", "put"),
        ("deletion", "Monitoring Officer", "2026-03-04", "put"),
    ]
    told = " ".join(read_source("plan.odt", TRACKED).notes)
    assert "2 insertions, 5 deletions, by Head of Finance and Monitoring Officer" in told


def test_comments_stand_on_the_words_they_mark():
    [one] = read_changes(TRACKED).comments

    assert (one.author, one.words, one.about) == ("Head of Finance", "Why?", "Marked words")


def test_a_reply_and_a_settled_comment_are_known():
    reply = 'loext:parent-name="c1"'
    body = p(
        said("c1", "Why?", "Words", more='loext:resolved="true"')
        + said("c2", "Because.", "", LEGAL, reply)
    )

    first, second = read_changes(odt(body)).comments

    assert (first.done, second.reply_to) == (True, first.name)


def test_a_comment_without_an_end_marks_no_words_after_it():
    body = p(
        'Here <office:annotation office:name="c">'
        f"{FINANCE}<text:p>Hm</text:p></office:annotation>it is."
    ) + p("More.")

    [one] = read_changes(odt(body)).comments

    assert (one.about, one.paragraph) == ("", 0)


def test_it_is_read_in_the_process_of_its_own():
    assert read_word(TRACKED) == (read_source("a.odt", TRACKED), read_marked(TRACKED))


# What is put into a paragraph, by whom it is put in and taken out, and in which texts it stands.
KINDS = {
    "plain": (True, True),
    "inserted": (False, True),
    "deleted": (True, False),
    "both": (False, False),
}
PIECES = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.sampled_from(["a", "bé", "£4", "’s "])), max_size=6
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5))
def test_whatever_is_put_in_and_taken_out_both_texts_come_out_right(paragraphs):
    body = changes = ""
    before, after = [], []
    for row, pieces in enumerate(paragraphs):
        inside = "."
        for place, (kind, words) in enumerate(pieces):
            name = f"c{row}-{place}"
            if kind == "inserted":
                changes += put_in(name)
                inside += put(name, words)
            elif kind == "plain":
                inside += words
            else:
                changes += taken_out(name, p(words), LEGAL, of=FINANCE if kind == "both" else "")
                inside += out(name)
        body += p(f"{inside}.")
        for texts, at in ((before, 0), (after, 1)):
            texts.append(f".{''.join(words for kind, words in pieces if KINDS[kind][at])}.")

    found = read_changes(odt(body, changes=changes))

    assert (found.original(), found.accepted()) == (tuple(before), tuple(after))


CHART = (
    f"<office:document-content {SPACES}><office:body><office:chart><chart:chart><chart:title>"
    f"{p('Spending')}</chart:title><table:table><table:table-row><table:table-cell/>"
    f"<table:table-cell>{p('Vans')}</table:table-cell></table:table-row><table:table-row>"
    f"<table:table-cell>{p('2024')}</table:table-cell><table:table-cell>{p('180')}"
    "</table:table-cell></table:table-row></table:table></chart:chart></office:chart>"
    "</office:body></office:document-content>"
)
EQUATION = (
    f"<math:math {SPACES}><math:mfrac><math:mi>total</math:mi><math:mi>homes</math:mi>"
    "</math:mfrac></math:math>"
)
HEADER = (
    "<office:master-styles><style:master-page><style:header>"
    f"{p('Confidential draft')}</style:header></style:master-page></office:master-styles>"
)
EVERYTHING = odt(
    '<text:h text:outline-level="1">Heading words</text:h>'
    + p("Plain words " + said("c1", "Comment words", "about these") + ".")
    + p(
        'Drawn <draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>and '
        '<draw:frame><draw:object xlink:href="./Object 2"/></draw:frame> so.'
    )
    + p(f"Kept {out('gone')}end.")
    + f"<text:section>{p('In a section.')}</text:section>"
    + "<text:alphabetical-index><text:index-body>"
    + p("Index words")
    + "</text:index-body></text:alphabetical-index>"
    + p("<draw:custom-shape><text:p>Shape words</text:p></draw:custom-shape>Beside.")
    + p("<text:unheard-of>Unheard words</text:unheard-of>"),
    changes=taken_out("gone", p("deleted words") + p("and more ")),
    styles=HEADER,
    parts={"Object 1/content.xml": CHART, "Object 2/content.xml": EQUATION},
)


def test_no_word_is_lost_in_silence():
    found = account_of("plan.odt", EVERYTHING)

    assert found.is_whole, found.lost
    assert set(found.kinds) >= {"the text", "comment", "chart", "deleted", "header", "equation"}
    assert ("Spending", "the words and figures of a chart") in left_out(EVERYTHING)
    assert "Vans: 2024 180" in [words for words, _ in left_out(EVERYTHING)]
    assert "total/homes" in " ".join(lines(EVERYTHING))


def test_what_the_controls_of_a_form_show_stands_where_they_are_drawn():
    fields = (
        '<form:text form:id="c1" form:value="at first" form:current-value="Director of Place"/>'
        '<form:checkbox form:id="c2" form:label="Agreed" form:value="on" '
        'form:current-state="checked"/>'
        '<form:checkbox form:id="c3" form:label="Open"/>'
        '<form:listbox form:id="c4"><form:option form:label="Red"/>'
        '<form:option form:label="Amber" form:current-selected="true"/></form:listbox>'
        '<form:textarea form:id="c5"><text:p>Two</text:p><text:p>lines</text:p></form:textarea>'
        '<form:password form:id="c6" form:current-value="secret"/>'
        '<form:text form:id="c7" form:current-value="drawn nowhere"/>'
    )
    drawn = " ".join(f'<draw:control draw:control="c{number}"/>' for number in range(1, 7))
    drawn += '<text:drop-down><text:label text:value="Weekly"/>Monthly</text:drop-down>'
    data = odt(f"<office:forms><form:form>{fields}</form:form></office:forms>{p('By: ' + drawn)}")

    assert lines(data) == ["By: Director of Place ☒ Agreed ☐ Open Amber Two lines Monthly"]
    found = account_of("plan.odt", data)
    assert found.is_whole, found.lost
    assert "form field" in found.kinds


INLINE_CHART = CHART.replace("document-content", "document")
FLAT = flat(
    '<text:h text:outline-level="1">Heading words</text:h>'
    + p("Plain words " + said("c1", "Comment words", "about these") + ".")
    + p(
        "<draw:frame><draw:image><office:binary-data>iVBORw0KGgo=</office:binary-data></draw:image>"
        f"</draw:frame>Drawn <draw:frame><draw:object>{INLINE_CHART}</draw:object></draw:frame> so."
    )
    + p(f"Kept {out('gone')}end."),
    changes=taken_out("gone", p("deleted words") + p("and more ")),
    styles=HEADER,
)


def test_a_flat_text_is_read_as_the_package_it_would_be():
    found = account_of("plan.fodt", FLAT)

    assert found.is_whole, found.lost
    assert set(found.kinds) >= {"the text", "comment", "chart", "deleted", "header"}
    assert "Vans: 2024 180" in [words for words, _ in left_out(FLAT)]
    assert lines(FLAT) == lines(
        odt(
            '<text:h text:outline-level="1">Heading words</text:h>'
            + p("Plain words about these.")
            + p("Drawn [Chart: Spending] so.")
            + p("Kept end.")
        )
    )
    assert read_word(FLAT) == (read_source("a.fodt", FLAT), read_marked(FLAT))


@pytest.mark.parametrize("harm", [b"<!DOCTYPE x>", b"<!DOCTYPE x [<!ENTITY y 'z'>]>"])
def test_a_flat_text_with_a_doctype_is_never_parsed(harm):
    data = FLAT.replace(b"<office:document ", harm + b"<office:document ", 1)
    assert "damaged" in refused(data)


def test_the_count_finds_a_word_that_the_reader_passes_over(monkeypatch):
    """The control of the one above."""
    from plans.importing.open_text import words

    monkeypatch.setattr(words, "NO_WORDS", words.NO_WORDS | {"text_unheard-of"})

    assert account_of("plan.odt", EVERYTHING).lost["the text"] == {"Unheard": 1, "words": 1}


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_source("plan.odt", data)
    return str(caught.value)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    data = odt(p("Words."), parts={"Pictures/one.png": bytes(50_000_000)})

    assert "unpacks to far more" in refused(data)
    monkeypatch.setattr(zips, "MOST_RATIO", 100_000)
    assert lines(data) == ["Words."]


def test_an_entity_is_refused(monkeypatch):
    content = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e "expanded">]><office:document-content '
        f"{SPACES}><office:body><office:text>{p('&e;')}</office:text></office:body>"
        "</office:document-content>"
    )
    data = odt("", parts={"content.xml": content})

    assert "damaged" in refused(data)
    monkeypatch.setattr(word_package, "FORBIDDEN", ())
    assert lines(data) == ["expanded"]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (odt(p("W."), kind="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (flat(p("W."), kind="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet"),
        (odt(p("W."), kind="application/vnd.oasis.opendocument.text-master"), "Export it as .odt"),
        (odt(p("W."), parts={"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "password"),
        (odt(p("")), "no words"),
        (odt(p("W."), parts={"content.xml": "<a/>"}), "damaged"),
        (odt(p("W."), parts={"content.xml": ""}), "damaged"),
        (odt(p("W."))[:-40], "damaged"),
        (odt("<text:section>" * 3_000 + p("W.") + "</text:section>" * 3_000), "damaged"),
        (odt(p("W.") * 10_001), "far longer than a plan"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, named: str) -> None:
    assert named in refused(data)


def test_a_list_that_goes_on_with_itself_or_with_none_is_a_list():
    body = (
        '<text:list xml:id="a" text:continue-list="a" text:style-name="Letters">'
        f'{items(p("one"))}</text:list><text:list text:continue-list="nowhere" '
        f'text:style-name="None">{items(p("plain"))}</text:list>'
    )

    assert lines(odt(body)) == ["a. one", "plain"]


def test_a_part_that_is_there_twice_or_has_odd_numbers_is_no_fault_of_ours():
    body = p('<text:s text:c="99999999"/>x<text:s text:c="-1"/>y') + (
        "<table:table><table:table-row><table:covered-table-cell/><table:table-cell "
        'table:number-columns-spanned="99999"><text:p>cell</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )

    assert "cell" in " ".join(lines(odt(body)))


def test_a_note_within_a_note_is_read_once():
    begins, ends = "<text:note><text:note-body>", "</text:note-body></text:note>"
    body = p("We saved.")
    for depth in range(8):
        body = p(f"deep{depth}{begins}{body}{ends}")

    read = [*lines(odt(body)), *(words for words, _ in left_out(odt(body)))]

    assert " ".join(read).count("We saved.") == 1
    assert account_of("plan.odt", odt(body)).is_whole
