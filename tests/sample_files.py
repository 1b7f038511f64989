"""Small files of every kind that is kept, and disguises of those that are not."""

import io
import struct
import zipfile
from email.message import EmailMessage

import docx
import pikepdf
from PIL import Image

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 4
HTML = b"<!doctype html><html><body><script>alert(1)</script><p>Words</p></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def an_email(words: str = "Content with this.", *, sender: str = "officer@example.org") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "author@example.org"
    mail["Date"], mail["Subject"] = "Mon, 15 Jul 2024 10:00:00 +0100", "Your report"
    mail.set_content(words)
    return mail.as_bytes()


def a_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def a_locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def a_zip(*entries: tuple[str, bytes], packed: bool = True) -> bytes:
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def an_office_file(main: str, *more: tuple[str, bytes]) -> bytes:
    return a_zip(("[Content_Types].xml", b"<Types/>"), (main, b"<x/>"), *more)


def an_open_document(kind: str) -> bytes:
    mark = f"application/vnd.oasis.opendocument.{kind}".encode()
    return a_zip(("mimetype", mark), ("content.xml", b"<x/>"), packed=False)


def a_picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, kind)
    return out.getvalue()


def a_huge_picture() -> bytes:
    """A PNG that says it is 60,000 pixels wide and high."""
    plain = bytearray(a_picture("PNG"))
    plain[16:24] = struct.pack(">II", 60_000, 60_000)
    return bytes(plain)


def an_outlook_file(*names: str) -> bytes:
    """The head of the compound format, and a folder with these names."""
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")) + entries


