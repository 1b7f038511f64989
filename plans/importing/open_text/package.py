"""The parts of an OpenDocument text, judged as those of a Word file are, under Word's names."""

import zipfile
from typing import Literal
from xml.etree import ElementTree as ET

from plans.importing.errors import Unreadable
from plans.importing.open_text.counting import Counting
from plans.importing.open_text.drawings import chart_of
from plans.importing.open_text.looks import Looks
from plans.importing.open_text.text import Text
from plans.importing.open_text.xml import NONE, made, named
from plans.importing.word_package import (
    DAMAGED,
    LOCKED_BY_ITS_OWNER,
    MOST_TAGS,
    MOST_TAGS_OF_TEXT,
    OTHER_OFFICE,
    Package,
)

FORMAT = b"application/vnd.oasis.opendocument."
TEXTS = (b"text", b"text-template")
MASTER = b"text-master"
OF_OTHERS = (
    "This is a master document (.odm), and its chapters are files of their own. Export it as .odt, "
    "which has them all, or paste the plan’s text."
)
CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
EDGES = {
    "header": ("style_header", "style_header-left", "style_header-first"),
    "footer": ("style_footer", "style_footer-left", "style_footer-first"),
}


def kind_of(archive: zipfile.ZipFile) -> Literal["text", "master", "other", ""]:
    """Whether it is an OpenDocument text, one of several files, another thing in it, or none."""
    if "mimetype" not in archive.namelist():
        return ""
    with archive.open("mimetype") as mark:
        said = mark.read(100).strip()
    if not said.startswith(FORMAT):
        return ""
    kind = said.removeprefix(FORMAT)
    return "text" if kind in TEXTS else "master" if kind == MASTER else "other"


class OpenPackage(Package):
    """An OpenDocument text; whoever asks for a part gets what Word would have there."""

    def _main(self) -> str:
        kind = kind_of(self.archive)
        if kind != "text":
            raise Unreadable(OF_OTHERS if kind == "master" else OTHER_OFFICE)
        if b"encryption-data" in self._bytes(MANIFEST):
            raise Unreadable(LOCKED_BY_ITS_OWNER)
        self._tell()
        return CONTENT

    def _bytes(self, name: str, most: int = MOST_TAGS) -> bytes:
        return self.xml(name, most) if name in self.names else b""

    def _named(self, name: str, most: int = MOST_TAGS) -> ET.Element:
        part = self._bytes(name, most)
        return named(part) if part else NONE

    def _tell(self) -> None:
        """Every part that the readers of a Word file ask for."""
        content = self._named(CONTENT, MOST_TAGS_OF_TEXT)
        styles = self._named(STYLES)
        words = content.find("office_body/office_text")
        if words is None:
            raise Unreadable(DAMAGED)
        looks = Looks(content, styles)
        counting = Counting(content, styles)
        text = Text(content, looks, counting, self._object)
        body = text.told(words, "body")
        parts = {
            "styles": looks.as_word(),
            "numbering": counting.made,
            "comments": text.comments,
            "commentsExtended": text.threads,
            "footnotes": text.notes["footnote"],
            "endnotes": text.notes["endnote"],
        }
        charts = {name: ("chart", name) for name in self.roots}
        self.roots = {CONTENT: made("document", body)} | self.roots | parts
        related = {name: (name, name) for name in parts} | self._edges(styles, text)
        self.known[CONTENT] = text.links | related | charts
        self.known |= {name: text.links | charts for name in self.roots if name != CONTENT}
        self.known[""] = {"properties": ("custom-properties", META)}
        self.roots[META] = _properties(self._named(META))

    def _edges(self, styles: ET.Element, text: Text) -> dict[str, tuple[str, str]]:
        """What stands at the edges of each page, each part with how the text refers to it."""
        found = {}
        for kind, tags in EDGES.items():
            for master in styles.iter("style_master-page"):
                for each in (one for one in master if one.tag in tags):
                    name = f"{kind}{len(self.roots)}"
                    self.roots[name] = text.told(each, kind)
                    found[name] = (kind, name)
        return found

    def _object(self, element: ET.Element) -> tuple[str, ET.Element]:
        """What an object in the text holds; of a chart also the name of its part.

        A flat text has the object itself where it stands.
        """
        address = element.get("xlink_href", "").removeprefix("./").rstrip("/")
        name, here = f"{address}/{CONTENT}", element.find("office_document")
        if here is not None:
            name = f"object{len(self.roots)}/{CONTENT}"
        root = self._named(name) if here is None else here
        chart = chart_of(root)
        if chart is None:
            return "", root
        self.roots[name] = chart
        return name, root


def _properties(meta: ET.Element) -> ET.Element:
    """The properties that somebody made up, by their names."""
    found = made("properties")
    for each in meta.iter("meta_user-defined"):
        said = made("property", name=each.get("meta_name", ""))
        said.text = "".join(each.itertext())
        found.append(said)
    return found
