"""Pictures of delivery: commitments by theme and state, and metrics on their way to a target."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TypeVar

from delivery.status import Delivery, MetricStatus, State, ThemeCount
from plans.exports.charts import Bar, Label, Picture
from plans.exports.tables import measured_value
from plans.targets import TargetStatus
from web.dates import day_in_words

# Each state has a tone and a mark of its own: colour is never the only sign.
TONES = {
    State.DONE: "good",
    State.ON_TRACK: "well",
    State.AT_RISK: "warn",
    State.OFF_TRACK: "bad",
    State.NOT_STARTED: "idle",
    State.UNTOLD: "quiet",
    State.CARRIED: "idle",
    State.STOPPED: "idle",
}
MARKS = {
    State.DONE: "✓",
    State.ON_TRACK: "▶",
    State.AT_RISK: "▲",
    State.OFF_TRACK: "▼",
    State.NOT_STARTED: "○",
    State.UNTOLD: "?",
    State.CARRIED: "→",
    State.STOPPED: "■",
}
REACHED = {TargetStatus.MET: "good", TargetStatus.NOT_MET: "bad", TargetStatus.NO_NEARER: "warn"}

# A line of words fits a telephone; a stretch narrower than its label goes without.
LETTERS, LINE = 40, 20.0
BAR, GAP = 26.0, 18.0
NARROWEST = 0.09
# A unit longer than this stands once, beside the name.
SHORT = 8
# Two pixels or so of white between neighbours.
SEAM = 0.006
# A picture stays whole on a page of paper.
ROWS = 8

Row = TypeVar("Row")


@dataclass(frozen=True)
class ChartKey:
    """One line of a picture's key."""

    state: State
    mark: str
    tone: str


def chart_key(delivery: Delivery) -> list[ChartKey]:
    """What the marks and colours of the states mean, for those that occur."""
    return [ChartKey(state, MARKS[state], TONES[state]) for state in delivery.states]


def by_theme(delivery: Delivery) -> tuple[Picture, ...]:
    """Commitments by theme and state, stacked; one unit is as wide in every theme."""
    themes = delivery.themes
    widest = max((theme.all for theme in themes), default=0)
    pictures = []
    for rows in _parted(themes):
        y, bars, labels = 0.0, list[Bar](), list[Label]()
        for theme in rows:
            y = _name(labels, y, theme.title)
            _stack(bars, labels, y, theme, widest)
            y += BAR + GAP
        told = " ".join(f"{theme.title}: {theme.in_words}." for theme in rows)
        pictures.append(
            Picture("Commitments by theme", told, y - GAP + 2, tuple(bars), tuple(labels))
        )
    return tuple(pictures)


def towards_targets(delivery: Delivery) -> tuple[Picture, ...]:
    """Metrics on their way from baseline to target; only those for which there is a way."""
    pictures = []
    for rows in _parted([one for one in delivery.metrics if one.share is not None]):
        y, bars, labels = 0.0, list[Bar](), list[Label]()
        for one in rows:
            y = _name(labels, y, short_name(one))
            _way(bars, labels, y, one)
            y += BAR + LINE + GAP
        told = " ".join(f"{one.measured.name}: {way_in_words(one)}." for one in rows)
        pictures.append(
            Picture("Metrics against their targets", told, y - GAP + 2, tuple(bars), tuple(labels))
        )
    return tuple(pictures)


def short_name(one: MetricStatus) -> str:
    """A metric's name, with its unit where that is too long to stand beside each number."""
    unit = one.measured.unit
    return f"{one.measured.name}, {unit}" if len(unit) > SHORT else one.measured.name


def way_in_words(one: MetricStatus) -> str:
    """ "62% of the way from 12 days to 8 days; newest 9.5 days, 31 March 2026; on the way" """
    metric, newest, share = one.measured, one.newest, one.share
    if newest is None or share is None:
        return lower_first(one.in_words)
    start = measured_value(metric.baseline, metric.unit, None)
    end = measured_value(metric.target, metric.unit, None)
    value = measured_value(newest.value.normalize(), metric.unit, None)
    sure = ", provisional" if newest.provisional else ""
    # The day of the newest result is named already.
    stands = one.in_words if one.reach == TargetStatus.PASSED else one.reach.label
    return (
        f"{share:.0%} of the way from {start} to {end}; "
        f"newest {value}, {day_in_words(newest.ends_on)}{sure}; {lower_first(stands)}"
    )


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _name(labels: list[Label], y: float, name: str) -> float:
    """A row's name over as many lines as it needs; where its bar begins."""
    lines = wrap(name, LETTERS) or [""]
    labels += [Label(0, y + place * LINE + 15, line, bold=True) for place, line in enumerate(lines)]
    return y + len(lines) * LINE + 4


def _stack(bars: list[Bar], labels: list[Label], y: float, theme: ThemeCount, widest: int) -> None:
    x = 0.0
    for state, count in sorted(theme.counts.items(), key=lambda pair: list(State).index(pair[0])):
        width = count / widest
        bars.append(Bar(x, y, width - SEAM, BAR, TONES[state]))
        if width >= NARROWEST:
            words = f"{MARKS[state]} {count}"
            labels.append(Label(x + width / 2, y + 18, words, "middle", TONES[state]))
        x += width


def _way(bars: list[Bar], labels: list[Label], y: float, one: MetricStatus) -> None:
    """A track from baseline to target, filled as far as the newest result."""
    share = float(one.share or 0)
    gone = min(max(share, 0.0), 1.0)
    tone = REACHED.get(one.reach, "well")
    bars.append(Bar(0, y, 1, BAR, "track"))
    if gone:
        bars.append(Bar(0, y, gone, BAR, tone))
    words = f"{share:.0%}".replace("-", "−")
    inside = gone > 0.5
    labels.append(
        Label(gone - 0.02, y + 18, words, "end", tone)
        if inside
        else Label(gone + 0.02, y + 18, words)
    )
    metric = one.measured
    unit = metric.unit if len(metric.unit) <= SHORT else ""
    start = f"Start: {measured_value(metric.baseline, unit, None)}"
    end = f"Target: {measured_value(metric.target, unit, None)}"
    labels += [Label(0, y + BAR + 17, start), Label(1, y + BAR + 17, end, "end")]


def _parted(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), ROWS):
        yield rows[start : start + ROWS]
