"""How commitments and metrics stand at a date: rules over plain data, without a database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.db import models

from delivery.reported import ReportedDelivery, ReportedOutcome, ReportedResult, ReportedUpdate
from plans.document import Commitment, Document, Metric
from plans.exports.tables import theme_title
from plans.targets import TargetStatus, known_since, progress_share, status_in_words, target_status
from web.dates import day_in_words, london_day, start_of_day


class State(models.TextChoices):
    """How a commitment stands, in the order that pictures and tables keep."""

    DONE = "done", "Done"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    NOT_STARTED = "not_started", "Not started"
    UNTOLD = "untold", "Nothing reported yet"
    CARRIED = "carried", "Carried into another plan"
    STOPPED = "stopped", "Stopped"


# How a sentence that counts them says it, where the label alone would not read on after a number.
COUNTED = {State.UNTOLD: "with nothing reported yet"}
ENDED = (State.DONE, State.CARRIED, State.STOPPED)


@dataclass(frozen=True, slots=True)
class CommitmentStatus:
    """One commitment with its updates to the date, newest first; `added` since the decision."""

    promised: Commitment
    on: date
    theme: str
    updates: tuple[ReportedUpdate, ...]
    ending: ReportedOutcome | None
    added: bool = False

    @property
    def newest(self) -> ReportedUpdate | None:
        return self.updates[0] if self.updates else None

    @property
    def state(self) -> State:
        if self.ending:
            return State(self.ending.outcome)
        return State(self.newest.status) if self.newest else State.UNTOLD

    @property
    def told_of(self) -> date | None:
        """The day that its state is known of: the newest update's, or that of its ending."""
        if self.ending:
            return london_day(self.ending.recorded_at)
        return self.newest.as_at if self.newest else None

    @property
    def in_words(self) -> str:
        """ "On track, as at 31 March 2026. Was due 30 June 2026; no outcome is recorded" """
        said = f"{self.state.label}"
        if self.told_of:
            said += f", {'recorded' if self.ending else 'as at'} {day_in_words(self.told_of)}"
        return f"{said}. {self.overdue_in_words}" if self.is_overdue else said

    @property
    def overdue_in_words(self) -> str:
        return f"Was due {day_in_words(self.promised.due)}; no outcome is recorded"

    @property
    def goes_on(self) -> bool:
        return self.state not in ENDED

    @property
    def is_overdue(self) -> bool:
        due = self.promised.due
        return due is not None and due < self.on and self.goes_on


@dataclass(frozen=True, slots=True)
class MetricStatus:
    """One metric with its results to the date, newest first; `added` since the decision."""

    measured: Metric
    on: date
    results: tuple[ReportedResult, ...]
    added: bool = False

    @property
    def newest(self) -> ReportedResult | None:
        return self.results[0] if self.results else None

    @property
    def how_measured(self) -> str:
        """ "Lower is better, days" """
        metric = self.measured
        facts = ["" if metric.direction == "neither" else metric.direction, metric.unit]
        facts += ["set since the decision"] if self.added else []
        told = ", ".join(fact for fact in facts if fact)
        return told[:1].upper() + told[1:]

    @property
    def reach(self) -> TargetStatus:
        return target_status(self.measured, self.newest, on=self.on)

    @property
    def in_words(self) -> str:
        """How it stands, with the day that this is known of."""
        return status_in_words(self.measured, self.newest, on=self.on)

    @property
    def since(self) -> str:
        """What that rests on, as it reads beside it."""
        return known_since(self.measured, self.newest, on=self.on)

    @property
    def changes_on(self) -> date | None:
        """The last day before what is said of it became something else, by the clock alone."""
        if self.reach == TargetStatus.NOT_GIVEN:
            return self.measured.promised_on
        target = self.measured.target_on
        silent = self.newest is None or self.reach == TargetStatus.PASSED
        return target if silent and target and target < self.on else None

    @property
    def share(self) -> Decimal | None:
        return progress_share(self.measured, self.newest)


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How many of a theme's commitments are in each state."""

    title: str
    counts: Counter[State]

    @property
    def all(self) -> int:
        return self.counts.total()

    @property
    def in_words(self) -> str:
        """ "2 done, 1 at risk" """
        found = [(state, self.counts[state]) for state in State if self.counts[state]]
        return ", ".join(
            f"{count} {COUNTED.get(state, state.label.lower())}" for state, count in found
        )

    def row(self, states: Iterable[State]) -> list[int]:
        return [self.counts[state] for state in states]


