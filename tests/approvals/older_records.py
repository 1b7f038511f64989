"""Twelve councils' real decisions, as they are typed into the forms of an older record.

Each field is given a `Fact`, which names where the case has it, or a word that reads it (a verb, a
kind). What the cases say stays where it is: see `CASES`.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

CASES = settings.BASE_DIR.parent / "shared" / "cases" / "decisions.json"
# What whoever collected the cases says of them, and what is read from the resolutions.
NOT_FACTS = ("council_type", "scenario_tags", "outcome")
YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True)
class Fact:
    """Where the case has it, and how it is typed: as it stands, unless `typed` says otherwise."""

    path: str
    typed: Callable[[Any], str] = str


def as_day(stated: str) -> date:
    return date.fromisoformat(stated[:10])


@dataclass(frozen=True)
class Day:
    path: str


def one_of(path: str, words: dict[Any, str]) -> Fact:
    """A choice: what the case has, and what is chosen for it."""
    return Fact(path, lambda value: words[value])


def yes_no(path: str) -> Fact:
    return Fact(path, lambda value: YES_NO[value])


def lines(path: str) -> Fact:
    return Fact(path, lambda value: "\n".join(value))


def clock(path: str) -> Fact:
    return Fact(path, lambda value: value[11:])


Typed = dict[str, "str | list[str] | Fact | Day | tuple[Fact, ...]"]


@dataclass(frozen=True)
class Sent:
    """One form: its page, who sends it, and what is typed."""

    page: str
    typed: Typed
    by: str = "clerk"


@dataclass(frozen=True)
class Entered:
    """A council's record: its forms in order, and what then stands on two pages.

    `home` are lines of the plan's home; `public` those of its page once it is published, where any
    words of it may be.
    """

    sent: tuple[Sent, ...]
    stage: str
    home: tuple[str, ...]
    public: tuple[str, ...] = ()
    # What stands nowhere: it would say what the record does not.
    never: tuple[str, ...] = field(default=())


ROUTES = {
    "cabinet": "cabinet",
    "noted_only": "cabinet",
    "committee": "committee",
    "officer_urgent": "officer",
    "individual_portfolio_holder": "members",
    "mayor": "members",
}
# What the cases note of each plan and its submission that is no part of what was decided.
NOTED = (
    Fact("department_name_used", ", ".join),
    Fact("plan_content"),
    Fact("unusual"),
    Fact("progress_reporting"),
)


def step(*limbs: tuple[str, str, "str | Fact"], **typed: Any) -> Sent:
    """The form of one step, with its resolutions as (verb, about, words); the decider's first."""
    rows: Typed = {}
    for number, (verb, about, words) in enumerate(limbs, start=1):
        rows |= {f"verb_{number}": verb, f"about_{number}": about, f"words_{number}": words}
    common: Typed = {
        "kind": "decider",
        "body": Fact("decision_maker"),
        "route": one_of("decision_route", ROUTES),
        "decided_on": Day("meeting_or_decision_date"),
        "minute": Fact("item_or_minute_number"),
        "minute_link": Fact("source_url", lambda value: value.partition(" ")[0]),
        "notice_on": Day("decision_or_minutes_published"),
        "key_decision": yes_no("key_decision"),
        "urgent": yes_no("urgent"),
        "urgent_why": Fact("urgent_reason"),
        "exempt_information": yes_no("exempt_information"),
        "advice_shown": lines("statutory_comments_seen"),
        "notes": NOTED,
    }
    return Sent("move_from_record", {**common, **rows, **typed})


def delegation(**typed: Any) -> Typed:
    """What a resolution left to somebody, on its terms."""
    said: Typed = {
        "delegated_to": Fact("delegation.to"),
        "consulting": Fact("delegation.in_consultation_with"),
        "conditions": Fact("delegation.conditions"),
        "report_back": Fact("delegation.report_back"),
    }
    return said | typed


def amendment(of: str, **typed: Any) -> Typed:
    """The one amendment a case tells of; none says whether its words are exact."""
    said: Typed = {"amendment_of_1": of, "amendment_words_1": Fact("amendments")}
    return said | {f"amendment_{name}_1": value for name, value in typed.items()}


def said_in(path: str, words: str) -> Fact:
    """A part of what the case has in one sentence, in that sentence's own words."""

    def typed(value: str) -> str:
        assert words.lower() in value.lower(), value
        return words

    return Fact(path, typed)


TIMING = "submitted_relative_to_19_july_2024"
DETAIL, SCOPE = Fact("outcome_detail"), Fact("delegation.scope")
PLANNED = Fact(TIMING, lambda value: f"Submission: {value}")
GRANTED = Fact("extension_granted", lambda _: "Its record")
NO_CALL_IN: Typed = {"call_in": one_of("call_in.applicable", {False: "does_not"})}
NOT_DUE = "No submission is recorded; the deadline was 19 July 2024."

