"""The plan's Word file: what Word, a template and a reader find in it."""

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.tables import tables_of
from plans.exports.word import render_word
from plans.richtext import plain_text
from tests.plans.documents import commitment_of, example, heading, paragraph, plan, theme
from tests.plans.test_exports_html import HOSTILE, everywhere
from tests.plans.word.packages import W, faults_in, parts_of

VERSION = Imprint(4, "1a2b3c4d", "Subject to call-in.", "Endorsed by Cabinet on 9 July 2024.")
MADE = datetime(2024, 7, 9, 18, 30, 5, 77, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


def drawn(document: Document, imprint: Imprint = VERSION) -> bytes:
    return render_word(document, imprint=imprint, made=MADE)


def opened(document: Document, imprint: Imprint = VERSION) -> WordFile:
    return docx.Document(BytesIO(drawn(document, imprint)))


def every_paragraph(file: WordFile) -> list[Paragraph]:
    """In the order they are read, also those in frames and in cells."""
    return [Paragraph(each, file) for each in file.element.body.iter(f"{W}p")]


def styled(file: WordFile, name: str) -> list[str]:
    return [each.text for each in every_paragraph(file) if each.style.name == name]


def numbered(file: WordFile) -> list[str]:
    """The words of each paragraph with the number that Word would count for it."""
    counts: dict[str, int] = {}
    numbering = parts_of_numbering(file)
    found = []
    for each in every_paragraph(file):
        given = each._p.find(f"{W}pPr/{W}numPr/{W}numId")
        if each.style.name != "Numbered Paragraph" or given is None:
            continue
        definition, pattern, start = numbering[given.get(f"{W}val")]
        key = given.get(f"{W}val")
        if key not in counts:
            counts[key] = counts[definition] = start - 1
        counts[key] += 1
        found.append(f"{pattern.replace('%1', str(counts[key]))} {each.text}")
    return found


def parts_of_numbering(file: WordFile) -> dict[str, tuple[str, str, int]]:
    root = file.part.numbering_part.element
    patterns = {
        each.get(f"{W}abstractNumId"): each.find(f"{W}lvl/{W}lvlText").get(f"{W}val")
        for each in root.findall(f"{W}abstractNum")
    }
    found = {}
    for each in root.findall(f"{W}num"):
        definition = each.find(f"{W}abstractNumId").get(f"{W}val")
        start = each.find(f"{W}lvlOverride/{W}startOverride")
        first = 1 if start is None else int(start.get(f"{W}val"))
        found[each.get(f"{W}numId")] = (definition, patterns[definition], first)
    return found


def test_a_word_file_opens_without_repair() -> None:
    for document in (example(), plan(), plan(theme()), everywhere(example(), "[a](b) **c**\n\td")):
        assert faults_in(drawn(document)) == []


def test_what_word_would_repair_is_seen() -> None:
    """The control: a part without a type, a link to nowhere, properties out of order."""
    with zipfile.ZipFile(BytesIO(drawn(example()))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    link, style = b' TargetMode="External"', b'<w:pStyle w:val="NumberedParagraph"/>'
    harm = {
        "[Content_Types].xml": (b'Extension="xml"', b'Extension="yml"'),
        "word/document.xml": (style, b'<w:jc w:val="left"/>' + style),
        "word/_rels/document.xml.rels": (link, b""),
        "word/styles.xml": (b'w:styleId="Title"', b'w:styleId="Tittle"'),
        "word/numbering.xml": (b'<w:num w:numId="1">', b'<w:num w:numId="999">'),
    }
    for name, (sound, broken) in harm.items():
        assert sound in parts[name], name
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as zipped:
            for part, content in parts.items():
                zipped.writestr(part, content.replace(sound, broken) if part == name else content)
        assert faults_in(out.getvalue()), name


def test_everything_has_a_style_of_words_own_by_which_a_template_restyles_it() -> None:
    document = plan(
        theme(heading("Buying together"), paragraph("We buy:\n\na. one\nb. two\n   - deep")),
        introduction=[heading("Who we are"), paragraph("Hello.", number="")],
        commitments=[commitment_of(1, measure="Counted")],
    )
    file = opened(document)

    assert styled(file, "Title") == ["Productivity plan"]
    assert styled(file, "Heading 1") == [
        "Who we are",
        "Theme 1: Better services",
        "What we will do",
    ]
    assert styled(file, "Heading 2") == ["Buying together"]
    assert styled(file, "Body Text") == [VERSION.endorsed, "Hello."]
    assert styled(file, "Numbered Paragraph") == ["We buy:"]
    assert styled(file, "List Number") == ["one", "two"]
    assert styled(file, "List Bullet 2") == ["deep"]
    assert styled(file, "Caption") == [table.caption for table in tables_of(document)]
    assert {"Heading 3", "Header", "Footer"} <= {style.name for style in file.styles}


def test_every_word_of_the_example_and_of_its_records_is_there() -> None:
    document = example()
    words = " ".join(" ".join(each.text for each in every_paragraph(opened(document))).split())

    for passage in document.passages:
        for block in passage.body:
            assert " ".join(plain_text((replace(block, items=()),)).split()) in words
    for table in tables_of(document):
        assert table.caption in words
        for row in table.rows:
            for cell in row:
                assert " ".join("".join(run.text for run in cell).split()) in words


def test_paragraphs_are_counted_to_the_numbers_that_the_pdf_prints() -> None:
    given = ["1.1", "1.2", "1.4", "2.1", "2.2", "7", "8", "1.5", "12.123"]
    document = plan(theme(*(paragraph(f"It is {one}.", one) for one in given)))

    assert numbered(opened(document)) == [f"{one} It is {one}." for one in given]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["1", "2", "3", "1.1", "1.2", "2.1", "2.2.9", "2.2.10"])))
