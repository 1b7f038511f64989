"""Whatever a Word file or a page is made of: every word is in the plan, or listed as left out."""
# ruff: noqa: E501 (pieces of XML are easier to read whole)

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.importing import webpage_aside, word_text
from plans.importing.page_line import LEFT_OUT
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from tests.plans.importing.accounting import SHORT_TITLES, passages
from tests.plans.importing.word_files import paragraph, run, text, word_file

pytestmark = pytest.mark.slow

BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
DRAWN = "<w:r><w:drawing><wp:inline><a:graphic>{}</a:graphic></wp:inline></w:drawing></w:r>"
# Each way in which a word may stand in a paragraph of Word's.
IN_WORD = {
    "plain": run("{}"),
    "bold": run("{}", "<w:b/>"),
    "raised": run("{}", '<w:vertAlign w:val="superscript"/>'),
    "simple field": f'<w:fldSimple w:instr=" DATE ">{run("{}")}</w:fldSimple>',
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> X </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("{}")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "field without its end": f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("{}")}',
    "link": f'<w:hyperlink w:anchor="top">{run("{}")}</w:hyperlink>',
    "smart tag": f'<w:smartTag w:element="x">{run("{}")}</w:smartTag>',
    "custom XML": f'<w:customXml w:element="x">{run("{}")}</w:customXml>',
    "content control": f"<w:sdt><w:sdtPr/><w:sdtContent>{run('{}')}</w:sdtContent></w:sdt>",
    "direction": f'<w:dir w:val="rtl">{run("{}")}</w:dir>',
    "direction override": f'<w:bdo w:val="ltr">{run("{}")}</w:bdo>',
    "ruby": f"<w:r><w:ruby><w:rt>{run('x')}</w:rt><w:rubyBase>{run('{}')}</w:rubyBase></w:ruby></w:r>",
    "above": f"<w:r><w:ruby><w:rt>{run('{}')}</w:rt><w:rubyBase>{run('x')}</w:rubyBase></w:ruby></w:r>",
    "insertion": f'<w:ins w:id="1" w:author="A">{run("{}")}</w:ins>',
    "moved here": f'<w:moveTo w:id="1" w:author="A">{run("{}")}</w:moveTo>',
    "equation": "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>",
    "fraction": "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>{}</m:t></m:r></m:num>"
    "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara>",
    "text box": DRAWN.format(BOX.format(paragraph(run("{}")))),
    "grouped box": DRAWN.format(f"<wpg:wgp><wps:wsp>{BOX.format(paragraph(run('{}')))}</wps:wsp></wpg:wgp>"),
    "older box": f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(run('{}'))}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    "shape": DRAWN.format("<wps:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></wps:txBody>"),
    "either of two": "<mc:AlternateContent><mc:Choice Requires='wps'><w:r/></mc:Choice>"
    f"<mc:Fallback>{run('{}')}</mc:Fallback></mc:AlternateContent>",
    "picture": '<w:r><w:drawing><wp:inline><wp:docPr descr="{}"/><a:graphic><pic:pic/></a:graphic>'
    "</wp:inline></w:drawing></w:r>",
    "something new": f"<w:somethingNew>{run('{}')}</w:somethingNew>",
    "a new run": f"<w:r><w:somethingNew>{text('{}')}</w:somethingNew></w:r>",
}  # fmt: skip
LEFT_OUT_OF_WORD = {
    "hidden": run("{}", "<w:vanish/>"),
    "struck": run("{}", "<w:strike/>"),
    "struck twice": run("{}", "<w:dstrike/>"),
    "deletion": '<w:del w:id="1" w:author="A"><w:r><w:delText>{}</w:delText></w:r></w:del>',
    "hidden insertion": f'<w:ins w:id="1">{run("{}", "<w:vanish/>")}</w:ins>',
}
# Where a paragraph may stand.
AROUND = {
    "alone": "{}",
    "cell": "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "nested table": "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/></w:tc>"
    "<w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "content control": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "row in a control": "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{}</w:tc></w:tr></w:sdtContent></w:sdt>"
    "</w:tbl>",
    "custom XML": '<w:customXml w:element="x">{}</w:customXml>',
    "something new": "<w:somethingNew>{}</w:somethingNew>",
}
IN_PAGE = {
    "plain": "{}", "bold": "<b>{}</b>", "raised": "5<sup>{}</sup>", "lowered": "5<sub>{}</sub>",
    "link": "<a href='#x'>{}</a>", "span": "<span>{}</span>", "new": "<x-y>{}</x-y>",
    "inserted": "<ins>{}</ins>", "ruby": "<ruby>x<rt>{}</rt></ruby>", "quote": "<q>{}</q>",
    "formula": "<math><mfrac><mi>{}</mi><mn>2</mn></mfrac></math>", "alt": "<img alt='{}'>",
    "underlined": "<u>{}</u>", "direction": "<bdo dir=rtl>{}</bdo>", "typed": "<code>{}</code>",
}  # fmt: skip
LEFT_OUT_OF_PAGE = {
    "deleted": "<del>{}</del>", "struck": "<s>{}</s>", "older struck": "<strike>{}</strike>",
    "hidden": "<span style='display:none'>{}</span>", "not shown": "<b hidden>{}</b>",
    "line through": "<span style='text-decoration: line-through'>{}</span>",
    "Word's hidden": "<span style='mso-hide:all'>{}</span>",
}  # fmt: skip
PAGE_AROUND = {
    "paragraph": "<p>{}</p>", "division": "<div>{}</div>", "item": "<ul><li>{}</ul>",
    "roman item": "<ol type=i><li>{}</ol>", "cell": "<table><tr><td>{}<td>2</table>",
    "deep item": "<ul><ul><li>{}</li></ul></ul>", "term": "<dl><dt>{}</dl>",
    "nested table": "<table><tr><td><table><tr><td>{}<td>2</table><td>3</table>",
    "Word's item": "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>{}</p>",
    "caption": "<table><caption>{}</caption><tr><td>1<td>2</table>",
    "quotation": "<blockquote>{}</blockquote>", "typed": "<pre>{}</pre>",
}  # fmt: skip


