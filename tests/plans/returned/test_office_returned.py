"""A file that somebody worked on and saved with LibreOffice; skipped where there is none."""

from pathlib import Path

import pytest

from plans.returned import Returned
from tests.office import OFFICE, saved_as
from tests.plans.documents import example
from tests.plans.returned.marked_up import LAWYER, OFFICER, Edited
from tests.plans.returned.test_edits import a_plan, came_back, nothing_else, sent_out, told
from tests.plans.returned.test_people import with_figures, with_records

if not OFFICE:
    pytest.skip("LibreOffice (soffice) is not installed here", allow_module_level=True)

pytestmark = pytest.mark.slow


# As which files it is saved, one after the other.
WAYS = pytest.mark.parametrize("ways", ["docx", "odt", "odt docx"])


def saved(content: bytes, folder: Path, ways: str = "docx") -> bytes:
    ending = "docx"
    for kind in ways.split():
        content = saved_as(kind, {f"plan.{ending}": content}, folder)["plan"]
        ending = kind
    return content


@WAYS
def test_a_file_that_libreoffice_saved_proposes_nothing(tmp_path: Path, ways: str) -> None:
    for document in (example(), with_figures(), with_records()):
        content = saved(sent_out(document), tmp_path, ways)

        found = came_back(content, document)

        assert (found.recognised, found.proposals) == ("this round", ())
        nothing_else(found)


@WAYS
def test_tracked_changes_that_libreoffice_saved_are_whose_they_were(
    tmp_path: Path, ways: str
) -> None:
    document = a_plan()
    file = Edited(sent_out(document), OFFICER)
    file.reword(file.of_passage(3)[0], "longer", "much longer")
    file.insert_after(file.of_passage(5)[0], "There is a swimming pool.")
    file.by = LAWYER
    file.reword(file.of_passage(6)[0], "longer", "less")
    file.delete(file.of_passage(8)[0])
    content = file.bytes()

    found = came_back(saved(content, tmp_path, ways), document)

    assert whose(found) == whose(came_back(content, document))
    assert len(found.proposals) == 4


def test_changes_that_nobody_tracked_come_back_from_libreoffice_as_they_were(
    tmp_path: Path,
) -> None:
    document = with_figures()
    file = Edited(sent_out(document))
    file.reword(file.of_passage(1)[0], "96.4", "98.1")
    file.reword(file.of_passage(3)[0], "Nothing", "Little")

    found = came_back(saved(file.bytes(), tmp_path), document)

    assert told(found) == [("words", 3, "")]
    assert [one.after for one in found.figures] == ["£98.1m"]


def whose(found: Returned) -> list[tuple[str, str, int | None, str]]:
    return [(one.said.author, one.kind, one.passage, one.body) for one in found.proposals]
