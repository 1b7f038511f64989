"""The report in the usual form, of councils that have none of their own."""

from collections.abc import Iterator, Sequence

from approvals.papers.paper import Section
from approvals.reports.authors import authors_of, written_by
from approvals.reports.blocks import risks
from approvals.reports.document import ReportDocument


def report_sections(asked: ReportDocument, objections: Sequence[Section] = ()) -> Iterator[Section]:
    """The report's own blocks, as they were cleared; objections beneath what they object to."""
    yield Section("Summary", text=asked.summary)
    yield Section("Recommendation", numbered=asked.recommendation)
    yield from objections
    yield Section("Reasons for the recommendation", text=asked.reasons)
    yield Section("Background", text=asked.background)
    yield Section("Options considered", text=asked.options)
    authors = authors_of(asked)
    for said in asked.implications:
        words = "\n\n".join(filter(None, (said.words, written_by(said, authors))))
        yield Section(f"Implications: {', '.join(said.headings)}", text=words)
    yield Section("Risk", table=risks(asked))


def background_section(asked: ReportDocument) -> Iterator[Section]:
    listed = "\n".join(f"- {title}" for title in asked.background_papers)
    yield Section("Background papers", text=listed or "None.")


def printed(*sections: Section) -> tuple[Section, ...]:
    """Those that say something."""
    return tuple(one for one in sections if one.text or one.numbered or one.table)
