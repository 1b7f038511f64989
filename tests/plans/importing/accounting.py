"""What it means that no word of a source was lost."""

import re
from collections import Counter
from collections.abc import Iterator

from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan
from plans.importing.source import Source, read_source

SHORT_TITLES = (
    "Transforming services",
    "Technology and data",
    "Reducing wasteful spend",
    "Barriers government can remove",
)
# What a line may lose: its mark, its number, list tags, and the address of a link.
MARK = re.compile(
    r"^\W*(?:(?:annexe?|appendix|schedule|theme|priority|section|part|chapter|area)\s+\w+"
    r"|\w{1,3}(?:[.)]|\.\d{1,2}\.?)(?=\s)|o(?=\t|\s{2}))",
    re.IGNORECASE,
)
TAG = re.compile(r"</?(?:ol|ul|li|p|br|b|strong)(?:\s[^<>]*)?/?>", re.IGNORECASE)
ITEM_INSIDE = re.compile(r"(?<!\S)(?:\d{1,2}|[a-z])\.(?=\s)")
ADDRESS = re.compile(r"\]\([^()\s]*\)")


def source_of(text: str, name: str = "pasted.txt") -> Source:
    return read_source(name, text.encode())


def shape(plan: ImportedPlan) -> list[tuple[int | None, int, int]]:
    """For each theme: the commission's theme, paragraphs, headings."""
    return [
        (
            theme.commission_theme,
            sum(passage.kind == "paragraph" for passage in theme.passages),
            sum(passage.kind == "heading" for passage in theme.passages),
        )
        for theme in plan.themes
    ]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def lost(plan: ImportedPlan) -> list[tuple[int, str]]:
    """Lines said to be placed or waiting whose words are not in the passages that name them."""
    found: list[tuple[int, str]] = []
    for line in plan.lines:
        if line.fate in ("furniture", "left out") or line.where.startswith("Introduction, its"):
            continue
        bare = MARK.sub("", ADDRESS.sub("]", TAG.sub(" ", line.text.lstrip("#*-•· \t"))))
        if TAG.search(line.text):
            bare = ITEM_INSIDE.sub("", bare)
        there = words(plan.title) if "Title" in line.where else Counter[str]()
        for text in _texts(plan, line.number):
            there += words(text)
        found += [(line.number, word) for word in words(bare) - there]
    return found


def _texts(plan: ImportedPlan, number: int) -> Iterator[str]:
    for passage in passages(plan):
        if number in passage.source_lines:
            yield passage.body
    for theme in plan.themes:
        if number in theme.source_lines:
            yield theme.title


def passages(plan: ImportedPlan) -> Iterator[ImportedPassage]:
    yield from plan.introduction
    for theme in plan.themes:
        yield from theme.passages
    yield from plan.unplaced
