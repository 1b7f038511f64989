"""Small Word files written by hand, so that a test can hold anything Word can."""

import io
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": OFFICE,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def text(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>'


def run(words: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{look}{text(words)}</w:r>"


def paragraph(inside: str, properties: str = "") -> str:
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{inside}</w:p>"


def word_file(body: str, *, main: str = "word/document.xml", **parts: str) -> bytes:
    """A .docx with this body; `parts` are related to it by their names ("footnotes", "styles")."""
    folder, _, name = main.rpartition("/")
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations({"officeDocument": main}),
        main: _part("document", f"<w:body>{body}</w:body>"),
        f"{folder}/_rels/{name}.rels": _relations({part: f"{part}.xml" for part in parts}),
        **{f"{folder}/{part}.xml": _part(part, inside) for part, inside in parts.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    return file.getvalue()


def _part(name: str, inside: str) -> str:
    return f'<?xml version="1.0"?><w:{name} {SPACES}>{inside}</w:{name}>'


def _relations(targets: dict[str, str]) -> str:
    related = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'
