"""What the bare pages of clearance ask of the database and write to it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from bench.sql import CURRENT, FROM_PLAN, HERE


class Round(NamedTuple):
    """The newest round of a plan, with the words that were sent."""

    council: int
    plan: int
    moves: int
    key: int
    round: int
    body: str
    meets_on: date
    sent_at: datetime
    sent_by: int
    sender: str
    number: int
    digest: str
    document: str
    report_digest: str
    report: str
    call_in_length: int
    call_in_days: str


class Held(NamedTuple):
    """A locked plan, its newest round, and the role in which somebody moves it on."""

    council: int
    plan: int
    title: str
    stage: str
    moves: int
    round: int
    sent_at: datetime
    sent_by: int
    body: str
    meets_on: date
    then_put: bool
    digest: str
    report_digest: str
    may_clear: bool
    role: str

    def is_as_shown(self, typed: Mapping[str, Any]) -> bool:
        shown = (int(typed["moves"]), typed["plan"], typed["report"])
        return self.stage == "clearance" and shown == (self.moves, self.digest, self.report_digest)


_NEWEST = """
JOIN approvals_round AS round ON round.plan_id = plan.id
 AND round.number = (SELECT max(number) FROM approvals_round WHERE plan_id = plan.id)
JOIN plans_version AS version ON version.id = round.version_id
JOIN approvals_reportversion AS report ON report.id = round.report_id
"""
_MINE = f"""(
    SELECT role FROM councils_appointment AS own
    WHERE own.council_id = plan.council_id AND own.person_id = %(me)s
      AND own.role = ANY(%(roles)s) AND {CURRENT}
    ORDER BY array_position(%(roles)s, own.role) LIMIT 1
)"""
ROUND = f"""
SELECT plan.council_id, plan.id, plan.moves, round.id, round.number, round.body, round.meets_on,
       round.sent_at, round.sent_by_id, sender.name, version.number, version.digest,
       version.document, report.digest, report.document,
       council.call_in_length, council.call_in_days
{FROM_PLAN} {_NEWEST} JOIN councils_user AS sender ON sender.id = round.sent_by_id
WHERE plan.stage = 'clearance' AND {HERE}
"""
CLEARANCES = f"""
SELECT wanted.id, wanted.role, person.name, given.outcome, given.words, given.place,
       identity.name, identity.role, given.stated_at, EXISTS (
           SELECT 1 FROM councils_appointment AS own
           JOIN councils_council AS council ON council.id = own.council_id
           WHERE council.slug = %(council)s AND own.person_id = %(me)s
             AND own.role = wanted.role AND {CURRENT}
       )
FROM approvals_asked AS wanted LEFT JOIN councils_user AS person ON person.id = wanted.person_id
LEFT JOIN LATERAL (
    SELECT * FROM approvals_answer WHERE asked_id = wanted.id
    ORDER BY recorded_at DESC, id DESC LIMIT 1
) AS given ON true
LEFT JOIN councils_identity AS identity ON identity.id = given.answered_by_id
WHERE wanted.round_id = %(round)s ORDER BY wanted.id
"""
ROUND_BEFORE = """
SELECT version.number, version.digest, report.digest, EXISTS (
    SELECT 1 FROM approvals_answer WHERE asked_id = wanted.id
) AS answered
FROM approvals_round AS round JOIN approvals_asked AS wanted ON wanted.round_id = round.id
JOIN plans_version AS version ON version.id = round.version_id
JOIN approvals_reportversion AS report ON report.id = round.report_id
WHERE round.plan_id = %(plan)s AND round.number < %(number)s AND wanted.role = %(role)s
ORDER BY answered DESC, round.number DESC LIMIT 1
"""
IDENTITIES = """
SELECT id, role, commitment FROM councils_identity
WHERE council_id = %(council)s AND person_id = %(me)s
"""
WROTE = """
SELECT EXISTS (SELECT 1 FROM councils_act WHERE plan = %(plan)s AND actor_id = ANY(%(keys)s))
"""
_HELD = """
SELECT plan.council_id, plan.id, plan.title, plan.stage, plan.moves, round.id, round.sent_at,
       round.sent_by_id, round.body, round.meets_on, round.then_put, version.digest, report.digest,
       council.contributors_may_clear
"""
LOCK_ASKED = f"""
{_HELD}, wanted.role {FROM_PLAN} {_NEWEST}
JOIN approvals_asked AS wanted ON wanted.round_id = round.id
WHERE {HERE} AND wanted.id = %(asked)s AND EXISTS (
    SELECT 1 FROM councils_appointment AS own
    WHERE own.council_id = plan.council_id AND own.person_id = %(me)s
      AND own.role = wanted.role AND {CURRENT}
) FOR NO KEY UPDATE OF plan
"""
LOCK_ROUND = f"{_HELD}, {_MINE} {FROM_PLAN} {_NEWEST} WHERE {HERE} FOR NO KEY UPDATE OF plan"
UNANSWERED = """
SELECT count(*) FROM approvals_asked AS wanted WHERE wanted.round_id = %(round)s
   AND NOT EXISTS (SELECT 1 FROM approvals_answer WHERE asked_id = wanted.id)
"""
WRITE_ANSWER = """
INSERT INTO approvals_answer (asked_id, outcome, words, place, plan_digest, report_digest,
                              answered_by_id, had_written, stated_at, recorded_at, recorded_by_id)
VALUES (%(asked)s, %(outcome)s, %(words)s, %(place)s, %(plan)s, %(report)s,
        %(identity)s, %(had_written)s, %(now)s, %(now)s, %(me)s)
RETURNING *
"""
WRITE_STEP = """
INSERT INTO approvals_step (plan_id, place, route, body, meets_on, item, round_id, put_at)
SELECT %(plan)s, 1 + coalesce(max(place), 0), 'cabinet', %(body)s, %(meets_on)s, %(item)s,
       %(round)s, %(now)s
FROM approvals_step WHERE plan_id = %(plan)s RETURNING *
"""
_PLAN = """id, council_id, slug, title, commission_id, stage, numbering, meets_on, extended_due,
    extended_event, submitted_at, records_savings, created_at, moves, revision"""
MOVE = f"""
UPDATE plans_plan SET stage = %(stage)s, moves = moves + 1, revision = revision + 1
WHERE id = %(plan)s RETURNING {_PLAN}
"""
WRITE_PLAN_HISTORY = f"""
INSERT INTO plans_historicalplan ({_PLAN}, act_id, history_change_reason, history_date,
                                  history_type, history_user_id)
SELECT {_PLAN}, %(act)s, %(reason)s, %(now)s, '~', %(me)s
FROM plans_plan WHERE id = %(plan)s RETURNING history_id
"""
