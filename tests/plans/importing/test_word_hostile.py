"""Word files that are too much, that reach outside, or that other programs wrote."""
# ruff: noqa: E501 (pieces of XML are easier to read whole)

import io
import struct
import zipfile

import pytest

from plans.importing import word_package
from plans.importing.accounting import account_of
from plans.importing.changes import read_changes
from plans.importing.errors import Unreadable
from plans.importing.source import read_source
from tests.plans.importing import word_kinds
from tests.plans.importing.word_files import paragraph, run, word_file
from tests.plans.importing.word_kinds import docx

# The namespaces of strict files, by those that Word writes otherwise.
STRICT = (
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
)  # fmt: skip


def lines(data):
    return [line.text for line in read_source("plan.docx", data).text_lines]


def changed(data, change):
    """The same package, each part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(old.read(entry)))
    return file.getvalue()


def nested(depth):
    table = paragraph(run("inmost"))
    for level in range(depth):
        row = f"<w:tc>{paragraph(run(f'level{level}'))}{table}</w:tc><w:tc>{paragraph(run(f'beside{level}'))}</w:tc>"
        table = f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
    return word_file(table + paragraph(""))


def test_more_paragraphs_than_any_plan_has_are_refused():
    with pytest.raises(Unreadable, match="far longer than a plan"):
        read_source("plan.docx", word_file(paragraph(run("Words.")) * 10_001))


def test_tables_ten_deep_keep_every_word_and_endless_ones_are_refused():
    assert account_of("plan.docx", nested(10)).is_whole
    assert [line.rpartition(" ")[2] for line in lines(nested(10))][8:11] == ["level1", "inmost", "beside0"]  # fmt: skip
    for read in (lines, read_changes):
        with pytest.raises(Unreadable, match="damaged"):
            read(nested(1_500))


@pytest.mark.parametrize(
    "target", ["../../../../{}", "{}", "/{}", "file://{}", "..\\..\\..\\{}", "word/../../..{}"]
)
def test_nothing_outside_the_package_is_read(target, tmp_path):
    outside = tmp_path / "outside.xml"
    outside.write_text(word_kinds.part("hdr", paragraph(run("Secret"))))
    where = target.format(outside)
    good = paragraph(run("We begin."))
    kinds = ("header", "footnotes", "comments", "styles", "aFChunk")
    data = docx(
        good + '<w:altChunk r:id="r4"/>', {where: "<x/>", "../../evil.xml": "<x/>"},
        {"word/document.xml": {f"r{at}": (kind, where) for at, kind in enumerate(kinds)}},
    )  # fmt: skip

    assert lines(data) == ["We begin."]
    assert read_changes(data).accepted() == ("We begin.",)


def test_strict_files_say_the_same():
    for name, make in word_kinds.MADE.items():
        data = make()
        if name == "documents-inside":
            continue
        strict = changed(data, as_strict)
        assert strict != data
        assert (name, lines(strict)) == (name, lines(data))
    strict = changed(word_kinds.moves(), as_strict)
    assert read_changes(strict) == read_changes(word_kinds.moves())


def as_strict(part):
    for usual, strict in STRICT:
        part = part.replace(usual.encode(), strict.encode())
    return part


def test_a_renamed_macro_file_is_read_for_its_words_alone(monkeypatch):
    opened = []
    real = zipfile.ZipFile.open

    def watched(archive, name, *rest, **more):
        opened.append(str(getattr(name, "filename", name)))
        return real(archive, name, *rest, **more)

    data = docx(
        paragraph(run("We begin.")),
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 9, "word/media/image1.png": b"\x89PNG" * 9, "word/fonts/f.odttf": b"x"},
        {"word/document.xml": {"r1": ("vbaProject", "vbaProject.bin"), "r2": ("image", "media/image1.png")}},
    )  # fmt: skip
    monkeypatch.setattr(zipfile.ZipFile, "open", watched)

    read = read_source("plan.docx", data)

    assert read.notes == ("The file’s macros were left out: they were neither read nor run.",)
    assert "word/document.xml" in opened
    assert not [name for name in opened if "vba" in name or "media" in name or "font" in name]


def test_a_picture_of_fifty_thousand_pixels_is_never_opened(monkeypatch):
    """Its file says how large it would be: 10 GB of memory for whoever draws it."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(
        ">I4sIIBBBBB", 13, b"IHDR", 50_000, 50_000, 8, 6, 0, 0, 0
    )
    shown = '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="r2"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    data = docx(
        paragraph(
            run("We begin.") + f"<w:r><w:drawing><wp:inline>{shown}</wp:inline></w:drawing></w:r>"
        ),
        {"word/media/image1.png": head + bytes(64)},
        {"word/document.xml": {"r2": ("image", "media/image1.png")}},
    )
    opened = []
    unpacked = zipfile.ZipFile.open
    monkeypatch.setattr(
        zipfile.ZipFile,
        "open",
        lambda zipped, name, *rest, **more: (
            opened.append(str(getattr(name, "filename", name)))
            or unpacked(zipped, name, *rest, **more)
        ),
    )

    assert lines(data) == ["We begin."]
    assert not [name for name in opened if "media" in name]
    assert any("picture" in note for note in read_source("plan.docx", data).notes)