RECORDS: dict[str, Entered] = {
    "Dorset Council": Entered(
        (
            step(
                ("agreed", "plan", DETAIL),
                ("delegated", "plan", SCOPE),
                **delegation(scope=["amend"]),
                **amendment("recommendation", moved_by=said_in("outcome_detail", "the Chair")),
                notes=(
                    *(*NOTED, PLANNED, Fact("decision_stages.0.result")),
                    *(Fact("decision_stages.1.body"), Fact("decision_stages.1.result")),
                ),
            ),
        ),
        "endorsed",
        ("Cabinet, 9 July 2024 Agreed Entered from the record", NOT_DUE),
        ("Endorsed by Cabinet on 9 July 2024, minute Item/minute 26",),
    ),
    "Dacorum Borough Council": Entered(
        (
            step(
                ("approved", "plan", DETAIL),
                effective_from=Day("call_in.effective_from"),
                notes=(*NOTED, PLANNED),
            ),
            Sent("earlier", {"evidence": Fact(TIMING)}, "author"),
        ),
        "endorsed",
        (
            "Cabinet, 23 July 2024 Agreed Entered from the record",
            "Takes effect on 3 August 2024",
            "Submitted, when is not known.",
        ),
        ("Endorsed by Cabinet on 23 July 2024, minute decision ref 2240.",),
    ),
    "King's Lynn and West Norfolk Borough Council": Entered(
        (
            step(
                ("approved", "plan", DETAIL),
                **amendment(
                    "plan",
                    place=said_in("amendments", "paragraph 2.2.1"),
                    moved_by=said_in("amendments", "a named councillor"),
                ),
                notes=(*NOTED, Fact("decision_stages.0.body"), Fact("decision_stages.1.result")),
            ),
            Sent(
                "earlier",
                {
                    "timing": one_of(TIMING, {"by_deadline": "by_deadline"}),
                    "basis": one_of("submitted_subject_to_approval", {True: "subject"}),
                    "same_words": "no",
                    "evidence": Fact("decision_stages.0.result"),
                },
                "author",
            ),
        ),
        "endorsed",
        (
            "Cabinet, 30 July 2024 Agreed with amendments Entered from the record",
            "Submitted by the deadline, when is not known.",
            "Replace the submission",
        ),
        ("Endorsed with amendments by Cabinet on 30 July 2024, minute 29.",),
    ),
    "Cotswold District Council": Entered(
        (
            step(
                body=Fact("decision_stages.0.body"),
                route="cabinet",
                decided_on=Day("decision_stages.0.date"),
                minute="",
                notice_on="",
                key_decision="",
                urgent="",
                urgent_why="",
                notes=Fact("decision_stages.0.result"),
            ),
            step(
                ("approved", "plan", DETAIL),
                **NO_CALL_IN,
                notes=(*NOTED, Fact("decision_stages.1.result")),
            ),
            Sent("extend", {"due_on": Day("extension_date"), "evidence": GRANTED}, "author"),
            Sent(
                "earlier",
                {"evidence": Fact(TIMING, "{} 19 July 2024".format)},
                "author",
            ),
        ),
        "endorsed",
        (
            "Chief Executive Officer, 29 July 2024 Agreed Entered from the record",
            "Due by end of 29 July 2024.",
            "Submitted, when is not known.",
        ),
        ("Endorsed by Chief Executive Officer on 29 July 2024.",),
        ("Late",),
    ),
    "New Forest District Council": Entered(
        (
            step(
                ("noted", "plan", DETAIL),
                ("approved", "submission", ""),
                call_in=one_of("call_in.applicable", {True: "applies"}),
                call_in_by=Fact("call_in.body"),
                ends_on=Day("call_in.deadline"),
                ends_at_time=clock("call_in.deadline"),
                effective_from=Day("call_in.effective_from"),
                notes=(*NOTED, PLANNED),
            ),
        ),
        "decision",
        (
            "acting together (a named councillor and a named councillor), 3 July 2024 Noted",
            "Takes effect on 11 July 2024",
            NOT_DUE,
        ),
        ("Noted, not endorsed, by Leader and Portfolio Holder for Finance and Corporate",),
        ("Endorsed",),
    ),
    "Middlesbrough Council": Entered(
        (
            step(
                ("agreed", "plan", DETAIL),
                call_in=one_of("call_in.applicable", {False: "exempt"}),
                call_in_exempt_why=Fact("call_in.exempt_reason"),
                effective_from=Day("call_in.effective_from"),
                notes=(*NOTED, PLANNED),
            ),
        ),
        "endorsed",
        ("office-holder), 17 July 2024 Agreed", "Takes effect on 17 July 2024", NOT_DUE),
        ("Endorsed by Meeting titled",),
        ("Subject to call-in",),
    ),
    "Ribble Valley Borough Council": Entered(
        (
            step(
                ("delegated", "plan", DETAIL),
                without_text="on",
                **delegation(scope=["approve", "submit"]),
                **NO_CALL_IN,
                notes=(
                    *(*NOTED, PLANNED, SCOPE, Fact("decision_stages.0.result")),
                    *(Fact("decision_stages.2.body"), Fact("decision_stages.2.result")),
                ),
            ),
            Sent(
                "move_from_record",
                {
                    "kind": "advisory",
                    "body": Fact("decision_stages.1.body"),
                    "without_text": "on",
                    "notes": Fact("decision_stages.1.result"),
                },
            ),
        ),
        "decision",
        (
            "Policy and Finance Committee, 18 June 2024 Left to somebody else to decide",
            "Budget Working Group Advice was given Entered from the record",
            NOT_DUE,
        ),
        never=("Endorsed",),
    ),
    "Devon County Council": Entered(
        (
            step(
                ("approved", "plan", DETAIL),
                **amendment("plan"),
                notes=(*NOTED, PLANNED),
            ),
        ),
        "endorsed",
        ("Cabinet Agreed with amendments Entered from the record", NOT_DUE),
        ("Endorsed with amendments by Cabinet, minute Report PP/24/04.",),
    ),
    "North West Leicestershire District Council": Entered(
        (
            step(
                ("noted", "requirement", DETAIL),
                ("noted", "plan", ""),
                notes=(*NOTED, PLANNED),
            ),
        ),
        "decision",
        ("Cabinet, 25 June 2024 Noted Entered from the record, minute 11", NOT_DUE),
        ("Noted, not endorsed, by Cabinet on 25 June 2024",),
        ("Endorsed",),
    ),
    "Exeter City Council": Entered(
        (
            step(
                ("approved", "plan", ""),
                ("delegated", "plan", SCOPE),
                **delegation(scope=["amend"]),
                notes=(*NOTED, PLANNED),
            ),
        ),
        "endorsed",
        ("Executive, 9 July 2024 Agreed Entered from the record, minute 80", NOT_DUE),
        ("Endorsed by Executive on 9 July 2024, minute 80.",),
    ),
    "City of Lincoln Council": Entered(
        (
            step(
                ("approved", "plan", DETAIL),
                ("approved", "publication", ""),
                notes=NOTED,
            ),
            Sent(
                "extend",
                {
                    "event": Fact(TIMING),
                    "evidence": GRANTED,
                },
                "author",
            ),
        ),
        "endorsed",
        ("Executive Agreed Entered from the record, minute 12", "Extended to: permitted_after"),
        ("Endorsed by Executive, minute 12.",),
        ("No submission is recorded; the deadline was",),
    ),
    "Tamworth Borough Council": Entered(
        (
            Sent(
                "move_from_record",
                {
                    "kind": "scrutiny",
                    "body": Fact("decision_stages.0.body"),
                    "decided_on": Day("decision_stages.0.date"),
                    "advice_shown": Fact("scrutiny"),
                    "notes": Fact("decision_stages.0.result"),
                },
            ),
            step(
                ("approved", "plan", DETAIL),
                ("delegated", "plan", SCOPE),
                **delegation(scope=["finalise"], jointly="yes"),
                **NO_CALL_IN,
                notes=(*NOTED, PLANNED, Fact("decision_stages.1.result")),
            ),
        ),
        "endorsed",
        (
            "Corporate Scrutiny, 25 June 2024 Advice was given Entered from the record",
            "Cabinet, 27 June 2024 Agreed Entered from the record",
            NOT_DUE,
        ),
        ("Endorsed by Cabinet on 27 June 2024.",),
    ),
}


def read_cases() -> dict[str, dict[str, Any]]:
    return {one["council"]: one for one in json.loads(CASES.read_text("utf-8"))}


def facts_in(case: Any, path: str = "") -> Iterator[str]:
    """The path of each thing that a case knows; lists of words are one."""
    if isinstance(case, dict):
        for name, value in case.items():
            yield from facts_in(value, f"{path}.{name}" if path else name)
    elif isinstance(case, list) and case and isinstance(case[0], dict):
        for number, value in enumerate(case):
            yield from facts_in(value, f"{path}.{number}")
    elif case not in (None, [], ""):
        yield path


def value_at(case: Any, path: str) -> Any:
    for name in path.split("."):
        if case is None:
            return None
        case = case[int(name)] if isinstance(case, list) else case.get(name)
    return case
