"""What the decision means for each heading: whose words these are, and what is still missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from approvals.models import Implication, Report
from approvals.workflow.engine import RecordContext
from web.errors import Refused

Heading, Kind = Implication.Heading, Implication.Kind
SAID, BECAUSE, LOOKED_BY, LOOKED_ON = "said_", "because_", "looked_by", "looked_on"


@dataclass(frozen=True)
class ImplicationTyped:
    """What was typed of one heading; `looked_by` and `looked_on` are for equalities.

    A heading of which nothing was typed has none.
    """

    heading: str
    text: str
    kind: str = Kind.SAID
    looked_by: str = ""
    looked_on: date | None = None


def wrong_with(typed: Iterable[ImplicationTyped], *, today: date) -> Iterator[Refused]:
    """What cannot be so, whether the report is sent or only saved."""
    for one in typed:
        if one.looked_on and one.looked_on > today:
            yield Refused("Enter the day on which they looked: it is not to come.", field=LOOKED_ON)
        if one.heading == Heading.EQUALITIES and one.kind == Kind.NOT_APPLICABLE:
            yield Refused(
                "Say who looked at equalities, when, and what they found.",
                field=f"{SAID}{one.heading}",
            )


def missing_from(typed: Iterable[ImplicationTyped]) -> Iterator[Refused]:
    """The headings of which nobody has said anything, in the report's order."""
    by_heading = {one.heading: one for one in typed}
    for heading in Heading:
        one = by_heading.get(heading)
        if one is None or not one.text.strip():
            yield Refused(nothing_said(heading), field=f"{SAID}{heading}")
    yield from missing_of_equalities(by_heading.get(Heading.EQUALITIES))


def nothing_said(heading: Implication.Heading) -> str:
    if heading == Heading.EQUALITIES:
        return "Write what was found about equalities."
    label = heading.label.lower()
    return f"Write what the decision means for “{label}”, or why that does not apply."


def missing_of_equalities(one: ImplicationTyped | None) -> Iterator[Refused]:
    """The duty is to have looked before it is decided: by whom, and when."""
    if one is None or not one.looked_by.strip():
        yield Refused("Enter who looked at equalities.", field=LOOKED_BY)
    if one is None or not one.looked_on:
        yield Refused("Enter the day on which they looked at equalities.", field=LOOKED_ON)


def check_every_heading_is_said(typed: Iterable[ImplicationTyped]) -> None:
    """A report is not sent while a heading has nobody's words."""
    for fault in missing_from(typed):
        raise fault


def write_implications(m: RecordContext, report: Report, said: Iterable[ImplicationTyped]) -> bool:
    """Whether any is another than before.

    Words that stand keep their author, in whatever row they stood; others are whoever's who wrote
    them now.
    """
    before = list(report.implications.all())
    wanted = {
        place_of(one.heading): one for one in said if one.text or one.looked_by or one.looked_on
    }
    held = {row.place: row for row in before if stands_in_its_place(row) and row.place in wanted}
    changed = False
    for row in before:
        if held.get(row.place) != row:
            m.act.remove(row)
            changed = True
    for place, one in sorted(wanted.items()):
        values = columns_of(m, one, before)
        if place in held:
            changed |= m.act.change(held[place], **values)
        else:
            m.act.add(Implication(report=report, place=place, **values))
            changed = True
    return changed


def columns_of(
    m: RecordContext, one: ImplicationTyped, before: list[Implication]
) -> dict[str, object]:
    said = {
        "kind": one.kind,
        "text": one.text,
        "looked_by": one.looked_by,
        "looked_on": one.looked_on,
    }
    earlier = next((row for row in before if one.heading in row.headings), None)
    if earlier and earlier.written_by and stands(earlier, one):
        author = {"written_by": earlier.written_by, "written_at": earlier.written_at}
    else:
        author = {"written_by": m.act.identity_of(m.act.actor), "written_at": m.now}
    return {"headings": [one.heading], "none_on": None, **said, **author}


def stands(row: Implication, one: ImplicationTyped) -> bool:
    """Whether these are the words that the row has already."""
    kind = row.kind or Kind.SAID
    held = (kind, row.text, row.looked_by, row.looked_on)
    return held == (one.kind, one.text, one.looked_by, one.looked_on)


def place_of(heading: str) -> int:
    return Heading.values.index(heading) + 1


def stands_in_its_place(row: Implication) -> bool:
    """Of one heading, and in its place; rows from before authors were kept may be neither."""
    return len(row.headings) == 1 and row.place == place_of(row.headings[0])
