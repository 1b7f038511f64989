"""Word files of our own, one for each way in which words may stand where nobody looks.

`python -m tests.plans.importing.word_kinds` writes them beside this file, into `word/`; the same
script, the same bytes.
"""
# ruff: noqa: E501 (pieces of XML are easier to read whole)

import io
import zipfile
from pathlib import Path

from tests.plans.importing.word_files import OFFICE, PACKAGE, SPACES, paragraph, run

FOLDER = Path(__file__).parent / "word"
CHARTS = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
CHARTEX = 'xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"'
DIAGRAMS = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
FIRST = paragraph(run("We begin."))
AUTHOR = 'w:author="Head of Finance" w:date="2026-03-02T10:00:00Z"'
BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
Related = dict[str, tuple[str, str]]


def drawn(inside: str, about: str = "") -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"{about}/><a:graphic>{inside}</a:graphic></wp:inline></w:drawing></w:r>'


def docx(
    body: str,
    parts: dict[str, str | bytes] | None = None,
    related: dict[str, Related] | None = None,
) -> bytes:
    """A package; `parts` by name, `related` by the part that refers: reference, kind, target."""
    main = "word/document.xml"
    links = {"": {"r1": ("officeDocument", main)}, **(related or {})}
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        main: part("document", f"<w:body>{body}</w:body>"),
    }
    files |= parts or {}
    for owner, targets in links.items():
        folder, _, name = owner.rpartition("/")
        rows = "".join(
            f'<Relationship Id="{each}" Type="{OFFICE}/{kind}" Target="{target}"{_mode(target)}/>'
            for each, (kind, target) in targets.items()
        )
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        files[path] = f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in files.items():
            entry = zipfile.ZipInfo(each, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def _mode(target: str) -> str:
    return ' TargetMode="External"' if "://" in target else ""


def part(name: str, inside: str, more: str = "", prefix: str = "w") -> str:
    return f'<?xml version="1.0"?><{prefix}:{name} {SPACES} {more}>{inside}</{prefix}:{name}>'


def points(name: str, cache: str, values: list[str]) -> str:
    inside = "".join(f'<c:pt idx="{at}"><c:v>{each}</c:v></c:pt>' for at, each in enumerate(values))
    return f"<c:{name}><c:{cache}>{inside}</c:{cache}></c:{name}>"


def chart() -> bytes:
    series = (
        "<c:ser><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:pt idx='0'><c:v>Depots</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        + points("cat", "strCache", ["North", "South"])
        + points("val", "numCache", ["0.34999999999999998", "12"])
        + "<c:dLbls><c:dLbl><c:tx><c:rich><a:p><a:r><a:t>highest</a:t></a:r></a:p></c:rich></c:tx></c:dLbl></c:dLbls></c:ser>"
    )
    title = (
        "<c:title><c:tx><c:rich><a:p><a:r><a:t>Savings</a:t></a:r></a:p></c:rich></c:tx></c:title>"
    )
    written = part("userShapes", "<a:p><a:r><a:t>Provisional</a:t></a:r></a:p>", CHARTS, "c")
    return docx(
        FIRST + paragraph(drawn(f'<c:chart {CHARTS} r:id="r5"/>', ' descr="A chart of savings"')),
        {
            "word/charts/chart1.xml": part(
                "chartSpace",
                f"<c:chart>{title}<c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart>",
                CHARTS,
                "c",
            ),
            "word/drawings/drawing1.xml": written,
        },
        {
            "word/document.xml": {"r5": ("chart", "charts/chart1.xml")},
            "word/charts/chart1.xml": {"r1": ("chartUserShapes", "../drawings/drawing1.xml")},
        },
    )


def newer_chart() -> bytes:
    data = "<cx:chartData><cx:data id='0'><cx:strDim type='cat'><cx:lvl><cx:pt idx='0'>Rents</cx:pt></cx:lvl></cx:strDim><cx:numDim type='val'><cx:lvl><cx:pt idx='0'>31</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData>"
    series = "<cx:chart><cx:series><cx:tx><cx:txData><cx:v>Income</cx:v></cx:txData></cx:tx></cx:series></cx:chart>"
    return docx(
        FIRST + paragraph(drawn(f'<cx:chart {CHARTEX} r:id="r5"/>')),
        {"word/charts/chartEx1.xml": part("chartSpace", data + series, CHARTEX, "cx")},
        {"word/document.xml": {"r5": ("chartEx", "charts/chartEx1.xml")}},
    )


def diagram_part(*boxes: str) -> str:
    inside = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{each}</a:t></a:r></a:p></dgm:t></dgm:pt>" for each in boxes
    )
    return part("dataModel", f"<dgm:ptLst>{inside}</dgm:ptLst>", DIAGRAMS, "dgm")