@st.composite
def made_of(draw, kept, dropped, around):
    """Blocks of words, each word once, and which of them are not to come in."""
    kinds = [*((kind, form, False) for kind, form in kept.items()),
             *((kind, form, True) for kind, form in dropped.items())]  # fmt: skip
    blocks = draw(
        st.lists(
            st.tuples(
                st.sampled_from(sorted(around)), st.lists(st.sampled_from(kinds), max_size=5)
            ),
            min_size=1,
            max_size=6,
        )
    )
    written, inside, out = [], [], []
    for place, pieces in blocks:
        words = ""
        for _, form, drop in pieces:
            word = f"word{len(inside) + len(out)}x"
            (out if drop else inside).append(word)
            words += form.replace("{}", word)
        written.append((around[place], words))
    return written, inside, out


def words_of(said):
    return set(re.findall(r"word\d+x", said))


def accounted(data, name):
    """Words in the plan, and words listed as left out."""
    plan = read_plan(read_source(name, data), SHORT_TITLES)
    said = " ".join([plan.title, *(one.body for one in passages(plan))])
    said += " ".join(theme.title for theme in plan.themes)
    listed = " ".join(line.text for line in plan.lines if line.where in LEFT_OUT)
    return words_of(said), words_of(listed)


def word_of(blocks):
    body = paragraph(run("The first words."))
    return word_file(body + "".join(form.replace("{}", paragraph(words)) for form, words in blocks))


def page_of(blocks):
    body = "".join(form.replace("{}", words) for form, words in blocks)
    return f"<html><body><p>The first words.</p>{body}</body></html>".encode()


@settings(max_examples=300, deadline=None)
@given(made=made_of(IN_WORD, LEFT_OUT_OF_WORD, AROUND))
def test_every_word_of_a_word_file_is_in_the_plan_or_listed(made):
    blocks, inside, out = made

    said, listed = accounted(word_of(blocks), "plan.docx")

    assert (said, listed) == (set(inside), set(out))


@settings(max_examples=300, deadline=None)
@given(made=made_of(IN_PAGE, LEFT_OUT_OF_PAGE, PAGE_AROUND))
def test_every_word_of_a_page_is_in_the_plan_or_listed(made):
    blocks, inside, out = made

    said, listed = accounted(page_of(blocks), "plan.html")

    assert (said, listed) == (set(inside), set(out))


@pytest.mark.parametrize("kind", sorted(IN_WORD))
@pytest.mark.parametrize("place", sorted(AROUND))
def test_each_way_of_word_is_tried_in_each_place(kind, place):
    blocks = [(AROUND[place], IN_WORD[kind].replace("{}", "word0x"))]

    assert accounted(word_of(blocks), "plan.docx")[0] == {"word0x"}


def test_the_count_notices_a_word_that_is_passed_over(monkeypatch):
    blocks = [(AROUND["alone"], IN_WORD["simple field"].replace("{}", "word0x"))]
    assert accounted(word_of(blocks), "plan.docx")[0] == {"word0x"}

    monkeypatch.setattr(word_text, "NO_WORDS", word_text.NO_WORDS | {"fldSimple"})

    assert accounted(word_of(blocks), "plan.docx") == (set(), set())


def test_the_count_notices_hidden_words_that_come_in(monkeypatch):
    blocks = [(PAGE_AROUND["paragraph"], LEFT_OUT_OF_PAGE["deleted"].replace("{}", "word0x"))]
    assert accounted(page_of(blocks), "plan.html") == (set(), {"word0x"})

    monkeypatch.setattr(webpage_aside, "BY_NAME", {})

    assert accounted(page_of(blocks), "plan.html") == ({"word0x"}, set())
