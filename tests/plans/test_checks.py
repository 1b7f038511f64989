"""What a careful colleague would notice: found where it is, and not where it only looks like it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.checks import run
from plans.checks.findings import Place, quoted
from plans.checks.progress import Progress
from plans.checks.run import check_document
from plans.commission import PageGuidance
from plans.document import Document, Figure, Question
from plans.richtext import fill_figures, parse_richtext
from tests.plans import documents
from tests.plans.documents import heading, paragraph, plan, theme

SEEDS = Path(__file__).parents[3] / "shared/seeds"


def of(*texts: str, **parts) -> Document:
    passages = [paragraph(text, str(n), key=n) for n, text in enumerate(texts, start=1)]
    return plan(theme(*passages), **parts)


def codes(document: Document, progress: Progress | None = None) -> list[str]:
    return [one.code for one in check_document(document, progress)]


def figure(printed: str, label: str, **facts) -> Figure:
    said = {"period": "2024/25", "as_at": None, "source": "The budget book", "owner": ""}
    return Figure(id=7, name="savings", label=label, printed=printed, **said | facts)


@pytest.mark.parametrize(
    "text",
    [
        "The owner is TBC.",
        "See [link] for more.",
        "It saves [INSERT FIGURE HERE] a year.",
        "It saves £xx a year.",
        "It saves £XX.Xm a year.",
        "It is xx% of it.",
        "To be added.",
        "- Agency staff: to be confirmed",
        "By ??? at the latest.",
        "[…]",
        "Lorem ipsum dolor sit amet.",
        "By <insert date>.",
    ],
)
def test_words_still_to_come_stop_a_plan(text):
    [found] = check_document(of("Here we are.", text))
    assert (found.code, found.stops, found.place) == ("placeholder", True, Place("passage", 2))


@pytest.mark.parametrize(
    "text",
    [
        "See annex XX for more.",
        "The work [our own] goes on.",
        "As the report says [1], we [the council] agree.",
        "The timetable is to be confirmed by Cabinet in July.",
        "More is to be added to the budget each year.",
        "We ask residents whether it helps. Why?",
        "The XXth anniversary of the council.",
        "We met the exxpert.",
    ],
)
def test_what_only_looks_like_it_does_not(text):
    assert codes(of(text)) == []


def test_a_figure_nobody_knows_stops_a_plan():
    blocks = fill_figures(parse_richtext("It is {figure:gone} now."), lambda n: f"{{figure:{n}}}")
    [found] = check_document(plan(theme(replace(paragraph(""), body=blocks))))
    assert (found.code, found.stops) == ("unknown_figure", True)
    assert "“gone”" in found.words


@pytest.mark.parametrize("passages", [(), (heading("Only a heading"),)])
def test_a_theme_without_text_stops_a_plan(passages):
    [found] = check_document(plan(theme(*passages), theme(paragraph("Words."), number=2)))
    assert (found.code, found.stops, found.place) == ("empty_theme", True, Place("theme", 1))


@pytest.mark.parametrize(
    "text",
    ["Our [strategy](#) says so.", "Our [strategy](https://) says so.", "[link: www.a.example]"],
)
def test_a_link_that_leads_nowhere_is_told(text):
    [found] = check_document(of(text))
    assert (found.code, found.stops) == ("empty_link", False)


@pytest.mark.parametrize(
    "text",
    ["Saved^[Net\nof grant.] it.", "Saved^[] it.", "Saved^[Net^[Of it.].] it.", "Saved^[Net"],
)
def test_what_was_to_be_a_note_and_is_none_is_told(text):
    [found] = check_document(of(text))
    assert (found.code, found.stops) == ("unmade_note", False)
    assert "^[" in found.quote


def test_a_note_is_not_told_as_one_that_is_none():
    assert codes(of("Saved^[Net of [all] grant.] it, by x^2 [sic].")) == []


def test_a_link_that_leads_somewhere_is_not():
    assert codes(of("Our [strategy](https://council.example/strategy) says so.")) == []


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"source": ""}, "where it comes from."),
        ({"period": ""}, "which period or day it is of."),
        ({"source": " ", "period": ""}, "where it comes from or which period or day it is of."),
    ],
)
def test_a_figure_without_source_or_period_is_told(facts, said):
    known = figure("£96.4m", "Planned savings", **facts)
    [found] = check_document(of("Words.", figures=(known,)))
    assert (found.code, found.place) == ("unsourced_figure", Place("figure", 7))
    assert found.words.endswith(said)


@pytest.mark.parametrize(
    "texts",
    [
        ("We run Swap to Stop.", "We like Swap to Stop.", "We run Swop to Stop."),
        ("We use e-mail.", "Email is used."),
        ("We organise it.", "They organize it."),
    ],
)
def test_one_name_in_two_spellings_is_told_once(texts):
    [found] = check_document(of(*texts))
    assert found.code == "spelled_two_ways"


@pytest.mark.parametrize(
    "texts",
    [
        ("The Housing Strategy stands.", "The Housing Strategies stand.", "Housing Strategys."),
        ("Phase One of it.", "Phase Two of it."),
        ("The long-term plan.", "In the long term."),
        ("The Adult Board meets.", "The Adult Boards meet."),
        ("'Productivity Plan' is its name.", "The Productivity Plan is ours."),
    ],
)
def test_words_that_are_two_are_not(texts):
    assert codes(of(*texts)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We have planned savings of £96m by then.", True),
        ("We have planned savings of £96,400,000 by then.", False),
        ("We have planned savings of about £96m by then.", False),
        ("Our savings are £12m.", False),
        ("We have planned savings of £96.4m. The fund has £5m.", False),
        ("We have planned savings of 40%.", False),
        ("The planned savings grew in 2024.", False),
    ],
)
def test_a_sentence_that_gives_a_figure_otherwise_is_told(text, found):
    known = figure("£96.4m", "Planned savings")
    assert codes(of(text, figures=(known,))) == (["restated"] if found else [])


def test_a_printed_figure_agrees_with_itself():
    blocks = fill_figures(parse_richtext("Planned savings: {figure:savings}."), lambda _: "£96.4m")
    body = replace(paragraph(""), body=blocks)
    assert codes(plan(theme(body), figures=(figure("£96.4m", "Planned savings"),))) == []


def test_how_far_the_writing_is_only_tells():
    progress = Progress(
        open_questions=(Question("1.1", "How has it changed?"),),
        not_ready=(2,),
        pages=6,
        guidance=PageGuidance(3, 4),
        wants_metrics=True,
    )
    found = check_document(of("Words.", "More words."), progress)
    assert [one.code for one in found] == ["open_question", "not_ready", "length", "no_metric"]
    assert not any(one.stops for one in found)


@pytest.mark.parametrize("pages", [None, 3, 4])
def test_a_plan_of_the_length_that_is_asked_for_is_not_told_of(pages):
    progress = Progress(pages=pages, guidance=PageGuidance(3, 4))
    assert codes(of("Words."), progress) == []


def test_where_nobody_marks_paragraphs_ready_nothing_is_said_of_it():
    assert codes(of("Words.", "More."), Progress(not_ready=(1, 2))) == []


def test_what_stops_comes_first():
    document = of("Our [strategy](#).", "TBC")
    assert codes(document) == ["placeholder", "empty_link"]


def test_a_check_that_fails_says_so_and_the_others_are_made(monkeypatch):
    def fails(_: Document) -> list:
        raise RuntimeError("It broke.")

    monkeypatch.setitem(run.CHECKS, "links that lead nowhere", fails)
    found = check_document(of("TBC"))
    assert [one.code for one in found] == ["placeholder", "check_failed"]
    assert "links that lead nowhere" in found[1].words


@given(st.lists(st.text(max_size=300), max_size=4))
def test_no_text_breaks_a_check(texts):
    assert "check_failed" not in codes(of(*texts, figures=(figure("£1m", "Planned savings"),)))


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 30))
def test_what_is_quoted_has_the_words_it_is_about(text, start, length):
    start = min(start, len(text))
    end = min(start + length, len(text))
    if "\n" not in text[start:end]:
        assert text[start:end] in quoted(text, start, end)


def test_the_worked_example_is_told_little_and_stopped_by_nothing():
    found = check_document(documents.example())
    assert not [one for one in found if one.stops]


# Of each of the real documents: what a person who read it would say too.
KNOWN = {
    "000": ["spelled_two_ways"] + ["empty_link"] * 5,
    "001": [],
    "002": [],
    "003": ["spelled_two_ways"],
    "004": ["placeholder", "empty_link", "spelled_two_ways"],
}


@pytest.mark.parametrize("number", KNOWN)
def test_of_real_documents_what_a_reader_would_say_is_found_and_nothing_else(number):
    if not SEEDS.exists():
        pytest.skip("The real documents are not here: ../shared/seeds")
    [file] = SEEDS.glob(f"{number}_*.txt")
    lines = [line for line in file.read_text().splitlines() if line.strip()]
    assert sorted(codes(of(*lines))) == sorted(KNOWN[number])
