"""A plan's own Word file as people send it back: tracked with comments, untracked, through another
program."""

import io
import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.patience import PATIENCE_SECONDS

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
DAY = "2026-03-02T10:00:00Z"


def changed(content: bytes, change: Callable[[Any], None]) -> bytes:
    """The file once `change` was done to it as python-docx has it."""
    document = Document(io.BytesIO(content))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def untracked(content: bytes, *edits: tuple[str, str]) -> bytes:
    """Each words, as they are and as they become, typed over with nothing tracked."""

    def change(document: Any) -> None:
        for old, new in edits:
            run = run_with(document, old)
            run.text = run.text.replace(old, new)

    return changed(content, change)


def tracked(
    content: bytes, by: str, *edits: tuple[str, str], comments: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """The same with Word's own marks of what was put in and taken out, and comments on words."""

    def change(document: Any) -> None:
        for words, said in comments:
            run = alone(run_with(document, words), words)
            document.add_comment(run, text=said, author=by, initials="")
        for old, new in edits:
            track(alone(run_with(document, old), old), new, by)

    return changed(content, change)


def run_with(document: Any, words: str) -> Any:
    """The run that has these words."""
    runs = [run for one in document.paragraphs for run in one.runs]
    return next(run for run in runs if words in run.text)


def alone(run: Any, words: str) -> Any:
    """The run of these words alone, with what stood around them in runs beside it."""
    before, _, after = run.text.partition(words)
    for text, place in ((before, run._r.addprevious), (after, run._r.addnext)):
        if text:
            other = deepcopy(run._r)
            place(other)
            type(run)(other, run._parent).text = text
    run.text = words
    return run


def track(run: Any, new: str, by: str) -> None:
    """The run is taken out and, after it, other words are put in."""
    added = deepcopy(run._r)
    type(run)(added, run._parent).text = new
    for number, (kind, inside) in enumerate((("w:ins", added), ("w:del", run._r)), start=1):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(900 + number))
        mark.set(qn("w:author"), by)
        mark.set(qn("w:date"), DAY)
        if kind == "w:ins":
            run._r.addnext(mark)
        else:
            run._r.addprevious(mark)
        mark.append(inside)
    for text in run._r.findall(qn("w:t")):
        text.tag = qn("w:delText")


def through_office(content: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", "docx", "--outdir", "out", "plan.docx"],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
    )
    return (folder / "out" / "plan.docx").read_bytes()
