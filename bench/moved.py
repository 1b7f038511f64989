"""Another council, with plans that were moved on by the same functions as the pages use."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from approvals import report, workflow
from approvals.models import Implication, Report, Round
from approvals.workflow import ImplicationTyped, Minute, Seen, Terms
from bench.people import found, sign_in
from bench.text import write
from councils.models import User
from councils.roles import CLEARING, Office, Role
from plans.models import Plan, Stage
from plans.working_copy import document_of

People = dict[Role, User]


@dataclass(frozen=True)
class Moved:
    """`sent` waits for the officer's answer, `cleared` to be put to its meeting by its author."""

    sent: Plan
    cleared: Plan
    published: Plan
    officer: str
    author: str

    def to_answer(self) -> dict[str, Any]:
        """The officer's answer, in a round in which nobody has answered yet."""
        _carry_out(SEND_AGAIN, plan=self.sent.pk)
        round_ = _newest_round(self.sent)
        asked = round_.asked.get(role=Role.MONITORING_OFFICER)
        said = {"outcome": "content", "words": "", "place": ""}
        return {"asked": asked.pk, **_seen(round_), **said}

    def to_put(self) -> dict[str, Any]:
        """The meeting of a plan that everybody has cleared and nobody has put to one."""
        _carry_out(CLEARED_ONLY, plan=self.cleared.pk, stage=Stage.CLEARANCE)
        round_ = _newest_round(self.cleared)
        on = round_.meets_on
        assert on
        day = {"meets_on_day": on.day, "meets_on_month": on.month, "meets_on_year": on.year}
        return {"body": round_.body, "item": "", **day, **_seen(round_)}


def make() -> Moved:
    """Four pages of text in each plan; what waits to be answered was sent twice, unchanged."""
    council, people = found("Eastmoor", [Role.AUTHOR, *sorted(CLEARING)])
    sent, cleared, published = (
        write(council, people[Role.AUTHOR], title)
        for title in ("Plan in clearance", "Plan cleared", "Plan published")
    )
    _send(sent, people, then_put=True)
    _clear(_send(cleared, people, then_put=False), people)
    _publish(published, people[Role.AUTHOR])
    officer, author = people[Role.MONITORING_OFFICER], people[Role.AUTHOR]
    moved = Moved(sent, cleared, published, sign_in(officer), sign_in(author))
    moved.to_answer()
    return moved


SEND_AGAIN = """
WITH last AS (
    SELECT * FROM approvals_round WHERE plan_id = %(plan)s ORDER BY number DESC LIMIT 1
), again AS (
    INSERT INTO approvals_round (plan_id, number, version_id, report_id, sent_by_id, sent_at,
                                 due_on, body, meets_on, then_put)
    SELECT plan_id, number + 1, version_id, report_id, sent_by_id, now(),
           due_on, body, meets_on, then_put FROM last RETURNING id
)
INSERT INTO approvals_asked (round_id, role, title, person_id)
SELECT again.id, asked.role, asked.title, asked.person_id
FROM approvals_asked AS asked JOIN last ON last.id = asked.round_id CROSS JOIN again
ORDER BY asked.id
"""
CLEARED_ONLY = "UPDATE plans_plan SET stage = %(stage)s WHERE id = %(plan)s"


def _carry_out(sql: str, **values: Any) -> None:
    """Past every move: fresh ground for the next one, not a move itself."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _newest_round(plan: Plan) -> Round:
    plan.refresh_from_db()
    return plan.rounds.select_related("version", "report")[0]


def _seen(round_: Round) -> dict[str, Any]:
    """What a page shows of a round, as its form sends it back."""
    words = {"plan": round_.version.digest, "report": round_.report.digest}
    return {"moves": round_.plan.moves, **words}


def _send(plan: Plan, people: People, *, then_put: bool) -> Round:
    today = timezone.localdate()
    filled = report.prefilled(plan)
    typed = [field.name for field in Report._meta.fields]
    kept = {name: getattr(filled, name) for name in typed if name not in {"id", "plan", "revision"}}
    return workflow.send(
        plan,
        by=people[Role.AUTHOR],
        seen=Seen(plan.moves, document_of(plan).digest),
        report=kept,
        implications=[ImplicationTyped(tuple(Implication.Heading.values), "None arise.", today)],
        clear={Office(Role(role)): people[Role(role)] for role in plan.council.clearing_roles},
        terms=Terms("Cabinet", meets_on=today + timedelta(days=14), then_put=then_put),
    )


def _clear(round_: Round, people: People) -> None:
    for asked in round_.asked.all():
        round_.plan.refresh_from_db()
        seen = Seen(round_.plan.moves, round_.version.digest, round_.report.digest)
        workflow.answer(asked, by=people[Role(asked.role)], seen=seen, outcome="content")


def _publish(plan: Plan, author: User) -> None:
    """As it was decided, entered from the record."""
    digest = document_of(plan).digest
    minute = Minute(decided_on=timezone.localdate())
    workflow.from_record(
        plan, by=author, seen=Seen(plan.moves, digest), body="Cabinet", minute=minute
    )
    plan.refresh_from_db()
    workflow.publish(plan, by=author, seen=Seen(plan.moves, digest), published_at=timezone.now())
