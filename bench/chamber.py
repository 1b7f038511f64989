"""Clearance by hand: report and plan in one scroll, the answer, and a plan put to its meeting.

Each checks the same rights under the same lock and writes the same rows, history and act as ours.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from approvals.models import Answer
from bench import rounds
from bench.bare import moment, page, row, rows, token, who, write_act
from bench.frozen import as_html
from councils.roles import Right, Role

Report = dict[str, Any]


def answer(request: HttpRequest, council: str, plan: str) -> HttpResponse:
    asked = who(request, Right.CLEAR, council=council, plan=plan)
    if request.method == "POST":
        return give(request, asked)
    round_ = rounds.Round(*row(rounds.ROUND, **asked))
    clearances = rows(rounds.CLEARANCES, **asked, round=round_.key)
    mine = next(one for one in clearances if one[-1])
    barred = round_.sent_by == asked["me"] or wrote(Role.AUTHOR, round_, identities(round_, asked))
    report, frozen = json.loads(round_.report), json.loads(round_.document)
    return page(
        escape(frozen["title"]),
        f"<p>{escape(round_.body)}, {round_.meets_on:%d %B %Y}, sent by {escape(round_.sender)} "
        f"{moment(round_.sent_at)}, version {round_.number}, reference {round_.digest[:8]}</p>",
        what_changed(round_, mine[1]),
        *facts(round_, report),
        *as_report(report),
        *as_html(frozen),
        *map(as_clearance, clearances),
        "" if barred else form(request, round_, mine[0]),
    )


def what_changed(round_: rounds.Round, role: str) -> str:
    """Equal digests are equal words; the comparison of others has a page of its own."""
    before = rows(rounds.ROUND_BEFORE, plan=round_.plan, number=round_.round, role=role)
    if not before:
        return "<p>You are asked about this plan for the first time.</p>"
    number, digest, report_digest, answered = before[0]
    seen = "answered" if answered else "were asked about"
    if (digest, report_digest) == (round_.digest, round_.report_digest):
        return f"<p>Nothing, word for word, since version {number}, which you {seen}.</p>"
    compare = f"../versions/compare/?before={number}&after={round_.number}"
    return f'<p><a href="{compare}">Changed since version {number}, which you {seen}</a></p>'


def facts(round_: rounds.Round, report: Report) -> Iterator[str]:
    """What the Monitoring Officer reads first."""
    powers = next(one for one in report["implications"] if "Legal" in one["headings"])
    yield f"<dl><dt>Who decides<dd>{escape(round_.body)}, {round_.meets_on:%d %B %Y}"
    yield f"<dt>Powers<dd>{escape(powers['text'])} {found_on(powers)}"
    yield f"<dt>Call-in<dd>{round_.call_in_length} {round_.call_in_days}</dl>"


def as_report(report: Report) -> Iterator[str]:
    for name in ("title", "summary", "reasons", "background", "options"):
        yield f"<h3>{name.capitalize()}</h3><p>{escape(report[name])}</p>"
    for name in ("recommendation", "background_papers"):
        yield f"<h3>{name}</h3><ol>{''.join(f'<li>{escape(one)}' for one in report[name])}</ol>"
    for said in report["implications"]:
        headings = escape(", ".join(said["headings"]))
        yield f"<h3>{headings}</h3><p>{escape(said['text'])} {found_on(said)}</p>"
    for when in ("risk_now", "risk_after"):
        yield f"<tr><td>{when}<td>{report[when]}<td>{escape(report[f'{when}_why'])}"


def found_on(said: dict[str, Any]) -> str:
    on = said["none_on"]
    return f"(as found on {date.fromisoformat(on):%d %B %Y})" if on else ""


def as_clearance(one: tuple[Any, ...]) -> str:
    _, role, person, outcome, words, place, name, capacity, at, _ = one
    said = f"<dt>{Role(role).label}, {escape(person or '')}"
    if not outcome:
        return f"{said}<dd>Not answered yet"
    outcome = Answer.Outcome(outcome).label
    return f"{said}<dd>{outcome} {escape(words)} {escape(place)} {name}, {capacity}, {moment(at)}"


def form(request: HttpRequest, round_: rounds.Round, asked: int) -> str:
    shown = {
        "asked": asked,
        "moves": round_.moves,
        "plan": round_.digest,
        "report": round_.report_digest,
    }
    hidden = (f'<input type="hidden" name="{key}" value="{it}">' for key, it in shown.items())
    chosen = (
        f'<label><input type="radio" name="outcome" value="{key}">{label}</label>'
        for key, label in Answer.Outcome.choices
    )
    return (
        f'<form method="post">{token(request)}{"".join(hidden)}{"".join(chosen)}'
        '<label>Words for the report <textarea name="words"></textarea></label>'
        '<label>Which place? <input name="place"></label><button>Send your answer</button></form>'
    )


def give(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    typed = request.POST
    said = {name: typed[name].strip() for name in ("outcome", "words", "place")}
    with transaction.atomic():
        held = rounds.Held(*row(rounds.LOCK_ASKED, **asked, asked=typed["asked"]))
        if not held.is_as_shown(typed):
            return HttpResponse(status=409)
        known = identities(held, asked)
        as_contributor = wrote(Role.CONTRIBUTOR, held, known)
        barred = held.sent_by == asked["me"] or wrote(Role.AUTHOR, held, known)
        if barred or (as_contributor and not held.may_clear):
            raise PermissionDenied
        act = begin(held, asked, known, Answer.Outcome(said["outcome"]).label)
        given = row(
            rounds.WRITE_ANSWER,
            **(said | act),
            asked=typed["asked"],
            plan=held.digest,
            report=held.report_digest,
            had_written=as_contributor,
        )
        stage, what = "clearance", "answered on"
        if held.then_put and not row(rounds.UNANSWERED, round=held.round)[0]:
            write_step(held, act, held.body, held.meets_on)
            stage, what = "decision", "gave the last answer on"
        move(held, [given], stage, what, act)
    return HttpResponseRedirect("../")


def put(request: HttpRequest, council: str, plan: str) -> HttpResponse:
    asked = who(request, Right.PUT_TO_DECISION, council=council, plan=plan)
    typed = request.POST
    on = date(*(int(typed[f"meets_on_{part}"]) for part in ("year", "month", "day")))
    with transaction.atomic():
        held = rounds.Held(*row(rounds.LOCK_ROUND, **asked))
        late = on < timezone.localdate(held.sent_at) or row(rounds.UNANSWERED, round=held.round)[0]
        if not held.is_as_shown(typed) or late:
            return HttpResponse(status=409)
        act = begin(held, asked, identities(held, asked), f"For {typed['body']} on {on:%d %B %Y}")
        step = write_step(held, act, typed["body"], on, typed["item"])
        move(held, [step], "decision", "put to decision", act)
    return HttpResponseRedirect("../")


def write_step(
    held: rounds.Held, act: dict[str, Any], body: str, on: date, item: str = ""
) -> tuple[Any, ...]:
    meeting = {"body": body, "meets_on": on, "item": item}
    return row(rounds.WRITE_STEP, plan=held.plan, round=held.round, **act, **meeting)


def identities(of: rounds.Round | rounds.Held, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    """As whom somebody has acted in the council."""
    return rows(rounds.IDENTITIES, council=of.council, me=asked["me"])


def wrote(role: Role, of: rounds.Round | rounds.Held, known: list[tuple[Any, ...]]) -> bool:
    """Whether they have acts on the plan in a role; nothing is asked where they never held it."""
    keys = [key for key, held, _ in known if held.startswith(role.label)]
    return bool(keys) and row(rounds.WROTE, plan=of.plan, keys=keys)[0]


def begin(
    held: rounds.Held, asked: dict[str, Any], known: list[tuple[Any, ...]], reason: str
) -> dict[str, Any]:
    """An act, and who acts in the role that allows it."""
    label = Role(held.role).label
    key, commitment = next((key, kept) for key, role, kept in known if role == label)
    act = {"act": uuid.uuid4(), "now": timezone.now(), "reason": reason, "me": asked["me"]}
    return act | {"identity": key, "commitment": commitment}


def move(
    held: rounds.Held, written: list[tuple[Any, ...]], stage: str, what: str, act: dict[str, Any]
) -> None:
    """Move the plan, with its history, and write the act of it and of what else was written."""
    state = row(rounds.MOVE, plan=held.plan, stage=stage)
    row(rounds.WRITE_PLAN_HISTORY, plan=held.plan, **act)
    write_act(
        [{"row": [*one]} for one in (*written, state)],
        **act,
        council=held.council,
        plan=held.plan,
        what=what,
        kind="plan",
        key=held.plan,
        subject=held.title,
        touched=["plan"],
    )
