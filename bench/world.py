"""What is measured on: a council, its author, one plan with two versions, and room to grow."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from bench.database import analyse
from bench.pdf import paragraphs
from councils.actions.council import create_council
from councils.actions.people import appoint
from councils.models import Council, User
from councils.roles import Role
from plans.actions import commissions, passages, plans
from plans.actions.versions import make_version
from plans.models import Passage, Plan

SLUG = "northmoor"
COMMISSION = "productivity-2024"


@dataclass(frozen=True)
class World:
    """`ours` and `bare` are the paragraphs that each side edits and saves."""

    council: Council
    author: User
    plan: Plan
    ours: Passage
    bare: Passage
    session: str


def make() -> World:
    """Four pages of text, written through the same actions as the pages use."""
    council, author = _council()
    commission = commissions.version_for(council, COMMISSION)
    plan = plans.start_plan(council, by=author, title="Plan 1", commission=commission)
    for theme in plan.themes.all():
        asked = plan.asked.theme(theme.answers)
        assert asked
        for body, question in zip(paragraphs(), asked.questions, strict=False):
            passages.add_passage(
                plan,
                by=author,
                theme=theme,
                kind="paragraph",
                body=body,
                questions=[question.key],
                writer=author,
            )
    make_version(plan, by=author, reason="For the directors’ meeting")
    written = list(plan.passages.order_by("theme__place", "place"))
    for passage in written[::5]:
        _reword(passage, author)
    make_version(plan, by=author, reason="For the Cabinet")
    return World(council, author, plan, written[1], written[2], _signed_in(author))


def add_plans(world: World, *, until: int) -> None:
    """More plans like the first, with its themes and paragraphs, so that there are `until`."""
    _carry_out(ADD_PLANS, world, until)
    _carry_out(ADD_THEMES, world)
    _carry_out(ADD_PASSAGES, world)
    analyse()


def add_acts(world: World, number: int, *, elsewhere: bool = False) -> None:
    """`number` acts on the plan, or on the others while it lies dormant."""
    _carry_out(ADD_ACTS, world, number, elsewhere)
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
WHERE theme.plan_id = %(plan)s AND other.id <> %(plan)s
"""
ADD_PASSAGES = """
INSERT INTO plans_passage (plan_id, theme_id, place, kind, body, ready, revision)
SELECT other.plan_id, other.id, passage.place, passage.kind, passage.body, true, 1
FROM plans_passage AS passage
JOIN plans_theme AS theme ON theme.id = passage.theme_id
JOIN plans_theme AS other ON other.place = theme.place AND other.plan_id <> theme.plan_id
WHERE passage.plan_id = %(plan)s
"""
ADD_ACTS = """
WITH counted AS (
    UPDATE councils_counter SET last = last + %(number)s WHERE council_id = %(council)s
    RETURNING last - %(number)s AS start
), others AS (
    SELECT array_agg(id) AS ids FROM plans_plan WHERE (id <> %(plan)s) = %(elsewhere)s
)
INSERT INTO councils_act (id, council_id, sequence, at, actor_id, actor_commitment, what, plan,
                          subject_kind, subject_id, subject, reason, touched, digest)
SELECT gen_random_uuid(), act.council_id, start + n, act.at + n * interval '1 second',
       act.actor_id, act.actor_commitment, act.what, ids[1 + n %% cardinality(ids)],
       act.subject_kind, act.subject_id, act.subject, act.reason, act.touched, act.digest
FROM (SELECT * FROM councils_act WHERE plan = %(plan)s ORDER BY sequence DESC LIMIT 1) AS act,
     counted, others, generate_series(1, %(number)s) AS n
"""


def _carry_out(sql: str, world: World, number: int = 0, elsewhere: bool = False) -> None:
    at = {"plan": world.plan.pk, "council": world.council.pk}
    with connection.cursor() as cursor:
        cursor.execute(sql, {**at, "number": number, "elsewhere": elsewhere})


def _council() -> tuple[Council, User]:
    administrator = User.objects.create_user(
        "administrator@northmoor.example", None, name="Administrator, Northmoor"
    )
    author = User.objects.create_user(
        "author@northmoor.example", None, name="Report author, Northmoor"
    )
    council = create_council(
        name="Northmoor Council",
        slug=SLUG,
        administrator_email=administrator.email,
        administrator_name="",
    )
    appoint(
        council,
        by=administrator,
        name=author.name,
        email=author.email,
        role=Role.AUTHOR,
        starts_on=timezone.localdate(),
    )
    return council, author


def _reword(passage: Passage, author: User) -> None:
    body = passage.body.replace("joining teams", "bringing teams together", 2)
    passages.edit_passage(
        passage, by=author, seen=passage.revision, body=body, reason="As the directors asked"
    )


def _signed_in(person: User) -> str:
    """The key of a session like the one that signing in makes."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    assert session.session_key
    return session.session_key