def diagram() -> bytes:
    """Longer than a thousand characters, and described."""
    boxes = [
        f"Step {number} of the long road to one front door for everybody" for number in range(30)
    ]
    return docx(
        FIRST + paragraph(drawn(f'<dgm:relIds {DIAGRAMS} r:dm="r5"/>', ' descr="A road"')),
        {"word/diagrams/data1.xml": diagram_part(*boxes)},
        {"word/document.xml": {"r5": ("diagramData", "diagrams/data1.xml")}},
    )


def header() -> bytes:
    """Its diagram is found by its own relations; the first page's header says the same words again."""
    inside = paragraph(run("Draft for members")) + paragraph(
        drawn(f'<dgm:relIds {DIAGRAMS} r:dm="r1"/>')
    )
    inside += paragraph(run("We begin.")) + paragraph(run("Unseen", "<w:vanish/>"))
    related = {"r1": ("diagramData", "diagrams/data1.xml")}
    return docx(
        FIRST,
        {
            "word/header1.xml": part("hdr", inside),
            "word/header2.xml": part("hdr", inside),
            "word/footer1.xml": part("ftr", paragraph(run("Draft for members"))),
            "word/diagrams/data1.xml": diagram_part("Plan", "Do"),
            "word/diagrams/data9.xml": diagram_part("Not this one"),
        },
        {
            "word/document.xml": {
                "r1": ("header", "header1.xml"),
                "r2": ("header", "header2.xml"),
                "r3": ("footer", "footer1.xml"),
            },
            "word/header1.xml": related,
            "word/header2.xml": related,
        },
    )


def comments() -> bytes:
    one = f'<w:comment w:id="0" {AUTHOR}>{paragraph(run("Which depot?"))}{paragraph(run("Say it."))}</w:comment>'
    other = (
        f'<w:comment w:id="1" w:author="Monitoring Officer">{paragraph(run("North."))}</w:comment>'
    )
    body = FIRST + paragraph(
        f'<w:commentRangeStart w:id="0"/>{run("We close a depot.")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    return docx(
        body, {"word/comments.xml": part("comments", one + other)},
        {"word/document.xml": {"r5": ("comments", "comments.xml")}},
    )  # fmt: skip


def documents_inside() -> bytes:
    inner = docx(
        paragraph(run("A whole report.")),
        {
            "word/comments.xml": part(
                "comments", f'<w:comment w:id="0" {AUTHOR}>{paragraph(run("Shorter?"))}</w:comment>'
            ),
            "word/footer1.xml": part("ftr", paragraph(run("Report footer"))),
        },
        {
            "word/document.xml": {
                "r1": ("comments", "comments.xml"),
                "r2": ("footer", "footer1.xml"),
            }
        },
    )
    body = FIRST + "".join(f'<w:altChunk r:id="r{number}"/>' for number in (5, 6, 7))
    return docx(
        body,
        {
            "word/inner.docx": inner,
            "word/plain.txt": "Plain words.\n\nMore of them.\n",
            "word/page.htm": "<html><body><p>Words of a page &amp; more.</p></body></html>",
        },
        {
            "word/document.xml": {
                "r5": ("aFChunk", "inner.docx"), "r6": ("aFChunk", "plain.txt"), "r7": ("aFChunk", "page.htm"),
            }
        },
    )  # fmt: skip


