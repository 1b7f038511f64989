"""What a Word file says of itself: in its properties, and at the edges of each page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from plans.exports.word.nodes import field, paragraph, run
from plans.exports.word.styles import LANGUAGE
from plans.word_marks import PLAN_PROPERTY, ROUND_PROPERTY, Marks
from web.text import shorten, visible

# The library refuses longer ones.
LONGEST = 255
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>Clearday'
    "</Application><Company>{council}</Company></Properties>"
)
CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.'
    'openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>'
)
# The format of every property that somebody made up, and the first number one may have.
MADE_UP, FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2


@dataclass(frozen=True, slots=True)
class About:
    """`foot` stands below each page, `title` above it.

    `name` and `reference` say which words these are ("Version 4", "1a2b3c4d"), `marking` what is
    said of them, `made` when they were: None of words that may change.
    """

    title: str
    council: str
    foot: str
    name: str = ""
    reference: str = ""
    subject: str = ""
    marking: str = ""
    made: datetime | None = None


def set_edges(file: WordFile, about: About) -> None:
    """The title above each page; below it which words these are, and the page's number."""
    section = file.sections[0]
    name = run(f"{about.foot}\tPage ")
    page = (name, field("PAGE", "1"), run(" of "), field("NUMPAGES", "1"))
    for edge, line in (
        (section.header, paragraph("Header", run(about.title))),
        (section.footer, paragraph("Footer", *page)),
    ):
        edge.is_linked_to_previous = False
        root = edge.part.element
        for child in list(root):
            root.remove(child)
        root.append(line)


def tell(file: WordFile, about: About) -> None:
    """The file's properties; of days it has only that on which these words were made."""
    core = file.core_properties
    element = core._element
    for child in list(element):
        element.remove(child)
    core.title = _short(about.title)
    core.subject = _short(about.subject)
    core.author = core.last_modified_by = _short(about.council)
    core.content_status = _short(about.marking)
    core.version = about.name
    core.identifier = about.reference
    core.language = LANGUAGE
    if about.made:
        made = about.made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        core.created = core.modified = made
    application = file.part.package.part_related_by(KIND.EXTENDED_PROPERTIES)
    said = APPLICATION.format(council=escape(visible(about.council)))
    application._blob = said.encode()


def tell_marks(file: WordFile, marks: Marks) -> None:
    """The marks of the plan and of the round as properties, which most programs keep."""
    said = ((PLAN_PROPERTY, marks.plan), (ROUND_PROPERTY, marks.round))
    properties = "".join(
        f'<property fmtid="{MADE_UP}" pid="{key}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr>'
        "</property>"
        for key, (name, value) in enumerate(said, start=FIRST)
    )
    package = file.part.package
    content = CUSTOM.format(properties=properties).encode()
    name, kind = PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES
    package.relate_to(Part(name, kind, content, package), KIND.CUSTOM_PROPERTIES)


def _short(text: str) -> str:
    return shorten(visible(text), LONGEST)
