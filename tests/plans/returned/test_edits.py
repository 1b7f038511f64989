"""One thing that somebody does to a returned file is one thing that is proposed."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.document import Document, Figure
from plans.exports.word import Marks, render_word
from plans.importing.plan import read_plan
from plans.returned import Returned, Sent
from plans.returned.reader import read_returned
from plans.richtext import parse_richtext, plain_text
from tests.plans.documents import example, heading, paragraph, plan, theme
from tests.plans.returned.marked_up import DAY, OFFICER, Edited
from tests.plans.word.test_round_trip import PHRASE, VERSION, document_of, documents

MARKS = Marks("plan1", "round1")


def sent_out(document: Document) -> bytes:
    return render_word(document, imprint=VERSION, marks=MARKS)


def came_back(content: bytes, document: Document) -> Returned:
    return read_returned(content, Sent(MARKS.plan, MARKS.round, document))


def numbered(document: Document) -> Document:
    """The same with a key of its own for each passage, and the figure that any may print."""
    keys = itertools.count(1)

    def with_keys(passages):
        return tuple(replace(one, id=next(keys)) for one in passages)

    introduction = with_keys(document.introduction)
    themes = (
        replace(one, id=place, passages=with_keys(one.passages))
        for place, one in enumerate(document.themes, start=1)
    )
    figures = document.figures or (Figure(1, "f", "A figure", "£96m", "", None, "", ""),)
    return replace(document, introduction=introduction, themes=tuple(themes), figures=figures)


def told(found: Returned) -> list[tuple[str, int | None, str]]:
    return [(one.kind, one.passage, one.how) for one in found.proposals]


def nothing_else(found: Returned) -> None:
    assert (found.left, found.items, found.figures, found.comments) == ((), (), (), ())


ALIKE = ("yards", "depots", "vans", "schools", "roads", "homes", "parks", "boats")
WORDS = "We keep {} for longer than before. Nobody was asked about {} until the summer of 2024."


def a_plan() -> Document:
    """Two themes of three paragraphs, and an introduction of two."""
    said = [paragraph(WORDS.format(one.title(), one)) for one in ALIKE]
    themes = theme(*said[2:5]), theme(*said[5:], number=2, title="Fewer buildings")
    return numbered(plan(*themes, introduction=[replace(one, number="") for one in said[:2]]))


@pytest.mark.parametrize("by", ["", OFFICER])
@pytest.mark.parametrize("stripped", [False, True])
@pytest.mark.parametrize("key", [1, 3, 4, 8])
class TestOneEdit:
    def edited(self, by: str, key: int) -> tuple[Document, Edited, list]:
        document = a_plan()
        file = Edited(sent_out(document), by)
        return document, file, [file.of_passage(one)[0] for one in range(1, 9)]

    def read(self, document: Document, file: Edited, *, stripped: bool) -> Returned:
        if stripped:
            file.unmarked()
        found = came_back(file.bytes(), document)
        nothing_else(found)
        assert found.recognised == ("marks lost" if stripped else "this round")
        for one in found.proposals:
            assert one.said.author == file.by
            assert str(one.said.day) == (DAY if file.by else "None")
        return found

    def test_other_words(self, by: str, key: int, *, stripped: bool) -> None:
        document, file, at = self.edited(by, key)
        file.reword(at[key - 1], "longer", "much longer")

        found = self.read(document, file, stripped=stripped)

        assert told(found) == [("words", key, "")]
        words = WORDS.format(ALIKE[key - 1].title(), ALIKE[key - 1])
        assert found.proposals[0].body == words.replace("longer", "much longer")

    def test_a_new_paragraph(self, by: str, key: int, *, stripped: bool) -> None:
        document, file, at = self.edited(by, key)
        file.insert_after(at[key - 1], "There is a swimming pool.")

        found = self.read(document, file, stripped=stripped)

        assert told(found) == [("new", None, "")]
        [one] = found.proposals
        here = None if key < 3 else 1 if key < 6 else 2
        assert (one.body, one.theme, one.after) == ("There is a swimming pool.", here, key)

    def test_a_paragraph_taken_out(self, by: str, key: int, *, stripped: bool) -> None:
        document, file, at = self.edited(by, key)
        file.delete(at[key - 1])

        assert told(self.read(document, file, stripped=stripped)) == [("gone", key, "")]

    def test_a_paragraph_moved_within_its_theme_or_to_another(
        self, by: str, key: int, *, stripped: bool
    ) -> None:
        document, file, at = self.edited(by, key)
        to = 7 if key != 8 else 4
        file.move_after(at[key - 1], at[to - 1])

        found = self.read(document, file, stripped=stripped)

        assert told(found) == [("moved", key, "")]
        [one] = found.proposals
        assert (one.theme, one.after) == (2 if to == 7 else 1, to)

    def test_a_paragraph_parted(self, by: str, key: int, *, stripped: bool) -> None:
        document, file, at = self.edited(by, key)
        file.split(at[key - 1], "Nobody")

        found = self.read(document, file, stripped=stripped)

        assert sorted(told(found)) == [("new", None, "split"), ("words", key, "")]
        [new] = [one for one in found.proposals if one.kind == "new"]
        [kept] = [one for one in found.proposals if one.kind == "words"]
        assert new.others == (key,)
        halves = (kept.body, new.body) if new.after == key else (new.body, kept.body)
        assert " ".join(halves) == WORDS.format(ALIKE[key - 1].title(), ALIKE[key - 1])

    def test_two_paragraphs_joined(self, by: str, key: int, *, stripped: bool) -> None:
        document, file, at = self.edited(by, key)
        first = key if key in (1, 3, 4) else 7
        file.join(at[first - 1], at[first])

        found = self.read(document, file, stripped=stripped)

        kinds = {one.kind: one for one in found.proposals}
        assert set(kinds) == {"words", "gone"}
        assert {kinds["words"].passage, kinds["gone"].passage} == {first, first + 1}
        assert kinds["gone"].how == "joined"
        assert kinds["gone"].others == (kinds["words"].passage,)


def test_a_file_returned_as_it_was_proposes_nothing() -> None:
    found = came_back(sent_out(example()), example())

    assert found.recognised == "this round"
    assert found.proposals == ()
    assert found.same == len(list(example().passages))
    nothing_else(found)


def test_nor_does_one_that_lost_its_marks() -> None:
    found = came_back(render_word(example(), imprint=VERSION), example())

    assert (found.recognised, found.proposals) == ("marks lost", ())
    nothing_else(found)


ODD = ["1. Our people", "“Quoted”", "- a dash", "R&D <now> [x] #1 __init__", "a. b", "# of staff"]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_in_titles_headings_and_paragraphs_propose_nothing(words: str) -> None:
    said = [heading(words), paragraph(f"It is {words} here."), heading(f"{words} again")]
    themes = theme(*said, title=words), theme(paragraph("More."), number=2, title=f"{words} too")
    document = numbered(plan(*themes, introduction=[heading(words)], title=words))

    found = came_back(sent_out(document), document)

    assert (found.proposals, found.same) == ((), 5)
    nothing_else(found)


@pytest.mark.parametrize("number", ["000", "004"])
@pytest.mark.parametrize("marks", [MARKS, None])
def test_the_document_of_a_real_council_returned_as_it_was_proposes_nothing(
    seed, letter_titles, number, marks
) -> None:
    document = numbered(document_of(read_plan(seed(number), letter_titles)))

    found = came_back(render_word(document, imprint=VERSION, marks=marks), document)

    assert found.proposals == ()
    nothing_else(found)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(documents(), st.booleans())
def test_no_plan_returned_as_it_was_proposes_anything(document: Document, marked: bool) -> None:
    document = numbered(document)
    marks = MARKS if marked else None

    found = came_back(render_word(document, imprint=VERSION, marks=marks), document)

    assert found.proposals == ()
    nothing_else(found)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(documents(), st.data(), st.sampled_from(["", OFFICER]))
def test_whatever_one_does_to_one_paragraph_nothing_is_said_of_another(
    document: Document, data: st.DataObject, by: str
) -> None:
    document = numbered(document)
    file = Edited(sent_out(document), by)
    simple = [
        (one.id, held[0])
        for one in document.passages
        if one.kind == "paragraph" and len(held := file.of_passage(one.id)) == 1
        if held[0].tag.endswith("}p") and "We " in "".join(held[0].itertext())
    ]
    if not simple:
        return
    key, held = data.draw(st.sampled_from(simple))
    deed = data.draw(st.sampled_from(["reword", "insert", "delete"]))
    words = f"Entirely other things {data.draw(PHRASE)} were said."
    if deed == "reword":
        file.reword(held, "We ", "All of us here ")
    elif deed == "insert":
        file.insert_after(held, words)
    else:
        file.delete(held)

    found = came_back(file.bytes(), document)

    nothing_else(found)
    [one] = found.proposals
    alike = [
        each.id
        for each in document.passages
        if plain_text(each.body)
        == plain_text(next(p.body for p in document.passages if p.id == key))
    ]
    if deed == "insert":
        assert (one.kind, one.passage) == ("new", None)
        assert (
            plain_text(parse_richtext(one.body)).split()
            == plain_text(parse_richtext(words)).split()
        )
    else:
        assert one.kind == {"reword": "words", "delete": "gone"}[deed]
        assert one.passage in alike
