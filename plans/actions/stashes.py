"""What people type and have not saved: kept for them, given back, and deleted in the end.

None of it is part of a plan, so none is recorded, and the plan is not locked for it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, QuerySet
from django.utils import timezone

from councils.access import access_of
from councils.daily import daily
from councils.models import User
from councils.outbox import queue_message
from plans.access import plan_url
from plans.models import NewStash, Passage, Plan, Stash
from plans.models.stash import Unsaved
from web.compiled_queries import prepared

DELETED = "unsaved_words_deleted"


def keep_stash(plan: Plan, *, passage: int, by: User, seen: int, body: str, now: datetime) -> bool:
    """Keep what somebody is typing in a passage of `plan`, instead of what was kept before.

    Words that stand in the passage already are saved, and nothing is kept of them: False.
    """
    mine = Stash.objects.filter(person=by, passage=passage)
    if Passage.objects.filter(pk=passage, plan=plan, body=body).exists():
        mine.delete()
        return False
    typed = {"body": body, "seen": seen, "kept_at": now}
    # Whoever goes on typing has a row already: one statement, and no transaction around it.
    if not mine.update(**typed):
        Stash.objects.bulk_create(
            [Stash(person=by, plan=plan, passage=passage, **typed)],
            update_conflicts=True,
            unique_fields=["person", "passage"],
            update_fields=[*typed],
        )
    return True


def stashes_of(person: User, plan: Plan) -> list[Stash]:
    """What somebody has not saved in a plan; newest first."""
    return stashes_in_plan(person.pk, plan.pk)


def has_unsaved(person: User, plan: Plan) -> bool:
    """Whether somebody typed anything in a plan that they did not save, in a new paragraph too."""
    return bool(unsaved_in(person.pk, plan.pk))


@prepared
def unsaved_in(person: int, plan: int) -> QuerySet[Any, Any]:
    """One row where there is anything."""
    kinds = (Stash, NewStash)
    typed, begun = (Exists(one.objects.filter(person=person, plan=plan)) for one in kinds)
    return Plan.objects.filter(typed | begun, pk=plan).order_by().values_list("pk")


@prepared
def stashes_in_plan(person: int, plan: int) -> QuerySet[Stash]:
    return Stash.objects.filter(person=person, plan=plan)


def stash_in(person: User, passage: Passage) -> Stash | None:
    """What somebody has not saved in a passage, where it says other words than stand there."""
    found = next(iter(stashes_in(person.pk, passage.pk)), None)
    return found if found and found.body != passage.body else None


@prepared
def stashes_in(person: int, passage: int) -> QuerySet[Stash]:
    return Stash.objects.filter(person=person, passage=passage)


def drop_stash(person: User, passage: Passage) -> None:
    """Once a passage is saved, nothing of it is unsaved; usually nothing was."""
    for stash in stashes_in(person.pk, passage.pk):
        stash.delete()


def throw_away(stash: Stash) -> None:
    stash.delete()


@daily
def delete_old_stashes(today: date) -> None:
    """Delete what nobody came back to, each with a word to its writer."""
    until = timezone.now() - timedelta(days=Unsaved.kept_days)
    kinds: Any = Unsaved.__subclasses__()
    for model in kinds:
        for old in model.objects.filter(kept_at__lt=until).values_list("pk", flat=True):
            with transaction.atomic():
                rows = model.objects.select_for_update(of=("self",)).select_related(
                    "person", "plan__council"
                )
                stash = rows.filter(pk=old, kept_at__lt=until).first()
                if stash is not None:
                    tell_writer_of(stash)
                    stash.delete()


def tell_writer_of(stash: Unsaved) -> None:
    """None of the words goes by e-mail: where they were, and when they were typed.

    Whoever typed them by a link, and has no role, finds no such page any more and is told nothing.
    """
    plan = stash.plan
    name, *keys = stash.page
    if stash.person.is_active and access_of(stash.person, plan.council).appointments:
        queue_message(
            DELETED,
            council=plan.council,
            to=stash.person,
            on=timezone.localdate(stash.kept_at),
            page=plan_url(name, plan, *keys),
            plan=plan.pk,
            title=plan.title,
        )