def test_documents_inside_share_the_room_of_the_one_around_them(monkeypatch):
    inner = docx("".join(paragraph(run(f"Inner {number}.")) for number in range(200)))
    size = len(zipfile.ZipFile(io.BytesIO(inner)).read("word/document.xml"))
    parts = {f"word/inner{number}.docx": inner for number in range(6)}
    related = {f"r{number}": ("aFChunk", f"inner{number}.docx") for number in range(6)}
    body = paragraph(run("We begin."))
    body += "".join(f'<w:altChunk r:id="{each}"/>' for each in related)
    data = docx(body, parts, {"word/document.xml": related})

    assert len(lines(data)) == 1 + 6 * 200
    monkeypatch.setattr(word_package, "MOST_TEXT", size * 3)
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_source("plan.docx", data)


def test_a_bomb_inside_a_document_is_told_and_not_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20_000_000))
    data = docx(
        paragraph(run("We begin.")) + '<w:altChunk r:id="r5"/>',
        {"word/inner.docx": bomb.getvalue()},
        {"word/document.xml": {"r5": ("aFChunk", "inner.docx")}},
    )

    read = read_source("plan.docx", data)

    assert [line.text for line in read.text_lines] == ["We begin."]
    assert any("1 document inside this one was left out" in note for note in read.notes)


# A heading, bold words and a list item as each program writes them.
STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
PROGRAMS = {
    "LibreOffice": (
        ('<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:bidi w:val="0"/><w:rPr></w:rPr></w:pPr><w:r><w:rPr></w:rPr><w:t>What we did</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="TextBody"/><w:bidi w:val="0"/></w:pPr><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>Saved</w:t></w:r><w:r><w:rPr></w:rPr><w:t xml:space="preserve"> £3m.</w:t></w:r></w:p>'),
        STYLE.format("Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    ),
    "Google Docs": (
        ('<w:p w:rsidR="00000000" w:rsidRDefault="00000000"><w:pPr><w:pStyle w:val="Heading1"/><w:rPr/></w:pPr><w:bookmarkStart w:id="0" w:name="_x"/><w:bookmarkEnd w:id="0"/><w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">What we did</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:rPr/></w:pPr><w:r><w:rPr><w:b w:val="1"/><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">Saved</w:t></w:r><w:r><w:rPr><w:b w:val="0"/><w:strike w:val="0"/><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve"> £3m.</w:t></w:r><w:r><w:rPr><w:rtl w:val="0"/></w:rPr></w:r></w:p>'),
        STYLE.format("Heading1", "heading 1", ""),
    ),
    "Pages": (
        ('<w:p><w:pPr><w:pStyle w:val="Heading"/><w:bidi w:val="0"/></w:pPr><w:r><w:rPr><w:rtl w:val="0"/><w:lang w:val="en-US"/></w:rPr><w:t>What we did</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Body"/><w:bidi w:val="0"/></w:pPr><w:r><w:rPr><w:b w:val="1"/><w:bCs w:val="1"/><w:rtl w:val="0"/></w:rPr><w:t>Saved</w:t></w:r><w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve"> £3m.</w:t></w:r></w:p>'),
        STYLE.format("Heading", "Heading", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
    ),
}  # fmt: skip


def test_what_other_programs_write_reads_as_what_word_writes():
    for program, (body, styles) in PROGRAMS.items():
        data = word_file(body, styles=styles)

        assert (program, lines(data)) == (program, ["# What we did", "**Saved** £3m."])
        assert read_changes(data).accepted() == ("What we did", "Saved £3m.")
