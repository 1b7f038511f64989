"""The last day of each thing in words: what it is, by which rule it is counted, and whose."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from approvals.models.routes import ALONE, NOT_EXECUTIVE, Route
from councils.calendar.backwards import LastDays, Rules
from councils.models import Council, Governance


class Code(StrEnum):
    """What a timetable counts, from the deadline backwards."""

    SUBMIT = "submit"
    EFFECT = "effect"
    CALL_IN = "call_in"
    NOTICE = "notice"
    DECISION = "decision"
    AGENDA = "agenda"
    KEY = "key"
    DESPATCH = "despatch"
    CLEAR = "clear"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Row:
    """`last` is the last day in time; without one, `rule` says why nothing is counted."""

    code: Code
    what: str
    last: date | None
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Way:
    """Who decides a plan, in which council: what the words of a row hang on.

    `body` is the meeting that has it, by its name; "" while none does.
    """

    council: Council
    governance: Governance.Form | None
    route: Route
    body: str = ""

    @property
    def is_executive(self) -> bool:
        return self.route not in NOT_EXECUTIVE and self.governance != Governance.Form.COMMITTEES

    @property
    def decides(self) -> str:
        if self.body and self.route not in ALONE:
            return f"{self.body} decides"
        if self.route == Route.CABINET:
            return f"{self.council.cabinet_word} decides"
        return DECIDES[self.route]


DECIDES = {
    Route.COMMITTEE: "The committee decides",
    Route.COUNCIL: "Full council decides",
    Route.MEMBERS: "The member decides",
    Route.OFFICER: "The officer decides",
    Route.MEMBER_WITH_OFFICER: "The member and the officer decide",
    Route.NOT_KNOWN: "It is decided",
}
REGS_2012 = "SI 2012/2089, regulation"
SETTINGS = "The council’s settings"
CALL_IN_LAW = "The council’s settings, under section 9F of the Local Government Act 2000"
OWN_DAYS = "The council’s own time, not the law’s"


def rows_of(way: Way, rules: Rules, days: LastDays, deadline: str) -> tuple[Row, ...]:
    """Every row, from the deadline backwards; `deadline` says whose that is."""
    return (
        Row(Code.SUBMIT, "The plan is submitted", days.submitted, deadline, ""),
        Row(Code.EFFECT, "The decision takes effect", days.effective, *effect(rules)),
        Row(Code.CALL_IN, "Call-in is over", days.call_in_over, *call_in(way, rules)),
        Row(Code.NOTICE, "The notice of the decision is out", days.notice, *notice(way, rules)),
        Row(Code.DECISION, way.decides, days.decision, *decision(rules)),
        *before_the_decision(way, rules, days),
    )


def effect(rules: Rules) -> tuple[str, str]:
    if rules.call_in is None:
        return "What is decided stands at once: nothing can be called in.", ""
    then = "the next day" if rules.call_in.effect == "calendar" else "the next working day"
    return f"When call-in is over: {then}.", CALL_IN_LAW


def call_in(way: Way, rules: Rules) -> tuple[str, str]:
    if rules.call_in is None:
        if way.route in NOT_EXECUTIVE:
            return "Nothing to wait for: only a decision of the executive is called in.", ""
        if way.council.call_in_applies and way.council.call_in_length:
            return "Nothing to wait for: it was decided without call-in.", ""
        return "Nothing to wait for: in this council decisions are not called in.", SETTINGS
    begins = "the decision" if rules.call_in.from_decision else "the notice is published"
    unit = "working day" if rules.call_in.basis == "working" else "day"
    length = rules.call_in.length
    return f"{length} {unit}{'' if length == 1 else 's'} after {begins}.", CALL_IN_LAW


def notice(way: Way, rules: Rules) -> tuple[str, str]:
    if rules.begins_with_notice:
        return "Later, and call-in is not over by the deadline.", CALL_IN_LAW
    soon = "As soon as reasonably practicable: no last day is set."
    if way.route in NOT_EXECUTIVE:
        return soon, "Local Government Act 1972, section 100C"
    return soon, f"{REGS_2012} {13 if way.route in ALONE else 12}"


def decision(rules: Rules) -> tuple[str, str]:
    if not rules.begins_with_notice:
        return "Later, and it does not take effect by the deadline.", ""
    if rules.notice_after:
        unit = "working day" if rules.notice_after == 1 else "working days"
        return f"With its notice out {rules.notice_after} {unit} later.", SETTINGS
    return "With its notice out on the same day.", ""


def before_the_decision(way: Way, rules: Rules, days: LastDays) -> Iterator[Row]:
    """What is counted from the day of the decision."""
    if rules.agenda:
        law = f"{REGS_2012}s 6 and 7" if way.is_executive else "Local Government Act 1972, s 100B"
        what = "Agenda and report are public"
        yield Row(Code.AGENDA, what, days.agenda, "Five clear working days before.", law)
    else:
        what, why = "Agenda and report are public", "Whoever decides alone has no agenda."
        yield Row(Code.AGENDA, what, None, why, "")
    what = "Notice of a key decision is public, if it is one"
    if rules.key:
        which = "working days" if rules.key == "working" else "days of the calendar"
        yield Row(Code.KEY, what, days.key, f"28 clear {which} before.", f"{REGS_2012} 9")
    else:
        yield Row(Code.KEY, what, None, "Only an executive takes key decisions.", "")
    if rules.agenda:
        yield Row(Code.DESPATCH, "The report is handed over", days.despatched, *despatch(rules))
    yield Row(Code.CLEAR, "Every officer has cleared it", days.cleared, *cleared(rules))
    yield Row(Code.DRAFT, "The whole plan is written", days.drafted, *drafted(rules))


def despatch(rules: Rules) -> tuple[str, str]:
    if rules.despatch is None:
        return "The council has set no days for it.", SETTINGS
    return f"{in_working_days(rules.despatch)} before the agenda is public.", OWN_DAYS


def cleared(rules: Rules) -> tuple[str, str]:
    if not rules.agenda:
        return "Before it is decided: what officers say is part of the report.", ""
    handed_over = "is handed over" if rules.despatch is not None else "is public"
    return f"Before the report {handed_over}: what officers say is part of it.", ""


def drafted(rules: Rules) -> tuple[str, str]:
    if rules.clearing is None:
        return "The council has set no days for clearing.", SETTINGS
    return f"{in_working_days(rules.clearing)} for those who clear it.", OWN_DAYS


def in_working_days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