def test_whatever_the_numbers_are_they_are_counted_to(given: list[str]) -> None:
    document = plan(theme(*(paragraph(f"It is {one}.", one) for one in given)))

    assert numbered(opened(document)) == [f"{one} It is {one}." for one in given]


@pytest.mark.parametrize("number", ["7a", "0", "01", "%1", "A.1", "٣"])
def test_a_number_that_nothing_counts_to_is_typed(number: str) -> None:
    file = opened(plan(theme(paragraph("We buy.", number))))

    assert styled(file, "Numbered Paragraph") == [f"{number}\tWe buy."]
    assert numbered(file) == []


def test_each_list_has_its_own_letters_and_those_after_z_are_ours() -> None:
    items = "\n".join(f"{n}. item {n}" for n in range(1, 30))
    document = plan(theme(paragraph(f"One:\n\n{items}"), paragraph("Two:\n\na. x\nb. y", "2")))
    file = opened(document)
    numbering = file.part.numbering_part.element

    lists = [
        each._p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
        for each in every_paragraph(file)
        if each.style.name == "List Number"
    ]
    assert len(set(lists[:26])) == 1
    assert len(set(lists[26:29])) == 3
    assert len(set(lists[29:])) == 1
    assert lists[29] != lists[0]
    patterns = [each.get(f"{W}val") for each in numbering.iter(f"{W}lvlText")]
    assert [one for one in patterns if "%" not in one and one != "•"] == ["aa.", "ab.", "ac."]


def test_tables_repeat_their_head_and_say_what_they_show() -> None:
    document = example()
    tables = list(opened(document).element.body.iter(f"{W}tbl"))

    assert len(tables) == len(list(tables_of(document))) == 4
    for table, shown in zip(tables, tables_of(document), strict=True):
        first, *rest = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == shown.title
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val") == shown.caption


SPENDING = (
    "Table: Spending by **service**, £m\n| Service | 2024/25 | Lead |\n|===|---|---|\n"
    "| Adults | 40.1 | **Director** |\n| Waste, recycling and street cleaning | 9.8 | |"
)


