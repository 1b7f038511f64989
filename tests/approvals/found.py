"""What is in the database, counted: alike before and after a move that was refused."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from councils.models import RefusedAttempt
from councils.record.models import Act
from plans.models import Plan


@dataclass(frozen=True)
class Found:
    """What an attempt left behind: how many rows of each kind, and where the plan is."""

    rows: tuple[int, ...]
    stage: str
    moves: int


# That somebody was refused is told in a line of its own: see test_refused_attempts.py.
TABLES = [
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model is not RefusedAttempt
]
COUNTS = ", ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)  # noqa: S608 (our own)
ACTS = TABLES.index(Act._meta.db_table)


def found(plan: Plan) -> Found:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT stage, moves, {COUNTS} FROM plans_plan WHERE id = %s",  # noqa: S608 (our own)
            [plan.pk],
        )
        stage, moves, *rows = cursor.fetchone()
    return Found(tuple(rows), stage, moves)
