"""However long a paper is: no heading at a page's foot, no single line at its end, no cut foot."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from approvals.papers.paper import Paper, Section
from approvals.papers.pdf import render_paper
from plans.blocks import Run
from plans.document import Document
from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.pdf import layout, renderer
from plans.exports.tables import Column, Table
from tests.plans.documents import example, heading, paragraph, plan, theme

VERSION = Imprint(version=4, reference="1a2b3c4d")
HEADING = re.compile(r"^(Heading|Theme \d|Under |What we|Evidence|Planned|How we|\d\. Part)")
LENGTHS = range(24, 46)
ENDINGS = {
    "a line": [paragraph("A last line.", number="")],
    "a heading and a line": [heading("Heading H"), paragraph("A last line.", number="")],
    "two headings": [heading("Heading A"), heading("Heading B"), paragraph("End.", number="")],
    "a long paragraph": [heading("Heading H"), paragraph("word " * 60, number="")],
    "a list": [heading("Heading H"), paragraph("- one\n- two\n- three", number="")],
    "a numbered list": [heading("Heading H"), paragraph("- one\n- two", number="9.9")],
}


def of_length(lines: int, ending: str) -> Document:
    filler = [paragraph(f"Line {n}", number="", key=n) for n in range(lines)]
    return plan(theme(*filler, *ENDINGS[ending]))


def with_tables(lines: int, long: bool) -> Document:
    given = example()
    barriers = given.barriers
    if long:
        barriers = (replace(barriers[0], what="What stands in the way. " * 90), *barriers)
    records = {name: getattr(given, name) for name in ("commitments", "metrics", "evidence")}
    filler = [paragraph(f"Line {n}", number="", key=n) for n in range(lines)]
    return plan(theme(*filler), **records, barriers=barriers)


def pages_of(content: bytes) -> list[list[str]]:
    """The lines of each page as they are read back, less its foot."""
    pages = []
    for page in PdfReader(BytesIO(content)).pages:
        found: dict[float, str] = {}

        def keep(text: str, _: object, place: list[float], *__: object, into=found) -> None:
            if text.strip():
                into.setdefault(round(place[5]), "")
                into[round(place[5])] += text

        page.extract_text(visitor_text=keep)
        pages.append([text.strip() for y, text in sorted(found.items(), reverse=True) if y > 50])
    return pages


def faults(pages: list[list[str]], heading: re.Pattern[str] = HEADING) -> list[str]:
    """What is wrong where pages end."""
    wrong = [f"{page[-1]} at a foot" for page in pages[:-1] if heading.match(page[-1])]
    return wrong + (["one line at the end"] if len(pages) > 1 and len(pages[-1]) < 2 else [])


def drawn(document: Document) -> bytes:
    return pdf.render_plan(document, imprint=VERSION)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_plan_of_any_length_ends_its_pages_well(ending: str) -> None:
    for lines in LENGTHS:
        assert faults(pages_of(drawn(of_length(lines, ending)))) == [], lines


@pytest.mark.parametrize("long", [False, True])
def test_a_plan_with_tables_of_any_length_ends_its_pages_well(long: bool) -> None:
    for lines in range(8, 40, 2):
        assert faults(pages_of(drawn(with_tables(lines, long)))) == [], lines


def paper(lines: int) -> Paper:
    rows = tuple(((Run(f"Row {n}"),), (Run("Content"),)) for n in range(lines % 7))
    table = Table("Sign-off", "Who cleared it", (Column("Role", 50), Column("Answer", 50)), rows)
    parts = [Section(f"{n}. Part", text="word " * (lines * 3), level=2 + n % 2) for n in range(8)]
    parts += [Section("9. Part", table=table)] if rows else []
    return Paper("Northmoor Council", "Report", "A plan", "Version 4", tuple(parts))


def test_a_paper_of_any_length_ends_its_pages_well() -> None:
    for lines in range(6, 60):
        assert faults(pages_of(render_paper(paper(lines)))) == [], lines


def never_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "close", list)
    monkeypatch.setattr(
        renderer,
        "paginate",
        lambda strips, room: layout.paginate([replace(one, glued=False) for one in strips], room),
    )


def test_without_the_rules_some_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    never_kept(monkeypatch)

    found = {
        wrong
        for lines in LENGTHS
        for wrong in faults(pages_of(drawn(of_length(lines, "a heading and a line"))))
    }

    assert {"Heading H at a foot", "one line at the end"} <= found


LONG = "The Council of the Royal Borough of Somewhere and the Parishes that Surround it, " * 2


def longest() -> Iterator[Callable[[], bytes]]:
    told = Imprint(
        4, "1a2b3c4d", "Draft for decision by " + "the Executive and its Committees " * 4
    )
    document = replace(plan(theme(paragraph("word " * 900))), council=LONG)
    yield lambda: pdf.render_plan(document, imprint=told)
    section = Section("Summary", text="word " * 900)
    identity = (
        "Report 12, reference 1a2b3c4d, with the plan, version 14, reference 5e6f7a8b, "
        "as it stood when it was put to the meeting"
    )
    kind = "Report to the Executive and its Committees, 9 September 2027"
    yield lambda: render_paper(Paper(LONG, kind, "A plan", identity, (section,)))


@pytest.mark.parametrize("draw", list(longest()))
def test_a_long_foot_is_whole_on_each_page_and_meets_no_text(draw: Callable[[], bytes]) -> None:
    reader = PdfReader(BytesIO(draw()))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]

    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert text.count(LONG.strip()) >= 1
        assert re.search(
            rf"(reference 5e6f7a8b, as it stood .* meeting|ref 1a2b3c4d) Page {number} of", text
        )
    for page in reader.pages:
        assert lowest_text(page) > 10


def lowest_text(page: object) -> float:
    found: list[float] = []

    def keep(text: str, _: object, place: list[float], *__: object) -> None:
        if text.strip():
            found.append(place[5])

    page.extract_text(visitor_text=keep)
    return min(found)
