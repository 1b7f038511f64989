"""Small OpenDocument texts written by hand, so that a test can hold anything the format can."""

import io
import zipfile
from collections.abc import Mapping

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
FAMILIES = {
    **{
        each: f"{OASIS}{each}:1.0"
        for each in ("office", "text", "table", "style", "meta", "manifest", "chart", "form")
    },
    "draw": f"{OASIS}drawing:1.0",
    "fo": f"{OASIS}xsl-fo-compatible:1.0",
    "svg": f"{OASIS}svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "math": "http://www.w3.org/1998/Math/MathML",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in FAMILIES.items())
TYPE = "application/vnd.oasis.opendocument.text"
LISTS = (
    '<text:list-style style:name="Letters">'
    + "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-format="a" '
        'style:num-suffix="."/>'
        for level in (1, 2)
    )
    + '</text:list-style><text:list-style style:name="Bullets">'
    + "".join(f'<text:list-level-style-bullet text:level="{level}"/>' for level in (1, 2))
    + "</text:list-style>"
)
FINANCE = "<dc:creator>Head of Finance</dc:creator><dc:date>2026-03-02T10:00:00</dc:date>"
LEGAL = "<dc:creator>Monitoring Officer</dc:creator><dc:date>2026-03-04T16:20:00</dc:date>"


def part(tag: str, inside: str) -> str:
    return f'<?xml version="1.0"?><office:{tag} {SPACES}>{inside}</office:{tag}>'


def text_style(name: str, looks: str) -> str:
    said = f"<style:text-properties {looks}/>"
    return f'<style:style style:name="{name}" style:family="text">{said}</style:style>'


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def odt(
    body: str,
    *,
    looks: str = "",
    styles: str = "",
    changes: str = "",
    kind: str = TYPE,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A .odt with this body; `looks` are its automatic styles, `changes` its tracked ones."""
    tracked = f"<text:tracked-changes>{changes}</text:tracked-changes>" if changes else ""
    files: dict[str, str | bytes] = {
        "mimetype": kind,
        "content.xml": part(
            "document-content",
            f"<office:automatic-styles>{LISTS}{looks}</office:automatic-styles>"
            f"<office:body><office:text>{tracked}{body}</office:text></office:body>",
        ),
        "styles.xml": part("document-styles", styles),
        "META-INF/manifest.xml": part("manifest", ""),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def flat(body: str, *, kind: str = TYPE, changes: str = "", styles: str = "") -> bytes:
    """A .fodt with this body: all of it in one piece of XML."""
    tracked = f"<text:tracked-changes>{changes}</text:tracked-changes>" if changes else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} '
        f'office:mimetype="{kind}">{styles}'
        f"<office:automatic-styles>{LISTS}</office:automatic-styles>"
        f"<office:body><office:text>{tracked}{body}</office:text></office:body></office:document>"
    ).encode()


def put_in(name: str, by: str = FINANCE) -> str:
    info = f"<office:change-info>{by}</office:change-info>"
    return (
        f'<text:changed-region text:id="{name}"><text:insertion>{info}</text:insertion>'
        "</text:changed-region>"
    )


def taken_out(name: str, content: str, by: str = FINANCE, *, of: str = "") -> str:
    """A region with what was taken out; `of` is who had put it in, if anybody did."""
    info = f"<office:change-info>{by}</office:change-info>"
    before = f"<office:change-info>{of}</office:change-info>" if of else ""
    return (
        f'<text:changed-region text:id="{name}"><text:deletion>{info}{content}</text:deletion>'
        + (f"<text:insertion>{before}</text:insertion>" if of else "")
        + "</text:changed-region>"
    )


def put(name: str, inside: str) -> str:
    return (
        f'<text:change-start text:change-id="{name}"/>{inside}'
        f'<text:change-end text:change-id="{name}"/>'
    )


def out(name: str) -> str:
    return f'<text:change text:change-id="{name}"/>'


def said(name: str, words: str, inside: str, by: str = FINANCE, more: str = "") -> str:
    """A comment, and the words that it marks."""
    return (
        f'<office:annotation office:name="{name}" {more}>{by}<text:p>{words}</text:p>'
        f'</office:annotation>{inside}<office:annotation-end office:name="{name}"/>'
    )
