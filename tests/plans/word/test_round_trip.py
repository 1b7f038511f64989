"""Out to Word and back by our own import: the same text, as it was printed."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.blocks import Table
from plans.document import Document, Passage, Theme
from plans.exports.imprint import Imprint
from plans.exports.open_text import render_open_text
from plans.exports.tables import tables_of
from plans.exports.word import render_word
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan, read_plan
from plans.importing.source import read_source
from plans.richtext import Block, Run, parse_richtext, plain_text
from tests.plans.documents import commitment_of, example, paragraph, plan, theme
from tests.plans.importing.accounting import SHORT_TITLES

VERSION = Imprint(4, "1a2b3c4d", "Subject to call-in.", "Endorsed by Cabinet on 9 July 2024.")
Back = Callable[[Document], ImportedPlan]
Said = tuple[str, tuple[Block, ...]]


def back(document: Document, titles: tuple[str, ...] = SHORT_TITLES) -> ImportedPlan:
    """What our import finds in the document's Word file."""
    return read_plan(read_source("plan.docx", render_word(document, imprint=VERSION)), titles)


def back_from_open_text(document: Document, titles: tuple[str, ...] = SHORT_TITLES) -> ImportedPlan:
    """The same of its OpenDocument text."""
    return read_plan(read_source("plan.odt", render_open_text(document, imprint=VERSION)), titles)


def printed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """As it stands on paper: a figure is its words, and words in one look are one stretch."""
    return tuple(
        replace(
            block,
            runs=tuple(_joined(block.runs)),
            items=tuple(printed(item) for item in block.items),
            table=block.table and printed_table(block.table),
        )
        for block in blocks
    )


def printed_table(table: Table) -> Table:
    rows = tuple(tuple(tuple(_joined(cell)) for cell in row) for row in table.rows)
    return replace(table, caption=tuple(_joined(table.caption)), rows=rows)


def _joined(runs: tuple[Run, ...]) -> Iterator[Run]:
    held: Run | None = None
    for run in (_printed(each) for each in runs):
        alike = held and (held.bold, held.link) == (run.bold, run.link)
        if held and alike and not (held.note or run.note):
            held = replace(held, text=held.text + run.text)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _printed(run: Run) -> Run:
    return Run("", note=tuple(_joined(run.note))) if run.note else replace(run, figure="")


def of_document(passages: tuple[Passage, ...]) -> list[Said]:
    return [
        (each.kind, parse_richtext(plain_text(each.body)))
        if each.kind == "heading"
        else (each.kind, printed(each.body))
        for each in passages
    ]


def of_import(passages: tuple[ImportedPassage, ...]) -> list[Said]:
    return [(each.kind, parse_richtext(each.body)) for each in passages]


def same(document: Document, read: ImportedPlan) -> None:
    assert read.title == document.title
    assert of_import(read.introduction) == of_document(document.introduction)
    assert [each.title for each in read.themes] == [each.title for each in document.themes]
    for found, given_one in zip(read.themes, document.themes, strict=True):
        assert of_import(found.passages) == of_document(given_one.passages)
    assert read.unplaced == ()


def test_the_worked_example_comes_back_as_it_was() -> None:
    read = back(example())

    same(example(), read)
    assert [one.commission_theme for one in read.themes] == [1, 2, 3, 4]
    assert read.notes == ("Page headers and footers were left out: the plan gets its own.",)


def test_the_worked_example_comes_back_from_its_opendocument_text_as_it_was() -> None:
    read = back_from_open_text(example())

    same(example(), read)
    assert read.notes == ("Page headers and footers were left out: the plan gets its own.",)


@pytest.mark.parametrize("back", [back, back_from_open_text])
def test_what_is_not_the_plans_text_is_left_out_and_told(back: Back) -> None:
    document = example()
    told = {line.text: line.where for line in back(document).lines if line.fate != "placed"}

    for words, where in (
        (VERSION.endorsed, "which version it was"),
        (f"Version 4, reference 1a2b3c4d. {VERSION.marking}", "which version it was"),
        ("Contents", "the contents list"),
        *((table.caption, "the plan’s records") for table in tables_of(document)),
    ):
        assert where in told[words]


