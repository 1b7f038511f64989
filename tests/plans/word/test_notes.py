"""Notes in Word: real footnotes on the way out, notes at their marks on the way in."""

from io import BytesIO

import docx
import pytest

from plans.exports.word import read_look, render_word
from plans.importing.accounting import account_of
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from tests.plans.documents import example, paragraph, plan, theme
from tests.plans.importing.accounting import SHORT_TITLES
from tests.plans.importing.word_files import paragraph as p
from tests.plans.importing.word_files import run, word_file
from tests.plans.word.packages import W, faults_in, parts_of
from tests.plans.word.test_draw import VERSION, drawn
from tests.plans.word.test_look import broken_references, template_of

NOTED = plan(
    theme(
        paragraph("Saved.^[Net of **grant**, see [it](https://a.uk).]\n\n- one^[Second.]"),
        paragraph("Table: x^[Third.]\n| a^[Fourth.] |\n|---|\n| 1 |", "2"),
    )
)
MARK = '<w:r><w:footnoteReference w:id="1"/></w:r>'


def test_each_note_is_a_footnote_of_words_own_style() -> None:
    parts = parts_of(drawn(NOTED))

    notes = [one for one in parts["word/footnotes.xml"] if not one.get(f"{W}type")]
    marks = [one.get(f"{W}id") for one in parts["word/document.xml"].iter(f"{W}footnoteReference")]
    assert [one.get(f"{W}id") for one in notes] == marks == ["1", "2", "3", "4"]
    words = ["".join(one.itertext()) for one in notes]
    assert words == [" Net of grant, see it.", " Second.", " Third.", " Fourth."]
    styles = {one.get(f"{W}val") for each in notes for one in each.iter(f"{W}pStyle")}
    assert styles == {"FootnoteText"}


def test_a_file_with_notes_opens_without_repair_and_is_the_same_each_time() -> None:
    assert faults_in(drawn(NOTED)) == []
    assert drawn(NOTED) == drawn(NOTED)


def test_a_file_without_notes_has_no_part_for_them() -> None:
    assert "word/footnotes.xml" not in parts_of(drawn(example()))


def test_notes_take_the_look_of_the_councils_template() -> None:
    file = docx.Document()
    style = file.styles.add_style("footnote text", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.font.name = "Georgia"
    style.element.set(f"{W}styleId", "TheirNotes")

    content = render_word(NOTED, imprint=VERSION, look=read_look(template_of(file)))

    named = parts_of(content)["word/footnotes.xml"].iter(f"{W}pStyle")
    assert {one.get(f"{W}val") for one in named} == {"TheirNotes"}
    assert docx.Document(BytesIO(content)).styles["footnote text"].font.name == "Georgia"
    assert broken_references(content) == []


@pytest.mark.parametrize(
    ("note", "comes"),
    [
        (p(run("One.")) + p(run("Two.", "<w:b/>")) + p(""), "^[One. / **Two.**]"),
        (p(run("a [b] ^[c")), "^[a \\[b\\] \\^\\[c]"),
        (p(run("one") + "<w:r><w:br/></w:r>" + run("two")), "^[one / two]"),
        (
            f"<w:tbl><w:tr><w:tc>{p(run('A'))}</w:tc><w:tc>{p(run('1'))}</w:tc></w:tr></w:tbl>",
            "^[A / 1]",
        ),
        (p(run("It is ") + "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>" + run("so.")),
         "^[It is so.]"),
        (p(""), ""),
    ],
)  # fmt: skip
def test_a_footnote_comes_as_one_line_at_its_mark_and_no_word_is_lost(
    note: str, comes: str
) -> None:
    body = p(run("We sa") + MARK + run("ved £5m in two years."))
    data = word_file(body, footnotes=f'<w:footnote w:id="1">{note}</w:footnote>')

    lines = [line.text for line in read_plan(read_source("x.docx", data), SHORT_TITLES).lines]

    assert lines[0] == f"We sa{comes}ved £5m in two years."
    assert account_of("x.docx", data).is_whole


def test_two_notes_side_by_side_come_both_though_they_say_the_same() -> None:
    notes = "".join(f'<w:footnote w:id="{n}">{p(run("So."))}</w:footnote>' for n in (1, 2))
    data = word_file(p(run("We saved it.") + MARK + MARK.replace('"1"', '"2"')), footnotes=notes)

    lines = [line.text for line in read_plan(read_source("x.docx", data), SHORT_TITLES).lines]

    assert lines == ["We saved it.^[So.]^[So.]"]
    assert account_of("x.docx", data).is_whole


def test_a_note_of_a_heading_comes_on_a_line_of_its_own() -> None:
    heading = p(run("Buying") + MARK, '<w:outlineLvl w:val="1"/>')
    note = f'<w:footnote w:id="1">{p(run("Since 2019."))}</w:footnote>'
    data = word_file(heading + p(run("We buy together.")), footnotes=note)

    lines = [line.text for line in read_plan(read_source("x.docx", data), SHORT_TITLES).lines]

    assert lines == ["## Buying", "[Note: Since 2019.]", "We buy together."]
    assert account_of("x.docx", data).is_whole
