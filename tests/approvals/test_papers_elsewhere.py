"""A notice and a report outside the product: as Word, and as words to paste elsewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from approvals.decisions.notice import decision_notice
from approvals.decisions.report_paper import issued_report
from approvals.papers.paper import Paper, Section
from approvals.papers.pasted import paper_as_html, paper_as_text
from approvals.papers.word import paper_as_word
from plans.access import plan_url
from plans.exports.tables import Column, Table
from plans.importing.accounting import account_of
from plans.richtext import Run, plain_text
from tests.approvals.makers import Chamber, make_answered, make_decided, make_put, make_sent
from tests.approvals.pages import words_of
from tests.plans.test_exports_html import HOSTILE
from tests.plans.word.packages import W, faults_in
from web.file_kinds import ODT, WORD, look_at

WORDS = re.compile(r"\w+")
COLUMNS = (Column("When", 22), Column("Risk", 16), Column("Why", 62))
ROWS = (((Run("As things are"),), (Run("High"),), ()), ((Run("If agreed"),), (Run("Low"),), ()))
RISK = Table("Risk before and after", "Risk before and after", COLUMNS, ROWS)
PAPER = Paper(
    council="Northmoor Council",
    kind="Report to Cabinet",
    title="Our plan",
    identity="Report 1, reference 1a2b3c4d, with the plan, version 2, reference 5e6f7a8b",
    opening="Issued on 9 July 2024.",
    name="Report 1",
    reference="1a2b3c4d",
    sections=(
        Section("Summary", text="We **save** £96m.\n\na. by buying\nb. by selling"),
        Section(
            "The decision",
            facts=(
                ("Signed by", "A. Member\n9 July"),
                ("Minutes at", "https://n.example/m?a=1&b=2"),
            ),
            numbered=(
                "That it be agreed:\n\n- as drafted",
                "That it be sent. [See](https://a.b/c)",
            ),
        ),
        Section("Section 151 officer: objects", text="It costs more.", level=3),
        Section("Recommendation", numbered=("That nothing be done.",)),
        Section("Risk", table=RISK),
    ),
)


def opened(paper: Paper) -> WordFile:
    return docx.Document(BytesIO(paper_as_word(paper)))


def lines_of(file: WordFile) -> list[tuple[str, str]]:
    """The style and the words of each paragraph, in tables too."""
    every = (Paragraph(each, file) for each in file.element.body.iter(f"{W}p"))
    return [(each.style.name, each.text) for each in every if each.text]


def words_in(paper: Paper) -> Iterator[str]:
    """Each stretch of words that a paper prints, less the marks it is written with."""
    yield from (paper.council, paper.kind, paper.title, paper.identity, paper.opening)
    for section in paper.sections:
        yield section.title
        yield from (words for fact in section.facts for words in fact)
        yield from (
            plain_text(blocks) for blocks in (section.blocks, *dict(section.limbs).values())
        )
        if section.table:
            yield from (column.title for column in section.table.columns)
            yield from (run.text for row in section.table.rows for cell in row for run in cell)


class Bare(HTMLParser):
    """What a fragment has: its elements with their attributes, and its words."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.words: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_a_paper_in_word_has_words_own_styles_and_numbers() -> None:
    file = opened(PAPER)
    told = lines_of(file)

    assert told[:5] == [
        ("Imprint", "Northmoor Council · Report to Cabinet"),
        ("Title", "Our plan"),
        ("Imprint", PAPER.identity),
        ("Body Text", "Issued on 9 July 2024."),
        ("Heading 1", "Summary"),
    ]
    assert ("Heading 2", "Section 151 officer: objects") in told
    assert ("Numbered Paragraph", "That it be agreed:") in told
    assert ("List Bullet", "as drafted") in told
    assert ("Body Text", "Signed by: A. Member\n9 July") in told
    assert ("Caption", "Risk before and after") in told
    patterns = [
        each.get(f"{W}val") for each in file.part.numbering_part.element.iter(f"{W}lvlText")
    ]
    assert patterns.count("%1.") > 1
    [link] = [one for one in file.paragraphs if one.text.startswith("Minutes at")]
    assert link.hyperlinks[0].address == "https://n.example/m?a=1&b=2"
    assert faults_in(paper_as_word(PAPER)) == []