@dataclass(frozen=True)
class Delivery:
    """Everything a page of progress tells, at the end of the day `on`.

    `is_decided` is False for words that nobody has decided yet.
    """

    document: Document
    on: date
    commitments: tuple[CommitmentStatus, ...]
    metrics: tuple[MetricStatus, ...]
    is_decided: bool = True

    @cached_property
    def counts(self) -> ThemeCount:
        """All commitments by state."""
        return ThemeCount("All commitments", Counter(one.state for one in self.commitments))

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The states that occur, in their order."""
        return tuple(state for state in State if self.counts.counts[state])

    @cached_property
    def themes(self) -> tuple[ThemeCount, ...]:
        """Each theme that has commitments, in the plan's order; those of no theme last."""
        counts: dict[str, Counter[State]] = {}
        order = [theme_title(theme) for theme in self.document.themes]
        for one in sorted(self.commitments, key=lambda one: theme_place(one.theme, order)):
            counts.setdefault(one.theme, Counter())[one.state] += 1
        return tuple(ThemeCount(title or "No theme", found) for title, found in counts.items())

    @cached_property
    def table(self) -> list[tuple[ThemeCount, list[int]]]:
        """Each theme with its count in each of `states`, then all of them."""
        rows = [*self.themes, self.counts] if len(self.themes) > 1 else self.themes
        return [(theme, theme.row(self.states)) for theme in rows]

    @property
    def metric_columns(self) -> tuple[str, ...]:
        """The columns of the metrics' table, without those that are empty in every row."""
        says = {
            "Start": any(one.measured.baseline is not None for one in self.metrics),
            "Target": any(one.measured.target is not None for one in self.metrics),
            "Newest": any(one.newest for one in self.metrics),
        }
        return ("Metric", *(name for name, any_ in says.items() if any_), "How it stands")

    @property
    def told_anything(self) -> bool:
        return any(one.newest or getattr(one, "ending", None) for one in self._all)

    @property
    def last_told(self) -> date | None:
        """The newest day that anything is told about."""
        days = [one.newest.as_at for one in self.commitments if one.newest]
        days += [one.newest.ends_on for one in self.metrics if one.newest]
        return max(days, default=None)

    @property
    def changed_at(self) -> datetime | None:
        """When what this tells changed last: something was recorded, or a due day went by."""
        moments = [one.newest.recorded_at for one in self._all if one.newest]
        moments += [one.ending.recorded_at for one in self.commitments if one.ending]
        dues = [one.promised.due for one in self.commitments if one.is_overdue]
        dues += [one.changes_on for one in self.metrics]
        moments += [start_of_day(due + timedelta(days=1)) for due in dues if due]
        return max(moments, default=None)

    @property
    def _all(self) -> tuple[CommitmentStatus | MetricStatus, ...]:
        return (*self.commitments, *self.metrics)

    @property
    def in_words(self) -> str:
        """ "Of 3 commitments, as last reported: 2 done, 1 at risk." and of which days that is."""
        made = f"{self.counts.all} commitment{'s' * (self.counts.all > 1)}"
        at = f"At {day_in_words(self.on)}, of {made}"
        days = sorted(one.told_of for one in self.commitments if one.told_of)
        if not days:
            return f"{at}: {self.counts.in_words}."
        first, last = day_in_words(days[0]), day_in_words(days[-1])
        when = f"for {last}" if first == last else f"between {first} and {last}"
        return f"{at}, as reported {when}: {self.counts.in_words}."


Added = frozenset[Commitment | Metric]


def theme_place(title: str, order: list[str]) -> int:
    return order.index(title) if title in order else len(order)


def delivery_at(
    document: Document, told: ReportedDelivery, *, on: date, added: Added = frozenset()
) -> Delivery:
    """How delivery stands at the end of a day, from what is told of that day or earlier.

    Updates count by the day they are stated for, results by the last day of their period, endings
    by the day they were recorded in London. `added` are those that are new since the decision.
    """
    themes = {theme.id: theme_title(theme) for theme in document.themes}
    commitments = tuple(
        CommitmentStatus(
            one,
            on,
            themes.get(one.theme or 0, ""),
            updates_to(on, told, one.id),
            outcome_to(on, told, one.id),
            one in added,
        )
        for one in document.commitments
    )
    metrics = tuple(
        MetricStatus(one, on, results_to(on, told, one.id), one in added)
        for one in document.metrics
    )
    return Delivery(document, on, commitments, metrics)


def outcome_to(on: date, told: ReportedDelivery, commitment: int) -> ReportedOutcome | None:
    """What became of a commitment, if it was recorded by the end of a day in London."""
    found = next((one for one in told.endings if one.commitment == commitment), None)
    return found if found and london_day(found.recorded_at) <= on else None


def updates_to(on: date, told: ReportedDelivery, commitment: int) -> tuple[ReportedUpdate, ...]:
    """A commitment's updates for a day or earlier, newest first."""
    found = [one for one in told.updates if one.commitment == commitment and one.as_at <= on]
    found.sort(key=lambda one: (one.as_at, one.recorded_at, one.key), reverse=True)
    return tuple(found)


def results_to(on: date, told: ReportedDelivery, metric: int) -> tuple[ReportedResult, ...]:
    """A metric's results of periods that had ended by a day, newest first."""
    found = [one for one in told.results if one.metric == metric and one.ends_on <= on]
    return tuple(sorted(found, key=lambda one: one.ends_on, reverse=True))