def an_outlook_message(sender: str, *, kind: str = "__properties_version1.0") -> bytes:
    """The least that is a message of Outlook's: a root with its sender in the small files."""
    end, free, size = 0xFFFFFFFE, 0xFFFFFFFF, 512
    address = sender.encode("utf-16-le")
    header = bytearray(size)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<HH", header, 30, 9, 6)
    # One table (sector 0), the folder from sector 1, the table of small files in sector 2.
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<II", header, 56, 4096, 2)
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    table = struct.pack("<128I", end, end, end, end, *[free] * 124)
    small = -(-len(address) // 64)
    following = [*range(1, small), end]
    small_table = struct.pack(f"<{small}I", *following) + b"\xff" * (size - 4 * small)

    def entry(name: str, code: int, right: int, child: int, start: int, length: int) -> bytes:
        row = bytearray(128)
        text = name.encode("utf-16-le") + b"\0\0"
        row[: len(text)] = text
        struct.pack_into("<HBB", row, 64, len(text), code, 1)
        struct.pack_into("<III", row, 68, free, right, child)
        struct.pack_into("<II", row, 116, start, length)
        return bytes(row)

    folder = (
        entry("Root Entry", 5, free, 1, 3, size)
        + entry("__substg1.0_5D01001F", 2, 2, free, 0, len(address))
        + entry(kind, 2, free, free, 0, 4)
        + bytes(128)
    )
    return bytes(header) + table + folder + small_table + address.ljust(size, b"\0")


def a_word_template(kind: str = "template") -> bytes:
    """Word's usual styles, in a template or, of kind "document", in a document."""
    saved, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(saved)
    with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(out, "w") as zipped:
        for name in whole.namelist():
            before, after = b"wordprocessingml.document.main", b"wordprocessingml.%s.main"
            zipped.writestr(name, whole.read(name).replace(before, after % kind.encode()))
    return out.getvalue()


KEPT = {
    "pdf": ("report.pdf", a_pdf()),
    "word": ("report.docx", an_office_file("word/document.xml")),
    "excel": ("accounts.xlsx", an_office_file("xl/workbook.xml")),
    "slides": ("show.pptx", an_office_file("ppt/presentation.xml")),
    "odt": ("report.odt", an_open_document("text")),
    "ods": ("accounts.ods", an_open_document("spreadsheet")),
    "odp": ("show.odp", an_open_document("presentation")),
    "png": ("chart.png", a_picture("PNG")),
    "jpeg": ("photo.jpeg", a_picture("JPEG")),
    "eml": ("answer.eml", an_email()),
    "msg": ("answer.msg", an_outlook_message("officer@example.org")),
    "text": ("accounts.csv", "Service,£\nCare,12\n".encode()),
}

# Each with a word of why it is refused.
DISGUISES = {
    "a program named .pdf": ("report.pdf", EXE, "not kept"),
    "a program named .txt": ("notes.txt", EXE, "not kept"),
    "a page named .txt": ("notes.txt", HTML, "web page"),
    "a page as itself": ("notes.html", HTML, "web page"),
    "a page named .pdf": ("report.pdf", HTML, "web page"),
    "a drawing": ("logo.svg", SVG, "SVG"),
    "a drawing named .png": ("logo.png", SVG, "SVG"),
    "text named .exe": ("run.exe", b"echo hello", "name ends in .exe"),
    "text named .pdf": ("report.pdf", b"Just words.", "name ends in .pdf"),
    "text named .eml": ("answer.eml", b"Content. Yours.", "name ends in .eml"),
    "a PDF named .docx": ("report.docx", a_pdf(), "name ends in .docx"),
    "half a PDF": ("report.pdf", a_pdf()[:-40], "damaged"),
    "a PDF of nothing": ("report.pdf", b"%PDF-1.7\nnothing\n%%EOF\n", "damaged"),
    "a PDF with a password": ("report.pdf", a_locked_pdf(), "password"),
    "a PDF that is a zip too": ("report.pdf", a_pdf() + a_zip(("x.class", b"x")), "two files"),
    "half a Word file": ("report.docx", an_office_file("word/document.xml")[:-30], "damaged"),
    "a zip": ("all.zip", a_zip(("run.exe", EXE)), "zip file"),
    "a zip named .docx": ("report.docx", a_zip(("run.exe", EXE)), "zip file"),
    "a bomb": (
        "report.docx",
        an_office_file("word/document.xml", ("word/media/x", b"\0" * 20_000_000)),
        "unpacks",
    ),
    "macros": ("r.docx", an_office_file("word/document.xml", ("word/vbaProject.bin", b"x")), "mac"),
    "a program before a zip": (
        "report.docx",
        EXE + an_office_file("word/document.xml"),
        "not kept",
    ),
    "an older Word file": ("report.doc", an_outlook_file("Root Entry", "WordDocument"), "older"),
    "a picture with a zip behind": (
        "photo.jpg",
        a_picture("JPEG") + a_zip(("x.class", b"x")),
        "two files",
    ),
    "half a picture": ("chart.png", a_picture("PNG")[:-20], "damaged"),
    "a huge picture": ("chart.png", a_huge_picture(), ""),
    "another picture": ("chart.gif", b"GIF89a" + b"\0" * 40, "not kept"),
    "rich text": ("report.rtf", b"{\\rtf1 Words}", "not kept"),
    "nothing": ("empty.txt", b"", "empty"),
    "blanks": ("empty.txt", b" \n\n ", "empty"),
}


def a_pdf_that(does: str) -> bytes:
    """A PDF with an action, a form or a file in it, in one of the places where readers look."""
    out, script = io.BytesIO(), pikepdf.String("app.alert(1)")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page, root = pdf.pages[0].obj, pdf.Root
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
        if does == "runs a script when opened":
            root.OpenAction = pdf.make_indirect(action)
        elif does == "runs a script of its names":
            names = pikepdf.Array([pikepdf.String("a"), action])
            root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))
        elif does == "runs a script on a page":
            page.AA = pikepdf.Dictionary(O=action)
        elif does == "starts a program":
            page.Annots = pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=launch)])
        elif does == "starts a program afterwards":
            dest = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=pikepdf.Array([launch]))
            root.OpenAction = dest
        elif does == "sends a form":
            sends = pikepdf.Dictionary(
                S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://x.example/")
            )
            page.AA = pikepdf.Dictionary(O=sends)
        elif does == "has a form of its own language":
            root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(b"<xdp/>"))
        elif does == "holds a program":
            pdf.attachments["run.exe"] = b"MZ"
        elif does == "goes to a page when opened":
            root.OpenAction = pikepdf.Array([page, pikepdf.Name.Fit])
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


HARM = {
    "runs a script when opened": "holds a script",
    "runs a script of its names": "holds a script",
    "runs a script on a page": "holds a script",
    "starts a program": "starts something by itself",
    "starts a program afterwards": "starts something by itself",
    "sends a form": "starts something by itself",
    "has a form of its own language": "holds a script",
    "holds a program": "holds other files",
}