def letter(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def equations() -> bytes:
    cells = "".join(
        f"<m:mr><m:e>{letter(one)}</m:e><m:e>{letter(other)}</m:e></m:mr>"
        for one, other in (("total", "homes"), ("cost", "rent"))
    )
    function = f"<m:func><m:fName>{letter('log')}</m:fName><m:e>{letter('income')}</m:e></m:func>"
    power = f"<m:sSup><m:e>{letter('x')}</m:e><m:sup>{letter('k')}</m:sup></m:sSup>{letter('a')}"
    gone = f"<w:del w:id='1' {AUTHOR}>{letter('dropped')}</w:del>"
    lines = (f"<m:m>{cells}</m:m>", function, power, gone)
    return docx(FIRST + "".join(paragraph(f"<m:oMath>{each}</m:oMath>") for each in lines))


def moved(name: str, words: str) -> str:
    return f'<w:{name} w:id="1" {AUTHOR}>{run(words)}</w:{name}>'


def moves() -> bytes:
    """One that arrives, and one of which the place it went to is not in the file."""
    here = paragraph(moved("moveFrom", "We keep the yard.")) + paragraph(
        moved("moveTo", "We keep the yard.")
    )
    return docx(FIRST + here + paragraph(moved("moveFrom", "We sell the barn.")))


def deleted(words: str) -> str:
    return f'<w:del w:id="1" {AUTHOR}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def deletions() -> bytes:
    """Words that stay between, ends of paragraphs between, and what was moved here and then deleted."""
    ended = f'<w:rPr><w:del w:id="2" {AUTHOR}/></w:rPr>'
    here = f'<w:moveTo w:id="3" {AUTHOR}>{deleted("We lease it.")}</w:moveTo>'
    return docx(
        FIRST
        + paragraph(deleted("North") + run(" and ") + deleted("South") + deleted("wold"))
        + paragraph(deleted("Old one"), ended)
        + paragraph(deleted("Old two"), ended)
        + paragraph(run("Last."))
        + paragraph(f'<w:moveFrom w:id="4" {AUTHOR}>{run("We lease it.")}</w:moveFrom>')
        + paragraph(here)
    )


def deleted_boxes() -> bytes:
    gone = f"<w:del w:id='1' {AUTHOR}>{drawn(BOX.format(paragraph(run('Words of a box'))))}</w:del>"
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr>{drawn(BOX.format(paragraph(run('Out of sight')))).removeprefix('<w:r>')}"
    return docx(FIRST + paragraph(gone) + paragraph(hidden))


def table_row(*cells: str, look: str = "") -> str:
    inside = "".join(f"<w:tc>{paragraph(run(each))}</w:tc>" for each in cells)
    return f"<w:tr><w:trPr>{look}</w:trPr>{inside}</w:tr>"


def tables() -> bytes:
    """Described; a row deleted, whose cells have to stay apart."""
    look = '<w:tblPr><w:tblCaption w:val="Savings"/><w:tblDescription w:val="By year"/></w:tblPr>'
    gone = table_row("Yard", "sold", look=f'<w:del w:id="1" {AUTHOR}/>')
    return docx(FIRST + f"<w:tbl>{look}{table_row('Depot', 'kept')}{gone}</w:tbl>" + paragraph(""))


def notes() -> bytes:
    """A table and a link in a footnote, whose relations are its own; and what Word prints between."""
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    inside = (
        paragraph(f'<w:hyperlink r:id="r1">{run("The audit")}</w:hyperlink>')
        + f"<w:tbl>{table_row('Fees', 'fell')}</w:tbl>"
    )
    between = f'<w:footnote w:type="continuationNotice" w:id="1">{paragraph(run("Goes on overleaf"))}</w:footnote>'
    return docx(
        FIRST + paragraph(run("We saved £5m") + mark + run(".")),
        {
            "word/footnotes.xml": part(
                "footnotes", between + f'<w:footnote w:id="2">{inside}</w:footnote>'
            )
        },
        {
            "word/document.xml": {
                "r1": ("hyperlink", "https://example.org/wrong"),
                "r5": ("footnotes", "footnotes.xml"),
            },
            "word/footnotes.xml": {"r1": ("hyperlink", "https://example.org/audit")},
        },
    )


def described() -> bytes:
    shape = '<v:shape alt="{}"><v:imagedata/></v:shape>'
    group = f"<w:r><w:pict><v:group>{shape.format('A map of depots')}{shape.format('A map of parks')}</v:group></w:pict></w:r>"
    box = drawn(BOX.format(paragraph(run("Words in it"))), ' descr="A box with a border"')
    return docx(FIRST + paragraph(group) + paragraph(box))


def shapes() -> bytes:
    lines = "<wps:txBody><a:p><a:r><a:t>One</a:t></a:r><a:br/><a:r><a:t>front</a:t></a:r></a:p><a:p><a:r><a:t>door</a:t></a:r></a:p></wps:txBody>"
    choices = (
        '<mc:AlternateContent><mc:Choice Requires="new"><w:r/></mc:Choice>'
        f'<mc:Choice Requires="wps">{run("Second choice")}</mc:Choice></mc:AlternateContent>'
    )
    return docx(FIRST + paragraph(drawn(lines)) + paragraph(choices))


def buttons() -> bytes:
    at = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = "<w:r><w:instrText> MACROBUTTON NoMacro [Type the service] </w:instrText></w:r>"
    return docx(
        FIRST
        + paragraph(run("For ") + at.format("begin") + instruction + at.format("end") + run("."))
    )


def numbers() -> bytes:
    """Word prints "Recommendation 1:" and no paragraph has it."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{level.format(*form)}</w:abstractNum><w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, form in (
            (1, ("decimal", "Recommendation %1:")),
            (2, ("upperLetter", "Option %1")),
        )
    )
    look = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = [("Close it.", 1), ("Keep it.", 1), ("wait", 2)]
    return docx(
        FIRST + "".join(paragraph(run(words), look.format(number)) for words, number in body),
        {"word/numbering.xml": part("numbering", lists)},
        {"word/document.xml": {"r5": ("numbering", "numbering.xml")}},
    )


def header_alone() -> bytes:
    return docx(
        paragraph(""), {"word/header1.xml": part("hdr", paragraph(run("Only a header")))},
        {"word/document.xml": {"r1": ("header", "header1.xml")}},
    )  # fmt: skip


MADE = {
    each.__name__.replace("_", "-"): each
    for each in (
        buttons, chart, comments, deleted_boxes, deletions, described, diagram, documents_inside, equations,
        header, header_alone, moves, newer_chart, notes, numbers, shapes, tables,
    )
}  # fmt: skip

if __name__ == "__main__":
    for name, make in MADE.items():
        (FOLDER / f"{name}.docx").write_bytes(make())
