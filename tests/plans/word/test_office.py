"""What another office program makes of the Word file; skipped, in one line, where there is none.

`make test-office` sends five hundred plans through it and back; here there are forty.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pypdf import PdfReader

from plans.document import Document
from plans.exports.imprint import Imprint
from plans.exports.open_text import render_open_text
from plans.exports.word import render_word
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan, read_plan
from plans.importing.source import Source, read_source
from plans.richtext import Block, plain_text
from tests.office import OFFICE, saved_as
from tests.plans.documents import example, paragraph, plan, theme
from tests.plans.importing.accounting import SHORT_TITLES
from tests.plans.word.test_round_trip import VERSION, document_of, documents, same

GENERATED = int(os.environ.get("CLEARDAY_OFFICE", "40"))
SITE = re.compile(r"\]\((https?://[^/)\s?#]+)\)")
DORSET, DACORUM = "000", "004"

if not OFFICE:
    pytest.skip("LibreOffice (soffice) is not installed here", allow_module_level=True)

pytestmark = pytest.mark.slow


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_libreoffice_prints_every_word_and_number(tmp_path: Path) -> None:
    document = example()
    content = render_word(document, imprint=Imprint(4, "1a2b3c4d", "Subject to call-in."))

    paper = saved_as("pdf", {"plan.docx": content}, tmp_path)["plan"]
    assert_printed(document, paper)


def assert_printed(document: Document, paper: bytes) -> None:
    """Every word, with its number; a page's edges may stand between two words of a paragraph."""
    pages = [squeezed(page.extract_text()) for page in PdfReader(BytesIO(paper)).pages]
    foot = squeezed(f"Subject to call-in. · {document.council} · Version 4 · ref 1a2b3c4d")
    text = []
    for place, page in enumerate(pages, start=1):
        edges = squeezed(document.title), f"{foot}Page{place}of{len(pages)}"
        assert all(edge in page for edge in edges)
        text.append(page.replace(edges[0], "", 1).replace(edges[1], ""))
    words = "".join(text)

    for passage in document.passages:
        for block in passage.body:
            if block.kind == "paragraph":
                number = passage.number if block is passage.body[0] else ""
                text = plain_text((Block("paragraph", block.runs),))
                assert squeezed(f"{number}{text}") in words
    for item in document.commitments:
        assert squeezed(item.what) in words


def test_libreoffice_prints_every_word_and_number_of_the_opendocument_text(tmp_path: Path) -> None:
    document = example()
    content = render_open_text(document, imprint=VERSION)

    paper = saved_as("pdf", {"plan.odt": content}, tmp_path)["plan"]
    assert_printed(document, paper)


def generated(most: int) -> list[Document]:
    made: list[Document] = []

    @settings(
        max_examples=most,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def collect(document: Document) -> None:
        made.append(document)

    collect()
    return made


def there_and_back(documents: dict[str, Document], folder: Path) -> dict[str, dict[str, bytes]]:
    """Each plan's Word file as LibreOffice saves it, and as it saves what it made OpenDocument."""
    files = {
        f"{name}.docx": render_word(document, imprint=VERSION)
        for name, document in documents.items()
    }
    open_text = saved_as("odt", files, folder)
    again = {f"{name}.odt": content for name, content in open_text.items()}
    return {
        "saved as Word": saved_as("docx", files, folder),
        "saved as OpenDocument": open_text,
        "saved as flat OpenDocument": saved_as("fodt", again, folder),
        "saved as OpenDocument and as Word": saved_as("docx", again, folder),
    }


def assert_the_same(
    documents: dict[str, Document], folder: Path, titles: tuple[str, ...] = SHORT_TITLES
) -> None:
    for how, files in there_and_back(documents, folder).items():
        for name, document in documents.items():
            print(f"{name}, {how}")  # shown where it is not the same
            same(document, read_plan(read_source("plan.docx", files[name]), titles))


def test_what_libreoffice_saves_comes_back_the_same(tmp_path: Path) -> None:
    plans = {f"plan-{place}": each for place, each in enumerate(generated(GENERATED))}

    assert_the_same({"example": example(), **plans}, tmp_path)


def test_notes_come_back_from_libreoffice_at_their_marks(tmp_path: Path) -> None:
    words = (
        "Saved^[Net of **grant**.] it.^[See [the accounts](https://example.org/a).]\n\n- one^[So.]"
    )
    noted = plan(theme(paragraph(words, "1.1")), theme(paragraph("Last.^[One.]", "2.1"), number=2))

    assert_the_same({"noted": noted}, tmp_path)


def with_slashes(read: ImportedPlan) -> ImportedPlan:
    """LibreOffice ends a whole site's address with a slash: it is the same (RFC 3986, 6.2.3)."""

    def addressed(passages: tuple[ImportedPassage, ...]) -> tuple[ImportedPassage, ...]:
        return tuple(replace(each, body=SITE.sub(r"](\1/)", each.body)) for each in passages)

    themes = (replace(each, passages=addressed(each.passages)) for each in read.themes)
    return replace(read, introduction=addressed(read.introduction), themes=tuple(themes))


def test_the_plans_of_real_councils_come_back_from_libreoffice_the_same(
    tmp_path: Path, seed: Callable[[str], Source], letter_titles: tuple[str, ...]
) -> None:
    councils = {
        number: document_of(with_slashes(read_plan(seed(number), letter_titles)))
        for number in (DORSET, DACORUM)
    }

    assert_the_same(councils, tmp_path, letter_titles)
