"""What a file is, told by looking into it: its name is only compared with what was found."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from web.active_pdf import harm_in
from web.errors import Refused
from web.zips import Limits, fault_of

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class FileKind:
    """One kind of file that may be kept: in words, by its endings, and how it is served."""

    code: str
    words: str
    media_type: str
    endings: tuple[str, ...]

    def fits(self, name: str) -> bool:
        """Whether the name ends as this kind's do, or has no ending at all."""
        ending = ending_of(name)
        return not ending or ending in self.endings

    def named(self, name: str) -> str:
        """The name with an ending of this kind: a computer opens a file by it."""
        return name if ending_of(name) in self.endings else f"{name}{self.endings[0]}"


PDF = FileKind("pdf", "a PDF", "application/pdf", (".pdf",))
WORD = FileKind(
    "word", "a Word document", f"{OPEN_XML}wordprocessingml.document", (".docx", ".dotx")
)
EXCEL = FileKind("excel", "an Excel workbook", f"{OPEN_XML}spreadsheetml.sheet", (".xlsx",))
SLIDES = FileKind(
    "slides", "a PowerPoint show", f"{OPEN_XML}presentationml.presentation", (".pptx", ".ppsx")
)
ODT = FileKind("odt", "an OpenDocument text", f"{OPEN_DOCUMENT}text", (".odt",))
ODS = FileKind("ods", "an OpenDocument spreadsheet", f"{OPEN_DOCUMENT}spreadsheet", (".ods",))
ODP = FileKind("odp", "an OpenDocument show", f"{OPEN_DOCUMENT}presentation", (".odp",))
PNG = FileKind("png", "a PNG picture", "image/png", (".png",))
JPEG = FileKind("jpeg", "a JPEG picture", "image/jpeg", (".jpg", ".jpeg"))
EML = FileKind("eml", "an e-mail (.eml)", "message/rfc822", (".eml",))
MSG = FileKind("msg", "an Outlook e-mail (.msg)", "application/vnd.ms-outlook", (".msg",))
TEXT = FileKind("text", "plain text", "text/plain; charset=utf-8", (".txt", ".csv", ".md", ".tsv"))
# Brought in for its words alone, and never opened as a page from here.
WEB_PAGE = FileKind("html", "a web page", "application/octet-stream", (".html", ".htm"))

EVIDENCE = (PDF, WORD, EXCEL, SLIDES, ODT, ODS, ODP, PNG, JPEG, EML, MSG, TEXT)
ALLOWED_WORDS = (
    "a PDF, a Word, Excel, PowerPoint or OpenDocument file, a PNG or JPEG picture, an e-mail "
    "(.eml or .msg), plain text or CSV"
)

MOST_ENTRIES = 10_000
MOST_UNPACKED = 300 * 1024 * 1024
SMALL = 1024 * 1024  # so little does no harm, however well it packs
MOST_PIXELS = 100_000_000
LARGEST_HEAD = 256 * 1024  # of an e-mail: what stands before its first empty line

OLD_OFFICE = "This is an older Office file. Save it as .docx, .xlsx or .pptx, then choose it again."
DAMAGED = "The file is damaged or was cut short. Open it, save it again, then choose it again."
MACROS = "The file holds macros. Save it without them, or as a PDF, then choose it again."
ENCRYPTED = "The file needs a password. Save it without one, then choose it again."
BOMB = "The file unpacks to far more than its size. Save it again, or as a PDF."
PIXELS = "The picture is larger than 100 million pixels. Make it smaller, then choose it again."
MARKUP = "This is a web page or a drawing (HTML, SVG or XML). Save it as a PDF, then choose it."
TWO_IN_ONE = "The file is two files in one. Save it again, then choose it again."
EMPTY = "The file is empty. Choose another."
NOT_ALLOWED = f"This kind of file is not kept. You can choose {ALLOWED_WORDS}."


class NotFit(Refused):
    """The file is damaged, dangerous or of a kind that is not kept; the message says which."""


def ending_of(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z][a-z0-9]{0,9}", ending) else ""


def kind_of(content: bytes) -> FileKind | None:
    """What these bytes are; None for what is damaged or none of the kinds that may be kept."""
    try:
        return look_at(content)
    except NotFit:
        return None


def check_file(name: str, content: bytes, allowed: Iterable[FileKind] = EVIDENCE) -> FileKind:
    """What a file is that somebody hands in; NotFit, in words for them, when it is not kept."""
    kind, kinds = look_at(content), tuple(allowed)
    if kind not in kinds:
        chosen = ALLOWED_WORDS if kinds == EVIDENCE else listed(kinds)
        raise NotFit(f"This is {kind.words}. You can choose {chosen}.")
    if not kind.fits(name):
        raise NotFit(
            f"The name ends in {ending_of(name)}, but the file is {kind.words}. Give it a name "
            f"that ends in {kind.endings[0]}, or choose the file you meant."
        )
    return kind


def listed(kinds: tuple[FileKind, ...]) -> str:
    words = [kind.words for kind in kinds]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def look_at(content: bytes) -> FileKind:
    """What these bytes are; NotFit when they are damaged, dangerous or of no kind that is kept."""
    if not content.strip():
        raise NotFit(EMPTY)
    for start, looks in LOOKS.items():
        if content.startswith(start):
            return looks(content)
    if is_email(content):
        return EML
    return _text(content)