def test_bookmarks_say_what_frames_and_styles_of_tables_said() -> None:
    """LibreOffice drops the one, and by way of .odt the other."""
    document = plan(
        theme(paragraph(f"We spend:\n\n{SPENDING}\n\nThis is so."), paragraph("And more.", "2")),
        commitments=[commitment_of(1, measure="Counted")],
    )
    content = render_word(document, imprint=VERSION)
    bare = with_words(content, (b"clearday-", b"other-"), (b"PlanTable", b"TheirTable"))
    unmarked = with_words(bare, (b"_clearday_", b"_other_"))

    same(document, read_plan(read_source("plan.docx", bare), SHORT_TITLES))
    with pytest.raises(AssertionError):
        same(document, read_plan(read_source("plan.docx", unmarked), SHORT_TITLES))


@pytest.mark.parametrize("back", [back, back_from_open_text])
def test_what_goes_on_below_a_list_stays_with_its_paragraph(back: Back) -> None:
    words = "We do:\n\na. one\n   - deep\n   - deeper\nb. two\n\nThis helps.\n\n- so\n\nAnd this."
    for number in ("1.1", ""):
        document = plan(
            theme(paragraph(words, number), paragraph("It is another.", number and "2"))
        )

        same(document, back(document))


@pytest.mark.parametrize("back", [back, back_from_open_text])
def test_line_breaks_and_further_paragraphs_of_an_item_stay_where_they_were(back: Back) -> None:
    words = (
        "We do:\n\na. one,\n   and more\n\n   Why: money.\n   And time.\n   - deep\n\n"
        "     Deeper.\n   - deeper\n\n   So it is.\nb. two\n\n"
        "This helps.\n\\- not an item\n1\\. nor this"
    )
    for number in ("1.1", ""):
        document = plan(
            theme(paragraph(words, number), paragraph("It\nis another.", number and "2"))
        )

        same(document, back(document))


SPENDING = (
    "Table: Spending by **service**, £m\n| Service | 2024/25 | Of it |\n|===|---|---|\n"
    "| Adults \\| older | 40.1 | **much** |\n| | - 5 | [some](https://example.org/) |\n|  |  |  |"
)


@pytest.mark.parametrize("back", [back, back_from_open_text])
@pytest.mark.parametrize("number", ["1.1", ""])
def test_a_table_stays_in_the_passage_that_has_it(number: str, back: Back) -> None:
    bare = "|---|---|\n| one | 1 |"
    for words in (
        SPENDING,
        f"We spend:\n\n{SPENDING}\n\nThis is so.\n\n- first\n- second\n\n{bare}",
        f"{bare}\n\n{bare}\n\nand so on:\n\na. one\nb. two",
        f"We do:\n\n- one\n   - two\n\n{bare}\n\n- three\n\n{SPENDING}",
        "| one |\n|===|",
        f"Table: –\n{bare}",
        f"We spend:\n–\n\nTable: \\|\n{bare}",
    ):
        after = paragraph(bare, number and "1.2"), paragraph("The next.", number and "1.3")
        document = plan(theme(paragraph(words, number), *after))

        same(document, back(document))
        assert [one for one in back(document).lines if "description" in one.where] == []


@pytest.mark.parametrize("back", [back, back_from_open_text])
def test_notes_come_back_at_their_marks_wherever_they_stand(back: Back) -> None:
    words = (
        "Saved^[Net of **grant**, see [the [old] accounts](https://example.org/a).] it.^[So.]\n\n"
        "- wo^[In a word.]rd\n- last^[A.]^[B.]\n\n"
        "Table: Spending^[Outturn.]\n| Service^[All.] | £m |\n|===|---|\n| Roads | 9^[c \\| d] |"
    )
    document = plan(theme(paragraph(words, "1.1"), paragraph("Short.^[One [2].]", "1.2")))

    same(document, back(document))
    assert "9 footnotes and endnotes came as notes at their marks." in back(document).notes


def test_a_line_break_in_anothers_file_parts_paragraphs_as_before() -> None:
    """The control: the same file without the frames by which ours is known."""
    document = plan(theme(paragraph("One thing.\nAnother thing.", "1.1")))
    content = render_word(document, imprint=VERSION)

    [held] = read_plan(read_source("plan.docx", content), SHORT_TITLES).themes[0].passages
    anothers = read_plan(read_source("plan.docx", without_our_frames(content)), SHORT_TITLES)

    assert held.body == "One thing.\nAnother thing."
    assert [each.body for each in anothers.themes[0].passages] == ["One thing.", "Another thing."]


