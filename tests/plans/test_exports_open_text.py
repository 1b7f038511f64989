"""The plan's OpenDocument text: what another office program finds in it."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.open_text import render_open_text
from plans.exports.tables import tables_of
from plans.richtext import plain_text
from tests.plans.documents import example, heading, paragraph, plan, theme
from tests.plans.test_exports_html import HOSTILE, everywhere
from tests.plans.word.test_round_trip import SPENDING, documents
from web.file_kinds import ODT, look_at

VERSION = Imprint(4, "1a2b3c4d", "Subject to call-in.", "Endorsed by Cabinet on 9 July 2024.")
MADE = datetime(2024, 7, 9, 18, 30, 5, 77, tzinfo=UTC)
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, STYLE = f"{{{OASIS}text:1.0}}", f"{{{OASIS}table:1.0}}", f"{{{OASIS}style:1.0}}"
META, DC = f"{{{OASIS}meta:1.0}}", "{http://purl.org/dc/elements/1.1/}"
HREF = "{http://www.w3.org/1999/xlink}href"
ENDS = ("prefix", "suffix")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def drawn(document: Document) -> bytes:
    return render_open_text(document, imprint=VERSION, made=MADE)


def parts_of(content: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        return {
            name: ET.fromstring(zipped.read(name))  # noqa: S314 (made by us)
            for name in zipped.namelist()
            if name.endswith(".xml")
        }


def text_of(document: Document) -> ET.Element:
    return parts_of(drawn(document))["content.xml"]


def words(element: ET.Element) -> str:
    """As they are read: a break, a tab and spaces are elements."""
    said = {f"{TEXT}line-break": "\n", f"{TEXT}tab": "\t"}
    found = said.get(element.tag, "")
    if element.tag == f"{TEXT}s":
        found = " " * int(element.get(f"{TEXT}c", "1"))
    found += element.text or ""
    return found + "".join(words(child) + (child.tail or "") for child in element)


def styled(root: ET.Element, style: str) -> list[str]:
    return [words(p) for p in root.iter(f"{TEXT}p") if p.get(f"{TEXT}style-name") == style]


def numbered(root: ET.Element) -> list[str]:
    """The words of each paragraph with the number that its list counts to."""
    around = {style.get(f"{STYLE}name"): style[0] for style in root.iter(f"{TEXT}list-style")}
    counts: dict[str, int] = {}
    found = []
    for each in root.iter(f"{TEXT}list"):
        style = each.get(f"{TEXT}style-name", "")
        if not style.startswith("Numbers"):
            continue
        item = each[0]
        before = counts.get(each.get(f"{TEXT}continue-list", ""), 0)
        count = int(item.get(f"{TEXT}start-value", before + 1))
        counts[each.get(XML_ID, "")] = count
        before_it, after_it = (around[style].get(f"{STYLE}num-{end}", "") for end in ENDS)
        found.append(f"{before_it}{count}{after_it} {words(item)}")
    return found


def test_it_is_known_as_an_opendocument_text_by_its_first_bytes() -> None:
    content = drawn(example())

    assert look_at(content) == ODT
    assert content[30:38] == b"mimetype"
    assert ODT.media_type.encode() in content[38:90]


def test_the_same_words_give_the_same_bytes() -> None:
    assert drawn(example()) == drawn(example())
    assert drawn(example()) != render_open_text(example(), imprint=VERSION)


def test_it_says_what_it_is_in_which_language_and_when_it_was_made() -> None:
    parts = parts_of(drawn(example()))
    meta, styles = parts["meta.xml"], parts["styles.xml"]
    said = {each.get(f"{META}name"): each.text for each in meta.iter(f"{META}user-defined")}

    assert meta.find(f".//{DC}title").text == example().title
    assert meta.find(f".//{DC}language").text == "en-GB"
    assert meta.find(f".//{META}creation-date").text == "2024-07-09T18:30:05Z"
    assert said == {
        "Version": "Version 4",
        "Reference": "1a2b3c4d",
        "Status": "Subject to call-in.",
    }
    line = "Subject to call-in. · Northmoor Council · Version 4 · ref 1a2b3c4d\tPage 1 of 1"
    assert styled(styles, "Footer") == [line]


def test_words_that_are_no_version_have_no_day() -> None:
    content = render_open_text(example(), imprint=Imprint(None, "1a2b3c4d"))

    assert parts_of(content)["meta.xml"].find(f".//{META}creation-date") is None


def test_every_word_of_the_example_and_of_its_records_is_there() -> None:
    document = example()
    found = " ".join(words(text_of(document)).split())
    squeezed = "".join(found.split())

    for passage in document.passages:
        for block in passage.body:
            said = plain_text((block,)) if block.kind == "paragraph" else ""
            assert "".join(said.split()) in squeezed
    for table in tables_of(document):
        assert table.caption in found
        for row in table.rows:
            for cell in row:
                assert "".join("".join(run.text for run in cell).split()) in squeezed


def test_paragraphs_are_counted_to_the_numbers_that_the_pdf_prints() -> None:
    given_ones = ["1.1", "1.2", "1.4", "2.1", "7", "8.", "9.", "1.5", "12.123"]
    root = text_of(plan(theme(*(paragraph(f"It is {one}.", one) for one in given_ones))))

    assert numbered(root) == [f"{one} It is {one}." for one in given_ones]
    assert styled(text_of(plan(theme(paragraph("We buy.", "7a")))), "NumberedParagraph") == [
        "7a\tWe buy."
    ]


def test_headings_lists_and_tables_are_such() -> None:
    document = plan(
        theme(
            heading("Buying together"),
            paragraph(f"We  buy:\n\na. one\n   - deep\nb. two\n\nSo\nit is.\n\n{SPENDING}", "1.1"),
        )
    )
    root = text_of(document)

    heads = [(int(h.get(f"{TEXT}outline-level")), words(h)) for h in root.iter(f"{TEXT}h")]
    assert heads == [(1, "Theme 1: Better services"), (2, "Buying together")]
    assert styled(root, "NumberedParagraph") == ["We  buy:"]
    assert styled(root, "ListNumber") == ["one", "two"]
    assert styled(root, "ListBullet2") == ["deep"]
    assert styled(root, "NumberedParagraphContinued") == ["So\nit is."]
    [table] = root.iter(f"{TABLE}table")
    [head] = table.iter(f"{TABLE}table-header-rows")
    assert [words(cell) for cell in head.iter(f"{TABLE}table-cell")] == [
        "Service",
        "2024/25",
        "Of it",
    ]
    assert len(list(table.iter(f"{TABLE}table-header-columns"))) == 1
    assert "40.1" in styled(root, "NumberText")
    [link] = table.iter(f"{TEXT}a")
    assert (words(link), link.get(HREF)) == ("some", "https://example.org/")


def test_each_line_of_the_contents_leads_to_its_heading() -> None:
    root = text_of(example())
    [contents] = root.iter(f"{TEXT}table-of-content")
    places = {each.get(f"{TEXT}name") for each in root.iter(f"{TEXT}bookmark")}

    lines = [(words(link), link.get(HREF, "")[1:]) for link in contents.iter(f"{TEXT}a")]

    assert [line for line, _ in lines] == [words(h) for h in root.iter(f"{TEXT}h")]
    assert {place for _, place in lines} == places


def test_what_is_not_the_plans_text_is_in_sections_that_say_so() -> None:
    names = [each.get(f"{TEXT}name") for each in text_of(example()).iter(f"{TEXT}section")]

    assert names == ["clearday-particulars 1", "clearday-particulars 2", "clearday-records 3"]


def test_any_words_leave_the_file_whole() -> None:
    for hostile in HOSTILE:
        root = text_of(everywhere(example(), hostile))
        targets = [each.get(HREF, "") for each in root.iter(f"{TEXT}a")]
        assert not [one for one in targets if one.lower().startswith(("javascript", "data"))]


@settings(max_examples=15, deadline=None)
@given(documents())
def test_every_style_of_any_plan_is_there(document: Document) -> None:
    """And each list that goes on does so from one before it."""
    parts = parts_of(drawn(document))
    used, known, lists = set(), set(), set()
    for part in parts.values():
        for each in part.iter():
            used |= {value for key, value in each.attrib.items() if key.endswith("}style-name")}
            if each.tag in (f"{STYLE}style", f"{TEXT}list-style"):
                known.add(each.get(f"{STYLE}name"))
            if each.tag == f"{TEXT}list":
                assert each.get(f"{TEXT}continue-list") in {None, *lists}
                lists.add(each.get(XML_ID))
    assert used <= known


def test_the_number_of_a_note_is_raised_and_stands_apart_from_its_words():
    styles = parts_of(drawn(plan(theme(paragraph("Saved^[Net of grant.] it.")))))["styles.xml"]

    known = {one.get(f"{STYLE}name") for one in styles.iter(f"{STYLE}style")}
    [notes] = styles.iter(f"{TEXT}notes-configuration")
    assert notes.get(f"{STYLE}num-suffix") == " "
    kinds = ("default-style-name", "citation-body-style-name")
    assert {notes.get(f"{TEXT}{kind}") for kind in kinds} <= known


def test_notes_are_footnotes_counted_through_the_text():
    words_said = "Saved^[Net of **grant**.] it.^[See [the accounts](https://example.org/a).]"
    text = text_of(plan(theme(paragraph(words_said, "1.1"), paragraph("Last.^[One.]", "1.2"))))

    notes = [*text.iter(f"{TEXT}note")]
    assert [words(one.find(f"{TEXT}note-citation")) for one in notes] == ["1", "2", "3"]
    said = [words(one.find(f"{TEXT}note-body")) for one in notes]
    assert said == ["Net of grant.", "See the accounts.", "One."]
    assert {one.get(f"{TEXT}note-class") for one in notes} == {"footnote"}