def _pdf(content: bytes) -> FileKind:
    import pikepdf

    if not content.rstrip(b"\0\r\n\t ").endswith(b"%%EOF"):
        raise NotFit(TWO_IN_ONE if ends_as_zip(content) else DAMAGED)
    if ends_as_zip(content):
        raise NotFit(TWO_IN_ONE)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = len(pdf.pages)
            harm = harm_in(pdf)
    except pikepdf.PasswordError:
        raise NotFit(ENCRYPTED) from None
    except Exception:
        # What is damaged enough makes the library raise anything.
        raise NotFit(DAMAGED) from None
    if not pages:
        raise NotFit(DAMAGED)
    if harm:
        raise NotFit(harm)
    return PDF


def _zip(content: bytes) -> FileKind:
    """An Office file: its table of contents is judged, and nothing but a mark is unpacked."""
    if not ends_as_zip(content):
        raise NotFit(DAMAGED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge(archive)
            return _office(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise NotFit(DAMAGED) from None


def _judge(archive: zipfile.ZipFile) -> None:
    if fault := fault_of(archive, Limits(MOST_ENTRIES, MOST_UNPACKED, SMALL)):
        raise NotFit(ENCRYPTED if fault == "locked" else BOMB)
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names):
        raise NotFit(MACROS)
    if len(set(names)) != len(names) or (entries and min(e.header_offset for e in entries) > 0):
        raise NotFit(TWO_IN_ONE)


def _office(archive: zipfile.ZipFile) -> FileKind:
    names = set(archive.namelist())
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as mark:
            said = mark.read(100).decode("ascii", "replace").strip()
        for kind in (ODT, ODS, ODP):
            if said == kind.media_type:
                return kind
    if "[Content_Types].xml" in names:
        for kind, main in (
            (WORD, "word/document.xml"),
            (EXCEL, "xl/workbook.xml"),
            (SLIDES, "ppt/presentation.xml"),
        ):
            if main in names:
                return kind
    raise NotFit(f"This is a zip file. Open it first, then choose the file inside. {NOT_ALLOWED}")


def _picture(kind: FileKind, end: bytes) -> Callable[[bytes], FileKind]:
    def looked(content: bytes) -> FileKind:
        from PIL import Image

        if end not in content.rstrip(b"\0")[-12:]:
            raise NotFit(TWO_IN_ONE if ends_as_zip(content) else DAMAGED)
        try:
            with Image.open(io.BytesIO(content), formats=[kind.code.upper()]) as picture:
                width, height = picture.size
                picture.verify()
        except Image.DecompressionBombError:
            raise NotFit(PIXELS) from None
        except Exception:
            raise NotFit(DAMAGED) from None
        if width * height > MOST_PIXELS:
            raise NotFit(PIXELS)
        return kind

    return looked


def _compound(content: bytes) -> FileKind:
    """The format of Outlook's e-mails and of older Office files: told by names in its folder."""

    def has(name: str) -> bool:
        # An entry of the folder begins with its name, at a multiple of its 128 bytes.
        wide = name.encode("utf-16-le")
        return any(found.start() % 128 == 0 for found in re.finditer(re.escape(wide), content))

    if has("__properties_version1.0") and has("__substg1.0_"):
        return MSG
    raise NotFit(ENCRYPTED if has("EncryptedPackage") else OLD_OFFICE)


def _markup(_: bytes) -> FileKind:
    raise NotFit(MARKUP)


LOOKS: dict[bytes, Callable[[bytes], FileKind]] = {
    b"%PDF-": _pdf,
    b"PK\x03\x04": _zip,
    b"PK\x05\x06": _zip,
    b"\x89PNG\r\n\x1a\n": _picture(PNG, b"IEND"),
    b"\xff\xd8\xff": _picture(JPEG, b"\xff\xd9"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _compound,
}

HEAD_LINE = re.compile(rb"[!-9;-~]+:(?:[ \t].*)?|[ \t].+|>?From .*")
SENDER = re.compile(rb"^from:[ \t]*\S", re.IGNORECASE | re.MULTILINE)
OTHERS = re.compile(
    rb"^(?:date|to|subject|message-id|received|mime-version):", re.IGNORECASE | re.MULTILINE
)


def is_email(content: bytes) -> bool:
    """Lines of a head, with who sent it and two of what every e-mail has, then an empty line."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:LARGEST_HEAD]
    head, gap, _ = start.replace(b"\r\n", b"\n").partition(b"\n\n")
    if not gap or not SENDER.search(head) or len(set(OTHERS.findall(head.lower()))) < 2:
        return False
    return all(HEAD_LINE.fullmatch(line) for line in head.split(b"\n"))


MARKUP_START = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|\?|[a-z][\w:-]*[\s/>])", re.IGNORECASE | re.DOTALL
)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe]")


def _text(content: bytes) -> FileKind:
    text = _decoded(content)
    if text is None or CONTROLS.search(text) or text.startswith(("{\\rtf", "%!PS")):
        raise NotFit(NOT_ALLOWED)
    if MARKUP_START.match(text[:100_000]):
        return WEB_PAGE if re.search(r"<(?:!doctype )?html", text[:2000], re.I) else _markup(b"")
    if ends_as_zip(content):
        raise NotFit(TWO_IN_ONE)
    return TEXT


def _decoded(content: bytes) -> str | None:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def ends_as_zip(content: bytes) -> bool:
    """Whether a zip's end stands at the file's: what a program that opens zips would go by."""
    tail = content[-65_557:]
    at = tail.rfind(b"PK\x05\x06")
    return at >= 0 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)
