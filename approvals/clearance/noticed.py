"""What stands in the way of sending a plan, and what else a careful colleague would notice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from approvals.reports.implications import ImplicationTyped, missing_from
from plans.access import plan_url
from plans.checking import PlacedFinding, placed
from plans.checks.findings import Finding
from plans.checks.unresolved import UNRESOLVED
from plans.document import Document
from plans.models import Plan

# No reason lets a plan go without text, or while a comment on it must be resolved.
WHATEVER_IS_SAID = frozenset({"empty_theme", UNRESOLVED})
UNWRITTEN = "The report is not written yet."


@dataclass(frozen=True)
class Noticed:
    """One thing to look at: what it is, whose words it quotes, and the way to its place.

    `tag` says what it does to the sending, "" where it only tells.
    """

    words: str
    where: str
    href: str
    quote: str = ""
    tag: str = ""
    code: str = ""


@dataclass(frozen=True)
class NoticedAlike:
    """Things of one kind: the first of them, and those that a page folds away."""

    first: tuple[Noticed, ...]
    more: tuple[Noticed, ...] = ()


def noticed_in(
    plan: Plan,
    document: Document,
    findings: Iterable[Finding],
    report: Sequence[ImplicationTyped] | None,
) -> list[Noticed]:
    """What stops the plan, then what stops it without a reason, then what only tells.

    `report` is what its report says under each heading, None where none is saved.
    """
    found = [as_noticed(one) for one in placed(plan, document, findings)]
    found = [*without_themes(plan, document), *of_report(plan, report), *found]
    return sorted(found, key=lambda one: ORDER.index(one.tag))


STOPS, STILL_TO_COME = "Stops it", "Still to come"
ORDER = (STOPS, STILL_TO_COME, "")
# Of what only tells, as many of one kind are shown before the rest are folded away.
MOST_OF_A_KIND = 3


def as_noticed(one: PlacedFinding) -> Noticed:
    tag = STILL_TO_COME if one.finding.stops else ""
    return Noticed(
        words=one.finding.words,
        where=one.where or "Look at it",
        href=one.href,
        quote=one.finding.quote,
        tag=STOPS if one.finding.code in WHATEVER_IS_SAID else tag,
        code=one.finding.code,
    )


def alike(noticed: Iterable[Noticed]) -> list[NoticedAlike]:
    """By kind, in their order; of what only tells, many of one kind do not hide the others.

    Whatever stops the plan is shown whole.
    """
    kinds: dict[tuple[str, str], list[Noticed]] = {}
    for one in noticed:
        kinds.setdefault((one.tag, one.code), []).append(one)
    return [
        NoticedAlike(tuple(rows))
        if tag or len(rows) <= MOST_OF_A_KIND + 1
        else NoticedAlike(tuple(rows[:MOST_OF_A_KIND]), tuple(rows[MOST_OF_A_KIND:]))
        for (tag, _), rows in kinds.items()
    ]


def without_themes(plan: Plan, document: Document) -> list[Noticed]:
    """A plan without themes has no text either, and none that could be pointed at."""
    if document.themes:
        return []
    said = "The plan has no themes with text yet."
    return [Noticed(said, "The plan", plan.get_absolute_url(), tag=STOPS)]


def of_report(plan: Plan, report: Sequence[ImplicationTyped] | None) -> list[Noticed]:
    """The headings of the report under which nobody has said anything."""
    page = plan_url("move_send", plan)
    if report is None:
        return [Noticed(UNWRITTEN, "The report", page, tag=STOPS)]
    return [
        Noticed(str(fault), "The report", f"{page}#id_{fault.field}", tag=STOPS)
        for fault in missing_from(report)
    ]
