"""The tables of an OpenDocument text, their rows and cells as Word has them."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from xml.etree import ElementTree as ET

from plans.importing.open_text.xml import made
from plans.importing.word_xml import whole

ROW, CELL, COVERED = "table_table-row", "table_table-cell", "table_covered-table-cell"
MOST_SPANNED = 200


def table_of(table: ET.Element) -> ET.Element:
    """The table without its rows: whether it has headings, and what its author says of it."""
    headed = table.find("table_table-header-rows") is not None
    titled = next(table.iter("table_table-header-columns"), None) is not None
    facts = made(
        "tblPr",
        made("tblLook", firstRow=str(int(headed)), firstColumn=str(int(titled))),
    )
    for tag, name in (("table_title", "tblCaption"), ("table_desc", "tblDescription")):
        if said := table.findtext(tag):
            facts.append(made(name, val=said))
    return made("tbl", facts)


def rows_of(table: ET.Element, *, headed: bool = False) -> Iterator[tuple[ET.Element, bool]]:
    """Each row, and whether it is of headings; not those of tables within it."""
    for child in table:
        if child.tag == ROW:
            yield child, headed
        elif child.tag not in (CELL, COVERED):
            is_head = headed or child.tag == "table_table-header-rows"
            yield from rows_of(child, headed=is_head)


def row_of(said: Sequence[ET.Element], *, headed: bool) -> ET.Element:
    """A row without its cells; `said` is what tracking says of it."""
    facts = made("trPr", *(deepcopy(each) for each in said))
    if headed:
        facts.append(made("tblHeader"))
    return made("tr", facts)


def cells_of(row: ET.Element) -> Iterator[tuple[ET.Element, list[ET.Element]]]:
    """Each cell as Word says it, with what holds its words.

    A cell over several columns hides those beside it: whatever they have comes in it.
    """
    waiting: tuple[ET.Element, list[ET.Element]] | None = None
    left = 0
    for cell in (each for each in row if each.tag in (CELL, COVERED)):
        if cell.tag == COVERED and left and waiting:
            waiting[1].append(cell)
            left -= 1
            continue
        if waiting:
            yield waiting
        span = min(whole(cell.get("table_number-columns-spanned", "1")) or 1, MOST_SPANNED)
        facts = made("tcPr")
        if span > 1:
            facts.append(made("gridSpan", val=str(span)))
        if cell.tag == COVERED:
            facts.append(made("vMerge"))
        elif whole(cell.get("table_number-rows-spanned", "1")) > 1:
            facts.append(made("vMerge", val="restart"))
        waiting, left = (facts, [cell]), span - 1
    if waiting:
        yield waiting
