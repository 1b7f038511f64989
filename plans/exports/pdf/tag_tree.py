"""The structure, the metadata and the PDF/UA mark, added to pages that are already drawn."""

import re
from collections.abc import Sequence
from html import escape
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from plans.exports.pdf.linebreak import TO_MARK, TO_NOTE
from plans.exports.pdf.tagging import Annotation, Content, Element, PageTags

LANGUAGE = "en-GB"
# What no XML may hold; half a character cannot be written at all.
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def finish(
    drawn: bytes, root: Element, pages: Sequence[PageTags], *, title: str, author: str
) -> bytes:
    """The drawn pages as PDF/UA-1: tagged, titled, in British English."""
    with Pdf.open(BytesIO(drawn)) as pdf:
        _describe(pdf, title, author)
        _Tree(pdf, pages).plant(root)
        out = BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            deterministic_id=True,
            # The structure is many small objects: packed, a plan is a third of the size.
            object_stream_mode=ObjectStreamMode.generate,
        )
    return out.getvalue()


def _describe(pdf: Pdf, title: str, author: str) -> None:
    """Title, language and mark; no dates, so that the bytes are the same on any day."""
    title, author = NOT_IN_XML.sub("", title), NOT_IN_XML.sub("", author)
    pdf.Root.Lang = String(LANGUAGE)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    metadata = METADATA.format(title=escape(title), author=escape(author), language=LANGUAGE)
    pdf.Root.Metadata = pdf.make_stream(metadata.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(Title=String(title), Author=String(author), Producer=String("Clearday"))
    )


class _Tree:
    """The structure tree and, from each page's marked stretches and links, the way back into it."""

    def __init__(self, pdf: Pdf, pages: Sequence[PageTags]) -> None:
        self.pdf = pdf
        self.pages = pages
        self.made: dict[Element, Object] = {}
        self.links = len(pages)

    def plant(self, root: Element) -> None:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(root, tree)
        tree.ParentTree = self._parents()
        tree.ParentTreeNextKey = self.links
        self.pdf.Root.StructTreeRoot = tree

    def _element(self, element: Element, parent: Object) -> Object:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.kind), P=parent)
        )
        self.made[element] = made
        if element.attributes:
            made.A = Dictionary({f"/{key}": Name("/" + value) for key, value in element.attributes})
        if element.key:
            made.ID = String(element.key)
        if element.kind == "Figure":
            made.Alt = _words(element.description)
            made.A = Dictionary(O=Name.Layout, BBox=Array(list(element.bounds or (0, 0, 0, 0))))
        made.K = Array([self._kid(kid, made) for kid in element.kids])
        return made

    def _kid(self, kid: Element | Content | Annotation, parent: Object) -> Object:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        page = self.pdf.pages[kid.page].obj
        if isinstance(kid, Content):
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=page.Annots[kid.position])

    def _parents(self) -> Object:
        entries: list[object] = []
        links: list[object] = []
        for number, (page, tags) in enumerate(zip(self.pdf.pages, self.pages, strict=True)):
            page.obj.StructParents = number
            page.obj.Tabs = Name.S
            contents = Array([self.made[element] for element in tags.contents])
            entries += [number, self.pdf.make_indirect(contents)]
            for position, element in enumerate(tags.annotations):
                annotation = page.obj.Annots[position]
                annotation.Contents = _words(_where_it_leads(element))
                annotation.StructParent = self.links
                links += [self.links, self.made[element]]
                self.links += 1
        return self.pdf.make_indirect(Dictionary(Nums=Array(entries + links)))


def _where_it_leads(link: Element) -> str:
    """What is heard of a link: its words and its address, or the note between whose ends it is."""
    words = link.description.strip()
    if link.target.startswith(TO_NOTE):
        return f"Note {words}"
    if link.target.startswith(TO_MARK):
        return f"Back to the text of note {words}"
    return f"{words} ({link.target})"


def _words(text: str) -> String:
    return String(NOT_IN_XML.sub("", text))
