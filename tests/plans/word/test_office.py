"""What another office program makes of the Word file; skipped, in one line, where there is none."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from plans.exports.imprint import Imprint
from plans.exports.word import render_word
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from plans.richtext import Block, plain_text
from tests.patience import PATIENCE_SECONDS
from tests.plans.documents import example, paragraph, plan, theme
from tests.plans.importing.accounting import SHORT_TITLES
from tests.plans.word.test_round_trip import same

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""

if not OFFICE:
    pytest.skip("LibreOffice (soffice) is not installed here", allow_module_level=True)

pytestmark = pytest.mark.slow


def converted(content: bytes, kind: str, folder: Path, was: str = "docx") -> bytes:
    """The file as LibreOffice saves it in another format."""
    (folder / f"plan.{was}").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", "out", f"plan.{was}"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
    )
    return (folder / "out" / f"plan.{kind}").read_bytes()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_libreoffice_prints_every_word_and_number(tmp_path: Path) -> None:
    document = example()
    content = render_word(document, imprint=Imprint(4, "1a2b3c4d", "Subject to call-in."))

    paper = converted(content, "pdf", tmp_path)
    pages = [page.extract_text() for page in PdfReader(BytesIO(paper)).pages]
    words = squeezed(" ".join(pages))

    for passage in document.passages:
        for block in passage.body:
            if block.kind == "paragraph":
                number = passage.number if block is passage.body[0] else ""
                text = plain_text((Block("paragraph", block.runs),))
                assert squeezed(f"{number}{text}") in words
    for item in document.commitments:
        assert squeezed(item.what) in words
    for place, page in enumerate(pages, start=1):
        assert "ref1a2b3c4d" in squeezed(page)
        assert squeezed(f"Page {place} of {len(pages)}") in squeezed(page)


@pytest.mark.parametrize("by_way_of_odt", [False, True])
def test_what_libreoffice_saves_comes_back_the_same(tmp_path: Path, *, by_way_of_odt: bool) -> None:
    imprint = Imprint(4, "1a2b3c4d", "Subject to call-in.", "Endorsed by Cabinet.")
    table = "We spend:\n\n| Service | £m |\n|===|---|\n| Adults | 40.1 |\n\nThis is so."
    for document in (example(), plan(theme(paragraph(table), paragraph("And more.", "2")))):
        content = render_word(document, imprint=imprint)
        if by_way_of_odt:
            content = converted(content, "odt", tmp_path)
        again = converted(content, "docx", tmp_path, "odt" if by_way_of_odt else "docx")

        same(document, read_plan(read_source("plan.docx", again), SHORT_TITLES))
