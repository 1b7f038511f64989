"""What stands in a paragraph of an OpenDocument text, told in runs of Word's."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from plans.importing.open_text.changes import BEGINS, ENDS, STANDS, Region, who
from plans.importing.open_text.looks import Look, Looks, properties
from plans.importing.open_text.xml import made, worded
from plans.importing.word_xml import whole

SPACE = re.compile(r"[ \t\r\n]+")
# LibreOffice names the bookmarks of words that were taken out as copies of themselves.
COPY = re.compile(r" Copy \d+$")
MOST_SPACES = 200
NO_WORDS_TAGS = """
    text_tracked-changes text_sequence-decls text_variable-decls text_user-field-decls
    text_dde-connection-decls text_alphabetical-index-auto-mark-file text_note-citation
    text_soft-page-break text_label text_script text_sort-key office_forms office_event-listeners
    office_dde-source svg_title svg_desc form_form
"""
NO_WORDS = frozenset(NO_WORDS_TAGS.split())
DRAWN = {"draw_frame", "draw_g", "draw_custom-shape", "draw_rect", "draw_ellipse", "draw_line"}
DRAWN |= {"draw_polygon", "draw_polyline", "draw_path", "draw_connector", "draw_caption"}
DRAWN |= {"draw_circle", "draw_regular-polygon", "draw_measure", "draw_control"}


class Words(ABC):
    """`at` is where runs go, `paragraph` the one that is open, `into` what paragraphs go into."""

    def __init__(self, looks: Looks, regions: dict[str, Region], marked: set[str]) -> None:
        self.looks = looks
        # The names of the comments that mark words.
        self.marked = marked
        self.regions = regions
        self.open: dict[str, Region] = {}
        self.out: Region | None = None
        self.look: Look = {}
        self.links: dict[str, tuple[str, str]] = {}
        self.notes = {"footnote": made("footnotes"), "endnote": made("endnotes")}
        self.comments = made("comments")
        self.threads = made("commentsEx")
        self.names: dict[str, str] = {}
        self.into = self.at = self.paragraph = made("body")
        self.spaced = True

    @abstractmethod
    def blocks(self, container: ET.Element) -> None:
        """Paragraphs, lists and tables, in order."""

    @abstractmethod
    def drawn(self, element: ET.Element) -> None:
        """What is no words itself, where it stands."""

    @abstractmethod
    def take_out(self, region: Region) -> None:
        """Words that somebody took out, where they stood."""

    def inline(self, element: ET.Element) -> None:
        """The words of an element, and of all within it."""
        self.text(element.text)
        for child in element:
            self._one(child)
            self.text(child.tail)

    def text(self, typed: str | None) -> None:
        """Spaces beside each other are one, as the format has it; at the beginning none."""
        words = SPACE.sub(" ", typed or "")
        if self.spaced:
            words = words.removeprefix(" ")
        if words:
            self.spaced = words.endswith(" ")
            self.run(worded(self._letters(), words))

    def run(self, content: ET.Element) -> None:
        """A run of Word's, in its look and as somebody put it in or took it out."""
        found = made("r", *([properties(self.look)] if self.look else []), content)
        for region in self._changes():
            found = region.around(found)
        self.at.append(found)

    def _changes(self) -> Iterator[Region]:
        yield from [self.out] if self.out else []
        yield from self.open.values()

    def ended(self) -> list[ET.Element]:
        """What tracking says of a paragraph that ends here, or of a row that begins."""
        return [said for region in self._changes() for said in region.said()]

    def _one(self, element: ET.Element) -> None:
        tag = element.tag
        if tag in NO_WORDS:
            return
        if tag == "text_s":
            count = whole(element.get("text_c", "1")) or 1
            self.spaced = False
            self.run(worded(self._letters(), " " * min(count, MOST_SPACES)))
        elif tag == "text_tab":
            self._sign("tab")
        elif tag == "text_line-break":
            self._sign("br")
        elif tag in (BEGINS, ENDS, STANDS):
            self.change(element)
        elif tag == "text_span":
            with self.looking(self.looks.span(element.get("text_style-name", ""))):
                self.inline(element)
        elif tag == "text_a":
            self._link(element)
        elif tag == "text_note":
            self._note(element)
        elif tag in ("text_bookmark", "text_bookmark-start", "text_bookmark-end"):
            self._bookmark(element)
        elif tag in ("office_annotation", "office_annotation-end"):
            self._comment(element)
        elif tag == "text_ruby":
            self._ruby(element)
        elif tag == "text_hidden-text":
            with self.looking({"vanish": "true"}):
                self.text(element.get("text_string-value"))
        elif tag in DRAWN:
            self.drawn(element)
            self.spaced = False
        else:
            self.inline(element)

    def _letters(self) -> str:
        return "delText" if self.out else "t"

    def _sign(self, tag: str) -> None:
        self.spaced = True
        self.run(made(tag))

    @contextmanager
    def looking(self, look: Look) -> Iterator[None]:
        held = self.look
        self.look = {**held, **look}
        yield
        self.look = held

    @contextmanager
    def elsewhere(self, into: ET.Element) -> Iterator[None]:
        """While what stands apart is told: nothing that is open here goes on there."""
        held = self.into, self.at, self.paragraph, self.look, self.spaced, self.open, self.out
        self.into, self.look, self.open, self.out = into, {}, {}, None
        yield
        self.into, self.at, self.paragraph, self.look, self.spaced, self.open, self.out = held

    def change(self, element: ET.Element) -> None:
        name = element.get("text_change-id", "")
        region = self.regions.get(name)
        if element.tag == ENDS:
            self.open.pop(name, None)
        elif region is None:
            return
        elif element.tag == BEGINS:
            if region.inserted is not None:
                self.open[name] = region
        elif region.content is not None and self.out is None:
            self.take_out(region)

    def _link(self, element: ET.Element) -> None:
        address = element.get("xlink_href", "")
        key = f"link{len(self.links) + 1}"
        inner = made("hyperlink", id=key)
        if address.startswith("#"):
            inner = made("hyperlink", anchor=address[1:])
        else:
            self.links[key] = ("hyperlink", address)
        self.at.append(inner)
        held, self.at = self.at, inner
        paragraph = self.paragraph
        self.inline(element)
        # What was taken out within a link may have ended the paragraph that the link began in.
        self.at = held if paragraph is self.paragraph else self.paragraph

    def _note(self, element: ET.Element) -> None:
        kind = "endnote" if element.get("text_note-class") == "endnote" else "footnote"
        notes = self.notes[kind]
        name = str(len(notes) + 1)
        self.run(made(f"{kind}Reference", id=name))
        self.spaced = False
        note = made(kind, id=name)
        notes.append(note)
        with self.elsewhere(note):
            for body in element.findall("text_note-body"):
                self.blocks(body)

    def _bookmark(self, element: ET.Element) -> None:
        name = COPY.sub("", element.get("text_name", ""))
        if element.tag != "text_bookmark-end":
            self.at.append(made("bookmarkStart", id=name, name=name))
        if element.tag != "text_bookmark-start":
            self.at.append(made("bookmarkEnd", id=name))

    def _comment(self, element: ET.Element) -> None:
        """A comment begins where it stands; one that marks words ends after them."""
        name = element.get("office_name", "")
        if element.tag == "office_annotation-end":
            if key := self.names.get(name):
                self.at.append(made("commentRangeEnd", id=key))
            return
        key = str(len(self.comments) + 1)
        if name:
            self.names[name] = key
        if name in self.marked:
            self.at.append(made("commentRangeStart", id=key))
        self.at.append(made("r", made("commentReference", id=key)))
        comment = made("comment", id=key, **who(element))
        self.comments.append(comment)
        with self.elsewhere(comment):
            for each in element:
                if not each.tag.startswith(("dc_", "meta_")):
                    self.blocks(made("said", each))
        for last in list(comment.iter("p"))[-1:]:
            last.set("paraId", key)
        self._thread(element, key)

    def _thread(self, element: ET.Element, key: str) -> None:
        """What the comment answers, and whether it is settled, where the file says so."""
        said = {"paraId": key}
        if parent := self.names.get(element.get("loext_parent-name", "")):
            said["paraIdParent"] = parent
        if (resolved := element.get("loext_resolved")) is not None:
            said["done"] = "1" if resolved == "true" else "0"
        if len(said) > 1:
            self.threads.append(made("commentEx", **said))

    def _ruby(self, element: ET.Element) -> None:
        above = "".join("".join(each.itertext()) for each in element.findall("text_ruby-text"))
        base = made("rubyBase")
        self.at.append(made("ruby", made("rt", made("r", worded("t", above))), base))
        held, self.at = self.at, base
        for each in element.findall("text_ruby-base"):
            self.inline(each)
        self.at = held
