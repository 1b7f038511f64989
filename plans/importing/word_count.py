"""The words of a Word file counted plainly, by where they stand, and by nothing that reads it in.

The reader (`word_text`) decides what a word is for. This only looks at every part of the package
that Word shows, and at each letter in it: what it counts, the reader has to account for
(`accounting`). Not counted: building blocks that a file carries along and shows nowhere (the
glossary part), numbers that Word prints by itself, descriptions that a program made up, and the
words of embedded workbooks.
"""

import html
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plans.importing.word_package import Package

TEXT = "the text"
DELETED, MOVED, HIDDEN, STRUCK = "deleted", "moved away", "hidden", "struck through"
HERE, HERE_AND_DELETED = "moved here", "moved here, then deleted"
OF_PARTS = {
    "document": TEXT,
    "footnotes": "footnote",
    "endnotes": "endnote",
    "hdr": "header",
    "ftr": "footer",
    "comments": "comment",
    "chartSpace": "chart",
    "userShapes": "chart",
    "dataModel": "diagram",
}
WITHIN = {
    "tbl": "table",
    "txbxContent": "text box",
    "txBody": "text box",
    "sdtContent": "content control",
    "fldSimple": "field",
    "hyperlink": "link",
    "oMath": "equation",
    "oMathPara": "equation",
    "rt": "reading above a word",
    "ins": "tracked insertion",
    "moveTo": HERE,
    "del": DELETED,
    "moveFrom": MOVED,
}
# Word deletes what was moved, and moves what stands in a row that is deleted.
MOVED_AND_DELETED = {
    (HERE, DELETED): HERE_AND_DELETED,
    (DELETED, HERE): HERE_AND_DELETED,
    (DELETED, MOVED): MOVED,
}
# What stands in no line of the text, wherever it is found.
GONE = (DELETED, MOVED, HIDDEN, STRUCK, HERE_AND_DELETED)
APART = {"p", "tab", "ptab", "br", "cr", "noBreakHyphen", "rt", "rubyBase", "tc", "tr", "pt"}
APART |= {"num", "den", "e", "sub", "sup", "deg", "lim", "fName", "v", "footnote", "endnote"}
PICTURE, EMBEDDED = "description", "document inside"
MADE_UP = re.compile(r"Description (?:automatically|generated).*|\S+\.(?:png|jpe?g|gif|emf|wmf)")
TAG = re.compile(rb"(?is)<(?:style|script|head)\b.*?</(?:style|script|head)>|<[^<>]*>")
WORD = re.compile(r"[^\W_]+")


@dataclass
class Stream:
    """Letters one after the other, each with where it stood."""

    letters: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def add(self, text: str, kind: str) -> None:
        text = plain(text)
        self.letters += text
        self.kinds += [kind] * len(text)

    def words(self) -> Iterator[tuple[str, str]]:
        for found in WORD.finditer("".join(self.letters)):
            yield self.kinds[found.start()], found[0]


@dataclass
class Field:
    """A field while it is open."""

    instruction: str = ""
    has_result: bool = False


def plain(text: str) -> str:
    """The letters of a text as everybody writes them: no ligatures, nothing that nobody sees."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(each for each in folded if unicodedata.category(each) != "Cf")


def words_of_word(package: Package) -> dict[str, Counter[str]]:
    """The words by where they stand, and how often each does; raises what the package raises.

    What was moved away and stands elsewhere in the file is counted once, where it was moved to.
    """
    return _standing(_words_of_package(package))


def _standing(found: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    if MOVED in found:
        for arrived in (HERE, HERE_AND_DELETED):
            found[MOVED] -= found.get(arrived, Counter())
    return {kind: words for kind, words in found.items() if words}


def _words_of_package(package: Package, *, within: bool = False) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    running: set[tuple[tuple[str, str], ...]] = set()
    for kind, name in _parts(package):
        if kind in ("aFChunk", "afChunk") and within:
            # A document in a document in this one is only told: there is no end to such dolls.
            continue
        if kind in ("aFChunk", "afChunk"):
            for inner in _words_inside(package, name):
                found.setdefault(EMBEDDED, Counter()).update(inner)
            continue
        root = package.root(name)
        local = _local(root)
        if local not in OF_PARTS:
            continue
        # A running header stands in the file once for each kind of page; its words are the same.
        pieces = list(root) if local in ("hdr", "ftr") else [root]
        for piece in pieces:
            words = tuple(Walk(OF_PARTS[local]).words(piece))
            if len(pieces) > 1 or local in ("hdr", "ftr"):
                if words in running:
                    continue
                running.add(words)
            for where, word in words:
                found.setdefault(where, Counter())[word] += 1
    return found


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Every part that can be reached from the package's first, by kind of relation and name."""
    waiting, seen = [""], {""}
    while waiting:
        for kind, name in package.relations(waiting.pop()).values():
            if name in package.names and name not in seen and kind != "glossaryDocument":
                seen.add(name)
                waiting.append(name)
                yield kind, name


