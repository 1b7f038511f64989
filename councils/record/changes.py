"""What was done with a row since a page showed it, by whom and when: for who was overtaken."""

from typing import Any

from django.db import models

from councils.record.history import history_of
from councils.record.kinds import kind_of
from councils.record.models import Act
from councils.record.naming import with_names
from web.errors import Change
from web.sending import current_sending

# More than these are a history: it has a page of its own.
MOST = 5


def changes_of(row: models.Model, **after: Any) -> list[Change]:
    """The newest acts that wrote a row, of those its history finds by `after`; newest first."""
    return changes_in(type(row), row.pk, **after)


def changes_in(model: type[models.Model], key: Any, **after: Any) -> list[Change]:
    """The same by the key of a row that may be there no more."""
    history = history_of(model)._default_manager.filter(id=key, **after)
    acts = history.order_by("-history_id").values_list("act_id", flat=True)
    return changes_by(list(acts[:MOST]))


def changes_by(acts: list[Any]) -> list[Change]:
    """Acts by their keys, newest first, as somebody reads them whom they overtook."""
    rows = Act.objects.filter(pk__in=acts).select_related("actor").order_by("-sequence")
    named = with_names(list(rows[:MOST]))
    return [Change(act.actor.name or "Somebody", act.sentence, act.at) for act in named]


def changes_to_plan(plan: int) -> list[Change]:
    """Everything done with a plan since the page was opened that is being sent; newest first."""
    form = current_sending()
    if form is None or form.opened is None:
        return []
    acts = Act.objects.filter(plan=plan, at__gt=form.opened).order_by("-sequence")
    return changes_by(list(acts.values_list("pk", flat=True)[:MOST]))


def newest_act_on(row: models.Model) -> list[Change]:
    """The last thing done to a row that keeps no history of its own."""
    acts = Act.objects.filter(subject_kind=kind_of(row), subject_id=row.pk).order_by("-at")
    return changes_by(list(acts.values_list("pk", flat=True)[:1]))


def removal_of(model: type[models.Model], key: Any, **owner: Any) -> Any:
    """The last state of a row that was removed, from its history; None where none was."""
    history = history_of(model)._default_manager.filter(id=key, **owner)
    last: Any = history.order_by("-history_id").first()
    return last if last is not None and last.history_type == "-" else None