def without_our_frames(content: bytes) -> bytes:
    return with_words(content, (b"clearday-", b"other-"), (b"_clearday_", b"_other_"))


def with_words(content: bytes, *others: tuple[bytes, bytes]) -> bytes:
    """The file with some words in the place of others, in every part."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as whole, zipfile.ZipFile(out, "w") as zipped:
        for name in whole.namelist():
            part = whole.read(name)
            for was, now in others:
                part = part.replace(was, now)
            zipped.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("back", [back, back_from_open_text])
@pytest.mark.parametrize("most", [26, 27, 30, 60])
def test_a_long_list_comes_back_whole_after_z(most: int, back: Back) -> None:
    outer = "\n".join(f"{n}. item {n}" for n in range(1, most + 1))
    inner = "\n".join(f"   {n}. item {n}" for n in range(1, most + 1))
    document = plan(
        theme(paragraph(f"We do:\n\n{outer}"), paragraph(f"And:\n\na. x\n{inner}", "2"))
    )

    same(document, back(document))


@pytest.mark.parametrize("number", ["000", "004"])
def test_the_plan_of_a_real_council_comes_back_as_it_was(seed, letter_titles, number) -> None:
    document = document_of(read_plan(seed(number), letter_titles))

    same(document, back(document, letter_titles))
    same(document, back_from_open_text(document, letter_titles))


def document_of(read: ImportedPlan) -> Document:
    """What was read as the plan it would be, numbered by theme."""
    assert read.themes
    return plan(
        *(
            Theme(place, place, each.title, "", passages_of(each.passages, f"{place}."))
            for place, each in enumerate(read.themes, start=1)
        ),
        title=read.title,
        introduction=passages_of(read.introduction),
    )


def passages_of(passages: tuple[ImportedPassage, ...], prefix: str = "") -> tuple[Passage, ...]:
    """Numbered after the prefix, unless that is empty."""
    made: list[Passage] = []
    count = 0
    for key, each in enumerate(passages, start=1):
        counted = prefix and each.kind == "paragraph"
        count += bool(counted)
        number = f"{prefix}{count}" if counted else ""
        made.append(Passage(key, each.kind, number, parse_richtext(each.body)))
    return tuple(made)


WORDS = st.sampled_from(
    [
        *("we", "saved", "£96m", "in", "2019", "0.35%", "of", "café", "“quoted”", "agency", "B&Q"),
        *("<now>", "a * b", "[x]", "2024/25", "C:\\plans", "{figure}", "_under_", "#1", "1 & 2"),
        *("𝔭", "人", "–", "it’s", "(and)", "a", "b."),
    ]
)
PHRASE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
ADDRESS = st.sampled_from(["https://example.org/a?b=1&c=%20d", "mailto:plan@example.org"])
LOOKS = st.sampled_from(["plain", "bold", "link", "both", "figure"])


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Run, ...]:
    """Words in each of some looks, the last plain."""
    runs = []
    for look in draw(st.lists(LOOKS, max_size=2)):
        link = draw(ADDRESS) if look in ("link", "both") else ""
        figure = "f" if look == "figure" else ""
        runs += [Run(draw(PHRASE), look in ("bold", "both"), link, figure), Run(" [and] ")]
    return (*runs, Run(f"{draw(PHRASE)}."))


NOTE = stretches().map(lambda runs: Run("", note=runs))


@st.composite
def sentences(draw: st.DrawFn) -> tuple[Run, ...]:
    """Stretches of one look each, the first and the last plain, and notes among them."""
    runs = [Run(f"We {draw(PHRASE)} ")]
    for look in draw(st.lists(LOOKS, max_size=4)):
        words = draw(PHRASE)
        link = draw(ADDRESS) if look in ("link", "both") else ""
        runs.append(Run(words, look in ("bold", "both"), link, "f" if look == "figure" else ""))
        runs += draw(st.lists(NOTE, max_size=1))
        runs.append(Run(f" {draw(PHRASE)} "))
    runs.append(Run("it is."))
    runs += draw(st.lists(NOTE, max_size=2))
    runs += [Run(f"\n{line} ends.") for line in draw(st.lists(PHRASE, max_size=2))]
    return tuple(runs)


PARAGRAPH = sentences().map(lambda runs: Block("paragraph", runs))


@st.composite
def lists(draw: st.DrawFn, depth: int = 0) -> Block:
    """A list whose items may hold a further paragraph and one more list, to a third depth."""
    kind = draw(st.sampled_from(["bullets", "letters"]))
    items = []
    for _ in range(draw(st.integers(1, 4))):
        deeper = depth < 2 and draw(st.integers(0, 4)) == 0
        more = (draw(lists(depth + 1)),) if deeper else ()
        further = draw(st.lists(PARAGRAPH, max_size=1))
        items.append((draw(PARAGRAPH), *further, *more))
    return Block(kind, items=tuple(items))


CELL_WORDS = st.sampled_from(
    ["Adults", "40.1", "£96m", "- 5", "−3%", "a | b", "|", "---", "#1", "# of staff", "C:\\x"]
)


@st.composite
def cells(draw: st.DrawFn, among: st.SearchStrategy[str] = CELL_WORDS) -> tuple[Run, ...]:
    """Nothing, a word or a number, or a stretch in each of some looks."""
    runs = []
    for place, look in enumerate(draw(st.lists(LOOKS, max_size=2, unique=True))):
        words = draw(st.one_of(among, PHRASE))
        link = draw(ADDRESS) if look in ("link", "both") else ""
        runs += [Run(" and ")] if place else []
        runs.append(Run(words, look in ("bold", "both"), link, "f" if look == "figure" else ""))
        runs += draw(st.lists(NOTE, max_size=1))
    return tuple(runs)


@st.composite
def tables(draw: st.DrawFn) -> Block:
    """Also one of a single cell, and rows without a word."""
    width = draw(st.integers(1, 4))
    row = st.lists(cells(), min_size=width, max_size=width).map(tuple)
    rows = draw(st.lists(row, min_size=1, max_size=3))
    looks = draw(st.booleans()), draw(st.booleans())
    return Block("table", table=Table(draw(cells(PHRASE)), *looks, tuple(rows)))


FURTHER = st.lists(st.one_of(PARAGRAPH, lists(), tables()), max_size=2)
BODY = st.tuples(st.one_of(PARAGRAPH, PARAGRAPH, tables()), FURTHER).map(
    lambda two: tuple(no_two_lists((two[0], *two[1])))
)


def no_two_lists(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Two lists of a kind beneath each other are one."""
    before = ""
    for block in blocks:
        if block.kind != before or block.kind in ("paragraph", "table"):
            yield block
        before = block.kind