def test_a_table_of_the_text_says_its_headings_and_sets_numbers_to_the_right() -> None:
    file = opened(plan(theme(paragraph(f"We spend:\n\n{SPENDING}\n\nSo it is.", "1.1"))))
    [table] = file.element.body.iter(f"{W}tbl")
    facts = table.find(f"{W}tblPr")

    assert styled(file, "Caption") == ["Spending by service, £m"]
    [caption] = [each for each in every_paragraph(file) if each.style.name == "Caption"]
    assert caption._p.find(f"{W}pPr/{W}keepNext") is not None
    assert caption._p.getnext() is table
    assert facts.find(f"{W}tblCaption").get(f"{W}val") == "Spending by service, £m"
    look = facts.find(f"{W}tblLook")
    assert [look.get(f"{W}{name}") for name in ("firstRow", "firstColumn", "val")] == [
        *("1", "1", "06A0")
    ]
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
    assert repeated == [True, False, False]
    for row in table.iter(f"{W}tr"):
        sides = [each.find(f"{W}p/{W}pPr/{W}jc") for each in row.iter(f"{W}tc")]
        assert [side is not None for side in sides] == [False, True, False]
    assert styled(file, "Table Heading") == ["Service", "2024/25", "Lead"]
    first, *_, last = (int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol"))
    assert first > last
    assert styled(file, "Numbered Paragraph Continued") == ["So it is."]


def test_a_table_without_headings_has_none_and_a_number_stands_above_a_table() -> None:
    document = plan(theme(paragraph("|---|---|\n| one | two |\n\n|---|\n| other |", "1.1")))
    file = opened(document)
    first, second = file.element.body.iter(f"{W}tbl")

    assert numbered(file) == ["1.1 "]
    assert first.find(f"{W}tblPr/{W}tblLook").get(f"{W}val") == "0600"
    assert not list(first.iter(f"{W}tblHeader"))
    assert first.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == "Table"
    # Word makes one table of two that touch.
    assert first.getnext().tag == f"{W}p"
    assert first.getnext().getnext() is second
    assert faults_in(drawn(document)) == []


def test_links_lead_where_they_did_and_to_nothing_else() -> None:
    document = plan(theme(paragraph("See [our **plan**](https://example.org/é?a=1&b=2).")))
    file = opened(document)

    [linked] = [each for each in every_paragraph(file) if "See" in each.text]
    assert {link.address for link in linked.hyperlinks} == {"https://example.org/%C3%A9?a=1&b=2"}
    assert linked.text == "See our plan."
    hostile = opened(everywhere(example(), "[x](javascript:alert(1))"))
    assert not [one for one in hostile.part.rels.values() if one.is_external]


def test_the_contents_name_every_heading_and_lead_to_it() -> None:
    file = opened(example())
    field = "".join(each.text or "" for each in file.element.body.iter(f"{W}instrText"))

    assert field.split()[0] == "TOC"
    heads = [
        each.text for each in every_paragraph(file) if each.style.name in ("Heading 1", "Heading 2")
    ]
    listed = [each for each in every_paragraph(file) if each.style.name in ("toc 1", "toc 2")]
    assert [each.text for each in listed] == heads
    # Word asks its reader nothing as it opens the file.
    assert "updateFields" not in file.settings.element.xml


def test_each_page_says_which_words_it_has() -> None:
    section = opened(example()).sections[0]

    assert section.header.paragraphs[0].text == example().title
    footer = section.footer.paragraphs[0]
    told = "Subject to call-in. · Northmoor Council · Version 4 · ref 1a2b3c4d\tPage "
    assert footer.text.startswith(told)
    fields = [each.get(f"{W}instr").strip() for each in footer._p.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_draft_says_so_and_has_no_day() -> None:
    content = render_word(example(), imprint=Imprint(None, "1a2b3c4d"))
    file = docx.Document(BytesIO(content))

    assert "Draft, not a version" in file.sections[0].footer.paragraphs[0].text
    assert "Draft, not a version, reference 1a2b3c4d." in styled(file, "Imprint")
    assert file.core_properties.created is file.core_properties.modified is None


def test_the_file_says_whose_it_is_and_when_its_version_was_made() -> None:
    core = opened(example()).core_properties

    assert core.title == example().title
    assert core.subject == "In answer to “Productivity plans 2024”, asked for by the Department."
    assert core.author == core.last_modified_by == "Northmoor Council"
    assert (core.version, core.identifier, core.language) == ("Version 4", "1a2b3c4d", "en-GB")
    assert core.content_status == "Subject to call-in."
    assert core.created == core.modified == MADE.replace(microsecond=0)
    assert core.comments == core.keywords == core.category == ""
    styles = parts_of(drawn(example()))["word/styles.xml"]
    assert {each.get(f"{W}val") for each in styles.iter(f"{W}lang")} == {"en-GB"}


def test_nothing_of_whoever_wrote_the_library_is_left() -> None:
    content = drawn(example())

    assert sorted(parts_of(content)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/header1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]
    with zipfile.ZipFile(BytesIO(content)) as zipped:
        assert not [name for name in zipped.namelist() if b"python" in zipped.read(name)]


def test_the_same_document_gives_the_same_bytes_in_any_process_on_any_day() -> None:
    code = """
import hashlib
from tests.plans.documents import example
from tests.plans.word.test_draw import drawn
print(hashlib.sha256(drawn(example())).hexdigest())
"""
    environment = {**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.strip() == hashlib.sha256(drawn(example())).hexdigest()


def test_another_word_version_or_day_gives_other_bytes() -> None:
    document = plan(theme(paragraph("We saved £96m.")))

    assert drawn(document) != drawn(plan(theme(paragraph("We saved £96.4m."))))
    assert drawn(document) != drawn(document, replace(VERSION, version=5))
    assert drawn(document) != render_word(document, imprint=VERSION)


@pytest.mark.parametrize("words", [*HOSTILE, "\ufffe\ud800", "a\x0bb", "x" * 3_000])
def test_nothing_typed_becomes_markup(words: str) -> None:
    content = drawn(everywhere(example(), words))

    assert faults_in(content) == []


@settings(max_examples=30)
@given(words=st.text(max_size=60))
def test_any_text_is_written_and_the_file_stays_whole(words: str) -> None:
    document = plan(theme(paragraph(words, number=words[:5]), title=words), title=words)

    assert faults_in(drawn(document)) == []
