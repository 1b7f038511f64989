"""Sixteen people with paragraphs of their own, and what the record has of their saves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import connection

from bench.asking import Question
from bench.people import join, sign_in
from bench.world import World
from councils.roles import Role
from plans.actions.passages import edit_passage
from plans.models import Passage

MANY = 16


@dataclass
class Writer:
    """Somebody at work: each save is of the next of their paragraphs, as they saw it last."""

    session: str
    passages: list[Passage]
    turns: Iterator[int] = field(default_factory=count)

    def next_save(self) -> tuple[str, Question]:
        """What it is known by in the record, and the form that is sent."""
        turn = next(self.turns)
        passage = self.passages[turn % len(self.passages)]
        name = f"Paragraph {passage.pk}, save {turn}"
        typed = {
            "seen": passage.revision,
            "body": f"{passage.body.partition(' Draft: ')[0]} Draft: {name}.",
            "ready": "on" if passage.ready else "",
            "questions": [],
            "writer": passage.writer_id or "",
            "reason": "Clearer words",
        }
        path = f"/northmoor/plans/{passage.plan.slug}/passages/{passage.pk}/"
        # The next save is of what this one will have made.
        passage.revision += 1
        return name, Question(path, self.session, typed)


def gather(world: World) -> dict[str, list[Writer]]:
    """Sixteen authors, who have acted before: each in a plan of their own, or all in one plan."""
    plans = world.council.plans.exclude(pk=world.plan.pk).order_by("pk")[: MANY + 1]
    shared, *own = ([*plan.passages.select_related("plan")] for plan in plans)
    sessions = [_author(world, number, mine[-1]) for number, mine in enumerate(own, start=1)]
    return {
        "a plan each": [Writer(*one) for one in zip(sessions, own, strict=True)],
        "all in one plan": [
            Writer(session, [passage]) for session, passage in zip(sessions, shared, strict=False)
        ],
    }


def _author(world: World, number: int, passage: Passage) -> str:
    name = f"Report author {number}, Northmoor"
    author = join(world.council, world.administrator, Role.AUTHOR, name)
    body = f"{passage.body} Begun."
    edit_passage(passage, by=author, seen=passage.revision, body=body, reason="Begun")
    passage.refresh_from_db()
    return sign_in(author)


FOUND = """
SELECT count(DISTINCT (history.id, history.revision)) FROM unnest(%(names)s::text[]) AS name
JOIN plans_historicalpassage AS history
  ON substring(history.body FROM ' Draft: (.*)[.]$') = name
JOIN councils_act AS act ON act.id = history.act_id AND act.subject_id = history.id
"""
NO_GAPS = """
SELECT count(*) = max(act.sequence) AND max(act.sequence) = max(counter.last)
FROM councils_act AS act JOIN councils_counter AS counter ON counter.council_id = act.council_id
WHERE act.council_id = %(council)s
"""


def found(names: list[str]) -> int:
    """How many of these saves stand in the history, each as a revision of its own, with its act."""
    return _asked(FOUND, names=names)


def numbers_have_no_gaps(world: World) -> bool:
    return _asked(NO_GAPS, council=world.council.pk)


def _asked(sql: str, **values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
