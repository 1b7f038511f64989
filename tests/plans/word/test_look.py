"""A council's own template: what is taken from it, and what a file made with it looks like."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document as WordFile
from docx.shared import Pt

from plans.exports import word
from plans.exports.word import missing_from, read_look, render_word
from plans.exports.word.look import DAMAGED, NOT_TEMPLATE
from tests.plans.documents import example
from tests.plans.word.packages import W, faults_in
from tests.plans.word.test_draw import MADE, VERSION, drawn, every_paragraph
from web.errors import Refused

DOCUMENT, TEMPLATE = b"wordprocessingml.document.main", b"wordprocessingml.template.main"


def template_of(file: WordFile, **changed: tuple[bytes, bytes]) -> bytes:
    """A file saved as a template, with parts changed: the part's name with _ for its slash."""
    saved, out = BytesIO(), BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(out, "w") as zipped:
        for name in whole.namelist():
            before, after = changed.get(name.split("/")[-1].split(".")[0], (b"", b""))
            content = whole.read(name).replace(DOCUMENT, TEMPLATE)
            assert before in content
            zipped.writestr(name, content.replace(before, after) if before else content)
    return out.getvalue()


@pytest.fixture(scope="module")
def councils_own() -> bytes:
    """Word's usual styles in a council's font, lists among them; none of our own names."""
    file = docx.Document()
    file.styles["Heading 1"].font.size = Pt(31)
    file.styles["Body Text"].font.name = "Georgia"
    return template_of(file)


def dressed(template: bytes) -> bytes:
    return render_word(example(), imprint=VERSION, made=MADE, look=read_look(template))


def broken_references(content: bytes) -> list[str]:
    """Faults but for the order of what the template itself wrote."""
    return [one for one in faults_in(content) if one.startswith("no ")]


def test_the_words_stay_and_the_styles_are_the_councils(councils_own: bytes) -> None:
    ours = docx.Document(BytesIO(drawn(example())))
    theirs = docx.Document(BytesIO(dressed(councils_own)))

    told = [(each.style.name, each.text) for each in every_paragraph(theirs)]
    assert told == [(each.style.name, each.text) for each in every_paragraph(ours)]
    assert theirs.styles["Heading 1"].font.size == Pt(31)
    assert theirs.styles["Body Text"].font.name == "Georgia"
    assert theirs.styles["Imprint"].font.size == ours.styles["Imprint"].font.size
    assert broken_references(dressed(councils_own)) == []
    defaults = [one for one in theirs.styles.element if one.get(f"{W}default") == "1"]
    assert len({one.get(f"{W}type") for one in defaults}) == len(defaults)


def test_a_list_of_theirs_is_counted_and_set_in_as_ours(councils_own: bytes) -> None:
    file = docx.Document(BytesIO(dressed(councils_own)))
    facts = file.styles["List Bullet"].element.find(f"{W}pPr")

    assert facts.find(f"{W}numPr/{W}numId").get(f"{W}val") == "1"
    assert facts.find(f"{W}ind") is not None
    order = [child.tag.removeprefix(W) for child in facts]
    assert order.index("numPr") < order.index("ind")


def test_what_a_template_has_not_is_named(councils_own: bytes) -> None:
    missing = missing_from(read_look(councils_own))

    assert {"Numbered Paragraph", "Imprint", "Table Text"} <= set(missing)
    assert not {"Title", "heading 1", "Body Text", "List Bullet"} & set(missing)
    assert missing_from(read_look(template_of(docx.Document(BytesIO(drawn(example())))))) == []


def test_our_own_file_as_a_template_changes_nothing_but_the_look() -> None:
    own = template_of(docx.Document(BytesIO(drawn(example()))))

    assert faults_in(dressed(own)) == []


def test_fonts_of_a_theme_are_written_out_and_nothing_of_another_kind_is_kept(
    councils_own: bytes,
) -> None:
    look = read_look(councils_own)

    assert "Theme" not in look.replace("themeFontLang", "")
    assert "Calibri" in look
    assert "schemas.microsoft.com" not in look.partition("<w:docDefaults")[2]


def test_the_same_look_gives_the_same_bytes(councils_own: bytes) -> None:
    assert dressed(councils_own) == dressed(councils_own)
    assert dressed(councils_own) != drawn(example())


@pytest.mark.parametrize(
    ("part", "before", "after", "why"),
    [
        ("styles", b"<w:styles", b"<w:stiles", DAMAGED),
        ("styles", b"<w:docDefaults>", b"<!DOCTYPE x><w:docDefaults>", DAMAGED),
        ("[Content_Types]", TEMPLATE, DOCUMENT, NOT_TEMPLATE),
    ],
)
def test_what_is_no_template_is_refused_with_why(part, before, after, why) -> None:
    with pytest.raises(Refused, match=why[:30]):
        read_look(template_of(docx.Document(), **{part: (before, after)}))


def indent_of(style: Any) -> Any:
    """Of a style, or else of the one that it is based on."""
    found = style.element.find(f"{W}pPr/{W}ind")
    return found if found is not None or style.base_style is None else indent_of(style.base_style)


def indents_counted(content: bytes) -> set[tuple[str, str, str]]:
    """Of each paragraph that counts: its style, its style's indent, and its list's own."""
    file = docx.Document(BytesIO(content))
    root = file.part.numbering_part.element
    definitions = {one.get(f"{W}abstractNumId"): one for one in root.iter(f"{W}abstractNum")}
    lists = {one.get(f"{W}numId"): one.find(f"{W}abstractNumId") for one in root.iter(f"{W}num")}
    found = set()
    for each in every_paragraph(file):
        listed = each._p.find(f"{W}pPr/{W}numPr")
        if listed is None:
            continue
        key = listed.find(f"{W}numId").get(f"{W}val")
        depth = listed.find(f"{W}ilvl").get(f"{W}val")
        levels = definitions[lists[key].get(f"{W}val")].iter(f"{W}lvl")
        level = next(one for one in levels if one.get(f"{W}ilvl") == depth)
        own, style = level.find(f"{W}pPr/{W}ind"), indent_of(each.style)
        told = ("none" if one is None else str(sorted(one.items())) for one in (style, own))
        found.add((each.style.name, *told))
    return found


def test_what_is_counted_is_set_in_by_its_list_as_by_its_style(councils_own: bytes) -> None:
    """LibreOffice asks the list alone."""
    file = docx.Document()
    file.styles["List Number"].paragraph_format.left_indent = Pt(77)
    for content in (drawn(example()), dressed(councils_own), dressed(template_of(file))):
        counted = indents_counted(content)
        assert len(counted) >= 2
        assert all(style == own != "none" for _, style, own in counted)


def test_without_it_the_lists_would_say_no_indent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(word, "set_in", lambda _: None)
    assert {own for _, _, own in indents_counted(drawn(example()))} == {"none"}
