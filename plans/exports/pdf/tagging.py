"""What each thing on a page is, for people who hear it: the structure that drawing fills in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Content:
    """Words drawn on a page, under a number that is theirs alone on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """The live area of a link: the `position`th annotation of its page."""

    page: int
    position: int


@dataclass(eq=False, slots=True)
class Element:
    """One element of the structure: a standard PDF type, and in reading order what it holds.

    `attributes` belong to the owner named in them ("List", "Table"). A link has its `target`, a
    figure what is heard in its place (`description`) and, once drawn, its `bounds` on the page. A
    note has a `key` that is its alone.
    """

    kind: str
    attributes: tuple[tuple[str, str], ...] = ()
    target: str = ""
    description: str = ""
    bounds: tuple[float, float, float, float] | None = None
    key: str = ""
    kids: list["Element | Content | Annotation"] = field(default_factory=list)

    def add(self, kind: str, *attributes: tuple[str, str]) -> "Element":
        """A new element, last within this one."""
        child = Element(kind, attributes)
        self.kids.append(child)
        return child


@dataclass(slots=True)
class PageTags:
    """Whose words each marked stretch of a page is, and whose area each annotation."""

    contents: list[Element] = field(default_factory=list)
    annotations: list[Element] = field(default_factory=list)
