"""What the commission asks of a plan, and how each stands. Pure: read from `Facts` alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from dashboard.compliance.lines import Line, Standing
from web.dates import day_in_words, is_late, london_day, moment_in_words


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of a plan that its commission asks about.

    `endorsed` says who endorsed it and when, "" while nobody did; `exceptions` what was sent
    without that, in words. `went_at` is when it was first submitted, `late_because` the reason that
    was given; `earlier` what an older record shows of that. `due` is the last moment in time,
    `event` what it waits for instead. `metrics` counts those in the words that count, `reported` is
    the day of the newest report, and `monitored` says that delivery is reported on. `held` is why a
    call-in keeps the decision from standing, `taken_back` that nothing is asked any more, and
    `overtaken` why what is not recorded will not come.
    """

    rule: str
    requires: tuple[str, ...]
    now: datetime
    due: datetime | None = None
    event: str = ""
    endorsed: str = ""
    exceptions: tuple[str, ...] = ()
    published: str = ""
    went_at: datetime | None = None
    late_because: str = ""
    earlier: str = ""
    metrics: int = 0
    monitored: bool = False
    closed: bool = False
    held: str = ""
    taken_back: str = ""
    overtaken: str = ""
    reported: date | None = None
    pages: dict[str, str] = field(default_factory=dict)

    @property
    def is_past(self) -> bool:
        """Whether the deadline is over; never of one that nobody set."""
        return is_late(self.now, self.due)

    @property
    def by(self) -> date | None:
        return london_day(self.due) if self.due else None

    @property
    def pending(self) -> Standing:
        """How stands what is not recorded: not yet due until the deadline, and not met after it."""
        return Standing.NOT_MET if self.is_past else Standing.NOT_YET_DUE

    def missing(self, said: str) -> tuple[Standing, str]:
        """How it stands that something is not recorded, and what is said of that."""
        if self.overtaken:
            return Standing.EXCEPTED, f"{said} {self.overtaken}"
        return self.pending, said


def asked_lines(facts: Facts) -> Iterator[Line]:
    """A line for each thing the commission requires, and one for its deadline."""
    for key, (asks, tell) in REQUIRED.items():
        if key in facts.requires:
            standing, said = tell(facts) if not facts.taken_back else mistaken(facts)
            by = facts.by if standing == Standing.NOT_YET_DUE and key in BY_THE_DEADLINE else None
            yield Line(asks, facts.rule, standing, said, facts.pages.get(key, ""), by)
    if facts.due or facts.event:
        yield deadline_line(facts)


def mistaken(facts: Facts) -> tuple[Standing, str]:
    """Of a plan taken back nothing was sent or decided: the commission waits for another."""
    return Standing.EXCEPTED, facts.taken_back


def endorsement(facts: Facts) -> tuple[Standing, str]:
    if facts.exceptions:
        return Standing.EXCEPTED, " ".join(facts.exceptions)
    if facts.endorsed and facts.held:
        return facts.pending, f"{facts.endorsed} {facts.held}"
    if facts.endorsed:
        return Standing.MET, facts.endorsed
    return facts.missing("No decision that endorses it is recorded.")


def publication(facts: Facts) -> tuple[Standing, str]:
    if facts.published:
        return Standing.MET, facts.published
    return facts.missing("No publication of decided words is recorded.")


def metrics(facts: Facts) -> tuple[Standing, str]:
    if facts.metrics:
        return Standing.MET, f"It has {facts.metrics} metric{'' if facts.metrics == 1 else 's'}."
    # Its words may name some that nobody put in the list: that none is listed proves nothing.
    standing = Standing.NOT_KNOWN if facts.is_past else Standing.NOT_YET_DUE
    return standing, "It has no metric of its own in the list; its words may name some."


def progress(facts: Facts) -> tuple[Standing, str]:
    if facts.reported:
        return Standing.MET, f"Last reported as at {day_in_words(facts.reported)}."
    if facts.closed:
        return Standing.NOT_KNOWN, "The plan was closed, and no report on it is recorded."
    if facts.monitored:
        return Standing.NOT_YET_DUE, "Nothing is reported yet. No day is set by which."
    return Standing.NOT_YET_DUE, "Progress is reported once the plan was submitted."


# What each is called, and how it stands, by its key among the commission's requirements.
REQUIRED: dict[str, tuple[str, Callable[[Facts], tuple[Standing, str]]]] = {
    "endorsement": ("Members endorsed it before it was submitted", endorsement),
    "publication": ("It is published on the council’s website", publication),
    "metrics": ("It has metrics", metrics),
    "progress": ("Progress is reported", progress),
}
BY_THE_DEADLINE = frozenset({"endorsement", "publication", "metrics"})


def deadline_line(facts: Facts) -> Line:
    asks = f"It was submitted by {moment_in_words(facts.due)}" if facts.due else "It was submitted"
    page = facts.pages.get("submission", "")
    if facts.taken_back:
        return Line(asks, facts.rule, *mistaken(facts), page)
    if facts.went_at is None and facts.earlier:
        return Line(asks, facts.rule, Standing.NOT_KNOWN, f"{facts.earlier}.", page)
    if facts.went_at is None:
        waits = f"It was extended: {facts.event}. " if facts.event else ""
        standing, said = facts.missing(f"{waits}No submission is recorded.")
        by = facts.by if standing == Standing.NOT_YET_DUE else None
        return Line(asks, facts.rule, standing, said, page, by)
    went = f"Submitted {moment_in_words(facts.went_at)}."
    if facts.due is None:
        said = f"{went} The deadline was extended without a day: {facts.event}."
        return Line(asks, facts.rule, Standing.NOT_KNOWN, said, page)
    if is_late(facts.went_at, facts.due):
        why = f" The reason given: {facts.late_because}" if facts.late_because else ""
        return Line(asks, facts.rule, Standing.NOT_MET, f"{went}{why}", page)
    return Line(asks, facts.rule, Standing.MET, went, page)
