"""What people do to a returned file’s notes is proposed with the words that bear their marks."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from plans.document import Document, Figure, Passage
from plans.returned import Returned
from plans.richtext import fill_figures, parse_richtext
from tests.plans.documents import commitment_of, paragraph, plan, theme
from tests.plans.returned.marked_up import NOTE_MARK, NOTES, OFFICER, Edited, run_of, text_of
from tests.plans.returned.test_edits import came_back, nothing_else, numbered, sent_out, told
from tests.plans.word.packages import W

SAVED = Figure(71, "saved", "Saved", "£96.4m", "", None, "", "")
FIRST = "We saved three million.^[Net of grant.] It helped us a lot."
SECOND = "The second is here^[See **table** [three](https://a.example/x).] with two^[Unaudited.]."
TABLE = "So:\n\n| It | £m |\n|---|---|\n| Waste^[With tips.] | 4 |\n| Roads | 5 |\n\nSo it is."
FIGURE = "We saved {figure:saved} in all^[Of which {figure:saved} is cash.] so far."
LIST = "- one thing^[Or two.]\n- another"


def with_notes() -> Document:
    said = [paragraph(each, f"1.{key}", key) for key, each in enumerate((FIRST, SECOND, TABLE), 1)]
    printed = fill_figures(parse_richtext(FIGURE), lambda _: "£96.4m")
    rest = [Passage(4, "paragraph", "2.1", printed), paragraph(LIST, "2.2", 5)]
    records = [commitment_of(11, owner="Director of Place", measure="Counted")]
    themes = theme(*said), theme(*rest, number=2, title="Fewer buildings")
    return numbered(plan(*themes, figures=[SAVED], commitments=records))


class Noted(Edited):
    """A file while somebody works on its notes too."""

    def __init__(self, content: bytes, by: str = "") -> None:
        super().__init__(content, by)
        self.notes = ET.fromstring(self.parts[NOTES])  # noqa: S314 (made by us)

    def bytes(self, change=None) -> bytes:
        self.parts[NOTES] = ET.tostring(self.notes, encoding="UTF-8")
        return super().bytes(change)

    def reword_note(self, old: str, new: str) -> None:
        note = next(each for each in self.notes if old in text_of(each))
        self.reword(note[0], old, new)

    def add_note(self, to: ET.Element, after: str, words: str) -> None:
        """Its words too are tracked where somebody tracks, as Word has it."""
        key = str(len(self.notes) + 10)
        held = ET.SubElement(ET.SubElement(self.notes, f"{W}footnote", {f"{W}id": key}), f"{W}p")
        held.append(self.came(run_of(words)))
        mark = ET.Element(f"{W}r")
        ET.SubElement(mark, NOTE_MARK, {f"{W}id": key})
        run = next(each for each in to.iter(f"{W}r") if after in text_of(each))
        first, rest = text_of(run).split(after, 1)
        holder = next(each for each in to.iter() if run in list(each))
        place = list(holder).index(run)
        holder.remove(run)
        for each in (run_of(rest, run), self.came(mark), run_of(first + after, run)):
            holder.insert(place, each)

    def came(self, run: ET.Element) -> ET.Element:
        if not self.by:
            return run
        mark = self.mark("ins")
        mark.append(run)
        return mark

    def take_note_out(self, of: ET.Element, place: int) -> None:
        """Tracked, the mark alone says so; else the note goes with it."""
        run = [each for each in of.iter(f"{W}r") if each.find(NOTE_MARK) is not None][place]
        holder = next(each for each in of.iter() if run in list(each))
        at = list(holder).index(run)
        holder.remove(run)
        if self.by:
            gone = self.mark("del")
            gone.append(run)
            holder.insert(at, gone)
        else:
            key = run.find(NOTE_MARK).get(f"{W}id")
            self.notes.remove(next(one for one in self.notes if one.get(f"{W}id") == key))


@pytest.mark.parametrize("stripped", [False, True])
def test_a_file_with_notes_returned_as_it_was_proposes_nothing(*, stripped: bool) -> None:
    file = Noted(sent_out(with_notes()))
    if stripped:
        file.unmarked()

    found = came_back(file.bytes(), with_notes())

    assert (found.proposals, found.same) == ((), 5)
    nothing_else(found)


DEEDS = {
    "a note reworded": (
        lambda file: file.reword_note("grant", "all grants"),
        (1, FIRST.replace("grant", "all grants")),
    ),
    "in a table": (
        lambda file: file.reword_note("With", "Without"),
        (3, TABLE.replace("With", "Without")),
    ),
    "in a list": (lambda file: file.reword_note("two", "three"), (5, LIST.replace("two", "three"))),
    "a note put in": (
        lambda file: file.add_note(file.of_passage(1)[0], "a lot", "By all."),
        (1, FIRST.replace("a lot", "a lot^[By all.]")),
    ),
    "put into a table": (
        lambda file: file.add_note(file.saying("Roads"), "Roads", "And paths."),
        (3, TABLE.replace("Roads", "Roads^[And paths.]")),
    ),
    "a note taken out": (
        lambda file: file.take_note_out(file.of_passage(1)[0], 0),
        (1, FIRST.replace("^[Net of grant.]", "")),
    ),
    "the second of two": (
        lambda file: file.take_note_out(file.of_passage(2)[0], 1),
        (2, SECOND.replace("^[Unaudited.]", "")),
    ),
    "words beside a figure in a note": (
        lambda file: file.reword_note("is cash", "is money"),
        (4, FIGURE.replace("is cash", "is money")),
    ),
}


@pytest.mark.parametrize("by", ["", OFFICER])
@pytest.mark.parametrize("stripped", [False, True])
@pytest.mark.parametrize("deed", DEEDS)
def test_a_note_that_changed_is_other_words_for_its_paragraph(deed, by, *, stripped) -> None:
    found = after(deed, by, stripped=stripped)

    _, expected = DEEDS[deed]
    [one] = found.proposals
    assert (one.kind, one.said.author, one.passage, one.body) == ("words", by, *expected)
    nothing_else(found)


def after(deed: str, by: str, *, stripped: bool) -> Returned:
    file = Noted(sent_out(with_notes()), by)
    DEEDS[deed][0](file)
    if stripped:
        file.unmarked()
    return came_back(file.bytes(), with_notes())


@pytest.mark.parametrize("by", ["", OFFICER])
def test_another_value_in_a_note_is_a_change_of_the_figure(by: str) -> None:
    file = Noted(sent_out(with_notes()), by)
    file.reword_note("96.4", "98.1")

    found = came_back(file.bytes(), with_notes())

    assert found.proposals == ()
    [one] = found.figures
    assert (one.name, one.before, one.after, one.passages) == ("saved", "£96.4m", "£98.1m", (4,))


@pytest.mark.parametrize("by", ["", OFFICER])
def test_a_paragraph_takes_its_notes_with_it(by: str) -> None:
    file = Noted(sent_out(with_notes()), by)
    file.move_after(file.of_passage(1)[0], file.of_passage(4)[0])
    assert [one[0] for one in told(came_back(file.bytes(), with_notes()))] == ["moved"]

    file = Noted(sent_out(with_notes()), "Somebody")
    file.delete(file.of_passage(2)[0])
    found = came_back(file.bytes(), with_notes())
    assert told(found) == [("gone", 2, "")]
    nothing_else(found)


@pytest.mark.parametrize("by", ["", OFFICER])
def test_a_note_in_a_cell_of_a_record_comes_with_the_cell(by: str) -> None:
    file = Noted(sent_out(with_notes()), by)
    file.add_note(file.saying("Director of Place"), "Place", "Ask first.")

    found = came_back(file.bytes(), with_notes())

    assert found.proposals == ()
    [one] = found.items
    assert (one.item, one.after) == (11, "Director of Place [Note: Ask first.]")
    assert one.said.author == by
    nothing_else(replace(found, items=()))