HEADING = st.sampled_from(["Buying together", "Who we are", "What people say", "R&D <now>"])
PASSAGE = st.one_of(BODY, BODY, BODY, HEADING)
TITLES = st.sampled_from(["Better services", "Data & technology", "Less waste: more care", "Ürban"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A plan numbered by theme, throughout, or not at all."""
    numbering = draw(st.sampled_from(["by theme", "throughout", ""]))
    count = 0
    themes = []
    for place in range(1, draw(st.integers(2, 4)) + 1):
        passages = []
        count = 0 if numbering == "by theme" else count
        for made in draw(st.lists(PASSAGE, min_size=1, max_size=5)):
            words = isinstance(made, tuple)
            count += words
            number = {"by theme": f"{place}.{count}", "throughout": f"{count}"}.get(numbering, "")
            passages.append(
                Passage(1, "paragraph", number, made)
                if words
                else Passage(1, "heading", "", parse_richtext(made))
            )
        themes.append(theme(*passages, number=place, title=draw(TITLES)))
    opening = [Passage(1, "paragraph", "", made) for made in draw(st.lists(BODY, max_size=2))]
    return plan(*themes, introduction=opening, commitments=[commitment_of(1, measure="Counted")])


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(documents())
def test_any_plan_comes_back_as_it_was(document: Document) -> None:
    same(document, back(document))


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(documents())
def test_any_plan_comes_back_from_its_opendocument_text_as_it_was(document: Document) -> None:
    same(document, back_from_open_text(document))
