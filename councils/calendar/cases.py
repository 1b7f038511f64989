"""Worked cases from a file, each carried out by the calendar and held beside what it should give.

A case names its rule, its inputs and what is expected; only what a case expects is compared. Days
are written 2024-07-19, moments 2024-07-19T12:00 in London.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, get_args

from councils.calendar.call_in import CallInWindow, call_in_window, latest_decision_before
from councils.calendar.days import Basis, DaysOff, bank_holidays
from councils.calendar.notice import (
    KEY_NOTICE_DAYS,
    LatestNotice,
    clear_days_between,
    earliest_decision,
    gives_enough_notice,
    latest_notice,
)
from councils.calendar.periods import (
    disposable_from,
    held_until,
    kept_until,
    last_day_of,
    members_access_by,
)
from web.dates import LONDON

Inputs = Mapping[str, Any]
MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: what differs from what it expects, or why it could not be carried out."""

    id: str
    title: str
    differs: dict[str, tuple[Any, Any]]
    problem: str = ""

    @property
    def passes(self) -> bool:
        return not self.differs and not self.problem


def run_cases(cases: Iterable[Mapping[str, Any]]) -> list[CaseResult]:
    return [run_case(case) for case in cases]


def run_case(case: Mapping[str, Any]) -> CaseResult:
    name, title = str(case.get("id", "?")), str(case.get("title", ""))
    try:
        found = RULES[case["rule"]](case["inputs"])
        expected = case["expected"].items()
    except KeyError as missing:
        return CaseResult(name, title, {}, f"Nothing here is called {missing}.")
    except (TypeError, ValueError, AttributeError, OverflowError) as wrong:
        return CaseResult(name, title, {}, f"It cannot be read: {wrong}")
    got = ((key, value, found.get(key)) for key, value in expected)
    return CaseResult(name, title, {key: (want, has) for key, want, has in got if want != has})


def days_off_in(inputs: Inputs) -> DaysOff:
    """The usual bank holidays of every year, and the closures that a case names."""
    closures = {date.fromisoformat(day) for day in inputs.get("local_closure_days", ())}
    years = {day.year for day in closures}
    return DaysOff(closures | set(bank_holidays(years)))


def day(inputs: Inputs, name: str) -> date:
    return date.fromisoformat(inputs[name])


def basis(inputs: Inputs, usual: Basis) -> Basis:
    found: Basis = inputs.get("day_basis", usual)
    if found not in get_args(Basis):
        raise ValueError(f"days are counted as {' or '.join(get_args(Basis))}, not as {found}")
    return found


def moment_as_written(moment: datetime) -> str:
    return moment.astimezone(LONDON).replace(tzinfo=None).isoformat(timespec=MINUTES)


def written(days: Iterable[date]) -> list[str]:
    return [one.isoformat() for one in days]


def window_of(inputs: Inputs) -> CallInWindow:
    closes = inputs.get("cutoff_time")
    return call_in_window(
        day(inputs, "start_date"),
        inputs["call_in_days"],
        basis(inputs, "working"),
        days_off_in(inputs),
        closes=time.fromisoformat(closes) if closes else None,
    )


def call_in(inputs: Inputs) -> dict[str, Any]:
    window = window_of(inputs)
    by = day(inputs, "deadline") if "deadline" in inputs else None
    return {
        "last_call_in_day": window.last_day.isoformat(),
        "counted_working_days": written(window.days),
        "counted_days": written(window.days),
        "call_in_deadline": moment_as_written(window.last_moment),
        "effective_from_next_calendar_day": window.next_day.isoformat(),
        "effective_from_next_working_day": window.next_working_day.isoformat(),
        "effective_on_or_before_deadline": by and window.next_day <= by,
    }


def latest_decision(inputs: Inputs) -> dict[str, Any]:
    found = latest_decision_before(
        day(inputs, "deadline"),
        inputs["call_in_days"],
        basis(inputs, "working"),
        days_off_in(inputs),
        notice_after=inputs.get("publication_lag_working_days", 0),
    )
    return {
        "latest_decision_date": found.decided.isoformat(),
        "decision_notice_published": found.notice.isoformat(),
        "last_call_in_day": found.window.last_day.isoformat(),
        "effective_from": found.effective_from.isoformat(),
    }


def notice_facts(found: LatestNotice) -> dict[str, Any]:
    return {
        "latest_publication_date": found.latest.isoformat(),
        "latest_by_pure_counting": found.by_counting.isoformat(),
        "counted_clear_days": written(found.clear_days),
        "first_clear_day": found.clear_days[0].isoformat(),
        "last_clear_day": found.clear_days[-1].isoformat(),
    }


def agenda(inputs: Inputs) -> dict[str, Any]:
    meeting, days, off = day(inputs, "meeting_date"), inputs["clear_days"], days_off_in(inputs)
    return notice_facts(latest_notice(meeting, days, basis(inputs, "working"), off))


def key_decision_notice(inputs: Inputs) -> dict[str, Any]:
    decision, off = day(inputs, "decision_date"), days_off_in(inputs)
    days = inputs.get("clear_days", KEY_NOTICE_DAYS)
    return notice_facts(latest_notice(decision, days, basis(inputs, "calendar"), off))


def clear_days(inputs: Inputs) -> dict[str, Any]:
    published, event = day(inputs, "published"), day(inputs, "event")
    counted, off = basis(inputs, "working"), days_off_in(inputs)
    wanted = inputs["required_clear_days"]
    return {
        "clear_days": clear_days_between(published, event, counted, off),
        "sufficient": gives_enough_notice(published, event, wanted, counted, off),
    }


def general_exception(inputs: Inputs) -> dict[str, Any]:
    found = earliest_decision(day(inputs, "notice_published"), days_off_in(inputs))
    return {"earliest_decision_working_day": found.isoformat()}


def members_access(inputs: Inputs) -> dict[str, Any]:
    decided = datetime.fromisoformat(inputs["decision_at"]).replace(tzinfo=LONDON)
    return {"available_by": moment_as_written(members_access_by(decided))}


def interest(inputs: Inputs) -> dict[str, Any]:
    return {"last_day": last_day_of(day(inputs, "disclosed_on"), inputs["days"]).isoformat()}


def retention(inputs: Inputs) -> dict[str, Any]:
    decided, years = day(inputs, "decision_date"), inputs["years"]
    return {
        "must_be_available_through": kept_until(decided, years).isoformat(),
        "earliest_disposal": disposable_from(decided, years).isoformat(),
    }


def statutory_report(inputs: Inputs) -> dict[str, Any]:
    sent = last_day_of(day(inputs, "report_sent"), inputs["days"])
    return {"meet_no_later_than": sent.isoformat()}


def monitoring_officer_report(inputs: Inputs) -> dict[str, Any]:
    held = held_until(day(inputs, "considered_on"), days_off_in(inputs))
    return {"held_until": held.date().isoformat()}


RULES: dict[str, Callable[[Inputs], dict[str, Any]]] = {
    "agenda_latest_publication": agenda,
    "call_in_window": call_in,
    "call_in_window_calendar": call_in,
    "clear_days_check": clear_days,
    "dpi_notification": interest,
    "general_exception_earliest_decision": general_exception,
    "key_decision_notice_latest": key_decision_notice,
    "latest_decision_date_for_deadline": latest_decision,
    "members_access_24h": members_access,
    "monitoring_officer_report": monitoring_officer_report,
    "retention": retention,
    "statutory_report_meeting": statutory_report,
}
