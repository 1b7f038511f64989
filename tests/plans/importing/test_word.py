"""Word files keep their headings, numbers, lists and links; what only looks like one is refused."""

import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plans.importing import word_package, word_text
from plans.importing.errors import Unreadable
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from tests.plans.importing.accounting import SHORT_TITLES, lost
from web import zips

FORMS = (("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "(%3)"))


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(document):
    return read_source("plan.docx", saved(document))


def texts(document):
    return [line.text for line in read(document).text_lines]


def add_link(paragraph, words, address):
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(words)
    link.append(run._r)
    paragraph._p.append(link)


def numbered(document, start=1):
    """A list of Word's own with 1., a. and (i); returns a function that adds to it."""
    definitions = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for depth, (form, pattern) in enumerate(FORMS):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("start", str(start)), ("numFmt", form), ("lvlText", pattern)):
            element = OxmlElement(f"w:{name}")
            element.set(qn("w:val"), value)
            level.append(element)
        abstract.append(level)
    definitions.insert(0, abstract)
    number = definitions.add_num(90).numId

    def add(text, depth=0):
        paragraph = document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = depth
        properties.get_or_add_numId().val = number

    return add


def changed(data, name, change):
    """The same file with one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return file.getvalue()


def with_part(data, name, part, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", compression) as archive:
        archive.writestr(name, part)
    return file.getvalue()


@pytest.fixture
def plan_document():
    document = docx.Document()
    document.add_heading("Northmoor’s plan", 0)
    document.add_paragraph("We begin.")
    document.add_heading("Transforming services", 1)
    add = numbered(document)
    add("First.")
    add("Second, including:")
    add("one", depth=1)
    add("two", depth=1)
    document.add_paragraph("Words between.")
    add("Third.")
    document.add_heading("Technology and data", 1)
    document.add_heading("What we did", 2)
    paragraph = document.add_paragraph("Much, with ")
    paragraph.add_run("bold words").bold = True
    paragraph.add_run(" and ")
    add_link(paragraph, "a link", "https://example.org/page")
    document.add_paragraph("dots", style="List Bullet")
    return document


def test_word_becomes_lines_of_our_rich_text(plan_document):
    assert texts(plan_document) == [
        "# Northmoor’s plan",
        "We begin.",
        "# Transforming services",
        "1. First.",
        "2. Second, including:",
        "   a. one",
        "   b. two",
        "Words between.",
        "3. Third.",
        "# Technology and data",
        "## What we did",
        "Much, with **bold words** and [a link](https://example.org/page)",
        "- dots",
    ]


def test_a_word_file_becomes_a_plan(plan_document):
    plan = read_plan(read(plan_document), SHORT_TITLES)

    assert plan.title == "Northmoor’s plan"
    assert [passage.body for passage in plan.introduction] == ["We begin."]
    assert [theme.commission_theme for theme in plan.themes] == [1, 2]
    assert [passage.body for passage in plan.themes[0].passages] == [
        "First.",
        "Second, including:\n\na. one\nb. two",
        "Words between.",
        "Third.",
    ]
    assert lost(plan) == []


def test_roman_numbers_and_a_list_that_starts_late_are_as_word_prints_them():
    document = docx.Document()
    add = numbered(document, start=4)
    add("four")
    add("deep", depth=2)

    assert texts(document) == ["4. four", "      (iv) deep"]


def test_words_own_list_styles_are_numbered_and_nested():
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet 2"):
        document.add_paragraph("item", style=style)

    assert texts(document) == ["1. item", "2. item", "   - item"]


def test_a_table_comes_as_one_with_its_headings_and_merged_cells_laid_out():
    document = docx.Document()
    table = document.add_table(3, 3)
    for place, text in enumerate(["Year", "", "Saved", "2030", "a|b", "£4m"]):
        run = table.cell(place // 3, place % 3).paragraphs[0].add_run(text)
        run.bold = text in ("Year", "Saved")
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("and then words.")

    plan = read_plan(read(document), [])

    assert [one.body for one in plan.unplaced] == [
        "| **Year** | | **Saved** |\n|---|---|---|\n| 2030 | a\\|b | £4m |",
        "and then words.",
    ]
    assert any(note.startswith("1 table came as a table") for note in plan.notes)


def with_table(document, *cells):
    table = document.add_table(2, 2)
    for place, text in enumerate(cells):
        table.cell(place // 2, place % 2).text = text


def test_the_caption_of_a_table_is_its_own_and_any_other_is_words():
    document = docx.Document()
    for number in (1, 2):
        document.add_paragraph(f"Table {number}: Spending", style="Caption")
        with_table(document, "Year", "Spent", "2030", "- 5")
    document.add_paragraph("Words.")
    with_table(document, "Year", "Spent", "2031", "6")
    document.add_paragraph("Below it", style="Caption")
    document.add_paragraph("Not of any table", style="Caption")
    document.add_paragraph("Figure 1: a picture", style="Caption")
    with_table(document, "Year", "Spent", "2032", "7")

    plan = read_plan(read(document), [])

    rows = "| Year | Spent |\n| 2030 | - 5 |"
    assert [one.body for one in plan.unplaced] == [
        f"Table: Table 1: Spending\n|---|---|\n{rows}",
        f"Table: Table 2: Spending\n|---|---|\n{rows}",
        "Words.",
        "Table: Below it\n|---|---|\n| Year | Spent |\n| 2031 | 6 |",
        "Not of any table",
        "Figure 1: a picture",
        "|---|---|\n| Year | Spent |\n| 2032 | 7 |",
    ]
    assert lost(plan) == []


def test_a_row_alone_lays_out_the_page_and_is_told():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Year", "Saved"

    source = read(document)

    assert [line.text for line in source.text_lines] == [
        "[Table 1, row 1, column 1] Year",
        "[Table 1, row 1, column 2] Saved",
    ]
    assert source.notes == (
        "1 table laid out the page: it became lines, one for each cell, with its place in it.",
    )


def test_page_headers_are_told_as_left_out(plan_document):
    plan_document.sections[0].header.paragraphs[0].text = "Confidential"

    source = read(plan_document)

    assert "Page headers and footers were left out: the plan gets its own." in source.notes
    assert {line.part for line in source.text_lines if "Confidential" in line.text} == {
        "the page’s header"
    }


def test_a_zip_bomb_is_refused_before_it_is_unpacked(plan_document, monkeypatch):
    bomb = with_part(saved(plan_document), "word/media/image1.png", bytes(50_000_000))

    with monkeypatch.context() as unpacking:
        unpacking.delattr(zipfile.ZipFile, "open")
        with pytest.raises(Unreadable, match="unpacks to far more"):
            read_source("plan.docx", bomb)

    monkeypatch.setattr(zips, "MOST_RATIO", 100_000)
    assert read_source("plan.docx", bomb).kind == "word"


def test_too_much_text_is_refused_while_it_is_unpacked(plan_document, monkeypatch):
    data = saved(plan_document)
    size = len(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))

    assert read_source("plan.docx", data).kind == "word"
    monkeypatch.setattr(word_package, "MOST_TEXT", size - 1)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_source("plan.docx", data)


def test_a_directory_that_lies_about_sizes_is_refused(plan_document):
    data = bytearray(saved(plan_document))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")

    with pytest.raises(Unreadable):
        read_source("plan.docx", bytes(data))


def test_a_doctype_is_refused(plan_document, monkeypatch):
    def with_entity(part):
        head, body = part.split(b"?>", 1)
        doctype = b'<!DOCTYPE d [<!ENTITY e "expanded">]>'
        return head + b"?>" + doctype + body.replace(b"We begin.", b"&e;")

    data = changed(saved(plan_document), "word/document.xml", with_entity)

    with pytest.raises(Unreadable, match="damaged"):
        read_source("plan.docx", data)
    monkeypatch.setattr(word_package, "FORBIDDEN", ())
    assert "expanded" in [line.text for line in read_source("plan.docx", data).text_lines]


def test_styles_made_to_take_long_are_refused(plan_document):
    styles = changed(saved(plan_document), "word/styles.xml", lambda _: b"<s>" + b"<a/>" * 70_000)

    with pytest.raises(Unreadable, match="far longer than a plan"):
        read_source("plan.docx", styles)


def test_a_text_of_very_many_parts_is_refused(plan_document, monkeypatch):
    monkeypatch.setattr(word_text, "MOST_ELEMENTS", 10)

    with pytest.raises(Unreadable, match="far longer than a plan"):
        read(plan_document)


@pytest.mark.parametrize(
    ("name", "part", "named"),
    [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", "spreadsheet"),
        ("xl/workbook.xml", b"<x/>", "spreadsheet"),
        ("plan.txt", b"words", "zip file"),
    ],
)
def test_another_zip_is_named_with_the_way_out(name, part, named):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, part)

    with pytest.raises(Unreadable, match=named):
        read_source("plan.docx", file.getvalue())


@pytest.mark.parametrize("cut", [30, 500, 5_000])
def test_a_damaged_file_is_refused(plan_document, cut):
    with pytest.raises(Unreadable, match="damaged"):
        read_source("plan.docx", saved(plan_document)[:-cut])


@pytest.mark.parametrize(
    "part", [b"<w:document", b"", b"words", b"<a/>", b"<a>" * 5_000 + b"</a>" * 5_000]
)
def test_a_document_that_is_no_word_xml_is_refused(plan_document, part):
    data = changed(saved(plan_document), "word/document.xml", lambda _: part)

    with pytest.raises(Unreadable):
        read_source("plan.docx", data)
