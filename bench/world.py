"""What is measured on: a council, its author, one plan with two versions, and room to grow."""

from dataclasses import dataclass

from django.db import connection

from bench import moved
from bench.database import analyse
from bench.moved import Moved
from bench.people import found, sign_in
from bench.text import write
from councils.models import Council, User
from councils.roles import Role
from plans.actions import passages
from plans.actions.versions import make_version
from plans.models import Passage, Plan


@dataclass(frozen=True)
class World:
    """`ours` and `bare` are the paragraphs that each side edits and saves.

    The plans that are moved are another council's, so that these pages show what they showed.
    """

    council: Council
    administrator: User
    plan: Plan
    ours: Passage
    bare: Passage
    author: str
    moved: Moved


def make() -> World:
    council, people = found("Northmoor", [Role.AUTHOR])
    author = people[Role.AUTHOR]
    plan = write(council, author, "Plan 1")
    make_version(plan, by=author, reason="For the directors’ meeting")
    written = list(plan.passages.order_by("theme__place", "place"))
    for passage in written[::5]:
        _reword(passage, author)
    make_version(plan, by=author, reason="For the Cabinet")
    return World(
        council=council,
        administrator=people[Role.ADMINISTRATOR],
        plan=plan,
        ours=written[1],
        bare=written[2],
        author=sign_in(author),
        moved=moved.make(),
    )


def add_plans(world: World, *, until: int) -> None:
    """More plans like the first, with its themes and paragraphs, so that there are `until`."""
    _carry_out(ADD_PLANS, world.plan, until)
    _carry_out(ADD_THEMES, world.plan)
    _carry_out(ADD_PASSAGES, world.plan)
    analyse()


def add_acts(world: World, number: int, *, elsewhere: bool = False) -> None:
    """`number` acts on each council's busiest plan, or on its others while that lies dormant."""
    for plan in (world.plan, world.moved.sent):
        _carry_out(ADD_ACTS, plan, number, elsewhere)
    analyse()


ADD_PLANS = """
INSERT INTO plans_plan (council_id, slug, title, commission_id, stage, numbering,
                        records_savings, created_at, revision, moves, extended_event)
SELECT council_id, 'plan-' || n, 'Plan ' || n, commission_id, stage, numbering,
       records_savings, created_at, revision, moves, extended_event
FROM plans_plan, generate_series(2, %(number)s) AS n WHERE id = %(plan)s
"""
ADD_THEMES = """
INSERT INTO plans_theme (plan_id, place, title, answers, revision)
SELECT other.id, theme.place, theme.title, theme.answers, 1
FROM plans_theme AS theme, plans_plan AS other
WHERE theme.plan_id = %(plan)s AND other.id <> %(plan)s AND other.council_id = %(council)s
"""
ADD_PASSAGES = """
INSERT INTO plans_passage (plan_id, theme_id, place, kind, body, ready, revision)
SELECT other.plan_id, other.id, passage.place, passage.kind, passage.body, true, 1
FROM plans_passage AS passage
JOIN plans_theme AS theme ON theme.id = passage.theme_id
JOIN plans_theme AS other ON other.place = theme.place AND other.plan_id <> theme.plan_id
JOIN plans_plan AS its ON its.id = other.plan_id
WHERE passage.plan_id = %(plan)s AND its.council_id = %(council)s
"""
ADD_ACTS = """
WITH counted AS (
    UPDATE councils_counter SET last = last + %(number)s WHERE council_id = %(council)s
    RETURNING last - %(number)s AS start
), others AS (
    SELECT array_agg(id) AS ids FROM plans_plan
    WHERE council_id = %(council)s AND (id <> %(plan)s) = %(elsewhere)s
)
INSERT INTO councils_act (id, council_id, sequence, at, actor_id, actor_commitment, what, plan,
                          subject_kind, subject_id, subject, reason, touched, digest)
SELECT gen_random_uuid(), act.council_id, start + n, act.at + n * interval '1 second',
       act.actor_id, act.actor_commitment, act.what, ids[1 + n %% cardinality(ids)],
       act.subject_kind, act.subject_id, act.subject, act.reason, act.touched, act.digest
FROM (SELECT * FROM councils_act WHERE plan = %(plan)s ORDER BY sequence DESC LIMIT 1) AS act,
     counted, others, generate_series(1, %(number)s) AS n
"""


def _carry_out(sql: str, plan: Plan, number: int = 0, elsewhere: bool = False) -> None:
    at = {"plan": plan.pk, "council": plan.council_id}
    with connection.cursor() as cursor:
        cursor.execute(sql, {**at, "number": number, "elsewhere": elsewhere})


def _reword(passage: Passage, author: User) -> None:
    body = passage.body.replace("joining teams", "bringing teams together", 2)
    passages.edit_passage(
        passage, by=author, seen=passage.revision, body=body, reason="As the directors asked"
    )
