"""What stands in each part of a report in the council's own form: a function for each part.

Each takes what is known of the report and gives what is printed; what an author left empty says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from approvals.models import Implication
from approvals.papers.paper import Section, paper_table
from approvals.reports.authors import Authors, written_by
from approvals.reports.document import LaidOutReport, ReportDocument
from councils.report_forms.blocks import EXEMPT, WRITTEN
from plans.blocks import words_of
from plans.checks.restated import sentences
from plans.document import Document, Passage
from plans.exports.tables import Column, Table, theme_title
from plans.richtext import parse_richtext, plain_text
from web.dates import day_in_words

NOTHING = "Nothing is written here."
NOT_KNOWN = "Not known yet."
NONE = "None are listed."


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands under a heading: words, limbs, a table, then sections beneath it.

    A `note` on the words, such as whose they are, is no paragraph of its own.
    """

    text: str = ""
    numbered: tuple[str, ...] = ()
    table: Table | None = None
    beneath: tuple[Section, ...] = ()
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.numbered or self.table or self.beneath)


@dataclass(frozen=True)
class Told:
    """What the parts are drawn from: the report and its plan, and what the officers answered.

    With `for_anybody` an exempt part has its paragraph and reason alone.
    """

    report: LaidOutReport
    plan: Document
    version: str
    meets_on: date | None = None
    authors: Authors | None = None
    objections: tuple[Section, ...] = ()
    comments: tuple[Section, ...] = ()
    sign_off: Table | None = None
    for_anybody: bool = False


def written(code: str) -> Callable[[Told], Piece]:
    def piece(told: Told) -> Piece:
        return Piece(told.report.part(code) or NOTHING)

    return piece


def of_report(name: str) -> Callable[[Told], Piece]:
    def piece(told: Told) -> Piece:
        return Piece(getattr(told.report, name) or NOTHING)

    return piece


def implication(heading: Implication.Heading) -> Callable[[Told], Piece]:
    def piece(told: Told) -> Piece:
        said = [one for one in told.report.implications if heading.label in one.headings]
        words = "\n\n".join(one.words for one in said)
        whose = (written_by(one, told.authors or {}) for one in said)
        return Piece(words or NOTHING, note=" ".join(filter(None, whose)))

    return piece


def recommendation(told: Told) -> Piece:
    """What is asked, and beneath it what an officer objects to."""
    asked = told.report.recommendation
    return Piece("" if asked else NOTHING, numbered=asked, beneath=told.objections)


def papers(told: Told) -> Piece:
    return Piece("\n".join(f"- {title}" for title in told.report.background_papers) or NONE)


def appendices(told: Told) -> Piece:
    asked = told.plan.commission
    letter = f"\n- {asked.title}" if asked.title else ""
    return Piece(f"- {told.plan.title}, {told.version}{letter}")


def content(told: Told) -> Piece:
    """What its author says of the content, then how each paragraph of the plan begins, by theme."""
    rows = [
        (theme_title(theme), "\n".join(filter(None, map(beginning, theme.passages))))
        for theme in told.plan.themes
    ]
    columns = (Column("Theme", 30), Column("How its paragraphs begin", 70))
    table = paper_table("The plan by theme", columns, rows) if rows else None
    return Piece(told.report.part("content") or ("" if table else NOTHING), table=table)


def beginning(passage: Passage) -> str:
    """The first sentence of a paragraph, with its number; "" of a heading."""
    words = " ".join(words_of(block.runs) for block in passage.body[:1])
    if passage.kind == "heading" or not words:
        return ""
    start, stop = next(iter(sentences(words)), (0, len(words)))
    return f"{passage.number} {words[start:stop].strip()}".strip()


def outcome(told: Told) -> Piece:
    rows = [
        (
            f"{one.reference} {one.what}".strip(),
            one.measure,
            one.owner,
            day_in_words(one.due) if one.due else "",
        )
        for one in told.plan.commitments
    ]
    if not rows:
        return Piece("The plan has no commitments.")
    columns = (
        *(Column("What is done", 40), Column("What comes of it", 25)),
        *(Column("Who", 20), Column("By when", 15)),
    )
    return Piece(table=paper_table("Who does what, and when", columns, rows))


def risk(told: Told) -> Piece:
    table = risks(told.report)
    return Piece(table=table) if table else Piece(NOTHING)


def risks(asked: ReportDocument) -> Table | None:
    """The risk before and after, side by side; no table where neither was assessed."""
    rows = (
        ("As things are", asked.risk_now, asked.risk_now_why),
        ("If this is agreed", asked.risk_after, asked.risk_after_why),
    )
    known = [row for row in rows if row[1] or row[2]]
    if not known:
        return None
    columns = (Column("When", 22), Column("Risk", 16), Column("Why", 62))
    return paper_table("Risk before and after", columns, known)


def comments(told: Told) -> Piece:
    """What the officers said for the report in their public words; objections stand elsewhere."""
    none = "No officer has commented." if told.sign_off else "The officers answer once it is sent."
    return Piece("" if told.comments else none, beneath=told.comments)


def sign_off(told: Told) -> Piece:
    return Piece("" if told.sign_off else "Nobody has signed it off yet.", table=told.sign_off)


def exempt(told: Told) -> Piece:
    """What is not for publication; whoever reads a public file is told only why."""
    words = told.report.part(EXEMPT)
    if not words:
        return Piece()
    why = f"Not for publication under {told.report.why_exempt}"
    return Piece(why if told.for_anybody else f"{why}\n\n{words}")


def status(told: Told) -> Piece:
    return Piece("Public, but for an exempt part" if told.report.part(EXEMPT) else "Public")


def exempt_reason(told: Told) -> Piece:
    return Piece(told.report.why_exempt or "Nothing is exempt.")


def meets(told: Told) -> Piece:
    return Piece(day_in_words(told.meets_on) if told.meets_on else NOT_KNOWN)


PIECES: dict[str, Callable[[Told], Piece]] = {
    **{code: written(code) for code, _ in WRITTEN},
    **{heading.value: implication(heading) for heading in Implication.Heading},
    **{name: of_report(name) for name in ("summary", "reasons", "background", "options")},
    "decides": lambda told: Piece(told.report.decided_by),
    "title": lambda told: Piece(told.report.title),
    "meets": meets,
    "status": status,
    "exempt_reason": exempt_reason,
    "appendices": appendices,
    "papers": papers,
    "recommendation": recommendation,
    "content": content,
    "risk": risk,
    "outcome": outcome,
    "comments": comments,
    "sign_off": sign_off,
    "exempt": exempt,
}


def in_a_cell(piece: Piece) -> str:
    """A part in a cell of the front table: its words alone."""
    limbs = [f"{place}. {limb}" for place, limb in enumerate(piece.numbered, start=1)]
    return "\n".join(
        plain_text(parse_richtext(text)) for text in (piece.text, piece.note, *limbs) if text
    )
