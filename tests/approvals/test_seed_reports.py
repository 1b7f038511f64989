"""Two councils' own reports, rebuilt from data in their own order and in their own words.

Each block of the real report is named here with the part it becomes, and where that comes from.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from approvals.decisions.report_paper import sections_as_sent
from approvals.reports.document import parse_report
from approvals.reports.implications import ImplicationTyped
from approvals.reports.parts import FormTyped
from councils.report_forms.blocks import BY_CODE, WRITTEN, Source
from councils.report_forms.examples import EXAMPLES
from councils.report_forms.layout import PLACES, layout_of
from tests.approvals.makers import (
    FOUND,
    implications_of,
    make_own_form,
    make_sent,
    report_of,
    save_report,
)

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
# How each block of the report begins, in its own order, and the part that it is here.
OPENING = (
    ("For Decision", "asks"),
    ("Cabinet Member and Portfolio:", "lead"),
    ("Local Councillor(s):", "local"),
    ("Executive Director:", "director"),
    ("Report Author:", "author"),
    ("Report Status:", "status"),
    ("Brief Summary:", "summary"),
    ("Recommendation:", "recommendation"),
    ("Reason for Recommendation:", "reasons"),
    ("1. **Background**", "background"),
    ("2. **Proposed content", "content"),
    ("3. **Financial Implications**", "financial"),
    ("4. **Natural Environment", "climate"),
    ("5. **Well-being and Health", "wellbeing"),
    ("6. **Implications**", "legal"),
    ("7. **Risk Assessment**", "risk"),
    ("8. **Equalities Impact", "equalities"),
    ("9. **Appendices**", "appendices"),
    ("10. **Background Papers**", "papers"),
    ("11. **Report Sign Off**", "sign_off"),
)
FRONT_TABLE = (
    ("| Report for:", "decides"),
    ("| Title of report:", "title"),
    ("| Date:", "meets"),
    ("| Report on behalf of:", "lead"),
    ("| Part:", "status"),
    ("| If Part II, reason:", "exempt_reason"),
    ("| Appendices:", "appendices"),
    ("| Background papers:", "papers"),
    ("| Glossary of acronyms", "glossary"),
    ("Report Author / Responsible Officer", "author"),
    ("| Corporate Priorities", "priorities"),
    ("| Wards affected", "wards"),
    ("| Purpose of the report:", "summary"),
    ("| Recommendation (s)", "recommendation"),
    ("| Period for post policy/project review:", "review"),
    ("1 Introduction/Background:", "background"),
    ("2 Key Issues:", "key_issues"),
    ("2 Options and alternatives considered", "options"),
    ("4 Consultation", "consultation"),
    ("5 Financial and value for money", "financial"),
    ("6 Legal Implications", "legal"),
    ("7 Risk implications:", "risk"),
    ("8 Equalities, Community Impact", "equalities"),
    ("9 Sustainability implications", "climate"),
    ("10 Council infrastructure", "staffing"),
    ("11 Statutory Comments", "comments"),
    ("12 Conclusions:", "reasons"),
)
REAL = {"opening": ("001", OPENING), "front_table": ("004", FRONT_TABLE)}


def seed_text(number: str) -> str:
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"seed text {number} is not in ../shared/seeds")
    text = found[0].read_text()
    return text.split("Annex A: Draft")[0]


def blocks_of(text: str, begins: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """Each part with the words of the real report beneath its heading."""
    places = []
    after = 0
    for start, code in begins:
        at = text.index(start, after)
        places.append((code, at, after := at + len(start)))
    stops = [at for _, at, _ in places[1:]] + [len(text)]
    for (code, _, start), stop in zip(places, stops, strict=True):
        yield code, plain(text[start:stop])


def plain(words: str) -> str:
    """Its words in lines, less the marks that the page they came from had."""
    lines = (
        re.sub(r"^\s*(?:[-*|]|\d+\.\d+)\s*|[*|]|<[^>]+>", "", one) for one in words.split("\n")
    )
    return "\n\n".join(line.strip() for line in lines if line.strip(" |-*"))


def rebuilt(chamber, example: str, real: dict[str, str]) -> list:
    """Saved as its author would type it, sent, and laid out again."""
    form = make_own_form(chamber.council, example)
    written = {code for code, _ in WRITTEN}
    said = {one.heading: one for one in implications_of()}
    said |= {
        code: ImplicationTyped(code, words, looked_by=said[code].looked_by)
        if code != "equalities"
        else ImplicationTyped(
            code, words, looked_by=said[code].looked_by, looked_on=said[code].looked_on
        )
        for code, words in real.items()
        if code in said and words
    }
    fields = ("title", "summary", "reasons", "background", "options")
    words = report_of(chamber.plan) | FOUND
    words |= {
        name: real[name][:200] if name == "title" else real[name] for name in fields if name in real
    }
    words["recommendation"] = real["recommendation"].replace("\n\n", " ")
    save_report(
        chamber.plan,
        by=chamber.author,
        report=words,
        implications=said.values(),
        form=FormTyped(form.pk, {code: text for code, text in real.items() if code in written}),
    )
    round_ = make_sent(chamber, report=words, implications=list(said.values()))
    return list(sections_as_sent(parse_report(round_.report.document), round_))


@pytest.mark.parametrize("example", REAL)
def test_the_example_has_every_block_of_the_real_report_in_its_own_order(example):
    number, begins = REAL[example]
    list(blocks_of(seed_text(number), begins))
    shipped = EXAMPLES[example]
    layout = layout_of({place: getattr(shipped, place) for place in PLACES}, shipped.numbering)
    ours = [code for code in layout.codes if code in {code for _, code in begins}]

    assert ours == [code for _, code in begins]


@pytest.mark.parametrize("example", REAL)
def test_each_block_says_where_its_words_come_from(example):
    _, begins = REAL[example]
    sources = {code: BY_CODE[code].source for _, code in begins}

    assert set(sources.values()) == set(Source)


@pytest.mark.parametrize("example", REAL)
def test_a_real_report_is_rebuilt_from_data_in_its_own_words(chamber, example):
    number, begins = REAL[example]
    real = dict(blocks_of(seed_text(number), begins))
    told = "\n".join(one.words for one in rebuilt(chamber, example, real))
    typed = {code for code in real if BY_CODE[code].source != Source.DRAWN} - {"risk"}
    squeezed = "".join(re.findall(r"\w+", told))

    lost = [
        line
        for code in typed
        for line in real[code].split("\n\n")
        if "".join(re.findall(r"\w+", line)) not in squeezed
    ]
    assert lost == []
