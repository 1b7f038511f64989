"""Everything about one plan's compliance: the words first, then exceptions, then the rest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from approvals.decisions.queries import why_held
from approvals.models import Decision, Publication, Submission
from approvals.submission.queries import exceptions_of
from approvals.which_version import endorsed_in_words
from dashboard.compliance.asked import Facts, asked_lines
from dashboard.compliance.lines import Group, Line, Standing, in_order
from dashboard.compliance.records import MONITORED, Records, records_of
from dashboard.compliance.taken import lines_of_step
from dashboard.compliance.words import Sameness, Went, sameness
from plans.access import plan_url
from plans.document import parse_document
from plans.models import Plan, Stage
from web.dates import day_in_words, london_day, moment_in_words


@dataclass(frozen=True, slots=True)
class Compliance:
    """`counts` has how many lines stand how; `groups` the lines, what is not met first in each."""

    plan: Plan
    words: Sameness
    groups: tuple[Group, ...]

    @property
    def lines(self) -> Iterator[Line]:
        for group in self.groups:
            yield from group.lines

    @property
    def counts(self) -> list[tuple[Standing, int]]:
        """Those that occur, in their order."""
        found = Counter(line.standing for line in self.lines)
        return [(standing, found[standing]) for standing in Standing if found[standing]]

    @property
    def in_words(self) -> str:
        """ "1 not met, 2 excepted, 9 met."."""
        told = [f"{count} {standing.label.lower()}" for standing, count in self.counts]
        return f"{', '.join(told)}." if told else ""

    def of(self, *standings: Standing) -> list[tuple[str, Line]]:
        """The lines that stand so, in that order, each with the title of its group."""
        lines = ((group.title, line) for group in self.groups for line in group.lines)
        found = [(title, line) for title, line in lines if line.standing in standings]
        return sorted(found, key=lambda one: standings.index(one[1].standing))


def compliance_of(plan: Plan, *, now: datetime) -> Compliance:
    [found] = compliance_of_all([plan], now=now)
    return found


def compliance_of_all(plans: Sequence[Plan], *, now: datetime) -> list[Compliance]:
    """Of each, in their order; what clears and gives notice of a step is asked step by step."""
    kept = records_of(plans, london_day(now))
    return [compliance_from(plan, kept, now) for plan in plans]


def compliance_from(plan: Plan, kept: Records, now: datetime) -> Compliance:
    decision, published = kept.decisions.get(plan.pk), kept.published.get(plan.pk)
    submissions = kept.sent.get(plan.pk, ())
    groups = [
        Group("What the commission asks", in_order(asked_lines(facts_of(plan, kept, now)))),
        *step_groups(plan, kept, london_day(now)),
    ]
    endorsing = decision if decision and decision.endorses else None
    return Compliance(
        plan,
        sameness(
            ("endorsed", endorsed_text(plan, endorsing)),
            ("published", published_text(plan, published)),
            ("submitted", submitted_text(plan, submissions)),
        ),
        tuple(group for group in groups if group.lines),
    )


def step_groups(plan: Plan, kept: Records, today: date) -> Iterator[Group]:
    for step in kept.steps.get(plan.pk, ()):
        lines = lines_of_step(step, kept.tasks, kept.by_authors, today)
        yield Group(step.heading, in_order(lines))


def facts_of(plan: Plan, kept: Records, now: datetime) -> Facts:
    asked, decision = plan.asked, kept.decisions.get(plan.pk)
    letter = f", letter of {day_in_words(asked.letter_date)}" if asked.letter_date else ""
    first = next(iter(kept.sent.get(plan.pk, ())), None)
    metrics = (
        len(parse_document(decision.words.document).metrics)
        if decision
        else kept.metrics.get(plan.pk, 0)
    )
    return Facts(
        rule=f"{asked.title}{letter}",
        requires=asked.requires,
        now=now,
        due=plan.due_at,
        event=plan.extended_event,
        endorsed=endorsed_in_words(decision),
        exceptions=tuple(one.in_words for one in exceptions_of(plan).values()),
        published=published_in_words(kept.published.get(plan.pk)),
        went_at=first.went_at if first else plan.submitted_at,
        late_because=first.reason.strip() if first else "",
        earlier=plan.earlier_in_words,
        metrics=metrics,
        monitored=plan.stage == Stage.MONITORING,
        closed=plan.stage == Stage.CLOSED,
        held=why_held(decision),
        taken_back=taken_back_in_words(plan),
        overtaken=kept.overtaken.get(plan.pk, ""),
        reported=kept.reported.get(plan.pk),
        pages=pages_of(plan, decision),
    )


def taken_back_in_words(plan: Plan) -> str:
    if not plan.taken_back_at:
        return ""
    return f"Taken back on {day_in_words(london_day(plan.taken_back_at))}: started by mistake."


def pages_of(plan: Plan, decision: Decision | None) -> dict[str, str]:
    """Where each thing the commission asks for is to be seen."""
    sent = plan_url("sent", plan)
    return {
        "endorsement": plan_url("decision", plan, decision.step.place) if decision else "",
        "publication": plan.get_absolute_url(),
        "metrics": plan_url("items", plan, "metrics"),
        "progress": plan_url("progress", plan) if plan.stage in MONITORED else "",
        "submission": sent,
    }


def endorsed_text(plan: Plan, decision: Decision | None) -> Went | None:
    if decision is None:
        return None
    version = decision.words
    return Went(
        "endorsed",
        endorsed_in_words(decision),
        version.number,
        version.digest,
        plan_url("version", plan, version.number),
    )


def published_text(plan: Plan, published: Publication | None) -> Went | None:
    if published is None:
        return None
    return Went(
        "published",
        published_in_words(published),
        published.version.number,
        published.digest,
        plan_url("version", plan, published.version.number),
    )


def published_in_words(published: Publication | None) -> str:
    if published is None:
        return ""
    at = f" at {published.address}" if published.address else ""
    mark = f" {published.lasting_mark}." if published.lasting_mark else ""
    return f"Published {published.stated_when}{at}.{mark}"


def submitted_text(plan: Plan, submissions: Sequence[Submission]) -> Went | None:
    """What was sent last; of an older record its words are not held here."""
    if not submissions:
        return Went("submitted", f"{plan.earlier_in_words}.") if plan.earlier_in_words else None
    sent = submissions[-1]
    why = f" {sent.marking}." if sent.marking else ""
    reason = f" The reason given: {sent.reason}" if sent.reason and why else ""
    how = f"Submitted {moment_in_words(sent.went_at)}.{why}{reason}"
    return Went(
        "submitted",
        how,
        sent.version.number,
        sent.digest,
        plan_url("version", plan, sent.version.number),
    )