def test_each_page_of_it_and_its_properties_say_which_paper_it_is() -> None:
    file = opened(PAPER)
    [section], core = file.sections, file.core_properties

    assert section.header.paragraphs[0].text == "Report to Cabinet: Our plan"
    foot = section.footer.paragraphs[0].text
    assert foot.startswith(f"Northmoor Council · Report to Cabinet · {PAPER.identity}\tPage ")
    assert core.title == "Report to Cabinet: Our plan"
    assert (core.author, core.language) == ("Northmoor Council", "en-GB")
    assert (core.version, core.identifier) == ("Report 1", "1a2b3c4d")
    assert core.created is core.modified is None
    head = file.element.body.find(f".//{W}tbl/{W}tr/{W}trPr/{W}tblHeader")
    assert head is not None


def test_the_words_of_real_papers_are_the_words_of_their_files(chamber: Chamber) -> None:
    step = make_put(chamber)
    papers = [issued_report(step), decision_notice(make_decided(chamber, reasons="We were asked."))]

    for paper in papers:
        content = paper_as_word(paper)
        found = " ".join(words for _, words in lines_of(docx.Document(BytesIO(content))))
        html, text = Bare(paper_as_html(paper)), paper_as_text(paper)
        for words in words_in(paper):
            known = WORDS.findall(words)
            for place in (found, " ".join(html.words), text):
                assert set(known) <= set(WORDS.findall(place)), words
        assert account_of("paper.docx", content).is_whole
        assert content == paper_as_word(paper)
        assert faults_in(content) == []


def test_plain_html_has_elements_and_nothing_to_look_at_them_by() -> None:
    tags = Bare(paper_as_html(PAPER)).tags

    assert {tag for tag, _ in tags} == {
        *("h1", "h2", "h3", "p", "strong", "br", "a", "ul", "ol", "li"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    }
    assert {name for _, names in tags for name in names} == {"href", "rel", "type", "scope"}
    assert [names for tag, names in tags if tag == "th"] == [("scope",)] * 5


def test_the_words_alone_read_by_themselves() -> None:
    text = paper_as_text(PAPER)

    assert text.startswith("Our plan\nNorthmoor Council · Report to Cabinet\nReport 1, ")
    assert "\n\nWe save £96m.\n\na. by buying\nb. by selling\n\nThe decision\n\n" in text
    limbs = ("1. That it be agreed:", "• as drafted", "2. That it be sent. See (https://a.b/c)")
    assert "\n\n".join(("", *limbs, "")) in text
    assert text.endswith("Risk\n\nWhen: As things are\nRisk: High\n\nWhen: If agreed\nRisk: Low")


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_typed_becomes_markup(words: str) -> None:
    paper = Paper(words, words, words, words, (Section(words, words, ((words, words),), (words,)),))
    allowed = {tag for tag, _ in Bare(paper_as_html(PAPER)).tags}

    assert {tag for tag, _ in Bare(paper_as_html(paper)).tags} <= allowed
    assert "javascript:" not in " ".join(re.findall(r'href="[^"]*"', paper_as_html(paper)))
    assert faults_in(paper_as_word(paper)) == []


@settings(max_examples=30, deadline=None)
@given(words=st.text(max_size=60))
def test_any_text_is_written_and_the_file_stays_whole(words: str) -> None:
    paper = Paper(words, words, words, words, (Section(words, words, numbered=(words,)),), words)

    assert faults_in(paper_as_word(paper)) == []
    assert paper_as_text(paper) == paper_as_text(paper)


def test_both_papers_are_downloaded_for_either_office_program_and_copied(
    chamber, signed_in
) -> None:
    place, clerk = make_decided(chamber).step.place, signed_in(chamber.clerk)

    ways = {"docx": WORD, "odt": ODT}
    for page, name in (("decision", "notice"), ("report_issued", "report_issued")):
        shown = clerk.get(plan_url(page, chamber.plan, place)).content.decode()
        for way in ("pdf", *ways, "copy"):
            assert f'href="{plan_url(f"{name}_{way}", chamber.plan, place)}"' in shown
        for way, kind in ways.items():
            answer = clerk.get(plan_url(f"{name}_{way}", chamber.plan, place))
            assert answer["Content-Type"] == kind.media_type
            assert look_at(answer.content) == kind
            assert f".{way}" in answer["Content-Disposition"]


def test_the_report_is_copied_as_headings_as_words_and_as_code(chamber, signed_in) -> None:
    make_answered(chamber, make_sent(chamber))
    place = chamber.plan.steps.get().place
    address = plan_url("report_issued_copy", chamber.plan, place)

    page = words_of(signed_in(chamber.author).get(address))

    assert "Copy this paper" in page
    assert "left out" not in page
    assert page.count("Background papers") == 3