def _words_inside(package: Package, name: str) -> Iterator[Counter[str]]:
    """Of a document inside the document; one in a format that is not read is only told."""
    data = package.content(name)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inner = _words_of_package(package.inside(archive), within=True)
        yield from _standing(inner).values()
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        text = html.unescape(TAG.sub(b" ", data).decode("utf-8", "replace"))
        yield Counter(WORD.findall(plain(text)))
    elif not data.startswith((b"{\\rtf", b"MIME-Version", b"%PDF")):
        yield Counter(WORD.findall(plain(data.decode("utf-8", "replace"))))


class Walk:
    """One part, letter by letter; fields stay open over the ends of paragraphs."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.fields: list[Field] = []
        self.last = ""
        self.kept, self.gone = Stream(), Stream()

    def words(self, root: ET.Element) -> Iterator[tuple[str, str]]:
        self.walk(root, self.kind)
        yield from self.kept.words()
        yield from self.gone.words()

    def walk(self, element: ET.Element, kind: str) -> None:
        tag = _local(element)
        kind = self._kind(element, tag, kind)
        if tag in APART:
            self._space()
        if tag in ("t", "delText") or (tag in ("v", "pt") and self.kind == "chart"):
            self._add(
                element.text or "", DELETED if tag == "delText" and kind not in GONE else kind
            )
        elif tag == "instrText" and self.fields:
            self.fields[-1].instruction += element.text or ""
        elif tag == "fldChar":
            self._field(element.get("fldCharType", ""), kind)
        elif tag in ("tblCaption", "tblDescription"):
            self._add(f" {element.get('val', '')} ", PICTURE)
        else:
            self._drawn(element, tag, kind)
        for child in _shown(element):
            self.walk(child, kind)
        if tag in APART:
            self._space()

    def _kind(self, element: ET.Element, tag: str, kind: str) -> str:
        if (kind, WITHIN.get(tag)) in MOVED_AND_DELETED:
            return MOVED_AND_DELETED[kind, WITHIN[tag]]
        if kind in GONE:
            return kind
        if tag == "r" and (why := _unseen(element)):
            return why
        if tag == "tr" and any(_local(each) == "del" for each in element.findall("trPr/*")):
            return DELETED
        within = WITHIN.get(tag, "")
        if self.kind in ("chart", "diagram", "comment") or (
            kind == "equation" and within not in GONE
        ):
            return kind
        return within or kind

    def _add(self, text: str, kind: str) -> None:
        if self.kind == "chart":
            text = as_shown(text)
        if kind in GONE:
            self.gone.add(" " if self.last != kind else "", "")
            self.gone.add(text, kind)
            self.last = kind
        else:
            self.last = self.last if not text else ""
            self.kept.add(
                text,
                "field" if any(each.has_result for each in self.fields) and kind == TEXT else kind,
            )

    def _space(self) -> None:
        self.kept.add(" ", "")
        self.gone.add(" ", "")

    def _field(self, at: str, kind: str) -> None:
        if at == "begin":
            self.fields.append(Field())
        elif at == "separate" and self.fields:
            self.fields[-1].has_result = True
        elif at == "end" and self.fields:
            words = self.fields.pop().instruction.split(maxsplit=2)
            if len(words) == 3 and words[0].upper() in ("MACROBUTTON", "GOTOBUTTON"):
                self._add(f" {words[2]} ", kind)

    def _drawn(self, element: ET.Element, tag: str, kind: str) -> None:
        """Words that are no text: a picture's description, letters drawn along a line."""
        said = element.get("descr", "") if tag == "docPr" else ""
        if tag in ("shape", "rect") and element.tag.startswith("v_"):
            said = element.get("alt", "")
        if tag == "textpath":
            said, kind = element.get("string", ""), "text box" if kind not in GONE else kind
        elif said:
            said, kind = MADE_UP.sub("", said), PICTURE if kind not in GONE else kind
        if said:
            self._space()
            self._add(said, kind)
            self._space()


def as_shown(number: str) -> str:
    """A chart keeps 0.35 as 0.34999999999999998; no program shows more than 15 digits."""
    try:
        return f"{float(number):.15g}" if "." in number else number
    except ValueError:
        return number


def _shown(element: ET.Element) -> Iterator[ET.Element]:
    """The children, less the second form of a thing that is there in two."""
    choices = [each for each in element if _local(each) == "Choice"]
    spoken = any(_local(each) in ("t", "chart", "relIds") for one in choices for each in one.iter())
    for child in element:
        if not (_local(child) == "Fallback" and spoken):
            yield child


def _unseen(run: ET.Element) -> str:
    """Whether a run itself says that it is hidden or struck through."""
    for name, why in (("vanish", HIDDEN), ("strike", STRUCK), ("dstrike", STRUCK)):
        found = run.find(f"rPr/{name}")
        if found is not None and found.get("val", "true") not in ("0", "false", "off"):
            return why
    return ""


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("_")[2]
