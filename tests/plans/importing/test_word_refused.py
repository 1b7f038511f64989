"""What is refused says what to do, and good files that look odd are read."""

import io
import re
import zipfile

import pytest

from plans.importing.errors import Unreadable
from plans.importing.source import read_source
from tests.plans.importing.word_files import paragraph, run, word_file

GOOD = word_file(paragraph(run("We will close one depot.")))
WAY_OUT = r"(?:Save|Take|Open|Paste|Choose|paste)[^.]*"


def refused(data: bytes, name: str = "plan.docx") -> str:
    with pytest.raises(Unreadable) as caught:
        read_source(name, data)
    return str(caught.value)


def locked_zip() -> bytes:
    """Each entry says that it is encrypted, as a zip with a password does."""
    data = bytearray(GOOD)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(sign, place + 1)
    return bytes(data)


def office_file(stream: str) -> bytes:
    """The start of an older Office file, and a stream's name as it stands in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "_rels/.rels"):
            archive.writestr(name, zipfile.ZipFile(io.BytesIO(GOOD)).read(name))
        archive.writestr("word/document.xml", b"<" + b" " * 50_000_000)
    return out.getvalue()


def zip_of(name: str, content: str = "<x/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (office_file("EncryptedPackage"), "protected by a password"),
        (locked_zip(), "protected by a password"),
        (office_file("WordDocument"), "older Word file"),
        (office_file("Workbook"), "spreadsheet"),
        (bomb(), "unpacks to far more"),
        (zip_of("letter.txt", "Dear all"), "not a Word file"),
        (zip_of("xl/workbook.xml"), "spreadsheet"),
        (zip_of("ppt/presentation.xml"), "slide show"),
        (zip_of("mimetype", "application/vnd.oasis.opendocument.presentation"), "slide show"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (word_file(paragraph("")), "no words"),
        (b"%PDF-1.7", "This is a PDF"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_refusal_says_what_is_wrong_and_what_to_do(data: bytes, named: str) -> None:
    why = refused(data)

    assert named in why
    assert re.search(WAY_OUT, why)


def test_the_same_file_without_its_password_is_read() -> None:
    """The control of the refusals: what they are made from is good."""
    assert [line.text for line in read_source("plan.docx", GOOD).text_lines] == [
        "We will close one depot."
    ]


@pytest.mark.parametrize("main", ["word/document2.xml", "word/text.xml", "docs/main.xml"])
def test_the_text_is_read_under_whatever_name_the_package_gives_it(main: str) -> None:
    data = word_file(paragraph(run("We will close one depot.")), main=main)

    assert [line.text for line in read_source("plan.docx", data).text_lines] == [
        "We will close one depot."
    ]


def test_a_file_of_equations_only_is_read_as_text_and_told() -> None:
    part = "<m:r><m:t>{}</m:t></m:r>"
    whole = f"<m:f><m:num>{part.format('total')}</m:num><m:den>{part.format('homes')}</m:den></m:f>"
    read = read_source("plan.docx", word_file(paragraph(f"<m:oMath>{whole}</m:oMath>")))

    assert [line.text for line in read.text_lines] == ["total/homes"]
    assert "equation" in " ".join(read.notes)


def test_a_style_without_a_type_is_no_reason_to_refuse() -> None:
    styles = '<w:style w:styleId="Odd"><w:name w:val="Odd"/></w:style>'
    data = word_file(
        paragraph(run("We will close one depot."), '<w:pStyle w:val="Odd"/>'), styles=styles
    )

    assert read_source("plan.docx", data).text_lines
