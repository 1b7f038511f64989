"""What people begin to write in a place that has no paragraph yet: kept for them, and given back.

As with what is typed in a paragraph (`plans.actions.stashes`), none of it is part of the plan.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from councils.models import User
from plans.models import NewStash, Plan


@dataclass(frozen=True)
class Beginning:
    """Where a paragraph is to stand, as `NewStash` has it, and the question that it is for."""

    theme: int | None
    after: int | None
    question: str = ""


def keep_beginning(plan: Plan, where: Beginning, *, by: User, body: str, now: datetime) -> bool:
    """Keep what somebody is typing for a new paragraph, instead of what was kept there before.

    Of no words, and of words that stand in that part already, nothing is kept: False.
    """
    if not body.strip() or plan.passages.filter(theme=where.theme, body=body).exists():
        drop_beginning(plan, where, by=by)
        return False
    kept = NewStash(person=by, plan=plan, body=body, kept_at=now, **vars(where))
    NewStash.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=["person", "plan", "theme", "after", "question"],
        update_fields=["body", "kept_at"],
    )
    return True


def drop_beginning(plan: Plan, where: Beginning, *, by: User) -> None:
    """Once the paragraph is there, nothing of it is unsaved."""
    begun_at(plan, where, by).delete()


def beginning_at(plan: Plan, where: Beginning, by: User) -> NewStash | None:
    """What somebody began to write in a place and did not save."""
    return begun_at(plan, where, by).first()


def begun_at(plan: Plan, where: Beginning, by: User) -> QuerySet[NewStash]:
    named: dict[str, Any] = {**vars(where)}
    lookups = {
        f"{name}__isnull" if value is None else name: True if value is None else value
        for name, value in named.items()
    }
    return NewStash.objects.filter(person=by, plan=plan, **lookups)


def beginnings_of(person: User, plan: Plan) -> list[NewStash]:
    """All that somebody began in a plan and did not save; newest first."""
    return list(NewStash.objects.filter(person=person, plan=plan))


def where_of(stash: NewStash) -> Beginning:
    return Beginning(stash.theme, stash.after, stash.question)
