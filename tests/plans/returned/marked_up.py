"""What people do to a paragraph of a Word file, in the XML that Word writes for it.

Tracked by somebody, or by nobody as Word writes it with tracking off.
"""

import copy
import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

from tests.plans.word.packages import MAIN, W

NOTE_MARK, NOTES = f"{W}footnoteReference", "word/footnotes.xml"
OFFICER, LAWYER = "Head of Finance", "Monitoring Officer"
DAY = "2026-03-02"
ET.register_namespace("w", MAIN)
for prefix, address in {
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}.items():
    ET.register_namespace(prefix, address)

STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


class Edited:
    """A Word file while somebody works on it; `by` is who tracks their changes, "" for nobody."""

    def __init__(self, content: bytes, by: str = "") -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            self.parts = {name: zipped.read(name) for name in zipped.namelist()}
        self.root = ET.fromstring(self.parts["word/document.xml"])  # noqa: S314 (made by us)
        self.body = self.root[0]
        self.by = by
        self.count = 900_000

    def bytes(self, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
        self.parts["word/document.xml"] = ET.tostring(self.root, encoding="UTF-8")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, part in self.parts.items():
                zipped.writestr(name, change(name, part) if change else part)
        return out.getvalue()

    def saying(self, words: str) -> ET.Element:
        """The paragraph with these words."""
        return next(each for each in self.body.iter(f"{W}p") if words in text_of(each))

    def of_passage(self, key: int) -> list[ET.Element]:
        """The paragraphs that bear a passage's mark."""
        name = f"_clearday_passage_{key}_"
        return [
            each
            for each in self.body.iter(f"{W}p")
            if any(
                one.get(f"{W}name", "").startswith(name) for one in each.iter(f"{W}bookmarkStart")
            )
        ]

    def around(self, element: ET.Element) -> ET.Element:
        return next(each for each in self.body.iter() if element in list(each))

    def mark(self, tag: str) -> ET.Element:
        self.count += 1
        facts = {"id": str(self.count), "author": self.by, "date": f"{DAY}T10:00:00Z"}
        return ET.Element(W + tag, {W + name: value for name, value in facts.items()})

    def end(self, paragraph: ET.Element, tag: str) -> None:
        """What tracking says of a paragraph's end."""
        facts = paragraph.find(f"{W}pPr")
        assert facts is not None
        ET.SubElement(facts, f"{W}rPr").append(self.mark(tag))

    def reword(self, paragraph: ET.Element, old: str, new: str) -> None:
        """Other words in the place of those; they stand in one run."""
        run = next(each for each in runs_of(paragraph) if old in text_of(each))
        before, after = text_of(run).split(old, 1)
        was, now = run_of(old, run, deleted=bool(self.by)), run_of(new, run)
        if self.by:
            gone, came = self.mark("del"), self.mark("ins")
            gone.append(was)
            came.append(now)
            pieces = [gone, *([came] if new else [])]
        else:
            pieces = [now] if new else []
        holder = next(each for each in paragraph.iter() if run in list(each))
        place = list(holder).index(run)
        holder.remove(run)
        around = [run_of(before, run), *pieces, run_of(after, run)]
        for each in reversed([one for one in around if text_of(one) or one.tag != f"{W}r"]):
            holder.insert(place, each)

    def insert_after(self, paragraph: ET.Element, words: str) -> None:
        """Enter at the paragraph's end, and a new one typed."""
        made = ET.Element(f"{W}p")
        made.append(copy.deepcopy(paragraph.find(f"{W}pPr")))
        run = run_of(words)
        if self.by:
            self.end(paragraph, "ins")
            came = self.mark("ins")
            came.append(run)
            made.append(came)
        else:
            made.append(run)
        holder = self.around(paragraph)
        holder.insert(list(holder).index(paragraph) + 1, made)

    def delete(self, paragraph: ET.Element) -> None:
        if not self.by:
            self.around(paragraph).remove(paragraph)
            self.forget_notes(paragraph)
            return
        self.end(paragraph, "del")
        for run in list(runs_of(paragraph)):
            holder = next(each for each in paragraph.iter() if run in list(each))
            gone = self.mark("del")
            gone.append(deleted(run))
            holder.insert(list(holder).index(run), gone)
            holder.remove(run)

    def forget_notes(self, paragraph: ET.Element) -> None:
        """Notes go with the words they are of, as with Word."""
        gone = {one.get(f"{W}id") for one in paragraph.iter(NOTE_MARK)}
        if not gone:
            return
        notes = ET.fromstring(self.parts[NOTES])  # noqa: S314 (made by us)
        for each in [one for one in notes if one.get(f"{W}id") in gone]:
            notes.remove(each)
        self.parts[NOTES] = ET.tostring(notes, encoding="UTF-8")

    def move_after(self, paragraph: ET.Element, other: ET.Element) -> None:
        """Cut there and pasted here."""
        if not self.by:
            self.around(paragraph).remove(paragraph)
            holder = self.around(other)
            holder.insert(list(holder).index(other) + 1, paragraph)
            return
        came = ET.Element(f"{W}p")
        came.append(copy.deepcopy(paragraph.find(f"{W}pPr")))
        name = f"move{self.count}"
        for tag, held in (("moveTo", came), ("moveFrom", paragraph)):
            runs = list(runs_of(paragraph))
            moved = self.mark(tag)
            moved.extend(copy.deepcopy(each) for each in runs)
            start = self.mark(f"{tag}RangeStart")
            start.set(f"{W}name", name)
            end = ET.Element(f"{W}{tag}RangeEnd", {f"{W}id": start.get(f"{W}id", "")})
            if tag == "moveFrom":
                for run in runs:
                    next(each for each in held.iter() if run in list(each)).remove(run)
            held.extend([start, moved, end])
            self.end(held, tag)
        holder = self.around(other)
        holder.insert(list(holder).index(other) + 1, came)

    def split(self, paragraph: ET.Element, before: str) -> None:
        """Enter within a paragraph, before these words; its bookmark is over both from then on."""
        made = ET.Element(f"{W}p")
        made.append(copy.deepcopy(paragraph.find(f"{W}pPr")))
        run = next(each for each in runs_of(paragraph) if before in text_of(each))
        first, rest = text_of(run).split(before, 1)
        place = list(paragraph).index(run)
        made.append(run_of(before + rest, run))
        made.extend(list(paragraph)[place + 1 :])
        for each in list(paragraph)[place:]:
            paragraph.remove(each)
        paragraph.append(run_of(first, run))
        if self.by:
            self.end(paragraph, "ins")
        holder = self.around(paragraph)
        holder.insert(list(holder).index(paragraph) + 1, made)

    def join(self, paragraph: ET.Element, following: ET.Element) -> None:
        """Delete at a paragraph's end, and a space typed."""
        if self.by:
            came = self.mark("ins")
            came.append(run_of(" "))
            paragraph.append(came)
            self.end(paragraph, "del")
            return
        paragraph.append(run_of(" "))
        paragraph.extend([each for each in following if each.tag != f"{W}pPr"])
        self.around(following).remove(following)

    def unmarked(self) -> "Edited":
        """Every bookmark of ours and the properties are gone, as some programs leave a file."""
        for holder in self.root.iter():
            for each in list(holder):
                if each.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                    holder.remove(each)
        self.parts["docProps/custom.xml"] = b"<Properties/>"
        return self


def run_of(words: str, like: ET.Element | None = None, *, deleted: bool = False) -> ET.Element:
    made = ET.Element(f"{W}r")
    looks = None if like is None else like.find(f"{W}rPr")
    if looks is not None:
        made.append(copy.deepcopy(looks))
    text = ET.SubElement(made, f"{W}delText" if deleted else f"{W}t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def deleted(run: ET.Element) -> ET.Element:
    """A run as Word has it once it is taken out, its line breaks too."""
    made = copy.deepcopy(run)
    for each in made.iter(f"{W}t"):
        each.tag = f"{W}delText"
    return made


def runs_of(paragraph: ET.Element) -> list[ET.Element]:
    """Its runs of words and marks of notes."""
    runs = paragraph.iter(f"{W}r")
    return [each for each in runs if text_of(each) or each.find(NOTE_MARK) is not None]


def text_of(element: ET.Element) -> str:
    return "".join(
        each.text or "" for each in element.iter() if each.tag in (f"{W}t", f"{W}delText")
    )


def strict(name: str, part: bytes) -> bytes:
    """A part in the other dialect, "Strict Open XML"."""
    for was, now in STRICT.items():
        part = part.replace(was.encode(), now.encode())
    return part
