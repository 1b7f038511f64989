"""A paper as words to paste into another system: plain HTML, or the words alone."""

from collections.abc import Iterator
from dataclasses import replace

from django.template.loader import render_to_string

from approvals.papers.paper import Paper
from plans.exports.tables import Table
from plans.richtext import Block, Run, plain_text, safe_link


def paper_as_html(paper: Paper) -> str:
    """Headings, lists and tables without a class, an id or a style, for any page to take in."""
    drawn = render_to_string("approvals/papers/plain.html", {"paper": paper})
    return "\n".join(line.strip() for line in drawn.splitlines() if line.strip())


def paper_as_text(paper: Paper) -> str:
    """The words alone, a blank line between any two pieces; links say where they lead."""
    return "\n\n".join(filter(None, _pieces(paper)))


def _pieces(paper: Paper) -> Iterator[str]:
    yield f"{paper.title}\n{paper.council} · {paper.kind}\n{paper.identity}"
    yield paper.opening
    for section in paper.sections:
        yield section.title
        yield "\n".join(f"{label}: {value}" for label, value in section.facts)
        yield _text(section.blocks)
        yield from (f"{number} {_text(blocks)}" for number, blocks in section.limbs)
        yield from _rows(section.table)


def _rows(table: Table | None) -> Iterator[str]:
    """Each row by itself, its cells by the names of their columns; empty ones are left out."""
    if table is None:
        return
    for row in table.rows:
        cells = ("".join(run.text for run in cell) for cell in row)
        named = zip(table.columns, cells, strict=True)
        yield "\n".join(f"{column.title}: {cell}" for column, cell in named if cell)


def _text(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(plain_text((_with_addresses(block),)) for block in blocks)


def _with_addresses(block: Block) -> Block:
    items = tuple(tuple(_with_addresses(each) for each in item) for item in block.items)
    return replace(block, runs=tuple(_said(block.runs)), items=items)


def _said(runs: tuple[Run, ...]) -> Iterator[Run]:
    """Each link's address behind its last words, unless these are the address."""
    for place, run in enumerate(runs):
        if run.note:
            yield replace(run, note=tuple(_said(run.note)))
            continue
        address = safe_link(run.link)
        follows = runs[place + 1].link if place + 1 < len(runs) else ""
        if address and follows != run.link and run.text.strip() != address:
            run = replace(run, text=f"{run.text} ({address})")
        yield run
