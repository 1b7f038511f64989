"""Word files nobody here made (../shared/cases/word): every word of each is accounted for.

What is a word of a file is counted here from its own XML, by nothing of ours: what stands in `w:t`
of its text, footnotes and endnotes, without what is deleted or was moved away.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from plans.importing.errors import Unreadable
from plans.importing.plan import ImportedPlan, read_plan
from plans.importing.source import Source, read_source
from plans.written_notes import notes_in, without_notes
from tests.plans.importing.accounting import SHORT_TITLES, lost, words
from tests.plans.importing.word_files import paragraph, run, word_file

CASES = Path(__file__).parents[4] / "shared" / "cases" / "word"
FILES = sorted(CASES.glob("*.docx"))
ABSENT = pytest.mark.skip(reason="No ../shared/cases/word here: its Word files are not read.")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The same words again, for programs that cannot draw the first.
AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
GONE = {f"{W}del", f"{W}moveFrom", AGAIN}
APART = {f"{W}{name}" for name in ("p", "tab", "br", "cr", "noBreakHyphen", "rt", "rubyBase", "tc")}
TEXTS = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")


def typed(data: bytes) -> Counter[str]:
    """Every word of a Word file and how often it stands there."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in filter(TEXTS.fullmatch, package.namelist()):
            root = ET.fromstring(package.read(name))  # noqa: S314 (our own copies)
            found += words("".join(_texts(root)))
    return found


def _texts(element: ET.Element) -> Iterator[str]:
    if element.tag in GONE:
        return
    yield " " if element.tag in APART else ""
    yield (element.text or "") if element.tag == f"{W}t" else ""
    for child in element:
        yield from _texts(child)
    yield " " if element.tag in APART else ""


def read(file: Path, data: bytes) -> tuple[Source | None, str]:
    """What was read, or why it was not."""
    try:
        return read_source(file.name, data), ""
    except Unreadable as why:
        return None, str(why)


def apart(text: str) -> str:
    """A line and then its notes, whose marks may stand inside a word."""
    notes = (text[start:end] for start, end in notes_in(text))
    return " ".join([without_notes(text, ""), *notes])


def lost_on_the_way(data: bytes, source: Source, plan: ImportedPlan) -> Counter[str]:
    """Words of the file that are in no line shown and in no sentence told of it."""
    shown = "\n".join((*(apart(line.text) for line in plan.lines), *source.notes))
    return typed(data) - words(shown)


@pytest.mark.parametrize(
    "file", FILES or [pytest.param(None, marks=ABSENT)], ids=lambda file: file and file.stem[:24]
)
def test_every_word_of_a_real_word_file_is_placed_left_over_or_said(file: Path) -> None:
    data = file.read_bytes()
    source, why = read(file, data)
    if source is None:
        # Only a file without words is refused, and told so.
        assert (why[:24], typed(data)) == ("There are no words in it", Counter())
        return

    plan = read_plan(source, SHORT_TITLES)

    assert lost_on_the_way(data, source, plan) == Counter()
    assert lost(plan) == []
    assert all(line.fate and line.where for line in plan.lines)


def test_a_word_that_went_unsaid_would_be_seen() -> None:
    """The control: the same measure over a file of which a line is taken away."""
    data = word_file(paragraph(run("We saved £3m.")) + paragraph(run("We close a depot.")))
    source = read_source("plan.docx", data)
    less = Source(source.kind, source.text_lines[:1], source.notes)

    assert lost_on_the_way(data, source, read_plan(source, SHORT_TITLES)) == Counter()
    missing = lost_on_the_way(data, less, read_plan(less, SHORT_TITLES))
    assert set(missing) == {"We", "close", "a", "depot"}
